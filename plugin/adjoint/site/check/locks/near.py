"""Which figures a passage may speak of, and what stands before it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby, pairwise
from typing import Final

from adjoint.frozen import frozen
from adjoint.site.check.locks.elsewhere import CHOOSES, MATH, given, is_elsewhere, without_math
from adjoint.site.check.locks.prose import OPENING, Passage, words_of
from adjoint.site.check.locks.reach import ending
from adjoint.site.check.locks.statements import SENTENCE_END, hidden
from adjoint.site.post.checked import Checked

_MEANT: Final = re.compile(
    r"\$([A-Za-z]\w*)\$ (?:be|for|denotes?|denoting|stands? for"
    r"|means?(?! an? (?:larger|greater|bigger|higher|smaller|lower)\b))\b"
)

_NAMED: Final = re.compile(
    r"\b(?:the|this|that|our|each)\s+(?:\w+\s+)?(?:figures?|graph|lab|map|race|surface|valley|ravine|runs|optimisers"
    r"|sliders?|drawing)\b(?!\s+of\s+(?:an?|another)\b)",
    re.IGNORECASE,
)
"""Words by which a sentence speaks of a figure of the page."""
_RUN: Final = re.compile(
    r"\b(?:sgd|descent|momentum|nesterov|adagrad|rmsprop|adamw?|newton|optimisers|methods)\b", re.IGNORECASE
)
_ALTERED: Final = re.compile(
    r"\b(?:hold|keep|freeze|fix|fixed|treat|detach|cut|stop|forget|ignore|miss|omit|skip|remove|delete|drop"
    r"|switch|wait|pause|picture|take|compare|look at|had|used to|wrote|wanted|bug|draft|bets?)\b",
    re.IGNORECASE,
)
"""Words by which it speaks of what becomes of a figure, or of what is one's bet on it."""
CHANGES: Final = re.compile(
    r"\b(?:(?:go|goes|going|went|gone|comes?|came|ticks?)\s+(?:back\s+)?(?:up|down)|(?:up|down)\s+(?:by|to)"
    r"|mov(?:e|es|ed|ing)|chang\w+|shift\w*|doubl\w+|tripl\w+|halv\w+|ris(?:e|es|en|ing)|rose|fall\w*|fell"
    r"|climb\w*|jump\w*|sinks?|sank|step(?:s|ped|ping)?|nudg\w+|rais\w+|lower(?:s|ed|ing)|gr[eo]w\w*"
    r"|shr[aiu]nk\w*|increas\w+|decreas\w+|drop\w*|drag\w*|slid(?:e|es|ing)?|turn(?:s|ed|ing)?|swap\w*|sets?"
    r"|setting|puts?|replac\w+|adjust\w*|reset\w*|press\w*|push\w*|pull\w*|click\w*|edit\w*|var(?:y|ies|ied)"
    r"|bump\w*|tweak\w*|(?:in|de)crement\w*|(?:add|subtract)(?:s|ed|ing)?\s+(?:one|two|three|half|\$?\d))\b",
    re.IGNORECASE,
)
"""Verbs of what may give an input another value."""
_COMPUTED: Final = re.compile(r"\{=[^{}]*\}")
_LETTERS: Final = re.compile(r"\\[A-Za-z]+|[^\W\d]\w*")


class Straying:
    """Whether the sentences of a paragraph lead away from the figures near it.

    A sentence that names nothing of a figure does: what follows may be said in general, or of what it names.
    """

    def __init__(self, text: str, names: frozenset[str]) -> None:
        """Take a paragraph, and the names of the nodes of the figures."""
        self._text = text
        self._names = names

    def before(self, place: int) -> bool:
        """Tell whether the last word on it before a place is that they do."""
        at = bisect_right(self._ends, place)
        return self._led_away[at - 1] if at else False

    @cached_property
    def _ends(self) -> list[int]:
        return [gap.end() for gap in SENTENCE_END.finditer(self._clean)]

    @cached_property
    def _clean(self) -> str:
        return hidden(self._text)

    @cached_property
    def _led_away(self) -> list[bool]:
        """Whether one has been led away behind each sentence."""
        found, away = [], False
        for start, end in pairwise([0, *self._ends]):
            sentence = self._clean[start:end]
            if _ALTERED.search(sentence):
                away = True
            elif names_figure(sentence, self._names):
                away = False
            elif not _RUN.search(sentence):
                away = True
            found.append(away)
        return found


