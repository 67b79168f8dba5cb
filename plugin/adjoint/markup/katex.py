"""KaTeX itself, in an embedded V8 that starts with the first formula."""

from __future__ import annotations

import json
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from adjoint.frozen import frozen
from adjoint.markup.styling import class_and_rule, with_classes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from adjoint.markup.machine import Machine

_Answer = TypeVar("_Answer")

Formula = tuple[str, bool]
"""LaTeX, and whether it is displayed on lines of its own."""

DISTRUST = "@distrusted"
"""KaTeX shows a command it does not trust in this colour instead of refusing it. As it is none, no author has
it, and whoever finds it in the MathML refuses the formula."""

_SCRIPT = Path(__file__).with_suffix(".js")
_KATEX = Path(__file__).parents[1] / "npm" / "katex" / "dist" / "katex.min.js"

_BATCH_SECONDS = 20.0
_FORMULA_SECONDS = 5.0


@frozen
class Typeset:
    """A formula as HTML and MathML."""

    html: str
    rules: frozenset[str] = field(default_factory=frozenset)
    """The CSS rules that the HTML needs, apart from KaTeX's own style sheet."""


@frozen
class Refusal:
    """Why KaTeX does not set a formula."""

    message: str
    position: int | None = None
    kind: str = ""


class Katex:
    """One V8 with KaTeX in it."""

    def __init__(self) -> None:
        self._machine: Machine | None = None
        self._rules: list[str] = []
        """By the number of a style in V8, the rule of its class."""

    def plain(self, formulas: Sequence[Formula], *, marked: bool = False) -> list[str | Refusal]:
        r"""Return each formula as HTML with inline styles.

        Args:
            formulas: LaTeX, and whether it is displayed on lines of its own.
            marked: whether ``\htmlData`` may be in them.
        """

        def answers(some: Sequence[Formula], seconds: float) -> list[str | Refusal]:
            found = json.loads(self._call("adjointPlain", seconds, some, DISTRUST, marked))
            return [answer if isinstance(answer, str) else Refusal(**answer) for answer in found]

        return self._patiently(answers, formulas)

    def classed(self, formulas: Sequence[Formula]) -> list[Typeset | Refusal]:
        """Return each formula as HTML with classes, and their rules."""
        return self._patiently(self._classed, formulas)

    def _classed(self, formulas: Sequence[Formula], seconds: float) -> list[Typeset | Refusal]:
        answer = self._call("adjointClassed", seconds, formulas, DISTRUST)
        if answer.startswith("{"):
            styles: list[str] = json.loads(answer)["unnamed"]
            named = [(style, *class_and_rule(style)) for style in styles]
            self._rules += [rule for _, _, rule in named]
            answer = self._call("adjointNamed", seconds, [(style, name) for style, name, _ in named])
        head, *parts = _parted(answer)
        return [
            Refusal(**told) if isinstance(told, dict) else self._typeset(html, told)
            for told, html in zip(json.loads(head), parts, strict=True)
        ]

    def _typeset(self, html: str, styles: Sequence[int]) -> Typeset:
        rules = frozenset(map(self._rules.__getitem__, styles))
        # One sign is looked for ten times as fast as several, and most formulas have no y.
        if "y" not in html or ' style="' not in html:
            return Typeset(html, rules)
        # KaTeX itself wrote an element that is none of the many.
        classed, more = with_classes(html)
        return Typeset(classed, rules | more)

    def _patiently(
        self, ask: Callable[[Sequence[Formula], float], list[_Answer]], formulas: Sequence[Formula]
    ) -> list[_Answer | Refusal]:
        """Return the answers to a batch; where it takes too long, to one formula after another."""
        if not formulas:
            return []
        from py_mini_racer import JSTimeoutException  # noqa: PLC0415  (V8 is loaded by the first formula)

        answers: list[_Answer | Refusal] = []
        try:
            answers += ask(formulas, _BATCH_SECONDS)
        except JSTimeoutException:
            for formula in formulas:
                try:
                    answers += ask([formula], _FORMULA_SECONDS)
                except JSTimeoutException:
                    answers.append(Refusal("the formula takes too long to typeset", 0))
        return answers

    def _call(self, function: str, seconds: float, *arguments: object) -> str:
        if self._machine is None:
            from adjoint.markup.machine import Machine  # noqa: PLC0415  (V8 is loaded by the first formula)

            self._machine = Machine(_KATEX.read_text(encoding="utf-8"), _SCRIPT.read_text(encoding="utf-8"))
        told = json.dumps(arguments, separators=(",", ":"))
        # Its ``call`` would write the answer as JSON, in which every quote of the HTML has an escape.
        return str(self._machine.run(f"{function}(...{told})", seconds))


def _parted(answer: str) -> Iterator[str]:
    """Yield what stands between NULs; ``str.split`` looks at one sign after another, which takes longer."""
    start = 0
    while (end := answer.find("\0", start)) >= 0:
        yield answer[start:end]
        start = end + 1
    yield answer[start:]
