r"""Typed numbers that equal a computed one: true today, and false as soon as the figure changes.

Two forms are told. An identity names the quantity: ``$e = 6$``, ``$\bar c = 2$``, ``$\partial e/\partial b =
5$``. A bare number is told in the section of the figure, if it is unlikely to be there by chance (``0.08``,
``300``), or if it follows a word such as ``is`` in a sentence that names the quantity.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from adjoint.components.compute_graph.component import ComputeGraph
from adjoint.frozen import frozen
from adjoint.markup import Diagnostic
from adjoint.site.check.locks.prose import Passage, passages, sections
from adjoint.site.check.locks.reach import ADDRESS, FOOTNOTE, REACH, TAG
from adjoint.site.number_words import NUMBER_WORD, value_of
from adjoint.site.post.checked import Checked
from adjoint.site.post.offers import Computed
from adjoint.site.post.spacing import single_spaced
from adjoint.site.wording import ACCEPT

_NUMBER: Final = r"[-−]?\d+(?:\.\d+)?"
_HIDDEN: Final = re.compile(
    rf"\{{=[^{{}}]*\}}|`[^`]*`|{ADDRESS}|{TAG}|https?://\S+|@[\w:-]+|{FOOTNOTE}", re.DOTALL
)
"""What is no typed number of the text: computed values, code, addresses, tags, references."""
_MATH: Final = re.compile(r"\$\$?([^$]+)\$\$?")
_SENTENCE: Final = re.compile(r"(?<=[.!?:;])\s+(?=[A-Z$*\[{])|\n\s*\n")
_DERIVATIVE: Final = re.compile(
    r"\\[dt]?frac\{\\partial ?(\w+)\}\{\\partial ?(\w+)\}|\\partial ?(\w+) ?/ ?\\partial ?(\w+)"
    r"|\\bar(?:\{(\w)\}| ?(\w))"
)
_NAMES: Final = re.compile(r"(?<![\\\w.])[A-Za-z]\w*")
_EQUALS: Final = re.compile(rf"(?:=|\\approx)\s*({_NUMBER})(?![\w.^%]|,\d|\{{,\}}|\s*[-+*/(\\])")
_PROSE: Final = re.compile(rf"(?<![\w.^_$\\/-])({_NUMBER})(?![\w^%]|[.,'’]\d|[ \u00a0\u202f]\d{{3}}(?!\d))")
_CALLED: Final = re.compile(r"\b([A-Za-z]\w*) ?= ?$")
_SLOPE: Final = re.compile(r"derivative|gradient|slope|adjoint|fast", re.IGNORECASE)
_IS: Final = re.compile(r"\b(?:is|are|was|be|becomes?|equals?|comes to|makes?)\s*$")
_ENDS: Final = re.compile(r"\s*(?:[.,;:)]|$|and\b|at\b|here\b|there\b|now\b)")
_NOUN: Final = re.compile(r"\s([a-z]{3,})\b")
_OF_ONE: Final = re.compile(
    r"\$([^$]+)\$\s+(?:is|was|be|becomes?|equals?|comes to|makes?)\s*\$?$", re.IGNORECASE
)
"""A number right after this is said of this formula and of no other."""
_BEFORE: Final = 24
"""Characters before a number in which words may say of what it is one."""
_SAYS: Final = re.compile(r"\b(?:is|are|was|be|becomes?|equals?|gives?|of|to|at|comes to|makes?)\s*\$?$")


@frozen
class Quantity:
    """A computed number that a sentence might state."""

    names: frozenset[str]
    """What a formula that states it calls it: ``e``; ``∂e/∂b`` and ``bar b``."""
    node: str
    """Of a derivative, the node by which; a sentence on slopes may name no more."""
    expression: str
    """What an author writes for it."""
    value: float
    owner: str
    """The id of its component."""
    section: str


@frozen
class Literal:
    """A typed number that equals a quantity."""

    passage: Passage
    offset: int
    text: str
    sentence: str
    quantity: Quantity

    @property
    def key(self) -> str:
        """The hash of its sentence, and of its row in a table, by which an author accepts it."""
        return key_of(self.passage.row, self.sentence)

    @property
    def words(self) -> str:
        """Its number, the expression it equals and the beginning of its sentence, to be read in a lock."""
        sentence = on_one_line(self.sentence)
        return f"{self.text}, {self.quantity.expression}: {sentence[:72]}{'…' if len(sentence) > 72 else ''}"

    def warning(self) -> Diagnostic:
        """Return what an author is told."""
        message = f"{self.text} is typed, and equals {self.quantity.expression} today"
        hint = f"write {{= {self.quantity.expression} }} for it, or accept the sentence as it is: {ACCEPT}"
        return Diagnostic("typed-number", "warning", message, self.passage.locate(self.offset), hint)


def key_of(*parts: str) -> str:
    """Return the hash of a sentence, whatever its lines are, and of what is said of it."""
    return hashlib.sha256(" ".join(filter(None, map(on_one_line, parts))).encode()).hexdigest()[:10]


@lru_cache(maxsize=16)
def on_one_line(text: str) -> str:
    """Return a text with a blank for each stretch of white space; one text may be told of often."""
    return single_spaced(text)


def quantities_of(post: Checked) -> list[Quantity]:
    """Return what the text of a post might state."""
    under = sections(post)
    return [found for made in post.computed.values() for found in _quantities(made, under[made.call.id])]


def typed_numbers(post: Checked) -> list[Literal]:
    """Return the typed numbers of a post that equal a computed one, in their order."""
    quantities = quantities_of(post)
    return [literal for passage in passages(post) for literal in _in_passage(passage, quantities)]


def _quantities(made: Computed, section: str) -> Iterator[Quantity]:
    if made.component.quantities is None:
        return
    owner = made.call.id
    offered = made.component.quantities(made.result)
    if not isinstance(made.result, ComputeGraph):
        for name, value in offered.values.items():
            if math.isfinite(value):
                yield Quantity(frozenset({name}), "", f"{owner}.{name}", value, owner, section)
        return
    output = made.result.evaluation.graph.output
    for name, value in offered.values.items():
        node = name.removeprefix("grad.")
        if name == node:
            yield Quantity(frozenset({node}), "", node, value, owner, section)
        elif node != output:
            # The derivative of the output by itself is 1 whatever the graph.
            names = frozenset({f"∂{output}/∂{node}", f"bar {node}"})
            yield Quantity(names, node, f"grad({output}, {node})", value, owner, section)


def _in_passage(passage: Passage, quantities: Sequence[Quantity]) -> Iterator[Literal]:
    text = _HIDDEN.sub(lambda match: "\x00" * len(match[0]), passage.text)
    start = 0
    for end in [*(gap.start() for gap in _SENTENCE.finditer(text)), len(text)]:
        sentence, authored = text[start:end], passage.text[start:end]
        taken: set[int] = set()
        for offset, number, quantity in _stated(sentence, passage, quantities):
            if offset not in taken:
                taken.add(offset)
                yield Literal(passage, start + offset, number, authored, quantity)
        start = end


def _stated(
    sentence: str, passage: Passage, quantities: Sequence[Quantity]
) -> Iterator[tuple[int, str, Quantity]]:
    """Yield each typed number of a sentence that is told, and the quantity it equals."""
    near = [quantity for quantity in quantities if _is_near(quantity, passage)]
    prose = list(sentence)
    named: set[str] = set()
    for math_ in _MATH.finditer(sentence):
        prose[math_.start() : math_.end()] = "\x00" * len(math_[0])
        names = names_in(math_[1])
        named |= names
        for equals in _EQUALS.finditer(math_[1]):
            left = math_[1][: equals.start()].rpartition(",")[2]
            offset = math_.start(1) + equals.start(1)
            sides = [name_of(side) for side in left.split("=")]
            about = [quantity for quantity in quantities if any(side in quantity.names for side in sides)]
            likely = [quantity for quantity in near if _is_telling(equals[1])]
            yield from _equal(offset, equals[1], about or likely)
        if re.fullmatch(_NUMBER, math_[1].strip()):
            prose[math_.start(1) : math_.end(1)] = math_[1]
    text = "".join(prose)
    words = text.replace("\x00", " ")
    for number in _PROSE.finditer(text):
        about = []
        before = words[max(number.start() - _BEFORE, 0) : number.start()]
        called = _CALLED.search(before)
        if called:
            about = [quantity for quantity in quantities if called[1] in quantity.names]
        elif _SAYS.search(before):
            about = _asked(sentence, number.start(), named, near)
        likely = near if _is_telling(number[1]) else []
        yield from _equal(number.start(1), number[1], [*about, *likely])
    yield from _in_words(text, sentence, named, near)


def _asked(sentence: str, place: int, named: set[str], near: Sequence[Quantity]) -> list[Quantity]:
    """Return the quantities that a number after ``is`` may be said of."""
    names, slopes = _names_at(sentence, place, named), _speaks_of_slopes(sentence)
    return [quantity for quantity in near if quantity.names & names or (slopes and quantity.node in names)]


def _names_at(sentence: str, place: int, named: set[str]) -> set[str]:
    """Return the names that a number may be said of: those of the formula right before it, or all."""
    one = _OF_ONE.search(sentence[max(place - REACH, 0) : place])
    return names_in(one[1]) if one else named


@lru_cache(maxsize=1)
def _speaks_of_slopes(sentence: str) -> bool:
    return _SLOPE.search(sentence) is not None


def _in_words(
    prose: str, sentence: str, named: set[str], near: Sequence[Quantity]
) -> Iterator[tuple[int, str, Quantity]]:
    """Yield each number in words that is said of a quantity: ``$e$ is six``, ``thirty-two layers``."""
    words = prose.replace("\x00", " ")
    for word in NUMBER_WORD.finditer(prose):
        value, (start, end) = value_of(word[0]), word.span()
        noun = _NOUN.match(words, end)
        said = _IS.search(words[max(start - _BEFORE, 0) : start]) and _ENDS.match(words, end)
        asked = _names_at(sentence, start, named)
        for quantity in near:
            counts = noun and noun[1] == quantity.expression.rpartition(".")[2]
            if quantity.value == value and (counts or (said and quantity.names & asked)):
                yield word.start(), word[0], quantity
                break


def _is_near(quantity: Quantity, passage: Passage) -> bool:
    return passage.owner == quantity.owner or (bool(passage.section) and passage.section == quantity.section)


def name_of(latex: str) -> str:
    """Return one side of an equation as the name of a quantity, if it is one."""
    derivative = _DERIVATIVE.fullmatch(latex.strip())
    if derivative is None:
        return latex.strip()
    return next(iter(_derivatives(derivative)))


def _derivatives(match: re.Match[str]) -> Iterator[str]:
    of, by = match[1] or match[3], match[2] or match[4]
    yield f"∂{of}/∂{by}" if of else f"bar {match[5] or match[6]}"


def names_in(latex: str) -> set[str]:
    """Return the names in a formula, a derivative as one: ``∂e/∂b``."""
    found = {name for match in _DERIVATIVE.finditer(latex) for name in _derivatives(match)}
    return found | set(_NAMES.findall(_DERIVATIVE.sub(" ", latex)))


def _equal(offset: int, text: str, quantities: Sequence[Quantity]) -> Iterator[tuple[int, str, Quantity]]:
    for quantity in quantities:
        if states(text, quantity.value):
            yield offset, text, quantity
            return


def states(text: str, value: float) -> bool:
    """Tell whether a typed number is a quantity, to the digits that are typed if there are three or more."""
    number = float(text.replace("−", "-"))
    if math.isclose(number, value, rel_tol=1e-9, abs_tol=0.0) or number == value:
        return True
    digits = text.lstrip("-−0.").replace(".", "")
    decimals = len(text.partition(".")[2])
    return len(digits) >= 3 and f"{value:.{decimals}f}" == f"{number:.{decimals}f}"


def _is_telling(text: str) -> bool:
    """Tell whether a number is unlikely to be in a text by chance: not a half, and no small whole number."""
    return text not in {"0.5", "1.5"} if "." in text else abs(float(text.replace("−", "-"))) >= 20
