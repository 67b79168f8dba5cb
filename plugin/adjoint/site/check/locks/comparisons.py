"""Sentences that begin by comparing a quantity in words: ``$c$ is larger than $d$``, ``$e$ is negative``.

Each is turned into the formulas it may mean, and is told only if all of them are false as published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from adjoint.site.check.locks.statements import INTRODUCTION, SENTENCE_END, SUBJECT, hidden
from adjoint.site.number_words import NUMBER_WORD, value_of

_MORE: Final = r"(?:larger|greater|bigger|higher|more|steeper|longer)\s+than|above|over"
_LESS: Final = r"(?:smaller|less|lower|fewer|shorter|flatter)\s+than|below|under"
_TIMES: Final = rf"twice|thrice|half|double|(?:(?P<count>\d+(?:\.\d+)?|{NUMBER_WORD.pattern})\s+times)"
_OBJECT: Final = (
    r"(?:(?:the\s+)?(?:value|node|output|input|sum|product|derivative|slope|gradient)\s+(?:of\s+)?)?"
    rf"(?:\$(?P<object>[^$=<>]+)\$|(?P<typed>[-−]?\d+(?:\.\d+)?)(?![\d.]*\s?%)|(?P<word>{NUMBER_WORD.pattern}))"
)
_PREDICATE: Final = re.compile(
    rf"\s+(?:(?:is|lies|stays)\s+(?:"
    rf"(?P<sign>negative|positive)"
    rf"|(?:(?P<more>{_MORE})|(?P<less>{_LESS})|(?P<least>at\s+least)|(?P<most>at\s+most)|(?P<equal>equal\s+to))\s+"
    rf"|(?P<times>{_TIMES})\s+(?:as\s+(?:large|much|steep|long|high)\s+as\s+|(?:the\s+size\s+of|of)\s+)?"
    rf"|(?P<share>\d+(?:\.\d+)?)\s?\\?%\s+of\s+)"
    rf"|(?P<exceeds>exceeds)\s+|(?P<equals>equals)\s+)(?:(?<=ative)|(?<=itive)|{_OBJECT})"
    r"(?=\s*(?:[;!)]|[.,](?!\d)|$)|\s+and\s)",
    re.IGNORECASE,
)
_FIXED: Final = {"twice": 2.0, "double": 2.0, "thrice": 3.0, "half": 0.5}
_CLOSE: Final = 0.05
"""By what part of itself a number may miss what is said to be so many times as large."""


@dataclass(frozen=True)
class Comparison:
    """What a sentence says of a quantity."""

    name: str
    words: str
    formulas: tuple[str, ...]
    """What it may mean."""
    plain: str
    """What it says as one formula, whose sides show why it is not so."""
    start: int
    """Where it stands in the text."""
    around: str
    """The rest of its sentence and the one before it."""


def comparisons(text: str) -> Iterator[Comparison]:
    """Yield what the sentences of a text begin by saying of a quantity beside others."""
    clean = hidden(text)
    starts = [0, *(gap.end() for gap in SENTENCE_END.finditer(clean))]
    for place, (start, end) in enumerate(zip(starts, [*starts[1:], len(clean)], strict=True)):
        if any(mark in text[start:end] for mark in '"“”«»?'):
            continue
        introduction = INTRODUCTION.match(clean, start)
        subject = _SUBJECT.match(clean, introduction.end() if introduction else start, end)
        said = _PREDICATE.match(clean, subject.end(), end) if subject else None
        if subject is None or said is None or subject["other"] or _is_place(said):
            continue
        name = _latex(subject)
        around = text[starts[max(place - 1, 0)] : subject.start()] + text[said.end() : end]
        words = _VERB.sub("", " ".join(said[0].split()))
        formulas = tuple(_formulas(name, said))
        yield Comparison(name, words, formulas, _plain(name, said) or formulas[0], subject.start(), around)


_VERB: Final = re.compile(r"^(?:is|lies|stays) ")
_PLACES: Final = re.compile(r"\b(?:above|over|below|under|higher|lower|longer|shorter)\b", re.IGNORECASE)
_SUBJECT: Final = re.compile(SUBJECT, re.IGNORECASE)


def _is_place(said: re.Match[str]) -> bool:
    """Tell whether one node is said to stand above another, as in a drawing."""
    return bool(said["object"] and _PLACES.search(said[0]))


def _latex(subject: re.Match[str]) -> str:
    if subject["name"]:
        return subject["name"].strip()
    return rf"\partial {subject['of'].strip()}/\partial {subject['by'].strip()}"


def _formulas(one: str, said: re.Match[str]) -> Iterator[str]:
    """Yield what is said as formulas; of what has signs, the sizes may be meant."""
    if said["sign"]:
        yield f"{one} {'<' if said['sign'].lower() == 'negative' else '>'} 0"
        return
    other, many = _other(said), _many(said)
    if many is not None:
        yield f"|{one} - {many:.6g} \\cdot ({other})| \\le {_CLOSE} \\cdot |{one}|"
        return
    sign = next(mark for name, mark in _SIGNS.items() if said[name])
    yield f"{one} {sign} {other}"
    if sign != "=":
        yield f"|{one}| {sign} |{other}|"


def _other(said: re.Match[str]) -> str:
    typed = said["typed"] or (f"{value_of(said['word']):g}" if said["word"] else "")
    return (said["object"] or typed).strip().replace("−", "-")


def _plain(one: str, said: re.Match[str]) -> str:
    many = _many(said)
    return "" if many is None else f"{one} = {many:.6g} \\cdot ({_other(said)})"


_SIGNS: Final = {
    "more": ">",
    "exceeds": ">",
    "less": "<",
    "least": r"\ge",
    "most": r"\le",
    "equal": "=",
    "equals": "=",
}


def _many(said: re.Match[str]) -> float | None:
    """Return how many times as large the quantity is said to be."""
    if said["share"]:
        return float(said["share"]) / 100
    if not said["times"]:
        return None
    count = said["count"]
    if count is None:
        return _FIXED[said["times"].lower()]
    return float(count) if count[0].isdigit() else value_of(count)
