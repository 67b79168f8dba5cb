r"""Numbers that a text states of a quantity by its name, and that the quantity is not.

``$e$ is 7``, ``$c$ is {= d }``, a row ``| $e$ | 7 |`` under heads that speak of values and a ``Stat`` with a
name as its label are held against the numbers as published. It is an error only where the sentence says
nothing else and nothing around it speaks of other settings; what is less certain is a warning, and names
outside of formulas are left alone, for a letter may mean anything.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final

from adjoint.autodiff import Graph
from adjoint.components.equation.verify.relations import Weighed
from adjoint.components.equation.verify.weighing import Surroundings, weigh
from adjoint.frozen import frozen
from adjoint.site.check.locks.comparisons import Comparison, comparisons
from adjoint.site.check.locks.elsewhere import (
    MATH,
    Inputs,
    gives_another,
    inputs_of,
    is_another,
    is_doubtful,
    is_elsewhere,
    without_published,
)
from adjoint.site.check.locks.literals import Quantity, name_of, quantities_of
from adjoint.site.check.locks.misstatement import Misstated
from adjoint.site.check.locks.near import (
    Lead,
    after_paragraphs,
    is_item,
    meant,
    near,
    sections_with_code,
)
from adjoint.site.check.locks.prose import Passage, passages, sections
from adjoint.site.check.locks.renamed import renamed
from adjoint.site.check.locks.statements import NODE, NUMBER, Statement, hidden, statements
from adjoint.site.check.locks.tables import Table, tables
from adjoint.site.number_words import NUMBER_WORD, value_of
from adjoint.site.post.checked import Checked

_WHOLE: Final = re.compile(rf"\s*{NUMBER}\s*", re.IGNORECASE)
_NAME: Final = re.compile(
    rf"\s*(?:the )?(?:(?:{NODE} (?:of )?)?\$(?P<name>[^$=<>]+)\$"
    r"|(?:slope|derivative|gradient) (?:\$(?P<slope>[^$=<>]*\\partial[^$=<>]*)\$"
    r"|(?:of \$(?P<of>[^$=<>]+)\$ )?(?:by|with respect to) \$(?P<by>[^$=<>]+)\$))\s*",
    re.IGNORECASE,
)
_LETTER: Final = re.compile(
    r"(?<![\\A-Za-z])(?!\\(?:[dt]?frac|sqrt|cdot|times|infty)(?![A-Za-z]))\\?[A-Za-z]"
)
_OTHER_NODE: Final = re.compile(r"\b(?:node|sum|product|quantity|result|factor|term|layer)\b", re.IGNORECASE)
"""In words, what a derivative that leaves its node unsaid may be one of."""
_OF_BASE: Final = re.compile(r"\be\s*\^|\\(?:ln|log|exp)\b|\\text|\\math|[,'|:]|_")
"""What makes of an expression one that letters mean something else in, or that is read in several ways."""
_WORKED_OUT: Final = re.compile(
    r"\bforward\s+pass\b|\b(?:evaluat|comput)\w*\s+(?:the|this|our)\s+(?:whole\s+)?(?:graph|expression)\b"
    r"|\b(?:graph|expression)\s+(?:is|was|has\s+been)\s+(?:\w+\s+)?(?:evaluated|computed|worked\s+out)\b",
    re.IGNORECASE,
)
"""Words of a sentence after which the result is the graph's."""
_WORKS: Final = re.compile(
    r"\b(?:add|sum|multipl|product|divid|quotient|subtract|differen|deriv|gradient|slope|adjoint|path|count|round"
    r"|compar|measur|average|expand|simplif|collect|back|chain|sensitiv|influence|square|cube|root|power|doubl|tripl"
    r"|hal[fv]|third|quarter|negat|inver|reduc|ratio|share|percent|cost|operation|node|step|size|time|loss|error)"
    r"|\b(?:twice|thrice|minus|plus|many|much|part|no|not|never|without|instead|before|other|another|second|again|if"
    r"|would|were|for|from)\b|[?`]|n['’]t\b",
    re.IGNORECASE,
)
"""Words of what has a result of its own, or of what does not happen."""
_GIVEN: Final = re.compile(r"\s*(?P<name>[A-Za-z]\w*)\s*(?:=\s*(?P<number>[-−]?\d+(?:\.\d+)?)\s*)?")
_VAGUE: Final = frozenset({"twice", "thrice", "half", "quarter", "quarters", "dozen", "hundred", "thousand"})
_CONSTANTS: Final = {"e": math.e, "π": math.pi}
_NOTHING: Final = Statement("", "", number="", start=0, around="", is_of_node=True, is_plain=False)


