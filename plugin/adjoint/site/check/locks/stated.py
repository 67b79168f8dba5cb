"""Numbers that a text states of a quantity by its name, and that the quantity is not.

``$e$ is 7``, ``e = 7``, ``$c$ is {= d }``, a row ``| $e$ | 7 |`` and a ``Stat`` with a name as its label are
held against the numbers as published. A paragraph that speaks of other settings is left alone: there the
number may be right.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from adjoint.components.equation.verify.weighing import Surroundings, weigh
from adjoint.components.numerals import numeral
from adjoint.markup import Diagnostic, Location
from adjoint.site.check.locks.elsewhere import is_elsewhere
from adjoint.site.check.locks.literals import Quantity, key_of, names_in, quantities_of, states
from adjoint.site.check.locks.prose import Passage, passages, table_rows
from adjoint.site.number_words import NUMBER_WORD, value_of
from adjoint.site.post.checked import Checked
from adjoint.site.wording import ACCEPT, shortened

_VERB: Final = r"\s+(?:is|equals|comes to|amounts to|has the value)\s+"
_NUMBER: Final = (
    rf"(?P<number>\$?[-−]?\d+(?:\.\d+)?(?: ?\\?%)?\$?|\{{=[^{{}}]*\}}|{NUMBER_WORD.pattern})"
    r"(?=\s*(?:[,;:)!]|\.(?!\d)|$))"
)
_MATH: Final = r"\$(?P<name>[^$=<>]+)\$"
_SAID: Final = re.compile(_MATH + _VERB + _NUMBER, re.IGNORECASE)
_NAMED: Final = re.compile(rf"(?<![^\s(])(?P<name>[A-Za-z]\w*) (?:=|is|equals) {_NUMBER}", re.IGNORECASE)
_FORMULA: Final = re.compile(r"\$[^$]*\$|`[^`]*`")
_PART: Final = re.compile(r"\b(?:with respect to|by|along|of|in|and|or|between|through)\s*$", re.IGNORECASE)
_SLOPE: Final = re.compile(
    rf"\b(?:derivative|slope|gradient) of \$(?P<of>[^$]+)\$ (?:with respect to|by|along|in) \$(?P<by>[^$]+)\$"
    rf"{_VERB}{_NUMBER}",
    re.IGNORECASE,
)
_WHOLE: Final = re.compile(rf"\s*{_NUMBER}\s*", re.IGNORECASE)
_NAME: Final = re.compile(
    r"\s*(?:(?:the )?(?:output|value|number|sum|product|result|loss|slope|derivative|gradient)(?: of)?\s*)?"
    r"\$([^$=<>]+)\$\s*|\s*([A-Za-z]\w*)\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Misstated:
    """A number that is said of a quantity, which is another."""

    text: str
    sentence: str
    quantity: Quantity | None
    """None where it is no quantity's, but a count."""
    location: Location
    reason: str = ""
    """Why it is not so, where it is said of an expression or counts something."""

    @property
    def key(self) -> str:
        """The hash by which an author accepts it."""
        return key_of(f"stated {self._whose} {self.text} {self.sentence}")

    @property
    def _whose(self) -> str:
        return self.quantity.expression if self.quantity is not None else "the graph"

    @property
    def words(self) -> str:
        """What a lock holds of an accepted one."""
        return f"{self.text} is said of {self._whose}: {shortened(' '.join(self.sentence.split()))}"

    def told(self) -> Diagnostic:
        """Return what an author is told."""
        said = self.text.strip("$")
        hint = f"mend it, or if other settings are meant, accept the sentence: {ACCEPT}"
        if self.quantity is None:
            message = f"{said} is typed, but {self.reason}"
        elif self.reason:
            message = f"{said} is said of {self._whose}, which it is not as published: {self.reason}"
        else:
            message = f"{said} is said of {self._whose}, which is {numeral(self.quantity.value)} as published"
            hint = (
                f"write {{= {self._whose} }}, or if other settings are meant, accept the sentence: {ACCEPT}"
            )
        return Diagnostic("number-false", "error", message, self.location, hint)


