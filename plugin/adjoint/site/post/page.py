"""The one model of a page: computed once, told as HTML, as markdown, and in every index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Final

from markupsafe import Markup

from adjoint.frozen import frozen
from adjoint.site.computed.answers import Answers
from adjoint.site.content.matter import Matter
from adjoint.site.post.pictures import Picture

SIGNS: Final = ("<em", "<blockquote", "<code", 'class="katex"', "<img")
"""What shows that a body needs more than every page does."""


@frozen
class Heading:
    """A heading of the body, for the table of contents."""

    level: int
    text: str
    id: str


@frozen
class Section:
    """The words under one heading, captions and code included."""

    id: str
    """The heading's; empty for what stands before the first."""
    title: str
    text: str


@frozen
class Thumbnail:
    """The picture by which other pages show a page."""

    href: str
    width: int
    height: int
    has_part: bool = False


@frozen
class Card:
    """What the rest of the site may tell of a page: small, so that those of all pages are at hand at once."""

    folder: str
    is_post: bool
    matter: Matter
    plain_title: str
    description: str
    reading_minutes: int
    picture: Thumbnail | None
    """The picture at its head, or the first of its figures."""


@frozen
class Page:
    """All that any output may tell of one authored page."""

    folder: str
    """Where it is published below the output folder: ``blog/chain-rule``, or empty for the root."""
    is_post: bool
    matter: Matter
    title: Markup
    plain_title: str
    description: str
    html: bytes
    """The body as it is published: what is kept and copied is neither decoded nor encoded on the way."""
    takeaways: tuple[Markup, ...]
    headings: tuple[Heading, ...]
    hero: Picture | None
    """The picture at the head of the page."""
    markdown: bytes
    """The markdown sibling, whole, as it is published."""
    math_rules: tuple[str, ...]
    """The style rules that the page's typeset math needs, sorted."""
    styles: tuple[str, ...]
    """The styles of the components used, by plain name."""
    scripts: tuple[str, ...]
    """The scripts that wake them."""
    files: Mapping[str, bytes]
    """The page's own pictures by path below the output folder."""
    words: int
    figures: Mapping[str, Picture] = field(default_factory=dict)
    """The computed figures of the page's components, by id, for whoever cannot run a widget."""

    numbers: Answers = field(default_factory=Answers)
    """The computed values and how each came about."""

    sections: tuple[Section, ...] = ()
    """The words of the body, for whoever looks for them."""

    signs: tuple[str, ...] = ()
    """Those of ``SIGNS`` that stand in the body: to look for one that does not takes long."""

    @property
    def body(self) -> Markup:
        """The body, for whoever reads it."""
        return Markup(self.html, "utf-8")

    @property
    def reading_minutes(self) -> int:
        """Minutes to read the prose, at 220 words a minute, at least one."""
        return max(1, round(self.words / 220))

    @property
    def card(self) -> Card:
        """What other pages may tell of it."""
        shown = self.hero or next(iter(self.figures.values()), None)
        picture = Thumbnail(shown.href, shown.width, shown.height, shown.has_part) if shown else None
        return Card(
            self.folder,
            self.is_post,
            self.matter,
            self.plain_title,
            self.description,
            self.reading_minutes,
            picture,
        )


def output_path(page: Page | Card, name: str) -> str:
    """Return where a file of a page is published, below the output folder."""
    return f"{page.folder}/{name}" if page.folder else name