def names_figure(text: str, names: frozenset[str]) -> bool:
    """Tell whether a text names a figure of the page, or nodes and no other letters in a formula."""
    return bool(_NAMED.search(text)) or any(_is_of(formula, names) for formula in MATH.findall(text))


def _is_of(formula: str, names: frozenset[str]) -> bool:
    letters = {one for one in _LETTERS.findall(_COMPUTED.sub(" ", formula)) if one[0] != "\\"}
    return bool(letters) and letters <= names


def meant(found: Iterable[Passage]) -> frozenset[str]:
    """Return the names that a text gives a meaning of their own."""
    return frozenset(name for one in found for name in _MEANT.findall(one.text))


def near(post: Checked, passage: Passage, under: Mapping[str, str]) -> Sequence[str]:
    """Return the ids of the components with numbers that a passage may speak of.

    Args:
        post: the page.
        passage: one of its passages; a title or a takeaway is beside all there is.
        under: the heading that each component stands under, by id.
    """
    if passage.owner in post.quantities:
        return [passage.owner]
    return [key for key in post.quantities if not passage.section or under.get(key) == passage.section]


@frozen
class Lead:
    """What stands before a passage in its section: the paragraph before it, and of a list all its items."""

    paragraph: str = ""
    items: tuple[str, ...] = ()

    @cached_property
    def _text(self) -> str:
        return " ".join((self.paragraph, *self.items))

    @cached_property
    def _end(self) -> str:
        return ending(self._text, 0, len(self._text)).rstrip()

    @property
    def announces(self) -> bool:
        """Whether a colon says that it speaks of what follows."""
        return self._end.endswith(":")

    def last_sentence(self, without: str = "") -> str:
        """Return its last sentence, an item left out."""
        end = self._end.replace(without, " ", 1).strip() if without else self._end
        return SENTENCE_END.split(end)[-1]

    @cached_property
    def chooses(self) -> bool:
        """Whether a word of it chooses other settings."""
        return bool(CHOOSES.search(without_math(self._text)))

    @cached_property
    def chooses_last(self) -> bool:
        """Whether a word of its last sentence does."""
        return bool(CHOOSES.search(without_math(self.last_sentence())))

    @cached_property
    def changes(self) -> bool:
        """Whether a verb of it changes something."""
        return bool(CHANGES.search(without_math(self._text)))

    @cached_property
    def given(self) -> frozenset[tuple[str, float]]:
        """What it gives numbers to."""
        return given(self._text)

    def is_elsewhere(self, without: str = "") -> bool:
        """Tell whether a word of it may make it one on other settings, an item left out."""
        left_out = 1 if without and is_elsewhere(without) else 0
        return self._parts_elsewhere > left_out

    @cached_property
    def _parts_elsewhere(self) -> int:
        """How many of its parts speak of other settings."""
        return sum(map(is_elsewhere, (self.paragraph, *self.items)))


def after_paragraphs(found: Sequence[Passage]) -> Iterator[tuple[Passage, Lead]]:
    """Yield passages, each with what stands before it."""
    before, heading = "", ""
    for (listed, section), passages_ in groupby(found, key=lambda one: (is_item(one), one.section)):
        before, heading = (before if section == heading else ""), section
        together = list(passages_)
        if listed:
            lead = Lead(before, tuple(one.text for one in together))
            yield from ((one, lead) for one in together)
            continue
        for one in together:
            yield one, Lead(before)
            before = one.text if one.kind == "sentence" else ""


def is_item(passage: Passage) -> bool:
    """Tell whether a passage is an item of a list."""
    return passage.place.startswith("list ")


def sections_with_code(post: Checked) -> frozenset[str]:
    """Return the headings of a post below which, before the next, stands a listing."""
    found, section, previous = set[str](), OPENING, ""
    for token in post.document.tokens:
        if token.type == "inline" and previous == "heading_open":
            section = words_of(token)
        if token.type in {"fence", "code_block"}:
            found.add(section)
        previous = token.type
    return frozenset(found)