def misstated(post: Checked) -> Iterator[Misstated]:
    """Yield the numbers of a post's text that are said of a quantity and are not its number."""
    found = list(passages(post))
    under, with_code = sections(post), sections_with_code(post)
    page = _Page(post, tuple(quantities_of(post)), inputs_of(post), meant(found), under, with_code)
    for passage, before in after_paragraphs(found):
        yield from _in_sentences(page, passage, before)
    in_text = list(tables(post))
    moved = {id(table.rows[0][0]) for table in in_text if table.rows and page.is_of_other_settings(table)}
    for table in in_text:
        if not table.rows or page.is_elsewhere(table.before):
            continue
        graph = page.only_graph(table.rows[0][0])
        if graph is not None and table.gives_slopes_of(graph) and id(table.rows[0][0]) not in moved:
            for name, number in table.rows:
                yield from _in_pair(page, name, number, of=graph.output)
        elif table.gives_values and not page.is_elsewhere(table.text):
            for name, number in table.rows:
                yield from _in_pair(page, name, number)
    labels = {one.owner: one for one in found if one.kind == "label"}
    for value in (one for one in found if one.kind == "value" and one.owner in labels):
        yield from _in_pair(page, labels[value.owner], value)


@frozen
class _Page:
    post: Checked
    quantities: Sequence[Quantity]
    inputs: Inputs
    others: Collection[str]
    """The names that the text gives a meaning of their own."""
    under: Mapping[str, str]
    """The heading that each component stands under, by id."""
    with_code: Collection[str]
    """The headings with a listing, which has outputs of its own."""

    def is_elsewhere(self, text: str) -> bool:
        return is_elsewhere(text) or gives_another(text, self.inputs)

    def is_of_other_settings(self, table: Table) -> bool:
        """Tell whether a table gives an input another value than the published one."""
        return table.gives_values and gives_another(table.text, self.inputs)

    def held(self, passage: Passage, said: Statement, text: str) -> Iterator[Misstated]:
        """Hold a number against the one quantity that has a name, or against an expression of several."""
        if not said.name and _names_only(text, said.by, said.number) and not _names_another(text):
            graph = self.only_graph(passage)
            said = replace(said, name=graph.output if graph is not None else "")
        name = f"∂{said.name}/∂{said.by}" if said.by else name_of(said.name)
        called = [one for one in self.quantities if name in one.names]
        location = passage.locate(said.start)
        if not called:
            if not said.by and (found := self._weighed(passage, said)):
                expression = Quantity(frozenset(), "", f"${said.name}$", math.nan, "", "")
                yield Misstated(said.number, text, expression, location, found)
            return
        beside = [one for one in called if one.section == passage.section or one.owner == passage.owner]
        about = beside or (called if len({one.owner for one in called}) == 1 else [])
        if said.is_of_node and about and not any(_is_its(said, one, self.post) for one in about):
            certain = said.is_plain and bool(beside) and not said.by and "%" not in said.number
            own = passage.owner in {"", about[0].owner} and said.name not in self.others
            yield Misstated(said.number, text, about[0], location, is_certain=certain and own)

    def only_graph(self, passage: Passage) -> Graph | None:
        """Return the one graph near a passage; None where there are other figures with numbers, or none."""
        owners = near(self.post, passage, self.under)
        return self.post.quantities[owners[0]].graph if len(owners) == 1 else None

    def renamed(self, passage: Passage, before: Lead) -> Passage:
        """Return a passage with formulas for what it calls by words alone, given what stands before it."""
        graph = self.only_graph(passage)
        if graph is None:
            return passage
        has_code = passage.section in self.with_code or (not passage.section and bool(self.with_code))
        by_result = "result" in passage.text and self._works_out(passage, before, graph)
        found = renamed(
            passage.text, graph, by_output=not has_code, by_code=not self.changes(before), by_result=by_result
        )
        if found is None:
            return passage
        return replace(passage, text=found.text, locate=lambda offset: passage.locate(found.source(offset)))

    def _works_out(self, passage: Passage, before: Lead, graph: Graph) -> bool:
        """Tell whether what stands before a passage has no result but a graph."""
        if is_item(passage):
            return False
        if not before.paragraph:
            return passage in self._first and not _WORKS.search(passage.section)
        values = next(one.values for one in self.post.quantities.values() if one.graph is graph)
        return _works_out(before.last_sentence(), values)

    @cached_property
    def _first(self) -> Sequence[Passage]:
        """The passages of the body before which stands nothing but the one component under their heading."""
        alone = {one for one, many in Counter(self.under.values()).items() if many == 1}
        return [
            one
            for previous, one in pairwise(passages(self.post))
            if one.section in alone and (previous.kind == "heading" or previous.section != one.section)
        ]

    def changes(self, before: Lead) -> bool:
        """Tell whether what stands before a passage may give an input another value."""
        return before.changes or is_another(before.given, self.inputs)

    def compared(self, passage: Passage, said: Comparison, text: str) -> Iterator[Misstated]:
        """Hold a comparison in words against the graphs near it, where one of them has all its names."""
        owners = self._owners(passage)
        if not owners or _OF_BASE.search(said.name + said.words):
            return
        near_it = frozenset(owners)
        if all(self._weigh(formula, near_it).outcome == "false" for formula in said.formulas):
            about = Quantity(frozenset(), "", f"${said.name}$", math.nan, "", "")
            reason = self._weigh(said.plain, near_it).reason
            yield Misstated(said.words, text, about, passage.locate(said.start), reason)

    def _owners(self, passage: Passage) -> set[str]:
        """Return the components with numbers near a passage; near a title, the only one of the page."""
        owners = {
            one.owner for one in self.quantities if not passage.section or one.section == passage.section
        }
        return owners if passage.section or len(owners) == 1 else set()

    def _weighed(self, passage: Passage, said: Statement) -> str:
        """Return why a number is not that of an expression of the graphs near it."""
        text = said.number.strip("$")
        owners = self._owners(passage)
        if not owners or text[0] not in "-−0123456789" or _OF_BASE.search(said.name):
            return ""
        percent = text.replace("\\%", "%").replace("%", "\\%")
        # Rounded to the digits that are typed, as a sentence may.
        found = self._weigh(f"{said.name} \\approx {percent}", frozenset(owners))
        return found.reason if found.outcome == "false" else ""

    def _weigh(self, latex: str, owners: frozenset[str]) -> Weighed:
        """Weigh a formula as published, once however often a page says it."""
        if (latex, owners) not in self._outcomes:
            around = Surroundings(self.post.quantities, owners, published=True)
            self._outcomes[latex, owners] = weigh(latex, around)
        return self._outcomes[latex, owners]

    @cached_property
    def _outcomes(self) -> dict[tuple[str, frozenset[str]], Weighed]:
        return {}


