"""What plain sentences assert of the figures near them, and every one of those contradicts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from adjoint.components.quantities import Quantities
from adjoint.site.check.locks.asserted.clauses import Clause, clauses
from adjoint.site.check.locks.asserted.equalities import read_equality
from adjoint.site.check.locks.asserted.labs import read_lab
from adjoint.site.check.locks.asserted.ranks import read_rank
from adjoint.site.check.locks.asserted.reading import Said
from adjoint.site.check.locks.asserted.runs import read_run
from adjoint.site.check.locks.asserted.shape import read_shape
from adjoint.site.check.locks.asserted.signs import read_signs
from adjoint.site.check.locks.asserted.tendencies import read_tendency
from adjoint.site.check.locks.elsewhere import (
    CHOOSES,
    MATH,
    gives_another,
    inputs_of,
    is_elsewhere,
    without_math,
)
from adjoint.site.check.locks.misstatement import Misstated
from adjoint.site.check.locks.near import after_paragraphs, is_item, meant, near
from adjoint.site.check.locks.prose import Passage, passages, sections
from adjoint.site.check.locks.statements import SENTENCE_END
from adjoint.site.post.checked import Checked

_TELLS: Final = re.compile(
    r"`|!\[|\b(?:graph|largest|greatest|biggest|highest|steepest|smallest|lowest|least|flattest|feeds|used by"
    r"|depends?|independent|grows?|rises?|increas\w+|climbs?|falls?|decreas\w+|shrinks?|drops?|declines?|raising"
    r"|lowering|reducing|makes|means|larger|smaller|inputs?|sum|product|output|affects?|effect|influences?|changes?|changing|sensitive|loss|goes|gets?|gradients?|derivatives?|slopes?|adjoints?|descent|sgd|momentum|nesterov"
    r"|adagrad|rmsprop|adamw?|newton|optimisers|methods|runs|steps|converge|diverge|arrive|minim(?:a|um))\b",
    re.IGNORECASE,
)
"""A text without any of these asserts nothing that is looked for here."""


_MOVES: Final = re.compile(
    r"\]\([^)]*\?|(?:^|[.;:!]\s+)(?:now )?(?:move|set|slide|drag|take|choose|let|suppose|if|when|at|where"
    r"|turn|raise|lower|start|imagine|consider|with|for|after|put)\b",
    re.IGNORECASE,
)
"""What leads away from the figure as published for the rest of a paragraph."""


def contradicted(post: Checked) -> Iterator[Misstated]:
    """Yield what the sentences of a post say in words, and what the figures near them do not bear out."""
    if not any(one.graph is not None or one.descents for one in post.quantities.values()):
        return
    under, inputs, others = sections(post), inputs_of(post), meant(passages(post))
    for passage, before in after_paragraphs(passages(post)):
        if not _TELLS.search(passage.text):
            continue
        figures = [post.quantities[key] for key in near(post, passage, under)]
        lead = before.replace(passage.text, " ", 1) if is_item(passage) else before
        if not figures or ((is_item(passage) or lead.rstrip().endswith(":")) and is_elsewhere(lead)):
            continue
        last = SENTENCE_END.split(lead.strip())[-1]
        moved = gives_another(f"{last} {passage.text}", inputs) or CHOOSES.search(without_math(last))
        for clause in clauses(passage, last):
            if not others.isdisjoint(MATH.findall(clause.text)):
                continue
            is_moved = bool(moved or _MOVES.search(passage.text[: clause.start]))
            yield from _held(passage, clause, figures, is_moved=is_moved)


def _held(
    passage: Passage, clause: Clause, figures: Sequence[Quantities], *, is_moved: bool
) -> Iterator[Misstated]:
    said = _read(clause, is_caption=passage.kind == "caption" or clause.is_alt)
    if said is None or clause.may_be_of_another:
        return
    if said.moves and (is_moved or clause.may_be_of_other_settings):
        return
    answers = [answer for one in figures if (answer := said.answer(one)) is not None]
    if answers and all(answers):
        yield Misstated(f'"{clause.text}"', passage.text, None, passage.locate(clause.start), answers[0])


def _read(clause: Clause, *, is_caption: bool) -> Said | None:
    text = clause.text
    if clause.is_code:
        return read_equality(text, clause.around)
    if not (clause.is_alt or _TELLS.search(text)):
        return None
    return (
        (read_equality(text, clause.around) if clause.is_alt else None)
        or read_shape(text, is_caption=is_caption)
        or read_rank(text)
        or read_tendency(text)
        or read_signs(text)
        or read_run(text)
        or read_lab(text, is_caption=is_caption)
    )
