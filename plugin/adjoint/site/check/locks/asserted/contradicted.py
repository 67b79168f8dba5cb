"""What plain sentences assert of the figures near them, and every one of those contradicts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from adjoint.frozen import frozen
from adjoint.site.check.locks.asserted.clauses import Clause, clauses
from adjoint.site.check.locks.asserted.equalities import read_equality
from adjoint.site.check.locks.asserted.labs import read_lab
from adjoint.site.check.locks.asserted.ranks import read_rank
from adjoint.site.check.locks.asserted.reading import Said
from adjoint.site.check.locks.asserted.runs import read_run
from adjoint.site.check.locks.asserted.shape import names_of, read_shape
from adjoint.site.check.locks.asserted.signs import read_signs
from adjoint.site.check.locks.asserted.sizes import read_size
from adjoint.site.check.locks.asserted.tendencies import read_tendency
from adjoint.site.check.locks.asserted.whose import misattributed
from adjoint.site.check.locks.elsewhere import (
    CHOOSES,
    MATH,
    Inputs,
    gives_another,
    inputs_of,
    without_math,
)
from adjoint.site.check.locks.misstatement import Misstated
from adjoint.site.check.locks.near import Straying, after_paragraphs, is_item, meant, names_figure, near
from adjoint.site.check.locks.prose import Passage, passages, sections
from adjoint.site.check.locks.reach import REACH
from adjoint.site.post.checked import Checked

_WORDS: Final = (
    "graph largest greatest biggest highest steepest smallest lowest least flattest feeds used "
    "depends depend independent grows grow rises rise increases increase increasing climbs climb "
    "falls fall decreases decrease decreasing shrinks shrink drops drop declines decline raising "
    "lowering reducing makes means larger greater bigger higher smaller lower input inputs sum "
    "product output affect affects effect influence influences change changes changing sensitive loss "
    "goes get gets between fast gradient gradients derivative derivatives slope slopes adjoint adjoints "
    "sgd descent momentum nesterov adagrad rmsprop adam adamw newton optimisers methods runs steps converge "
    "diverge arrive arrives reach reaches minima minimum "
)
_TELLING: Final = frozenset(_WORDS.split())
"""A text without any of these words asserts nothing that is looked for here."""
_WORD: Final = re.compile(r"[a-z]+")
_MOVES: Final = re.compile(
    rf"\]\([^)]{{0,{REACH}}}\?|(?:^|[.;:!]\s+)(?:now )?(?:move|set|slide|drag|take|choose|let|suppose|if|when"
    r"|at|where|turn|raise|lower|start|imagine|consider|with|for|after|put)\b",
    re.IGNORECASE,
)
"""What leads away from the figure as published for the rest of a paragraph."""


def contradicted(post: Checked) -> Iterator[Misstated]:
    """Yield what the sentences of a post say in words, and what the figures near them do not bear out."""
    if not any(one.graph is not None or one.descents for one in post.quantities.values()):
        return
    under, inputs, others = sections(post), inputs_of(post), meant(passages(post))
    for passage, before in after_paragraphs(passages(post)):
        if not ("`" in passage.text or "![" in passage.text or _may_tell(passage.text)):
            continue
        yield from misattributed(passage, post.quantities)
        figures = [post.quantities[key] for key in near(post, passage, under)]
        own = passage.text if is_item(passage) else ""
        if not figures or ((own or before.announces) and before.is_elsewhere(without=own)):
            continue
        names = frozenset[str]().union(*(names_of(one.graph) for one in figures if one.graph is not None))
        around = _Around(passage, before.last_sentence(without=own), inputs, names)
        for clause in clauses(passage, around.last):
            said = _read(clause, is_caption=passage.kind == "caption" or clause.is_alt)
            if said is None or clause.may_be_of_another or not others.isdisjoint(MATH.findall(clause.text)):
                continue
            if said.moves and (clause.may_be_of_other_settings or around.is_moved(clause)):
                continue
            if around.straying.before(clause.start) or _is_general(passage, said, names):
                continue
            answers = [answer for one in figures if (answer := said.answer(one)) is not None]
            if answers and all(answers):
                where = passage.locate(clause.start)
                yield Misstated(f'"{clause.text}"', passage.text, None, where, answers[0])


@frozen
class _Around:
    """A passage and what stands before it, for its clauses."""

    passage: Passage
    last: str
    """The sentence before it."""
    inputs: Inputs
    names: frozenset[str]
    """Those of the nodes of the figures near it."""

    @cached_property
    def straying(self) -> Straying:
        """Where it leads away from the figures."""
        return Straying(self.passage.text, self.names)

    def is_moved(self, clause: Clause) -> bool:
        """Tell whether something before a clause led away from the figures as published."""
        moved = self._first_move
        return self._is_moved or (moved is not None and moved <= clause.start)

    @cached_property
    def _is_moved(self) -> bool:
        return gives_another(f"{self.last} {self.passage.text}", self.inputs) or bool(
            CHOOSES.search(without_math(self.last))
        )

    @cached_property
    def _first_move(self) -> int | None:
        found = _MOVES.search(self.passage.text)
        return found.end() if found else None


def _is_general(passage: Passage, said: Said, names: frozenset[str]) -> bool:
    """Tell whether a heading speaks of no figure: ``All derivatives are zero`` may be what a minimum is."""
    is_head = passage.kind in {"heading", "title", "description", "takeaway"}
    return is_head and said.may_be_general and not names_figure(passage.text, names)


def _may_tell(text: str) -> bool:
    return not _TELLING.isdisjoint(_WORD.findall(text.lower()))


def _read(clause: Clause, *, is_caption: bool) -> Said | None:
    text = clause.text
    if len(text) > REACH:
        return None
    if clause.is_code:
        return read_equality(text, clause.around)
    if not (clause.is_alt or _may_tell(text)):
        return None
    return (
        (read_equality(text, clause.around) if clause.is_alt else None)
        or read_shape(text, is_caption=is_caption)
        or read_rank(text)
        or read_tendency(text)
        or read_signs(text)
        or read_size(text)
        or read_run(text)
        or read_lab(text, is_caption=is_caption)
    )
