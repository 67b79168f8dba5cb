"""From an authored text to a ``Document``: one parse, whatever it holds."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING, Final

from adjoint.markup import blocks
from adjoint.markup.controls import CONTROL, control_character, may_hold_controls
from adjoint.markup.diagnostics import Diagnostic
from adjoint.markup.document import Document, RawHtml
from adjoint.markup.frontmatter import Frontmatter, read_frontmatter
from adjoint.markup.marks import begin_reading
from adjoint.markup.plugin import adjoint_plugin, block_rule
from adjoint.markup.source import Location, Source
from adjoint.markup.tasks import mark_tasks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from adjoint.markup.resolve import Found

_NO_FRONTMATTER: Final = Frontmatter()


def parse_document(
    source: Source, *, raw_html: RawHtml = "sanitize"
) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Parse a post.

    Args:
        source: its text, frontmatter included.
        raw_html: what becomes of HTML in it.

    Returns:
        The document, usable as far as its text can be understood, and everything that is wrong with it.
    """
    frontmatter, faults = read_frontmatter(source)
    begun, env = begin_reading(source, frontmatter.body)
    tokens = _parser().parse(source.text[frontmatter.body :], env)
    mark_tasks(tokens)
    found: Found = begun.found
    unused = tuple(
        (name, source.location(frontmatter.body + at))
        for name, at in begun.footnotes.items()
        if env["footnotes"]["refs"][f":{name}"] < 0
    )
    if raw_html == "forbid":
        found.faults.extend(_html_fault(place) for place in found.html)
        found.faults.sort(key=lambda fault: fault.location)
    diagnostics = (*faults, *found.faults)
    controls = CONTROL.finditer(source.text, frontmatter.body) if may_hold_controls(source) else ()
    for control in controls:
        diagnostics += (control_character(control[0], source.location(control.start())),)
    for name, at in begun.footnotes_again:
        message, hint = f'the footnote "{name}" is written twice', "give one of the two another name"
        place = source.location(frontmatter.body + at)
        diagnostics += (Diagnostic("duplicate-footnote", "error", message, place, hint),)
    document = _document(source, frontmatter, tokens, found, raw_html)
    return replace(document, unused_footnotes=unused) if unused else document, diagnostics


def parse_inline(text: str, place: Callable[[int], Location]) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Parse one line of markdown: a caption, a title, a takeaway.

    Such a line may hold marks, links, code, math, computed values and references; component tags and HTML
    stay the text they are.

    Args:
        text: the line.
        place: gives the location of an offset into it.

    Returns:
        As for ``parse_document``.
    """
    source = _PlacedSource(text, place)
    parser, plain = _line_parser()
    if token := plain(source.text):
        return Document(source, _NO_FRONTMATTER, (token,)), ()
    begun, env = begin_reading(source, 0)
    tokens = parser.parseInline(source.text, env)
    found: Found = begun.found
    return _document(source, _NO_FRONTMATTER, tokens, found, "sanitize"), tuple(found.faults)


class _PlacedSource(Source):
    """A line whose offsets are placed by whoever took it out of its file."""

    def __init__(self, text: str, place: Callable[[int], Location]) -> None:
        super().__init__("", text)
        object.__setattr__(self, "_place", place)

    def location(self, offset: int) -> Location:
        """Return the place in the file the line was taken from."""
        place: Callable[[int], Location] = self._place  # type: ignore[attr-defined]  # set past the frozen fields
        return place(offset)


def _document(
    source: Source, frontmatter: Frontmatter, tokens: Sequence[Token], found: Found, raw_html: RawHtml
) -> Document:
    return Document(
        source=source,
        frontmatter=frontmatter,
        tokens=tuple(tokens),
        tags=tuple(found.tags),
        values=tuple(found.values),
        dropped=tuple(found.dropped),
        unread_tags=tuple(found.unread_tags),
        headings=tuple(found.headings),
        links=tuple(found.links),
        images=tuple(found.images),
        references=tuple(found.references),
        math=tuple(found.math),
        raw_html=raw_html,
    )


def _html_fault(place: Location) -> Diagnostic:
    hint = "write it as markdown or as a component; a mere less-than sign is written \\<"
    return Diagnostic("raw-html", "error", "this site allows no HTML in its posts", place, hint)


@cache
def _parser() -> MarkdownIt:
    from mdit_py_plugins.footnote import footnote_plugin  # noqa: PLC0415  (loaded by the first parse)

    md = _bare_parser(html=True)
    md.enable(["table", "strikethrough"])
    md.use(footnote_plugin)
    md.disable("footnote_inline")
    footnotes = blocks.outermost_footnotes(block_rule(md, "footnote_def"))
    md.block.ruler.at("footnote_def", footnotes, {"alt": ["paragraph", "reference"]})
    return md.use(adjoint_plugin)


@cache
def _line_parser() -> tuple[MarkdownIt, Callable[[str], Token | None]]:
    """Return the parser of lines, and what it is not needed for: most lines hold no marks."""
    from adjoint.markup.dispatch import plain_line  # noqa: PLC0415  (loaded by the first parse)

    md = _bare_parser(html=False)
    md.enable("strikethrough")
    return md.use(adjoint_plugin, components=False), partial(plain_line, md)


def _bare_parser(*, html: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415  (loaded by the first parse)

    from adjoint.markup.dispatch import (  # noqa: PLC0415
        DispatchingBlock,
        DispatchingInline,
        normalize_rarely,
        text_join_rarely,
    )

    class _Verbatim(MarkdownIt):
        """Leaves addresses as authored, for they are looked up among the site's own."""

        def normalizeLink(self, url: str) -> str:  # noqa: N802  (markdown-it's)
            return url.replace(" ", "%20")

    md = _Verbatim("commonmark", {"html": html, "maxNesting": 100})
    md.core.ruler.at("normalize", normalize_rarely)
    md.core.ruler.at("text_join", text_join_rarely)
    md.inline = DispatchingInline(md.inline)
    md.block = DispatchingBlock(md.block)
    return md
