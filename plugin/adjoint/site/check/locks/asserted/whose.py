"""Computed values right behind the name of another run: ``momentum stands at {= race.sgd.loss }``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from adjoint.components.quantities import Quantities
from adjoint.site.check.locks.asserted.runs import RUN, key_of_run
from adjoint.site.check.locks.misstatement import Misstated
from adjoint.site.check.locks.prose import Passage

_VALUE: Final = r"(?P<value>\{=\s*(?P<lab>\w+)\.(?P<key>\w+)\.(?:loss|steps|crossings)\s*(?::[^}]*)?\})"
_BEHIND: Final = re.compile(
    rf"\b{RUN.format('run')}"
    r"(?:\s+(?:stands|stood|ends|ended|is|arrives|arrived|stops|stopped|comes|came|finishes))?"
    rf"\s+(?:at|with|after|in)\s+(?:step\s+|a\s+loss\s+of\s+)?{_VALUE}",
    re.IGNORECASE,
)
_BESIDE: Final = (" than", " beats", "unlike", " outruns", " past", "without", " no")
"""Words after which a run is what another is held against, whose number may follow."""


def misattributed(passage: Passage, labs: Mapping[str, Quantities]) -> Iterator[Misstated]:
    """Yield the runs of a lab that a passage names right before a number of another of its runs."""
    if "{=" not in passage.text:
        return
    for found in _BEHIND.finditer(passage.text):
        lab, named, key = labs.get(found["lab"]), key_of_run(found["run"]), found["key"]
        is_beside = passage.text[: found.start()].lower().rstrip().endswith(_BESIDE)
        if lab is None or is_beside or named == key or not {named, key} <= lab.descents.keys():
            continue
        where = passage.locate(found.start("run"))
        told = f"{found['value']}, which stands behind it, is a number of {key}"
        yield Misstated(" ".join(found["run"].split()), passage.text, None, where, told)
