"""A page as published, read back from its HTML: where it leads, and what its figures hold for scripts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from adjoint.frozen import frozen

_LINKS: Final = {
    "a": "href", "link": "href", "img": "src", "script": "src", "source": "src", "video": "src",
    "audio": "src", "iframe": "src",
}  # fmt: skip

_START: Final = (
    r"<(?:span|i|b|em|strong|code|p|div|li|td|tr|th|svg|g|path|text|tspan|line|circle|rect|m[a-z]+|semantics"
    r"|annotation|var|sub|sup|label|option|button|h[1-6]|ul|ol)"
    r"""(?: (?!id\b|href\b|src\b|data-slots\b)[a-z][a-z:-]*(?:="[^"]*")?)*"""
)
_PLAIN: Final = re.compile(f"{_START}>")
"""A start tag that names nothing, leads nowhere and holds no number that is kept up to date."""
_PLAIN_END: Final = re.compile("</([a-z][a-z0-9]*)>")
_PASSED: Final = re.compile(rf"(?>(?:[^<]++|{_START}/?>|</(?!(?:script|figure|data)>)[a-z][a-z0-9]*>)*)")
"""What may be passed by at once where nothing is being read: texts, plain tags and the ends of elements."""

NUMBERS: Final = "numbers:data"
"""The id of the element that holds the data of a page's computed values."""


@frozen
class Link:
    """An address that a page writes, and the element that writes it."""

    tag: str
    href: str


@frozen
class Image:
    """An image as published; ``alt`` is None where the attribute is missing."""

    src: str
    alt: str | None


@frozen
class Range:
    """A slider's attributes as written."""

    low: str
    high: str
    step: str
    value: str


@dataclass
class Figure:
    """A figure with an id: its script's data, its sliders, and the texts that the script keeps up to date."""

    id: str
    data: str = ""
    sliders: list[Range] = field(default_factory=list)
    live: list[tuple[str, str]] = field(default_factory=list)
    """Slots of the tape, and the text that stands there for their product."""


@dataclass
class Published:
    """A page taken apart."""

    ids: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    figures: dict[str, Figure] = field(default_factory=dict)
    alternates: dict[str, str] = field(default_factory=dict)
    """Other forms of the page, by media type."""
    numbers: str = ""
    """The data by which computed values follow the sliders."""
    values: list[tuple[str, str, str]] = field(default_factory=list)
    """Each computed value in prose: its number, what it says to programs, its text."""


def read_page(html: str) -> Published:
    """Return a page taken apart."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Published()
        self._figure: Figure | None = None
        self._value = False
        self._reading_numbers = False
        self._slots: str | None = None
        self._reading_data = False

    def parse_starttag(self, i: int) -> int:
        """Pass by a tag of which nothing is taken, as most of a formula's are, before it is taken apart."""
        plain = _PLAIN.match(self.rawdata, i)
        return self._passed(plain.end()) if plain else super().parse_starttag(i)

    def parse_endtag(self, i: int) -> int:
        """Leave a plain element at once."""
        plain = _PLAIN_END.match(self.rawdata, i) if self.cdata_elem is None else None
        if plain is None:
            return super().parse_endtag(i)
        self.handle_endtag(plain[1])
        return self._passed(plain.end())

    def _passed(self, at: int) -> int:
        """Return where something stands again that may be taken."""
        if self._slots is not None or self._value or self._reading_numbers or self._reading_data:
            return at
        passed = _PASSED.match(self.rawdata, at)
        return passed.end() if passed else at

    def updatepos(self, i: int, j: int) -> int:
        """Count no lines: nobody asks where something stands."""
        del i
        return j

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what an element says."""
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.page.ids.append(values["id"])
        if _LINKS.get(tag, "") in values:
            self.page.links.append(Link(tag, values[_LINKS[tag]]))
        if tag == "img":
            self.page.images.append(Image(values.get("src", ""), values.get("alt")))
        if tag == "link" and values.get("rel") == "alternate":
            self.page.alternates[values.get("type", "")] = values.get("href", "")
        if tag == "script" and values.get("id") == NUMBERS:
            self._reading_numbers = True
        elif tag == "data" and "data-computed" in values:
            self._value = True
            self.page.values.append((values["data-computed"], values.get("value", ""), ""))
        if tag == "figure" and "id" in values:
            self._figure = self.page.figures[values["id"]] = Figure(values["id"])
        elif self._figure is not None:
            self._in_figure(self._figure, tag, values)

    def _in_figure(self, figure: Figure, tag: str, values: dict[str, str]) -> None:
        if tag == "input" and values.get("type") == "range":
            figure.sliders.append(Range(*(values.get(name, "") for name in ("min", "max", "step", "value"))))
        elif tag == "script" and values.get("type") == "application/json":
            self._reading_data = True
        elif "data-slots" in values:
            self._slots = values["data-slots"]
            figure.live.append((self._slots, ""))

    def handle_data(self, data: str) -> None:
        """Take the text of a figure's data block, or of a number that is kept up to date."""
        if self._reading_numbers:
            self.page.numbers += data
        if self._value:
            number, value, text = self.page.values[-1]
            self.page.values[-1] = number, value, text + data
        if self._figure is None:
            return
        if self._reading_data:
            self._figure.data += data
        elif self._slots is not None:
            slots, text = self._figure.live[-1]
            self._figure.live[-1] = slots, text + data

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        self._slots = None
        self._value = self._value and tag != "data"
        if tag == "script":
            self._reading_data = self._reading_numbers = False
        elif tag == "figure":
            self._figure = None
