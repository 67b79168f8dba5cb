"""Computed values that a clause gives to another run than theirs: ``momentum stands at {= race.sgd.loss }``.

Many a sentence names one run and then a number of another, and is right: ``Adam overtakes momentum after
{= race.adam.steps } steps``. So the run must be the subject, the number the end of what is said of it, and
the other run not named.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Final

from adjoint.components.quantities import Quantities
from adjoint.site.check.locks.asserted.runs import RUN, key_of_run
from adjoint.site.check.locks.comparisons import HEDGED
from adjoint.site.check.locks.misstatement import Misstated
from adjoint.site.check.locks.prose import Passage
from adjoint.site.check.locks.reach import REACH
from adjoint.site.check.locks.statements import SENTENCE_END, hidden
from adjoint.site.post.values import shown

_LOSS: Final = r"(?P<loss>\{=\s*\w+\.\w+\.loss\s*(?::[^{}]*)?\})"
_STEPS: Final = r"(?P<steps>\{=\s*\w+\.\w+\.steps\s*(?::[^{}]*)?\})"
_VALUE: Final = re.compile(r"\{=\s*(\w+)\.(\w+)\.\w+\s*:?([^{}]*)\}")
_SAID: Final = re.compile(
    rf"\b{RUN.format('run')}\s+(?:"
    rf"(?:stands|stood|ends|ended|arrives|arrived|finishes|finished)\s+(?:at|with)\s+(?:a\s+loss\s+of\s+)?{_LOSS}"
    rf"|(?:arrives|arrived|finishes|finished)\s+(?:at\s+step|after|in)\s+{_STEPS}(?:\s+steps)?)"
    rf"(?=\s*(?:[.;!]|$)|,?\s+(?:and|while|but)\s+{RUN.format('next')}\b)",
    re.IGNORECASE,
)
_AHEAD: Final = re.compile(
    r"(?:(?:after|in|within)\s+\{=[^{}]*\}\s+steps,?\s+"
    r"|.*(?:;|,\s+(?:and|but|while|so)|\}(?:\s+steps)?,?\s+(?:and|while|but))\s+)?",
    re.IGNORECASE | re.DOTALL,
)
"""What of its sentence may stand ahead of a subject."""
_DOUBTED: Final = re.compile(
    r"[?\"“”«»]|n['’]t\b|\b(?:no|not|nor|none|nobody|nothing|never|neither|without|hardly|if|unless|would|were"
    r"|could|might|may|should|must|had|wrong\w*|false\w*|untrue|mistak\w*|nonsense|claim\w*|think\w*|thought"
    r"|believ\w*|guess\w*|bets?|suppos\w*|imagin\w*|pretend\w*|assum\w*|swap\w*|mix\w*)\b",
    re.IGNORECASE,
)
_TAKEN_BACK: Final = re.compile(
    r"\b(?:wrong\w*|false\w*|untrue|mistak\w*|nonsense|not so|claim\w*|if|suppos\w*|imagin\w*|pretend\w*"
    r"|assum\w*|would|were|swap\w*|bets?)\b",
    re.IGNORECASE,
)
"""Words by which also the sentence before or after doubts one."""
_COMPUTED: Final = re.compile(r"\{=[^{}]*\}")
_RUN: Final = re.compile(rf"\b{RUN.format('run')}\b", re.IGNORECASE)
_NEXT: Final = re.compile(r";|\b(?:and|while|but)\b", re.IGNORECASE)
_KIN: Final = (frozenset({"momentum", "nesterov"}), frozenset({"adam", "adamw"}))
"""Runs of which one may go by the name of the other: Nesterov's is a momentum too."""


def misattributed(passage: Passage, labs: Mapping[str, Quantities]) -> Iterator[Misstated]:
    """Yield the runs of a lab of which a passage plainly tells a number of another of its runs."""
    if "{=" not in passage.text:
        return
    for found in _SAID.finditer(passage.text):
        what = "loss" if found["loss"] else "steps"
        value = _VALUE.fullmatch(found[what])
        if value is None or (lab := labs.get(value[1])) is None:
            continue
        named, key = key_of_run(found["run"]), value[2]
        if named == key or not {named, key} <= lab.descents.keys() or {named, key} in _KIN:
            continue
        own, other = (lab.values[f"{one}.{what}"] for one in (named, key))
        if _are_alike(own, other, value[3].strip()) or not _is_plain(found, key):
            continue
        told = f"{value[0]}, which is said of it, is a number of {key}"
        where = passage.locate(found.start("run"))
        yield Misstated(" ".join(found["run"].split()), passage.text, None, where, told)


def _are_alike(one: float, other: float, marks: str) -> bool:
    """Tell whether two numbers are shown alike, or may be taken for one another."""
    if not (math.isfinite(one) and math.isfinite(other)):
        return math.isnan(one) or math.isnan(other) or one == other
    return math.isclose(one, other, rel_tol=0.02) or shown(one, marks) == shown(other, marks)


def _is_plain(found: re.Match[str], key: str) -> bool:
    """Tell whether a run is the subject of a clause that nothing doubts and that names no other run."""
    if found["run"].lower() == "descent":
        return False
    ahead, behind = found.string[: found.start()][-REACH:], found.string[found.end() :][:REACH]
    before, after = SENTENCE_END.split(hidden(ahead)), SENTENCE_END.split(hidden(found[0] + behind))
    sentence = before[-1]
    near = " ".join([*before[-2:], *after[:2]])
    if not _AHEAD.fullmatch(sentence) or _DOUBTED.search(f"{sentence} {after[0]}"):
        return False
    if _TAKEN_BACK.search(near) or HEDGED.search(_COMPUTED.sub(" ", sentence).replace("while", " ")):
        return False
    clause = _NEXT.split(after[0][len(found["run"]) :])[0]
    return key not in {
        key_of_run(one["run"]) for one in _RUN.finditer(_COMPUTED.sub(" ", f"{sentence} {clause}"))
    }