def _works_out(sentence: str, values: Mapping[str, float]) -> bool:
    """Tell whether a sentence says that a graph is worked out as published, and nothing else."""
    return (
        _WORKED_OUT.search(sentence) is not None
        and _WORKS.search(sentence) is None
        and all(_is_published(formula, values) for formula in MATH.findall(sentence))
    )


def _is_published(formula: str, values: Mapping[str, float]) -> bool:
    """Tell whether a formula is the name of a node, or gives one the number that is published for it."""
    found = _GIVEN.fullmatch(formula)
    if found is None or found["name"] not in values:
        return False
    number = found["number"]
    return number is None or math.isclose(float(number.replace("−", "-")), values[found["name"]])


def _in_sentences(page: _Page, authored: Passage, before: Lead) -> Iterator[Misstated]:
    graphs = {one.owner for one in page.quantities if one.section == authored.section}
    passage = page.renamed(authored, before)
    text = without_published(passage.text, [page.post.quantities[owner].inputs for owner in graphs])
    if "$" not in text or gives_another(text, page.inputs):
        return
    gives = is_another(before.given, page.inputs)
    if (is_item(passage) or before.announces) and (gives or before.is_elsewhere()):
        return
    if before.chooses_last:
        return
    is_here = not (passage is not authored or is_doubtful(text) or before.chooses or gives)
    for said in statements(text, is_first=not page.changes(before)):
        if not is_doubtful(said.around):
            yield from page.held(passage, replace(said, is_plain=said.is_plain and is_here), authored.text)
    for compared in comparisons(text):
        if not is_doubtful(compared.around):
            yield from page.compared(passage, compared, authored.text)


