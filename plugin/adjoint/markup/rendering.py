"""A document as HTML. What only a higher floor knows (components, typeset math, addresses) is asked of it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup

from adjoint.markup.addresses import addressed_tags, with_href
from adjoint.markup.highlighting import highlight
from adjoint.markup.passage_html import Callbacks, PassageHtml, attribute, footnote_anchor, math_html
from adjoint.markup.sanitising import Cleaner

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from markdown_it.token import Token

    from adjoint.markup.addresses import Addressed
    from adjoint.markup.document import ComputedValue, Document, Image, Reference, Tag

_AROUND = frozenset({"paragraph_open", "paragraph_close", "heading_open", "heading_close"})
"""What the passage within is told with."""
_LANGUAGE = re.compile(r"[\w+#.-]+")


def _plain_reference(reference: Reference) -> Markup:
    return Markup('<a href="#{}">{}</a>').format(quote(reference.id, safe=":"), reference.id)


def _plain_image(image: Image) -> Markup:
    title = Markup(' title="{}"').format(image.title) if image.title else ""
    return Markup('<img src="{}" alt="{}"{}>').format(image.src, image.alt, title)


def _children_alone(tag: Tag, children: Markup) -> Markup:
    del tag
    return children


def render_html(  # noqa: PLR0913  (one callback for each thing a document cannot know)
    document: Document,
    *,
    component: Callable[[Tag, Markup], Markup],
    typeset: Callable[[str, bool], str],
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
        typeset: LaTeX and whether it is displayed -> the formula as HTML.
        value: a computed value in text -> what is shown.
        link: an address as authored -> the one to write.
        image: -> the image; its alt text holds the computed values' text.
        reference: -> the link to what a text such as ``@eqn:chain`` names.
        math_value: a computed value in math -> LaTeX, braces included where the value is ``grouped``; if
            left out, the text of ``value``.
    """
    told = math_value or (lambda found: _value_text(value(found), found))
    callbacks = Callbacks(component, typeset, value, link, image, reference, told)
    return Markup(html_text(document, callbacks))  # noqa: S704  (each piece was escaped or cleaned)


def html_text(document: Document, callbacks: Callbacks) -> str:
    """Return a document as HTML that is mere text: of a long one, ``Markup`` would be one copy more."""
    return _Blocks(document, callbacks).rendered()


def render_inline(  # noqa: PLR0913  (as above)
    document: Document,
    *,
    typeset: Callable[[str, bool], str],
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


class _RawHtml:
    """Writes the HTML in a document."""

    def __init__(self, document: Document, callbacks: Callbacks, cleaner: Cleaner) -> None:
        self.callbacks = callbacks
        self.cleaner = cleaner
        self.allowed = document.raw_html == "allow"
        self.document = document

    @cached_property
    def hrefs(self) -> frozenset[str]:
        """The addresses that the page may write otherwise."""
        return frozenset(link.href for link in self.document.links)

    @cached_property
    def images(self) -> Mapping[str, Image]:
        """The images by their addresses."""
        return {image.src: image for image in self.document.images}

    def written(self, content: str) -> str:
        kept = content if self.allowed else self.cleaner.clean(content)
        pieces, end = [], 0
        for tag in addressed_tags(kept):
            pieces += [kept[end : tag.start], self._addressed(tag, kept[tag.start : tag.end])]
            end = tag.end
        return "".join([*pieces, kept[end:]])

    def _addressed(self, tag: Addressed, html: str) -> str:
        """Give a link in HTML the address that the page writes, and an image what every image gets."""
        if tag.name == "a":
            return with_href(html, self.callbacks.link(tag.address)) if tag.address in self.hrefs else html
        image = self.images.get(tag.address)
        if image is None:
            return html
        told = replace(image, alt=tag.attributes.get("alt", ""), title=tag.attributes.get("title", ""))
        return str(self.callbacks.image(told))


class _Blocks:
    """Renders the blocks of a document."""

    def __init__(self, document: Document, callbacks: Callbacks) -> None:
        self.callbacks = callbacks
        self.cleaner = Cleaner()
        self.raw = _RawHtml(document, callbacks, self.cleaner)
        self.inlines = PassageHtml(callbacks, self.raw.written, self.cleaner)
        self.pieces: list[str] = []
        self.enclosing: list[tuple[Tag, list[str]]] = []
        self.tokens = document.tokens

    def rendered(self) -> str:
        """Return the whole document."""
        for index, token in enumerate(self.tokens):
            if token.type == "inline":
                self._passage(index, token)
            elif token.type not in _AROUND:
                self._add(index, token)
        return "".join([*self.pieces, self.cleaner.close()])

    def _add(self, index: int, token: Token) -> None:  # noqa: C901, PLR0912  (one branch for each kind of token)
        kind = token.type
        if kind == "component":
            if token.meta.get("tag") is not None:
                self.pieces.append(f"{self.callbacks.component(token.meta['tag'], Markup())}\n")
        elif kind == "component_open":
            if token.meta.get("paired"):
                self.cleaner.enter()
                self.enclosing.append((token.meta["tag"], self.pieces))
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
            self.pieces.append(self.raw.written(token.content))
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
        tag, outer = self.enclosing.pop()
        children = Markup("".join([*self.pieces, self.cleaner.leave()]))  # noqa: S704
        self.pieces = outer
        self.pieces.append(f"{self.callbacks.component(tag, children)}\n")

    def _element(self, index: int, token: Token) -> None:
        name = token.tag
        if token.nesting < 0:
            self.pieces.append(f"{self.cleaner.leave()}</{name}>\n")
            return
        self.cleaner.enter()
        attributes = "".join(
            f' {key}="{attribute(str(value))}"' for key, value in self._attributes(index, token)
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
        parts = self.inlines.rendered(token.children or [])
        if outer is not None and outer.type == "heading_open":
            self._heading(outer, parts)
        elif outer is not None and outer.type == "paragraph_open" and not outer.hidden:
            has_anchors = self.tokens[index + 1].type == "footnote_anchor"
            self.pieces += _paragraphs(parts, self._anchors_from(index + 1) if has_anchors else "")
        else:
            last = outer is None or outer.type != "paragraph_open" or self.tokens[index + 2].nesting < 0
            self.pieces.append("".join(parts) + ("" if last else "\n"))

    def _anchors_from(self, index: int) -> str:
        """Return the ways back to the text, which stand within a footnote's last paragraph."""
        anchors = []
        while self.tokens[index].type == "footnote_anchor":
            anchors.append(footnote_anchor(self.tokens[index]))
            index += 1
        return "".join(anchors)

    def _heading(self, token: Token, parts: list[str]) -> None:
        words = "".join(parts[::2]).strip()
        slug = str(token.attrs.get("id", ""))
        anchor = f'<a class="header-anchor" href="#{quote(slug)}" aria-label="Link to this section">#</a>'
        self.pieces.append(f'<{token.tag} id="{attribute(slug)}">{words}{anchor}</{token.tag}>\n')
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


def _paragraphs(parts: list[str], anchors: str) -> list[str]:
    """Return a paragraph, parted by the blocks that stand in it."""
    told: list[str] = []
    for number, part in enumerate(parts):
        behind = anchors if number == len(parts) - 1 else ""
        words = part.strip()
        if number % 2:
            told += [part, "\n"]
        elif words or behind:
            told += ["<p>", words, behind, "</p>\n"]
    return told
