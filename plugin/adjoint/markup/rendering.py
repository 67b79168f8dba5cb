"""A document as HTML. What only a higher floor knows (components, typeset math, addresses) is asked of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup, escape

from adjoint.markup.highlighting import highlight
from adjoint.markup.sanitising import Cleaner
from adjoint.markup.words import inline_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.token import Token

    from adjoint.markup.document import ComputedValue, Document, Image, Math, Reference, Tag

_BLOCK_HTML = re.compile(
    r"<(?:address|article|aside|blockquote|details|dialog|div|dl|fieldset|figure|footer|form|h[1-6]|header|hr"
    r"|main|nav|ol|p|pre|section|table|ul)\b"
)
_LANGUAGE = re.compile(r"[\w+#.-]+")


def _plain_reference(reference: Reference) -> Markup:
    return Markup('<a href="#{}">{}</a>').format(quote(reference.id, safe=":"), reference.id)


def _plain_image(image: Image) -> Markup:
    title = Markup(' title="{}"').format(image.title) if image.title else ""
    return Markup('<img src="{}" alt="{}"{}>').format(image.src, image.alt, title)


@dataclass(frozen=True)
class Callbacks:
    """What a document cannot know of itself."""

    component: Callable[[Tag, Markup], Markup]
    typeset: Callable[[str, bool], Markup]
    value: Callable[[ComputedValue], Markup]
    link: Callable[[str], str]
    image: Callable[[Image], Markup]
    reference: Callable[[Reference], Markup]
    math_value: Callable[[ComputedValue], str]


def _children_alone(tag: Tag, children: Markup) -> Markup:
    del tag
    return children


def render_html(  # noqa: PLR0913  (one callback for each thing a document cannot know)
    document: Document,
    *,
    component: Callable[[Tag, Markup], Markup],
    typeset: Callable[[str, bool], Markup],
    value: Callable[[ComputedValue], Markup],
    link: Callable[[str], str],
    image: Callable[[Image], Markup] = _plain_image,
    reference: Callable[[Reference], Markup] = _plain_reference,
    math_value: Callable[[ComputedValue], str] | None = None,
) -> Markup:
    """Return a document as HTML.

    Args:
        document: the parsed text.
        component: a tag and its rendered children -> what stands in their place.
        typeset: LaTeX and whether it is displayed -> the formula.
        value: a computed value in text -> what is shown.
        link: an address as authored -> the one to write.
        image: -> the image; its alt text holds the computed values' text.
        reference: -> the link to what a text such as ``@eqn:chain`` names.
        math_value: a computed value in math -> LaTeX, braces included where the value is ``grouped``; if
            left out, the text of ``value``.
    """
    told = math_value or (lambda found: _value_text(value(found), found))
    callbacks = Callbacks(component, typeset, value, link, image, reference, told)
    return Markup(_Blocks(document, callbacks).rendered())  # noqa: S704  (each piece was escaped or cleaned)


def render_inline(  # noqa: PLR0913  (as above)
    document: Document,
    *,
    typeset: Callable[[str, bool], Markup],
    value: Callable[[ComputedValue], Markup],
    link: Callable[[str], str] = str,
    image: Callable[[Image], Markup] = _plain_image,
    reference: Callable[[Reference], Markup] = _plain_reference,
    math_value: Callable[[ComputedValue], str] | None = None,
) -> Markup:
    """Return a line that ``parse_inline`` parsed as HTML; the arguments are those of ``render_html``."""
    return render_html(
        document,
        component=_children_alone,
        typeset=typeset,
        value=value,
        link=link,
        image=image,
        reference=reference,
        math_value=math_value,
    )


def _value_text(shown: Markup, value: ComputedValue) -> str:
    text = str(shown.striptags())
    return f"{{{text}}}" if value.grouped else text


@dataclass
class _Passage:
    """Inline HTML as it grows, and the elements open in it, so that a block can part them."""

    pieces: list[str] = field(default_factory=list)
    open: list[tuple[str, str]] = field(default_factory=list)
    """Opening and closing tag."""


_BREAK = "\x00"
"""Stands before and after a block within a passage; no source holds a NUL."""


class _Inlines:
    """Renders what stands within a paragraph, heading or cell."""

    def __init__(self, callbacks: Callbacks, html: Callable[[str], str], muted: Callable[[], bool]) -> None:
        self.callbacks = callbacks
        self.html = html
        self.muted = muted
        self.passage = _Passage()
        self.enclosing: list[tuple[Tag, _Passage]] = []

    def rendered(self, tokens: Sequence[Token]) -> str:
        """Return inline tokens as HTML, with a break before and after each block in it."""
        self.passage, self.enclosing = _Passage(), []
        for token in tokens:
            self._add(token)
        return "".join(self.passage.pieces)

    def _add(self, token: Token) -> None:
        kind = token.type
        if self.muted() and kind != "html_inline":
            return
        if kind in {"text", "text_special"}:
            self.passage.pieces.append(_text(token.content))
        elif kind == "component":
            tag = token.meta.get("tag")
            if tag is not None:
                self._insert(self.callbacks.component(tag, Markup()))
        elif kind == "component_open":
            if token.meta.get("paired"):
                self.enclosing.append((token.meta["tag"], self.passage))
                self.passage = _Passage()
        elif kind == "component_close":
            if token.meta.get("tag") is not None:
                self._close_component()
        elif token.nesting:
            self._element(token)
        else:
            self.passage.pieces.append(self._leaf(token))

    def _close_component(self) -> None:
        tag, outer = self.enclosing.pop()
        children = Markup("".join(self.passage.pieces).replace(_BREAK, ""))  # noqa: S704
        self.passage = outer
        self._insert(self.callbacks.component(tag, children))

    def _insert(self, html: Markup) -> None:
        if not _BLOCK_HTML.search(html):
            self.passage.pieces.append(str(html).strip())
            return
        closing = "".join(end for _, end in reversed(self.passage.open))
        opening = "".join(start for start, _ in self.passage.open)
        self.passage.pieces.append(f"{closing}{_BREAK}{html}{_BREAK}{opening}")

    def _element(self, token: Token) -> None:
        if token.nesting < 0:
            if self.passage.open:
                self.passage.pieces.append(self.passage.open.pop()[1])
            return
        start = self._link(token) if token.type == "link_open" else f"<{token.tag}>"
        self.passage.open.append((start, f"</{token.tag}>"))
        self.passage.pieces.append(start)

    def _link(self, token: Token) -> str:
        href = escape(self.callbacks.link(str(token.attrs.get("href", ""))))
        title = token.attrs.get("title")
        return f'<a href="{href}"' + (f' title="{escape(str(title))}">' if title else ">")

    def _leaf(self, token: Token) -> str:  # noqa: C901, PLR0911  (one line for each kind of token)
        kind = token.type
        if kind == "softbreak":
            return "\n"
        if kind == "hardbreak":
            return "<br>\n"
        if kind == "code_inline":
            return f"<code>{_text(token.content)}</code>"
        if kind in {"math_inline", "math_inline_double"}:
            return math_html(token.meta["math"], self.callbacks)
        if kind == "computed_value":
            return str(self.callbacks.value(token.meta["value"]))
        if kind == "reference":
            return str(self.callbacks.reference(token.meta["reference"]))
        if kind == "image":
            return self._image(token)
        if kind == "html_inline":
            return self.html(token.content)
        if kind == "footnote_ref":
            return _footnote_reference(token)
        if kind == "footnote_anchor":
            return _footnote_anchor(token)
        return ""

    def _image(self, token: Token) -> str:
        alt = inline_text(token.children or (), lambda value: str(self.callbacks.value(value).striptags()))
        return str(self.callbacks.image(replace(token.meta["image"], alt=alt)))


def math_html(math: Math, callbacks: Callbacks) -> str:
    """Return a formula typeset, its computed values filled in."""
    return str(callbacks.typeset(math.filled(callbacks.math_value).latex, math.display))


def _text(text: str) -> str:
    """Return text as HTML; quotes need no escape outside an attribute."""
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


def _footnote_anchor(token: Token) -> str:
    number = token.meta["id"] + 1
    return (
        f' <a class="footnote-backref" href="#fnref-{_footnote_id(token)}"'
        f' aria-label="Back to footnote {number} in the text">↩\ufe0e</a>'
    )


class _Blocks:
    """Renders the blocks of a document."""

    def __init__(self, document: Document, callbacks: Callbacks) -> None:
        self.document = document
        self.callbacks = callbacks
        self.cleaner = Cleaner()
        self.inlines = _Inlines(callbacks, self._html, lambda: self.cleaner.muted)
        self.pieces: list[str] = []
        self.enclosing: list[tuple[Tag, list[str], int]] = []
        self.tokens = document.tokens

    def rendered(self) -> str:
        """Return the whole document."""
        for index, token in enumerate(self.tokens):
            self._add(index, token)
        return "".join([*self.pieces, self.cleaner.close()])

    def _add(self, index: int, token: Token) -> None:  # noqa: C901, PLR0912  (one branch for each kind of token)
        kind = token.type
        if kind == "inline":
            self._passage(index, token)
        elif kind in {"paragraph_open", "paragraph_close", "heading_open", "heading_close"}:
            pass
        elif kind == "component":
            if token.meta.get("tag") is not None:
                self.pieces.append(f"{self.callbacks.component(token.meta['tag'], Markup())}\n")
        elif kind == "component_open":
            if token.meta.get("paired"):
                self.enclosing.append((token.meta["tag"], self.pieces, self.cleaner.depth()))
                self.pieces = []
        elif kind == "component_close":
            if token.meta.get("tag") is not None:
                self._close_component()
        elif kind == "math_block":
            self.pieces.append(f"{math_html(token.meta['math'], self.callbacks)}\n")
        elif kind == "fence":
            language = _LANGUAGE.match(token.info.strip())
            self.pieces.append(str(highlight(token.content, language[0] if language else "")))
        elif kind == "code_block":
            self.pieces.append(str(highlight(token.content, "")))
        elif kind == "html_block":
            self.pieces.append(self._html(token.content))
        elif kind == "hr":
            self.pieces.append("<hr>\n")
        elif kind in {"footnote_block_open", "footnote_block_close", "footnote_open", "footnote_close"}:
            self._footnotes(token)
        elif kind == "footnote_anchor":
            if self.tokens[index - 1].type not in {"inline", "footnote_anchor"}:
                self.pieces.append(f"<p>{self._anchors_from(index).strip()}</p>\n")
        elif token.nesting and token.tag:
            self._element(index, token)

    def _close_component(self) -> None:
        tag, outer, depth = self.enclosing.pop()
        children = Markup("".join([*self.pieces, self.cleaner.close(depth)]))  # noqa: S704
        self.pieces = outer
        self.pieces.append(f"{self.callbacks.component(tag, children)}\n")

    def _html(self, content: str) -> str:
        return content if self.document.raw_html == "allow" else self.cleaner.clean(content)

    def _element(self, index: int, token: Token) -> None:
        name = token.tag
        if token.nesting < 0:
            self.pieces.append(f"</{name}>\n")
            return
        attributes = "".join(
            f' {key}="{escape(str(value))}"' for key, value in self._attributes(index, token)
        )
        newline = "" if name in {"li", "th", "td"} else "\n"
        self.pieces.append(f"<{name}{attributes}>{newline}")
        if "checked" in token.meta:
            done = token.meta["checked"]
            self.pieces.append(
                '<input class="task-list-item-checkbox" type="checkbox" disabled'
                f'{" checked" if done else ""} aria-label="{"Done" if done else "To do"}"> '
            )

    def _attributes(self, index: int, token: Token) -> list[tuple[str, object]]:
        attributes: list[tuple[str, object]] = []
        if token.type == "th_open" and self.tokens[index + 1].content:
            attributes.append(("scope", "col"))
        for key, value in token.attrs.items():
            if key == "style":
                attributes.append(("class", str(value).replace("text-align:", "align-")))
            else:
                attributes.append((key, value))
        return attributes

    def _passage(self, index: int, token: Token) -> None:
        outer = self.tokens[index - 1] if index else None
        depth = self.cleaner.depth()
        parts = (self.inlines.rendered(token.children or []) + self.cleaner.close(depth)).split(_BREAK)
        if outer is not None and outer.type == "heading_open":
            self._heading(outer, parts)
        elif outer is not None and outer.type == "paragraph_open" and not outer.hidden:
            anchors = self._anchors_from(index + 1)
            self.pieces.append(_paragraphs(parts, anchors))
        else:
            last = outer is None or outer.type != "paragraph_open" or self.tokens[index + 2].nesting < 0
            self.pieces.append("".join(parts) + ("" if last else "\n"))

    def _anchors_from(self, index: int) -> str:
        """Return the ways back to the text, which stand within a footnote's last paragraph."""
        anchors = []
        while self.tokens[index].type == "footnote_anchor":
            anchors.append(_footnote_anchor(self.tokens[index]))
            index += 1
        return "".join(anchors)

    def _heading(self, token: Token, parts: list[str]) -> None:
        words = "".join(parts[::2]).strip()
        slug = str(token.attrs.get("id", ""))
        anchor = Markup('<a class="header-anchor" href="#{}" aria-label="Link to this section">#</a>').format(
            quote(slug)
        )
        self.pieces.append(f'<{token.tag} id="{escape(slug)}">{words}{anchor}</{token.tag}>\n')
        self.pieces.extend(f"{block}\n" for block in parts[1::2])

    def _footnotes(self, token: Token) -> None:
        pieces = {
            "footnote_block_open": '<hr class="footnotes-sep">\n'
            '<section class="footnotes" aria-label="Footnotes">\n<ol class="footnotes-list">\n',
            "footnote_block_close": "</ol>\n</section>\n",
            "footnote_open": f'<li id="fn-{token.meta.get("id", 0) + 1}" class="footnote-item">\n',
            "footnote_close": "</li>\n",
        }
        self.pieces.append(pieces[token.type])


def _paragraphs(parts: list[str], anchors: str) -> str:
    """Return a paragraph, parted by the blocks that stand in it."""
    told = []
    for number, part in enumerate(parts):
        if number % 2:
            told.append(f"{part}\n")
        elif part.strip() or (anchors and number == len(parts) - 1):
            told.append(f"<p>{part.strip()}{anchors if number == len(parts) - 1 else ''}</p>\n")
    return "".join(told)
