"""A body standing still: its words, formulas and pictures, for a feed reader that runs and styles nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urljoin

_VOID: Final = frozenset({"br", "col", "hr", "img", "input", "wbr"})
_CONTROLS: Final = frozenset(
    {"button", "fieldset", "input", "legend", "output", "script", "select", "style", "svg"}
)
_NOT_SHOWN: Final = frozenset({"copy", "header-anchor", "katex-html", "visually-hidden"})
"""Classes of what only the page's own style and script make use of."""
_MATHML: Final = frozenset(
    {
        "math", "menclose", "merror", "mfrac", "mi", "mmultiscripts", "mn", "mo", "mover", "mpadded",
        "mphantom", "mroot", "mrow", "ms", "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable",
        "mtd", "mtext", "mtr", "munder", "munderover",
    }
)  # fmt: skip
_MATHML_ATTRIBUTES: Final = frozenset(
    {
        "accent", "accentunder", "columnalign", "columnspacing", "display", "displaystyle", "fence", "height",
        "linethickness", "lspace", "mathvariant", "maxsize", "minsize", "rowspacing", "rspace", "scriptlevel",
        "separator", "stretchy", "width",
    }
)  # fmt: skip


def still_body(html: str, address: str, widget: Callable[[str], str]) -> str:
    """Return the body of a page without controls, scripts and styles, every link whole.

    Args:
        html: the body.
        address: the full address of the page, against which its links are read.
        widget: gives the HTML that stands for an interactive figure, by the id of the element it is in.
    """
    import nh3  # noqa: PLC0415  (loaded by the first feed)

    stiller = _Stiller(widget)
    stiller.feed(html)
    stiller.close()
    attributes = {name: set(allowed) for name, allowed in nh3.ALLOWED_ATTRIBUTES.items()}
    attributes["a"] -= {"rel"}
    attributes |= {name: set(_MATHML_ATTRIBUTES) for name in _MATHML}
    return nh3.clean(
        "".join(stiller.pieces),
        tags=(nh3.ALLOWED_TAGS | _MATHML | {"figure", "figcaption"}) - {"article", "section", "nav"},
        attributes=attributes,
        attribute_filter=lambda _tag, name, value: (
            urljoin(address, value) if name in {"href", "src"} else value
        ),
        link_rel=None,
    )


class _Stiller(HTMLParser):
    """Copies HTML, leaving out what needs a script or a style, and putting pictures for widgets."""

    def __init__(self, widget: Callable[[str], str]) -> None:
        super().__init__(convert_charrefs=False)
        self.pieces: list[str] = []
        self._widget = widget
        self._id = ""
        self._left_out: list[str] = []
        """The elements being left out, outermost first."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._id = values.get("id", self._id)
        if self._left_out or _only_for_the_page(tag, values):
            if tag not in _VOID:
                self._left_out.append(tag)
        elif "-" in tag:
            self.pieces.append(self._widget(self._id))
            self._left_out.append(tag)
        else:
            self.pieces.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if not self._left_out:
            self.pieces.append(f"</{tag}>")
        elif tag in self._left_out:
            while self._left_out.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._copy(data)

    def handle_entityref(self, name: str) -> None:
        self._copy(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._copy(f"&#{name};")

    def _copy(self, text: str) -> None:
        if not self._left_out:
            self.pieces.append(text)


def _only_for_the_page(tag: str, values: Mapping[str, str]) -> bool:
    classes = set(values.get("class", "").split())
    hidden = "hidden" in values or "data-needs-script" in values
    return tag in _CONTROLS or tag == "annotation" or hidden or not classes.isdisjoint(_NOT_SHOWN)
