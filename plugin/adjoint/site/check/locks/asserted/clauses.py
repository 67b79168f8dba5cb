"""The clauses of a page's text that say one thing each, with what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from adjoint.frozen import frozen
from adjoint.site.check.locks.comparisons import HEDGED
from adjoint.site.check.locks.elsewhere import is_doubtful, without_math
from adjoint.site.check.locks.prose import Passage
from adjoint.site.check.locks.reach import REACH, beginning, ending
from adjoint.site.check.locks.statements import INTRODUCTION, SENTENCE_END, hidden

_PIECE: Final = re.compile(r"(?:(?<!\s)\s++)?(?:;|,\s++(?:and|but|while|so)\b)\s+", re.IGNORECASE)
_STOPS: Final = " .!:"
_DENIED: Final = re.compile(
    r"\b(?:false|untrue|wrong\w*|not (?:so|true|right)|mistake\w*|n['’]t so|nonsense)\b", re.IGNORECASE
)
"""Words by which a later sentence may take back what stands before it."""
_QUOTED: Final = frozenset('"“”«»?')
_IMAGE: Final = re.compile(rf"!\[(?P<alt>[^\]]{{1,{REACH}}})\]\(")
_CODE: Final = re.compile(
    rf"(?:^|(?<=[.!;]\s))(?P<so>{INTRODUCTION.pattern})`(?P<code>[^`]+)`(?=\s*(?:[.;!]|$))", re.IGNORECASE
)
_OTHER: Final = re.compile(
    r"\b(?:another|other|others|different|imagin\w*|consider\w*|suppos\w*|if|unless|would|were|wrong\w*|mistak\w*"
    r"|false\w*|think|thinks|thought|claim\w*|had|before|earlier|previous\w*|next|following|below|above|later"
    r"|instead|not|never|paper|network|model|exercise\w*|unroll\w*|expand\w*|simplif\w*|add|adding|without)\b",
    re.IGNORECASE,
)
"""Words near which even a sentence on what no slider changes may speak of another figure."""
_VAGUE: Final = re.compile(
    r"\b(?:can|may|might|could|must|usually|often|sometimes|typically|in general)\b", re.IGNORECASE
)


@frozen
class Clause:
    """A part of a sentence that can stand alone."""

    text: str
    """On one line, without what ends it."""
    start: int
    """Where it begins in its passage."""
    around: str
    """The rest of its sentence and the one before it."""
    is_taken_back: bool = False
    """Whether a later sentence takes back what was said before."""
    is_alt: bool = False
    """Whether it is of the alternative text of an image, where names stand outside of formulas."""
    is_code: bool = False
    """Whether all that its sentence says is said in code."""

    @property
    def may_be_of_other_settings(self) -> bool:
        """Whether something around it makes it doubtful that it speaks of the page as published."""
        return self.may_be_of_another or is_doubtful(self.around)

    @property
    def may_be_of_another(self) -> bool:
        """Whether something around it makes it doubtful that it speaks of the figure at all."""
        words = without_math(self.around)
        is_other = _OTHER.search(words) or HEDGED.search(words) or _VAGUE.search(words)
        return bool(is_other or self.is_taken_back)


def clauses(passage: Passage, last: str) -> Iterator[Clause]:
    """Yield the clauses of a passage.

    Args:
        passage: a passage.
        last: the sentence before it.
    """
    for image in _IMAGE.finditer(passage.text) if "![" in passage.text else ():
        yield from _alternative(image)
    for code in _CODE.finditer(passage.text) if "`" in passage.text else ():
        if not code["so"].strip():  # a listing of one line says nothing by itself
            continue
        text, (start, end) = passage.text, code.span()
        around = f"{last} {ending(text, 0, start)} {beginning(text, end, len(text))}"
        yield Clause(code["code"], code.start("code"), around, is_code=True)
    clean = hidden(passage.text)
    denied = max((one.start() for one in _DENIED.finditer(clean)), default=-1)
    starts = [0, *(gap.end() for gap in SENTENCE_END.finditer(clean))]
    for place, (start, end) in enumerate(zip(starts, [*starts[1:], len(clean)], strict=True)):
        if _QUOTED.isdisjoint(passage.text[start:end]):
            previous = ending(passage.text, starts[place - 1], start) if place else last
            for clause in _in_sentence(clean, (start, end), passage.text, previous):
                yield replace(clause, is_taken_back=True) if denied >= end else clause


def _in_sentence(clean: str, span: tuple[int, int], text: str, previous: str) -> Iterator[Clause]:
    start, end = span
    introduction = INTRODUCTION.match(clean, start, end)
    first = begin = introduction.end() if introduction else start
    for stop, following in (*(gap.span() for gap in _PIECE.finditer(clean, first, end)), (end, end)):
        said = " ".join(clean[begin:stop].split()).rstrip(_STOPS)
        if said:
            rest = f"{previous} {ending(text, first, begin)} {beginning(text, stop, end)}"
            yield Clause(said, begin, rest)
        begin = following


def _alternative(image: re.Match[str]) -> Iterator[Clause]:
    start = image.start("alt")
    for piece in image["alt"].split(","):
        said = " ".join(piece.split()).rstrip(_STOPS)
        if said:
            around = image["alt"].replace(piece, " ", 1)
            yield Clause(said, start + len(piece) - len(piece.lstrip()), around, is_alt=True)
        start += len(piece) + 1
