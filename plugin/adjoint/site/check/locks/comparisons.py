"""Sentences that begin by comparing a quantity in words: ``$c$ is larger than $d$``, ``$e$ is negative``.

Each is turned into the formulas it may mean, and is told only if all of them are false as published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from adjoint.frozen import frozen
from adjoint.site.check.locks.elsewhere import without_math
from adjoint.site.check.locks.statements import INTRODUCTION, SENTENCE_END, SUBJECT, hidden
from adjoint.site.number_words import NUMBER_WORD, count_of, value_of

_MORE: Final = r"(?:larger|greater|bigger|higher|more|steeper|longer)\s+than|above|over"
_LESS: Final = r"(?:smaller|less|lower|fewer|shorter|flatter)\s+than|below|under"
_TIMES: Final = (
    r"twice|thrice|(?:(?:a|one)\s+)?(?:half|third|quarter)|double"
    rf"|(?:(?P<count>\d+(?:\.\d+)?|{NUMBER_WORD.pattern})\s+times)"
)
_PERCENT: Final = r"(?:\\?%|per\s?cent)"
_OBJECT: Final = (
    r"(?:(?:the\s+)?(?:value|node|output|input|sum|product|derivative|slope|gradient)\s+(?:of\s+)?)?"
    rf"(?:\$(?P<object>[^$=<>]+)\$|(?P<typed>[-−]?\d+(?:\.\d+)?)(?![\d.]*\s?{_PERCENT})|(?P<word>{NUMBER_WORD.pattern}))"
)
_STOP: Final = r"\s*(?:[;!)]|\.(?!\d)|$|,\s+(?:and|but|so|which|as\s+(?:you|we))\b)"
"""What ends a comparison: behind another comma there may be more of its sum, ``twice $d$, plus two``."""
_AND_MORE: Final = r"\s+and\s+(?!(?:the\s+|node\s+)*\$)"
_SIGN: Final = re.compile(
    r"\s+(?:is|lies|stays)\s+(?P<sign>negative|positive)(?=\s*(?:[;!)]|[.,](?!\d)|$)|\s+and\s)", re.IGNORECASE
)
_BESIDE: Final = re.compile(
    rf"\s+(?:(?:is|lies|stays)\s+(?:"
    rf"(?:(?P<more>{_MORE})|(?P<less>{_LESS})|(?P<least>at\s+least)|(?P<most>at\s+most)|(?P<equal>equal\s+to))\s+"
    rf"|(?P<times>{_TIMES})\s+(?:as\s+(?:large|much|steep|long|high)\s+as\s+|(?:the\s+size\s+of|of)\s+)?"
    rf"|(?P<share>\d+(?:\.\d+)?)\s?{_PERCENT}\s+of\s+"
    rf"|(?P<part>\d+(?:\.\d+)?)\s?{_PERCENT}\s+(?:(?P<grown>larger|greater|bigger|higher|more)"
    r"|smaller|less|lower)\s+than\s+)"
    rf"|(?P<exceeds>exceeds)\s+|(?P<equals>equals)\s+){_OBJECT}"
    rf"(?={_STOP}|(?P<and>{_AND_MORE}))",
    re.IGNORECASE,
)
HEDGED: Final = re.compile(
    r"\b(?:as\s+(?:long|soon|far)\s+as|(?:left|right|ahead|outside|inside|short)\s+of|between|beyond|past|near"
    r"|within|around|everywhere|mostly|often|sometimes|usually|provided|while|whil?st|except|quiz\w*|puzzle\w*"
    r"|suggest\w*|says?|said|tells?|told|reads?|seems?|appears?|according|perhaps|maybe|probably|supposedly"
    r"|roughly|about|approximately|nearly|almost|rounded|or\s+so|together|combined)\b",
    re.IGNORECASE,
)
"""Words behind a comparison that make it one of somebody else, of another place or of about so much."""
_PAIR: Final = r"\$(?P<one>[^$=<>]+)\$\s+and\s+\$(?P<two>[^$=<>]+)\$"
_COMES_TO: Final = r"(?:is|equals|comes\s+to)"
_WHICH: Final = r"\$(?P<which>[^$=<>]+)\$"
_RANK: Final = r"(?P<rank>larger|greater|bigger|smaller|lesser)"
_OF_TWO: Final = tuple(
    re.compile(f"{form}(?={_STOP})", re.IGNORECASE)
    for form in (
        rf"(?:both\s+)?{_PAIR}\s+are\s+(?:both\s+)?(?P<what>negative|positive|equal|the\s+same)",
        rf"of\s+{_PAIR},?\s+{_WHICH}\s+is\s+the\s+{_RANK}(?:\s+one)?",
        rf"the\s+{_RANK}\s+(?:one\s+)?of\s+{_PAIR}\s+is\s+{_WHICH}",
        rf"(?:the\s+)?(?P<kind>sum|product|difference|quotient)\s+of\s+{_PAIR}\s+{_COMES_TO}\s+{_OBJECT}",
        rf"the\s+(?P<ratio>ratio)\s+of\s+\$(?P<one>[^$=<>]+)\$\s+to\s+\$(?P<two>[^$=<>]+)\$\s+{_COMES_TO}\s+{_OBJECT}",
    )
)
_MADE: Final = re.compile(
    rf"{_WHICH}\s+is\s+(?:the\s+(?P<made>sum|product|difference|quotient)\s+of\s+{_PAIR}"
    rf"|the\s+(?P<square>square)\s+of\s+\$(?P<base>[^$=<>]+)\$)(?={_STOP})",
    re.IGNORECASE,
)
_MAKING: Final = {
    "sum": "{} + {}",
    "product": "({})({})",
    "difference": "{} - ({})",
    "quotient": "\\frac{{{}}}{{{}}}",
    "square": "({})^2",
}
_FIXED: Final = {"twice": 2.0, "double": 2.0, "thrice": 3.0, "half": 0.5, "third": 1 / 3, "quarter": 0.25}
_CLOSE: Final = 0.05
"""By what part of itself a number may miss what is said to be so many times as large."""


@frozen
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
    if not _COMPARES.search(text):
        return
    clean = hidden(text)
    starts = [0, *(gap.end() for gap in SENTENCE_END.finditer(clean))]
    for place, (start, end) in enumerate(zip(starts, [*starts[1:], len(clean)], strict=True)):
        if any(mark in text[start:end] for mark in '"“”«»?'):
            continue
        introduction = INTRODUCTION.match(clean, start)
        first = introduction.end() if introduction else start
        for said in (*_of_one(clean, first, end), *_of_two(clean, first, end), *_of_made(clean, first, end)):
            if HEDGED.search(without_math(clean[said.end : end])):
                continue
            around = text[starts[max(place - 1, 0)] : first] + text[said.end : end]
            yield Comparison(said.name, said.words, said.formulas, said.plain, first, around)


@frozen
class _Said:
    name: str
    words: str
    formulas: tuple[str, ...]
    plain: str
    end: int


def _of_one(clean: str, start: int, end: int) -> Iterator[_Said]:
    subject = _SUBJECT.match(clean, start, end)
    if subject is None or subject["other"]:
        return
    name = _latex(subject)
    if sign := _SIGN.match(clean, subject.end(), end):
        formula = f"{name} {'<' if sign['sign'].lower() == 'negative' else '>'} 0"
        yield _Said(name, sign["sign"], (formula,), formula, sign.end())
    said = _BESIDE.match(clean, subject.end(), end)
    if said and not _is_place(said) and not (said["and"] and _is_so_large(said)):
        words = _VERB.sub("", " ".join(said[0].split()))
        yield _Said(name, words, tuple(_formulas(name, said)), _plain(name, said), said.end())


def _of_two(clean: str, start: int, end: int) -> Iterator[_Said]:
    """Yield what is said of two quantities: that both are negative, which is larger, what their sum is."""
    found = next(filter(None, (form.match(clean, start, end) for form in _OF_TWO)), None)
    if found is None:
        return
    parts = {"what": "", "rank": "", "which": "", "kind": "", "ratio": "", **found.groupdict()}
    one, two = found["one"].strip(), found["two"].strip()
    if parts["what"].lower() not in {"", "negative", "positive"}:
        yield _Said(one, f"equal to ${two}$", (f"{one} = {two}",), f"{one} = {two}", found.end())
    elif parts["what"]:
        for name in (one, two):
            formula = f"{name} {'<' if parts['what'].lower() == 'negative' else '>'} 0"
            yield _Said(name, parts["what"], (formula,), formula, found.end())
    elif parts["rank"] and parts["which"].strip() in {one, two}:
        which = parts["which"].strip()
        other = two if which == one else one
        sign = "<" if parts["rank"].lower() in {"smaller", "lesser"} else ">"
        formulas = (f"{which} {sign} {other}", f"|{which}| {sign} |{other}|")
        yield _Said(which, f"the {parts['rank']} beside ${other}$", formulas, formulas[0], found.end())
    elif kind := "quotient" if parts["ratio"] else parts["kind"].lower():
        sign = "=" if found["object"] else r"\approx"
        # Which is taken from which, a text may leave unsaid.
        pairs = ((one, two), (two, one)) if kind == "difference" else ((one, two),)
        meant = tuple(f"{_MAKING[kind].format(*pair)} {sign} {_other(found)}" for pair in pairs)
        yield _Said(_MAKING[kind].format(one, two), _other(found), meant, meant[0], found.end())


def _of_made(clean: str, start: int, end: int) -> Iterator[_Said]:
    """Yield of what a quantity is said to be made: ``$e$ is the product of $c$ and $d$``."""
    if found := _MADE.match(clean, start, end):
        which, kind = found["which"].strip(), (found["made"] or found["square"]).lower()
        of = [found[key].strip() for key in ("one", "two", "base") if found[key]]
        formula = f"{which} = {_MAKING[kind].format(*of)}"
        words = f"the {kind} of {' and '.join(f'${one}$' for one in of)}"
        yield _Said(which, words, (formula,), formula, found.end())


_COMPARES: Final = re.compile(
    r"\b(?:than|negative|positive|twice|thrice|half|third|quarter|double|times|equals?|exceeds"
    r"|at\s+(?:least|most)|above|over|below|under|larger|greater|bigger|smaller|lesser|(?:sum|product|difference|quotient|square|ratio)\s+of|same"
    r"|per\s?cent)\b|%\s+(?:of\b|larger|greater)",
    re.IGNORECASE,
)
"""A text without any of these compares nothing."""
_VERB: Final = re.compile(r"^(?:is|lies|stays) ")
_PLACES: Final = re.compile(r"\b(?:above|over|below|under|higher|lower|longer|shorter)\b", re.IGNORECASE)
_SUBJECT: Final = re.compile(SUBJECT, re.IGNORECASE)


def _is_place(said: re.Match[str]) -> bool:
    """Tell whether one node is said to stand above another, as in a drawing."""
    return bool(said["object"] and _PLACES.search(said[0]))


def _is_so_large(said: re.Match[str]) -> bool:
    """Tell whether a quantity is said to be just so large, to which ``and`` might add something."""
    return any(said[name] for name in ("equal", "equals", "times", "share", "part"))


def _latex(subject: re.Match[str]) -> str:
    if subject["name"]:
        return subject["name"].strip()
    return rf"\partial {subject['of'].strip()}/\partial {subject['by'].strip()}"


def _formulas(one: str, said: re.Match[str]) -> Iterator[str]:
    """Yield what is said as formulas; of what has signs, the sizes may be meant."""
    other, many = _other(said), _many(said)
    if many is not None:
        unit = _half_a_digit(said["share"] or said["part"]) / 100
        slack = f"{_CLOSE} \\cdot |{one}| + {unit:.6g} \\cdot |{other}|"
        yield f"|{one} - {many:.6g} \\cdot ({other})| \\le {slack}"
        return
    sign = _sign(said)
    rounded = ""
    if said["typed"] and (said["least"] or said["most"]):
        rounded = f" {'-' if said['least'] else '+'} {_half_a_digit(said['typed']):.6g}"
    yield f"{one} {sign} {other}{rounded}"
    if sign != "=":
        yield f"|{one}| {sign} |{other}|{rounded}"


def _half_a_digit(typed: str | None) -> float:
    """Return by how much a number may miss what was rounded to its digits."""
    return 0.5 * 10 ** -len(typed.partition(".")[2]) if typed else 0.0


def _other(said: re.Match[str]) -> str:
    typed = said["typed"] or (f"{value_of(said['word']):g}" if said["word"] else "")
    return (said["object"] or typed).strip().replace("−", "-")


def _plain(one: str, said: re.Match[str]) -> str:
    many, other = _many(said), _other(said)
    return f"{one} {_sign(said)} {other}" if many is None else f"{one} = {many:.6g} \\cdot ({other})"


def _sign(said: re.Match[str]) -> str:
    return next(mark for name, mark in _SIGNS.items() if said[name])


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
    if said["part"]:
        part = float(said["part"]) / 100
        return 1 + part if said["grown"] else 1 - part
    if not said["times"]:
        return None
    count = said["count"]
    if count is None:
        return _FIXED[said["times"].lower().split()[-1]]
    return count_of(count)
