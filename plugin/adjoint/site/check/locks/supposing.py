"""What the sentence around a formula makes of it: one that is supposed, denied or asked for is no claim."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from adjoint.frozen import frozen
from adjoint.site.check.locks.elsewhere import CHOOSING, MATH
from adjoint.site.check.locks.reach import REACH, Marks

_CLAUSE: Final = re.compile(r"[.!?:;]\s+(?=[A-Z$*\[{])|\n\s*\n")
_SENTENCE: Final = re.compile(r"[.!?]\s+(?=[A-Z$*\[{])|\n\s*\n")
"""What ends a sentence. What stands before a colon speaks of what follows: ``A common error: $e = 7$``."""
_DOLLAR: Final = re.compile(r"\$")
_END: Final = re.compile(r"[.!;](?=\s|$)|\?|\n\s*\n")
_MISTAKEN: Final = (
    r"wrong|wrongly|incorrect|incorrectly|mistakes?|mistaken|mistakenly|errors?|erroneous|erroneously|fallacy|naive"
    r"|naively|mod|modulo|modular|modulus|clock|bases?|binary|octal|hexadecimal|fails?|false"
)
"""Words that deny a formula before and behind them, or say that its digits mean something else."""
_SUPPOSING: Final = (
    rf"{_MISTAKEN}|suppose|supposing|assume|assuming|say|were|would|might|not|never|no|nobody|instead|cannot"
    r"|guess|claims?|think|thinks|thought|thinking|believes?|believed|tempting|tempted|pretend|imagine|pitfall|trap"
)
"""Words that make a supposition or a denial of what follows them in their sentence."""
_NOUNS: Final = (
    r"regions?|planes?|equations?|sets?|contours?|isolines?|thresholds?|targets?|goals?|conditions?"
    r"|constraints?|points?|curves?|lines?|hyperbolas?|parabolas?|surfaces?|minim(?:um|a)|maxim(?:um|a)|optimum"
    r"|solutions?|roots?|zeros?|zeroes|cases?|inequalit(?:y|ies)|bounds?"
    r"|(?<!chain )(?<!product )(?<!sum )(?<!quotient )(?<!power )rules?"
)
"""What a formula may describe that is not the page as published: ``the region $e < 0$``."""
_OTHERS: Final = (
    r"another|others?|different|differently|differs?|unlike|previous|previously|next|earlier|mirror\w*|variants?|simpler"
    r"|consider|compare[ds]?|defines?|defined|definition|rename[ds]?|denotes?|call|called|write|writes|wrote"
    r"|students|people|such as|had|to the (?:right|left)|pythagor\w*|theorems?|triangles?|hypotenuses?"
    r"|circles?|spheres?|cylinders?|einstein\w*|kepler\w*|hooke\w*|ohm\w*|physics|geometry|law of"
    r"|newton['’]s (?:second )?law"
)
"""Words after which a formula may speak of another graph or a law, or say what its names are to mean."""
_GIVEN: Final = re.compile(
    r"\$[^$=]*=[^$]*\$,? (?:this |it |we )?(?:gives?|makes?|yields?|means|implies|gets?|has|have)\b"
)
"""``$a = b$ gives $e = …$``: a formula that is one's condition."""
_MEANING: Final = re.compile(
    r"\s*(?:means?|marks?|implies|signals?|would|if|when|unless|only)\b", re.IGNORECASE
)
_WHY: Final = r"(?!.*\b(?:but|because|since|for|as|rather|until|unless)\b)[^,;]*$"
_ANOTHER: Final = r"n['’]t\b"
_DENIED: Final = re.compile(rf"\b(?:{_SUPPOSING})\b|{_ANOTHER}", re.IGNORECASE)
_DENIED_BEHIND: Final = re.compile(rf"\b(?:{_MISTAKEN}|untrue|not true)\b|{_ANOTHER}", re.IGNORECASE)
_DISOWNED: Final = (
    re.compile(
        rf"\b(?:not|never|nobody|cannot|no longer)\b{_WHY}|n['’]t\b{_WHY}|\b(?:untrue|{_MISTAKEN})\b[^,]*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:think|thinks|thought|guess|guessed|believes?|believed|tempting|tempted|pretend|imagine|pitfall|trap)\b",
        re.IGNORECASE,
    ),
)
_DISOWNED_BEHIND: Final = re.compile(
    rf"\$?[\s,]*(?:(?:and|which|that|this|it|is|are|was|were|do|does|did|would|has|had|been|be|simply|just|plainly"
    rf"|clearly|a|an|the)\s+)*(?:not|never|untrue|(?:{_MISTAKEN})|[a-z]+n['’]t)\b",
    re.IGNORECASE,
)
"""Words that part a sentence from what it says of a formula: nobody proves what nobody holds."""
_CONDITIONAL: Final = re.compile(rf"\b(?:{CHOOSING}|{_NOUNS})\b", re.IGNORECASE)
_OF_OTHERS: Final = re.compile(rf"\b(?:{_OTHERS})\b", re.IGNORECASE)
_IF: Final = re.compile(r"\b(?:if|unless|only)\b", re.IGNORECASE)
"""Words that make a supposition of what follows them up to a comma."""