def _names_only(text: str, name: str, number: str) -> bool:
    """Tell whether a text holds a name as a formula, and no other one but a number."""
    typed, formulas = number.strip("$ "), _formulas(text)
    return name != typed and name in formulas and formulas <= {name, typed}


@lru_cache(maxsize=1)
def _formulas(text: str) -> frozenset[str]:
    return frozenset(one.strip() for one in MATH.findall(text))


@lru_cache(maxsize=1)
def _names_another(text: str) -> bool:
    return _OTHER_NODE.search(text) is not None


def _in_pair(page: _Page, name: Passage, number: Passage, of: str = "") -> Iterator[Misstated]:
    """Hold a number against the name that it stands beside, where nothing else stands with either.

    Args:
        page: what is held against.
        name: the cell or the label with the name.
        number: the cell or the value with the number.
        of: of derivatives by what is named, the node whose they are.
    """
    called, whole = _NAME.fullmatch(hidden(name.text)), _WHOLE.fullmatch(hidden(number.text))
    if called and called["name"] and not _LETTER.search(called["name"]):
        return  # a number has no other
    if not (called and whole) or (of and not called["name"]):
        return
    own = called["name"] or called["slope"] or called["of"] or ""
    names, by = (of, called["name"]) if of else (own.strip(), called["by"] or "")
    said = replace(_NOTHING, name=names, by=by.strip(), number=whole["number"], start=whole.start("number"))
    yield from page.held(number, said, f"{name.text} | {number.text}")


def _is_its(said: Statement, quantity: Quantity, post: Checked) -> bool:
    """Tell whether a number is a quantity's, rounded or cut to the digits that are typed."""
    text, value = said.number, quantity.value
    if text.startswith("{="):
        expression = text[2:-1].rpartition(" :")[0].strip() or text[2:-1].strip()
        computed = post.teller.numbers.get(expression)
        return computed is None or abs(computed - value) <= 1e-9 * max(abs(computed), abs(value))
    if NUMBER_WORD.fullmatch(text):
        return text.lower() in _VAGUE or abs(value_of(text) - value) <= 0.5 * (value != round(value))
    typed = text.strip("$\\% ").replace("−", "-")
    number, unit = float(typed), _last_digit(typed)
    if not said.by and abs(number - _CONSTANTS.get(said.name, math.inf)) < unit:
        return True
    if "%" in text:
        number, unit = number / 100, unit / 100
    if not (math.isfinite(number) and unit > 0 and math.isfinite(value / unit)):
        return number == value or not math.isfinite(value)
    slack = 1e-9 * max(abs(number), abs(value))
    is_exact = abs(round(value / unit) * unit - value) <= 1e-9 * max(abs(value), unit)
    return abs(number - value) <= slack + (0 if is_exact else unit if "." in typed else unit / 2)


def _last_digit(typed: str) -> float:
    """Return what the last digit of a number counts; noughts at the end of a large one may be rounded."""
    _, point, decimals = typed.partition(".")
    if point:
        return float(f"1e-{len(decimals)}")
    noughts = len(typed) - len(typed.rstrip("0"))
    return float(f"1e{noughts}") if 2 <= noughts < len(typed) else 1.0
