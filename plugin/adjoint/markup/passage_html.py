"""What stands within a paragraph, heading or cell as HTML; a block in it is set apart to part the passage."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

from adjoint.frozen import frozen
from adjoint.markup.words import inline_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from markdown_it.token import Token

    from adjoint.markup.document import ComputedValue, Image, Math, Reference, Tag
    from adjoint.markup.sanitising import Cleaner

_BLOCK_HTML = re.compile(
    r"<(?:address|article|aside|blockquote|details|dialog|div|dl|fieldset|figure|footer|form|h[1-6]|header|hr"
    r"|main|nav|ol|p|pre|section|table|ul)\b"
)

_EMPTIED = re.compile(r"<(a|em|s|strong)\b[^<>]*></\1>")
"""What is left of emphasis or a link at whose edge a block stood."""

_PUNCTUATION = re.compile(r"[.,;:!?)\]’”]+")
_STRETCH, _ENDS = '<span class="katex-base">', "</span></span>"
"""What opens a stretch of a formula in which no line may break; how a formula ends after the last."""
_SHORT = 28
"""Characters of LaTeX; a longer formula must be free to break."""

_MUTABLE = frozenset(
    {
        "text",
        "text_special",
        "code_inline",
        "component",
        "computed_value",
        "image",
        "math_inline",
        "reference",
    }
)
"""What goes with a script or a style that it stands in."""


@frozen
class Callbacks:
    """What a document cannot know of itself."""

    component: Callable[[Tag, Markup], Markup]
    typeset: Callable[[str, bool], str]
    value: Callable[[ComputedValue], Markup]
    link: Callable[[str], str]
    image: Callable[[Image], Markup]
    reference: Callable[[Reference], Markup]
    math_value: Callable[[ComputedValue], str]


@dataclass(slots=True)
class _Growing:
    """Inline HTML as it grows, and the elements open in it, so that a block can part them."""

    depth: int
    """How many elements of raw HTML were open before it."""
    pieces: list[str] = field(default_factory=list)
    open: list[tuple[str, str, int]] = field(default_factory=list)
    """Opening and closing tag, and how many elements of raw HTML were open before it."""


def _with_last_kept(formula: str) -> str:
    """Return a typeset formula with its last stretch in what keeps to one line with a mark that follows."""
    start, end = formula.rfind(_STRETCH), len(formula) - len(_ENDS)
    if start < 0 or not formula.startswith('<span class="katex">'):
        return formula
    return f'{formula[:start]}<span class="kept">{formula[start:end]}</span>{_ENDS}'


_BREAK = "\x00"
"""Stands before and after a block within a passage; no source holds a NUL."""


class PassageHtml:
    """Renders what stands within a paragraph, heading or cell."""

    def __init__(self, callbacks: Callbacks, html: Callable[[str], str], cleaner: Cleaner) -> None:
        self.callbacks = callbacks
        self.html = html
        self.cleaner = cleaner
        self.passage = _Growing(0)
        self.enclosing: list[tuple[Tag, _Growing]] = []
        self.is_parted = False
        """Whether a block was set into the passage."""
        self.formula: str | None = None
        """The last formula in a line, until text follows."""
        self.is_short = False
        """Whether that may well stay on one line with the punctuation after it."""

    def rendered(self, tokens: Sequence[Token]) -> list[str]:
        """Return inline tokens as HTML, parted by the blocks in it: every second part is a block."""
        self.passage, self.enclosing, self.is_parted = _Growing(self.cleaner.enter()), [], False
        position = 0
        while position < len(tokens):
            token = tokens[position]
            if token.type == "text" and self.cleaner.muting is None:
                self.passage.pieces.append(self.text(token))
            elif token.nesting > 0 and self._holds_text_alone(tokens, position):
                words = _text(tokens[position + 1].content)
                self.passage.pieces.append(f"{self._opening(token)}{words}</{token.tag}>")
                position += 2
            else:
                self._add(token)
            position += 1
        html = "".join([*self.passage.pieces, self.cleaner.leave()])
        # A component around the block has taken the breaks out again: then one piece is left, and no emphasis
        # was parted. The flag goes first, for a search takes long where a formula has signs of its own.
        return _EMPTIED.sub("", html).split(_BREAK) if self.is_parted and _BREAK in html else [html]

    def _add(self, token: Token) -> None:
        kind = token.type
        if self.cleaner.muting is not None and kind in _MUTABLE:
            return
        leaf = _LEAVES.get(kind)
        if leaf is not None:
            self.passage.pieces.append(leaf(self, token))
        elif token.nesting:
            self._element(token)
        else:
            self._component(token)

    def _holds_text_alone(self, tokens: Sequence[Token], position: int) -> bool:
        """Tell whether the element that begins at a position holds one text, which is to be shown."""
        return (
            tokens[position + 1].type == "text"
            and tokens[position + 2].nesting < 0
            and self.cleaner.muting is None
        )

    def _component(self, token: Token) -> None:
        kind = token.type
        if kind == "component":
            tag = token.meta.get("tag")
            if tag is not None:
                self._insert(self.callbacks.component(tag, Markup()))
        elif kind == "component_open":
            if token.meta.get("paired"):
                self.enclosing.append((token.meta["tag"], self.passage))
                self.passage = _Growing(self.cleaner.enter())
        elif kind == "component_close" and token.meta.get("tag") is not None:
            self._close_component()

    def _keeping(self, text: str) -> str:
        """Return text as HTML; punctuation that follows a formula stays on its line.

        A formula is made of inline blocks, after which browsers may break a line whatever comes next. A short
        one stays whole with what follows; of a longer one the last block does.
        """
        pieces, formula, self.formula = self.passage.pieces, self.formula, None
        mark = _PUNCTUATION.match(text) if pieces and pieces[-1] is formula else None
        if mark is None:
            return _text(text)
        if not self.is_short:
            pieces[-1] = _with_last_kept(pieces[-1])
            return _text(text)
        pieces[-1] = f'<span class="kept">{pieces[-1]}{_text(mark[0])}</span>'
        return _text(text[mark.end() :])

    def _close_component(self) -> None:
        tag, outer = self.enclosing.pop()
        inner = "".join([*self.passage.pieces, self.cleaner.leave()])
        children = Markup(inner.replace(_BREAK, ""))  # noqa: S704  (each piece was escaped or cleaned)
        self.passage = outer
        self._insert(self.callbacks.component(tag, children))

    def _insert(self, html: Markup) -> None:
        if not _BLOCK_HTML.search(html):
            self.passage.pieces.append(str(html).strip())
            return
        ends = [self.cleaner.close(depth) + end for _, end, depth in reversed(self.passage.open)]
        closing = "".join([*ends, self.cleaner.close(self.passage.depth)])
        opening = "".join(start for start, _, _ in self.passage.open)
        self.passage.pieces.append(f"{closing}{_BREAK}{html}{_BREAK}{opening}")
        self.is_parted = True

    def _element(self, token: Token) -> None:
        if token.nesting < 0:
            if self.passage.open:
                self.passage.pieces.append(self.cleaner.leave() + self.passage.open.pop()[1])
            return
        start = self._opening(token)
        self.passage.open.append((start, f"</{token.tag}>", self.cleaner.enter()))
        self.passage.pieces.append(start)

    def _opening(self, token: Token) -> str:
        return self._link(token) if token.type == "link_open" else f"<{token.tag}>"

    def _link(self, token: Token) -> str:
        href = attribute(self.callbacks.link(str(token.attrs.get("href", ""))))
        title = self._title(token) if "title" in token.attrs else ""
        return f'<a href="{href}" title="{attribute(title)}">' if title else f'<a href="{href}">'

    def text(self, token: Token) -> str:
        """Return text as HTML."""
        return _text(token.content) if self.formula is None else self._keeping(token.content)

    def math(self, token: Token) -> str:
        """Return a formula as HTML, which the text after it is told of."""
        html = math_html(token.meta["math"], self.callbacks)
        self.formula = html if token.type == "math_inline" else None
        self.is_short = len(token.content) <= _SHORT
        return html

    def value(self, token: Token) -> str:
        """Return a computed value as HTML."""
        return str(self.callbacks.value(token.meta["value"]))

    def reference(self, token: Token) -> str:
        """Return a reference as HTML."""
        return str(self.callbacks.reference(token.meta["reference"]))

    def raw_html(self, token: Token) -> str:
        """Return HTML as the page writes it."""
        return self.html(token.content)

    def image(self, token: Token) -> str:
        """Return an image as HTML."""
        alt = inline_text(token.children or (), lambda value: str(self.callbacks.value(value).striptags()))
        return str(self.callbacks.image(replace(token.meta["image"], alt=alt, title=self._title(token))))

    def _title(self, token: Token) -> str:
        """Return the title of a link or an image, its computed values as text."""
        parts = token.meta.get("title")
        if parts is None:
            return str(token.attrs.get("title", ""))
        return "".join(
            part if isinstance(part, str) else str(self.callbacks.value(part).striptags()) for part in parts
        )


# Renderers that held their own methods would be a cycle each, for Python's collector to find.
_LEAVES: Final[Mapping[str, Callable[[PassageHtml, Token], str]]] = {
    "code_inline": lambda _, token: f"<code>{_text(token.content)}</code>",
    "computed_value": PassageHtml.value,
    "footnote_anchor": lambda _, token: footnote_anchor(token),
    "footnote_ref": lambda _, token: _footnote_reference(token),
    "hardbreak": lambda _, __: "<br>\n",
    "html_inline": PassageHtml.raw_html,
    "image": PassageHtml.image,
    "math_inline": PassageHtml.math,
    "math_inline_double": PassageHtml.math,
    "reference": PassageHtml.reference,
    "softbreak": lambda _, __: "\n",
    "text": PassageHtml.text,
    "text_special": PassageHtml.text,
}


def math_html(math: Math, callbacks: Callbacks) -> str:
    """Return a formula typeset, its computed values filled in."""
    return callbacks.typeset(math.latex_with(callbacks.math_value), math.display)


def attribute(text: str) -> str:
    """Return text as it stands within an attribute."""
    is_plain = "<" not in text and "&" not in text and ">" not in text and '"' not in text and "'" not in text
    return text if is_plain else str(escape(text))


def _text(text: str) -> str:
    """Return text as HTML; quotes need no escape outside an attribute."""
    # To replace what is not there takes some ten times as long as to look for it.
    if "<" not in text and "&" not in text and ">" not in text:
        return text
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _footnote_id(token: Token) -> str:
    again = token.meta.get("subId", 0)
    return f"{token.meta['id'] + 1}" + (f"-{again + 1}" if again else "")


def _footnote_reference(token: Token) -> str:
    number = token.meta["id"] + 1
    return (
        f'<sup class="footnote-ref" id="fnref-{_footnote_id(token)}">'
        f'<a href="#fn-{number}" aria-label="Footnote {number}">{number}</a></sup>'
    )


def footnote_anchor(token: Token) -> str:
    """Return the way back from a footnote to its place in the text."""
    number = token.meta["id"] + 1
    return (
        f' <a class="footnote-backref" href="#fnref-{_footnote_id(token)}"'
        f' aria-label="Back to footnote {number} in the text">↩\ufe0e</a>'
    )