_AS_IT_IS: Final = -1
"""Of a text whose formulas are left in it."""


@frozen
class Stance:
    """What a sentence makes of a formula in it."""

    conditional: bool
    """Whether it is a condition, or speaks of something else than the page as published."""
    denied: bool
    """Whether it is supposed, denied or asked for."""
    disowned: bool
    """Whether the sentence says that it is not so, or that somebody else might say so."""


def stance(before: str, behind: str) -> Stance:
    """Return what the sentence around a formula makes of it.

    Args:
        before: the text before it, from which its sentence is taken.
        behind: the text behind it.
    """
    return Suppositions(before + behind).stance(len(before), len(before))


class Suppositions:
    """What supposes or denies something in a text, looked for once for all formulas of the text."""

    def __init__(self, text: str) -> None:
        """Take a text as authored."""
        self._text = text
        self._marks: dict[tuple[re.Pattern[str], int], Marks] = {}
        self._words: dict[int, str] = {_AS_IT_IS: text}
        self._dollars = [one.start() for one in _DOLLAR.finditer(text)]

    def stance(self, start: int, end: int) -> Stance:
        """Return what its sentence makes of the formula at a place.

        Args:
            start: where its LaTeX begins, behind the dollar.
            end: where it ends.
        """
        clause = self._of(_CLAUSE).last_end(start)
        conditional = (
            self._of(_CONDITIONAL).within(clause, start)
            or self._of(_GIVEN).within(clause, start)
            or _MEANING.match(self._text, min(end + 1, len(self._text)))
        )
        after_comma = max(clause, self._text.rfind(",", clause, start) + 1)
        denied, disowned, of_others = self._before(start)
        asked, denied_behind, disowned_behind = self._behind(end)
        denied = asked or denied or denied_behind or self._of(_IF).within(after_comma, start)
        return Stance(denied or bool(conditional) or of_others, denied, asked or disowned or disowned_behind)

    def _before(self, place: int) -> tuple[bool, bool, bool]:
        """Tell whether a formula is denied, is disowned or is of something else by what stands before it."""
        sentence = self._of(_SENTENCE).last_end(place)
        pairs = self._pairs(sentence)
        words = self._without_math(pairs)
        after_comma = max(sentence, words.rfind(",", sentence, place) + 1, place - REACH)
        denies, doubts = _DISOWNED
        disowned = denies.search(words[after_comma:place]) or self._of(doubts, pairs).within(sentence, place)
        denied, of_others = (self._of(one, pairs).within(sentence, place) for one in (_DENIED, _OF_OTHERS))
        return denied, bool(disowned), of_others

    def _behind(self, place: int) -> tuple[bool, bool, bool]:
        """Tell whether a formula is asked for, is denied or is disowned by what stands behind it."""
        pairs = self._pairs(place)
        words = self._without_math(pairs)
        end = self._of(_END, pairs).first_start(place)
        asked = end is not None and words[end] == "?"
        end = len(words) if end is None else end
        denied = self._of(_DENIED_BEHIND, pairs).within(place, end)
        return asked, denied, bool(_DISOWNED_BEHIND.match(words, place, end))

    def _of(self, form: re.Pattern[str], pairs: int = _AS_IT_IS) -> Marks:
        if (form, pairs) not in self._marks:
            self._marks[form, pairs] = Marks(form.finditer(self._without_math(pairs)))
        return self._marks[form, pairs]

    def _pairs(self, place: int) -> int:
        """Return how dollars are paired if the first pair is looked for from a place on."""
        return bisect_left(self._dollars, place) % 2

    def _without_math(self, pairs: int) -> str:
        """Return the text as long, with blanks for what stands between paired dollars."""
        if pairs not in self._words:
            first = self._dollars[0] + 1 if pairs else 0
            blank = MATH.sub(lambda one: " " * len(one[0]), self._text[first:])
            self._words[pairs] = self._text[:first] + blank
        return self._words[pairs]
