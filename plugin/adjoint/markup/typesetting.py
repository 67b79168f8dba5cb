"""Math set by KaTeX itself in an embedded V8, its inline styles turned into classes.

A page's Content-Security-Policy allows no ``style="…"``, with which KaTeX places most of what it draws. So
each distinct declaration becomes a class, named after what it declares, and a rule for the page's own style.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adjoint.markup.marking import MARKED, carried, hue_for, settled, unmarked
from adjoint.markup.own_thread import OwnThread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from py_mini_racer import MiniRacer

MAX_LENGTH = 20_000
"""Characters; no formula that a person reads is longer."""

_KATEX = Path(__file__).parents[1] / "npm" / "katex" / "dist" / "katex.min.js"
_BATCH_SECONDS = 20.0
_FORMULA_SECONDS = 5.0

# KaTeX shows a command it does not trust in this colour instead of refusing it.
_DISTRUST = "#ad0b1e"
_DISTRUSTED = re.compile(r"\\(?:href|url|includegraphics|html(?:Class|Id|Style|Data))(?![A-Za-z])")

_SCRIPT = """
function adjointTypeset(formulas, errorColor, marked) {
  const trust = (context) => marked && context.command === "\\\\htmlData";
  return formulas.map(([latex, displayMode]) => {
    try {
      return katex.renderToString(latex, {
        displayMode, output: "htmlAndMathml", throwOnError: true, strict: "ignore", trust,
        macros: {}, maxSize: 50, maxExpand: 1000, errorColor,
      });
    } catch (error) {
      const message = error.rawMessage ?? String(error.message);
      return { message, position: error.position ?? null, kind: error.name };
    }
  });
}
"""

_TAG_WITH_STYLE = re.compile(r'<([a-z]+)((?:\s[^<>]*?)?)\sstyle="([^"]*)"([^<>]*)>')
_CLASS = re.compile(r'(\sclass=")([^"]*)(")')


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


@dataclass(frozen=True)
class Typeset:
    """A formula as HTML and MathML."""

    html: str
    rules: frozenset[str] = field(default_factory=frozenset)
    """The CSS rules that the HTML needs, apart from KaTeX's own style sheet."""


class Typesetter:
    """One V8 with KaTeX in it, started when the first formula comes."""

    def __init__(self) -> None:
        self._engine: MiniRacer | None = None
        self._thread = OwnThread()

    def typeset(self, formulas: Sequence[tuple[str, bool]]) -> list[Typeset | LatexError]:
        """Return each formula typeset, or why KaTeX cannot read it.

        Args:
            formulas: LaTeX, and whether it is displayed on lines of its own. Numbers marked in it (see
                ``marking``) are elements with ``data-computed``, unless KaTeX cannot carry a mark there.
        """
        plain = [(unmarked(latex), display) for latex, display in formulas]
        answers = self._answers_within_length(plain)
        wanted = [
            (index, hue)
            for index, (latex, _) in enumerate(formulas)
            if MARKED.search(latex) and isinstance(answers[index], str) and (hue := hue_for(answers[index]))
        ]
        carrying = [(carried(formulas[index][0], hue), formulas[index][1]) for index, hue in wanted]
        for (index, hue), answer in zip(wanted, self._answers(carrying, marked=True), strict=True):
            if isinstance(answer, str) and _DISTRUST not in answers[index]:
                answers[index] = settled(answer, hue, formulas[index][0], answers[index]) or answers[index]
        return [_result(latex, answer) for (latex, _), answer in zip(plain, answers, strict=True)]

    def _answers_within_length(self, formulas: Sequence[tuple[str, bool]]) -> list[Any]:
        short = [formula for formula in formulas if len(formula[0]) <= MAX_LENGTH]
        answers = iter(self._answers(short))
        too_long = {"message": f"the formula is longer than {MAX_LENGTH} characters", "position": 0}
        return [next(answers) if len(latex) <= MAX_LENGTH else too_long for latex, _ in formulas]

    def _answers(self, formulas: Sequence[tuple[str, bool]], *, marked: bool = False) -> list[Any]:
        from py_mini_racer import JSTimeoutException  # noqa: PLC0415  (V8 is loaded by the first formula)

        if not formulas:
            return []
        try:
            return self._call(formulas, _BATCH_SECONDS, marked=marked)
        except JSTimeoutException:
            return [self._answer_alone(formula, marked=marked) for formula in formulas]

    def _answer_alone(self, formula: tuple[str, bool], *, marked: bool) -> Any:  # noqa: ANN401  (KaTeX's HTML or its error)
        from py_mini_racer import JSTimeoutException  # noqa: PLC0415

        try:
            return self._call([formula], _FORMULA_SECONDS, marked=marked)[0]
        except JSTimeoutException:
            return {"message": "the formula takes too long to typeset", "position": 0}

    def _call(self, formulas: Sequence[tuple[str, bool]], seconds: float, *, marked: bool) -> list[Any]:
        return self._thread.run(self._call_here, formulas, seconds, marked=marked)

    def _call_here(self, formulas: Sequence[tuple[str, bool]], seconds: float, *, marked: bool) -> list[Any]:
        if self._engine is None:
            from py_mini_racer import MiniRacer  # noqa: PLC0415  (V8 is loaded by the first formula)

            self._engine = MiniRacer()
            self._engine.eval(_KATEX.read_text(encoding="utf-8"))
            self._engine.eval(_SCRIPT)
        pairs = [[latex, display] for latex, display in formulas]
        answers: list[Any] = self._engine.call(
            "adjointTypeset", pairs, _DISTRUST, marked, timeout_sec=seconds
        )
        return answers


def _result(latex: str, answer: Any) -> Typeset | LatexError:  # noqa: ANN401  (KaTeX's HTML or its error)
    if not isinstance(answer, str):
        return _refusal(latex, answer)
    if _DISTRUST in answer:
        command = _DISTRUSTED.search(latex)
        name = command[0] if command else "a command"
        return LatexError(f"{name} is not allowed in a formula", command.start() if command else 0)
    return with_classes(answer)


def _refusal(latex: str, answer: Any) -> LatexError:  # noqa: ANN401
    message = str(answer["message"])
    if answer.get("kind") == "RangeError":
        message = "the formula nests too deeply"
    position = answer.get("position")
    return LatexError(message, min(int(position), len(latex)) if position is not None else 0)


def with_classes(html: str) -> Typeset:
    """Return HTML in which every inline style became a class, and the rules that say what they mean."""
    rules: set[str] = set()

    def classed(match: re.Match[str]) -> str:
        name, before, style, after = match.groups()
        declarations = [part.strip() for part in style.split(";") if part.strip()]
        known = "k" + hashlib.sha256(";".join(declarations).encode()).hexdigest()[:8]
        # An inline style is stronger than any rule of KaTeX's own style sheet, and so are these.
        rules.add(f".{known}{{{';'.join(f'{part}!important' for part in declarations)}}}")
        attributes = before + after
        attributes, found = _CLASS.subn(rf"\g<1>\g<2> {known}\g<3>", attributes, count=1)
        return f"<{name}{attributes}>" if found else f'<{name}{attributes} class="{known}">'

    return Typeset(_TAG_WITH_STYLE.sub(classed, html), frozenset(rules))