def misstated(post: Checked) -> Iterator[Misstated]:
    """Yield the numbers of a post's text that are said of a quantity and are not its number."""
    page = _Page(post, tuple(quantities_of(post)))
    found = list(passages(post))
    for passage in found:
        if not is_elsewhere(passage.text):
            yield from _in_sentences(page, passage)
    for before, name, number in table_rows(post):
        if not is_elsewhere(before):
            yield from _in_pair(page, name, number)
    labels = {one.owner: one for one in found if one.kind == "label"}
    for value in (one for one in found if one.kind == "value" and one.owner in labels):
        yield from _in_pair(page, labels[value.owner], value)


@dataclass(frozen=True)
class _Page:
    post: Checked
    quantities: Sequence[Quantity]

    def held(self, passage: Passage, latex: str, number: re.Match[str]) -> Iterator[Misstated]:
        """Hold a number against the one quantity that has a name, or against an expression of several."""
        names = names_in(latex) if "\\" in latex else {latex.strip()}
        called = [one for one in self.quantities if one.names & names]
        if not called and latex:
            yield from self._weighed(passage, latex, number)
            return
        near = [one for one in called if one.section == passage.section or one.owner == passage.owner]
        about = near or (called if len({one.owner for one in called}) == 1 else [])
        text = number["number"]
        if len(names) == 1 and about and not any(_is_its(text, one, self.post) for one in about):
            yield Misstated(text, passage.text, about[0], passage.locate(number.start("number")))

    def _weighed(self, passage: Passage, latex: str, number: re.Match[str]) -> Iterator[Misstated]:
        text = number["number"].strip("$")
        near = {one.owner for one in self.quantities if one.section == passage.section}
        if near and (text[0].isdigit() or text[0] in "-−") and not NUMBER_WORD.search(text):
            percent = text.replace("\\%", "%").replace("%", "\\%")
            found = weigh(f"{latex} = {percent}", Surroundings(self.post.quantities, near, published=True))
            if found.outcome == "false":
                expression = Quantity(frozenset(), "", f"${latex}$", math.nan, "", "")
                yield Misstated(
                    text, passage.text, expression, passage.locate(number.start("number")), found.reason
                )


def _in_sentences(page: _Page, passage: Passage) -> Iterator[Misstated]:
    plain = _FORMULA.sub(lambda formula: "\x00" * len(formula[0]), passage.text)
    for found in _NAMED.finditer(plain):
        if any(found["name"] in one.names for one in page.quantities):
            yield from page.held(passage, found["name"], found)
    for found in _SLOPE.finditer(passage.text):
        yield from page.held(passage, f"∂{found['of'].strip()}/∂{found['by'].strip()}", found)
    for found in _SAID.finditer(passage.text):
        # After such a word the sentence is about something that this is a part of.
        if not _PART.search(passage.text[: found.start()]):
            yield from page.held(passage, found["name"], found)


def _in_pair(page: _Page, name: Passage, number: Passage) -> Iterator[Misstated]:
    """Hold a number against the name that it stands beside, where nothing else stands with either."""
    called, whole = _NAME.fullmatch(name.text), _WHOLE.fullmatch(number.text)
    if called and whole:
        yield from page.held(number, called[1] or called[2], whole)


def _is_its(text: str, quantity: Quantity, post: Checked) -> bool:
    if text.startswith("{="):
        expression = text[2:-1].rpartition(" :")[0].strip() or text[2:-1].strip()
        value = post.teller.numbers.get(expression)
        return value is None or abs(value - quantity.value) <= 1e-9 * max(abs(value), abs(quantity.value))
    if NUMBER_WORD.fullmatch(text):
        return value_of(text) == quantity.value
    share = 0.01 if "%" in text else 1.0
    typed = text.strip("$\\% ").replace("\\%", "").strip().replace("−", "-")
    if share < 1:
        return abs(float(typed) * share - quantity.value) <= 0.005 + 1e-9
    decimals = len(typed.partition(".")[2])
    return states(typed, quantity.value) or (
        decimals > 0 and f"{quantity.value:.{decimals}f}" == f"{float(typed):.{decimals}f}"
    )
