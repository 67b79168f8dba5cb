"""A page's markdown told as HTML and as plain text: one set of answers for its body and all its lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from adjoint.components.model import Context
from adjoint.components.templates import icon
from adjoint.frozen import frozen
from adjoint.markup import (
    Callbacks,
    ComputedValue,
    Document,
    Image,
    Math,
    Reference,
    Tag,
    html_text,
    inline_texts,
    render_inline,
    render_markdown,
)
from adjoint.markup.marking import marked
from adjoint.site.computed.answers import Answers
from adjoint.site.post.lines import Lines
from adjoint.site.post.plain_math import plain_math
from adjoint.site.post.references import reference_target
from adjoint.site.post.sibling import filled
from adjoint.site.post.typesetting import PageMath, math_value
from adjoint.site.post.values import shown, shown_in_math

if TYPE_CHECKING:
    from markdown_it.token import Token

NO_ANSWERS: Final = Answers()


@frozen
class Teller:
    """What the markdown of one page needs to be told, looked up before anything is rendered."""

    lines: Lines
    formulas: Mapping[str, Math]
    """The display formulas, by their LaTeX as authored."""
    math: PageMath
    numbers: Mapping[str, float]
    """The computed values, by expression."""
    link: Callable[[str], str]
    """The address to write for an authored link."""
    image: Callable[[Image], Markup]
    labels: Mapping[str, str]
    """What a reference to an id reads as."""
    answers: Answers = NO_ANSWERS
    """What the computed values answer when they are asked how they came about."""
    base: str = "/"
    """The path that the site is served below."""

    def body(self, document: Document, component: Callable[[Tag, Markup], Markup]) -> str:
        """Return a document as HTML, its components rendered by a function of tag and children."""
        callbacks = Callbacks(
            component=component,
            typeset=self.math.html,
            value=self._value,
            link=self.link,
            image=self.image,
            reference=self._reference,
            math_value=self._marked_math_value,
        )
        return html_text(document, callbacks)

    def sibling(self, document: Document, component: Callable[[Tag, str], str]) -> str:
        """Return a document as plain markdown, its components told by a function of tag and children."""
        return render_markdown(
            document,
            component=component,
            value=self._text_value,
            reference=self._text_reference,
            address=self._address,
        )

    def _address(self, authored: str) -> str:
        """Return an address from the root as it is served; any other holds beside the page as it stands."""
        if not authored.startswith("/") or authored.startswith(("//", self.base)):
            return authored
        return self.base + authored[1:]

    def line(self, text: str) -> Markup:
        """Return a line as HTML."""
        return render_inline(
            self.lines[text],
            typeset=self.math.html,
            value=self._value,
            link=self.link,
            image=self.image,
            reference=self._reference,
            math_value=self._marked_math_value,
        )

    def line_text(self, text: str) -> str:
        """Return a line as markdown, computed values filled in."""
        return self.sibling(self.lines[text], _no_component)

    def line_words(self, text: str) -> str:
        """Return a line as words alone, for a window's title or a description."""
        return " ".join(self.readable(self.lines[text].tokens)).strip()

    def words(self, passage: Token) -> tuple[str, str]:
        """Return a passage as words alone, its formulas as their LaTeX and in plain signs."""
        return inline_texts(passage.children or (), self._text_value, plain_math)

    def readable(self, passages: Iterable[Token]) -> Iterator[str]:
        """Yield passages as words alone, their formulas in plain signs."""
        return (self.words(passage)[1] for passage in passages)

    def frontmatter(self, yaml: str) -> str:
        """Return a frontmatter with the computed values and the served links of its lines."""
        values = (value for line in self.lines.values() for value in line.values)
        told = filled(yaml, {(value.expression, value.format): self._text_value(value) for value in values})
        moved = {link.href: self._address(link.href) for line in self.lines.values() for link in line.links}
        for authored, served in moved.items():
            told = re.sub(rf"(?<=\]\(){re.escape(authored)}(?=[\s)])", served.replace("\\", r"\\"), told)
        return told

    def context(self) -> Context:
        """Return what components may ask of this page."""
        return Context(self.math.typeset, icon, self.line, self.line_text, self.formula, self.latex)

    def formula(self, latex: str) -> Markup:
        """Return an authored display formula as HTML."""
        marks = self.formulas[latex].latex_with(self._marked_math_value)
        return self.math.typeset(marks, True)  # noqa: FBT003  (displayed)

    def latex(self, latex: str) -> str:
        """Return an authored display formula with its computed values filled in."""
        return self.formulas[latex].latex_with(self._math_value)

    def _value(self, value: ComputedValue) -> Markup:
        number = self.numbers[value.expression]
        place = self.answers.numbers.get((value.expression, value.format), 0)
        return Markup('<data class="computed" data-computed="{}" value="{!r}">{}</data>').format(
            place, number, shown(number, value.format)
        )

    def _text_value(self, value: ComputedValue) -> str:
        if value.math:
            return self._math_value(value)
        return shown(self.numbers[value.expression], value.format)

    def _math_value(self, value: ComputedValue) -> str:
        return math_value(value, self.numbers[value.expression])

    def _marked_math_value(self, value: ComputedValue) -> str:
        place = self.answers.numbers.get((value.expression, value.format), 0)
        text = marked(place, shown_in_math(value, self.numbers[value.expression]), bracketed=value.bracketed)
        return f"{{{text}}}" if value.grouped else text

    def _reference(self, reference: Reference) -> Markup:
        target = reference_target(reference.id, self.labels)
        label = self.labels[target]
        # No line ends between "figure" and its number.
        kept = label.replace(" ", "\u00a0") if label[-1] in "0123456789)" and label.count(" ") == 1 else label
        return Markup('<a href="#{}">{}</a>').format(target, kept)

    def _text_reference(self, reference: Reference) -> str:
        target = reference_target(reference.id, self.labels)
        return f"[{self.labels[target]}](#{target})"


def _no_component(tag: Tag, children: str) -> str:
    """Return a component within a line as its children: a line has no room for more."""
    del tag
    return children
