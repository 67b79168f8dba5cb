"""Math typeset: KaTeX's answers, its refusals in words, and numbers marked in a formula carried through."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from adjoint.markup.katex import DISTRUST, Katex, Refusal, Typeset
from adjoint.markup.marking import carried, hue_for, settled, unmarked
from adjoint.markup.styling import with_classes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adjoint.markup.katex import Formula

MAX_LENGTH = 20_000
"""Characters; no formula that a person reads is longer."""

_TOO_LONG = f"the formula is longer than {MAX_LENGTH} characters"
_SHOWN_INSTEAD = f'mathcolor="{DISTRUST}"'
_DISTRUSTED = re.compile(r"\\(?:href|url|includegraphics|html(?:Class|Id|Style|Data))(?![A-Za-z])")


class LatexError(ValueError):
    """KaTeX's refusal of a formula.

    Attributes:
        message: its own words.
        position: the offset in the LaTeX at which it stopped reading.
    """

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message = message
        self.position = position

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.message, self.position)


class Typesetter:
    """Typesets with one KaTeX, started when the first formula comes."""

    def __init__(self) -> None:
        self._katex = Katex()

    def typeset(self, formulas: Sequence[Formula]) -> list[Typeset | LatexError]:
        """Return each formula typeset, or why KaTeX cannot read it.

        Args:
            formulas: LaTeX, and whether it is displayed on lines of its own. Numbers marked in it (see
                ``marking``) are elements with ``data-computed``, unless KaTeX cannot carry a mark there.
        """
        results: list[Typeset | LatexError] = [LatexError(_TOO_LONG, 0)] * len(formulas)
        marked: list[tuple[int, Formula]] = []
        plain: list[tuple[int, Formula]] = []
        for index, (latex, display) in enumerate(formulas):
            bare = unmarked(latex)
            if len(bare) <= MAX_LENGTH:
                (plain if bare == latex else marked).append((index, (bare, display)))
        answers = self._katex.classed([formula for _, formula in plain])
        for (index, (latex, _)), answer in zip(plain, answers, strict=True):
            results[index] = _result(latex, answer)
        for (index, (latex, _)), html in zip(marked, self._carrying(formulas, marked), strict=True):
            results[index] = _result(latex, Typeset(*with_classes(html)) if isinstance(html, str) else html)
        return results

    def _carrying(
        self, formulas: Sequence[Formula], marked: Sequence[tuple[int, Formula]]
    ) -> list[str | Refusal]:
        """Return formulas with their marks, as far as KaTeX carries them."""
        answers = self._katex.plain([formula for _, formula in marked])
        wanted = [
            (number, hue, formulas[index])
            for number, (index, _) in enumerate(marked)
            if (hue := _hue(answers[number]))
        ]
        coloured = [(carried(latex, hue), display) for _, hue, (latex, display) in wanted]
        for (number, hue, (latex, _)), answer in zip(
            wanted, self._katex.plain(coloured, marked=True), strict=True
        ):
            plain = answers[number]
            if isinstance(answer, str) and isinstance(plain, str) and DISTRUST not in plain:
                answers[number] = settled(answer, hue, latex, plain) or plain
        return answers


def _hue(answer: str | Refusal) -> str | None:
    return hue_for(answer) if isinstance(answer, str) else None


def _result(latex: str, answer: Typeset | Refusal) -> Typeset | LatexError:
    if isinstance(answer, Refusal):
        return _refusal(latex, answer)
    # One sign is looked for ten times as fast as several, and next to no formula has it.
    if DISTRUST[0] in answer.html and _SHOWN_INSTEAD in answer.html:
        command = _DISTRUSTED.search(latex)
        name = command[0] if command else "a command"
        return LatexError(f"{name} is not allowed in a formula", command.start() if command else 0)
    return answer


def _refusal(latex: str, refusal: Refusal) -> LatexError:
    message = "the formula nests too deeply" if refusal.kind == "RangeError" else refusal.message
    return LatexError(message, min(refusal.position or 0, len(latex)))
