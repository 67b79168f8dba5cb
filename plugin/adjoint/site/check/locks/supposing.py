"""What the sentence around a formula makes of it: one that is supposed, denied or asked for is no claim."""

from __future__ import annotations

import re
from typing import Final

from adjoint.frozen import frozen
from adjoint.patterns import pattern
from adjoint.site.check.locks.elsewhere import CHOOSING, MATH

_CLAUSE: Final = pattern(r"[.!?:;]\s+(?=[A-Z$*\[{])|\n\s*\n")
_SENTENCE: Final = pattern(r"[.!?]\s+(?=[A-Z$*\[{])|\n\s*\n")
"""What ends a sentence. What stands before a colon speaks of what follows: ``A common error: $e = 7$``."""
_END: Final = pattern(r"[.!;](?=\s|$)|\?|\n\s*\n")
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
_GIVEN: Final = pattern(
    r"\$[^$]*=[^$]*\$,? (?:this |it |we )?(?:gives?|makes?|yields?|means|implies|gets?|has|have)\b"
)
"""``$a = b$ gives $e = …$``: a formula that is one's condition."""
_MEANING: Final = pattern(r"\s*(?:means?|marks?|implies|signals?|would|if|when|unless|only)\b", re.IGNORECASE)
_WHY: Final = r"(?!.*\b(?:but|because|since|for|as|rather|until|unless)\b)[^,;]*$"
_ANOTHER: Final = r"n['’]t\b"
_DENIED: Final = pattern(rf"\b(?:{_SUPPOSING})\b|{_ANOTHER}", re.IGNORECASE)
_DENIED_BEHIND: Final = pattern(rf"\b(?:{_MISTAKEN}|untrue|not true)\b|{_ANOTHER}", re.IGNORECASE)
_DISOWNED: Final = (
    pattern(
        rf"\b(?:not|never|nobody|cannot|no longer)\b{_WHY}|n['’]t\b{_WHY}|\b(?:untrue|{_MISTAKEN})\b[^,]*$",
        re.IGNORECASE,
    ),
    pattern(
        r"\b(?:think|thinks|thought|guess|guessed|believes?|believed|tempting|tempted|pretend|imagine|pitfall|trap)\b",
        re.IGNORECASE,
    ),
)
_DISOWNED_BEHIND: Final = pattern(
    rf"\$?[\s,]*(?:(?:and|which|that|this|it|is|are|was|were|do|does|did|would|has|had|been|be|simply|just|plainly"
    rf"|clearly|a|an|the)\s+)*(?:not|never|untrue|(?:{_MISTAKEN})|[a-z]+n['’]t)\b",
    re.IGNORECASE,
)
"""Words that part a sentence from what it says of a formula: nobody proves what nobody holds."""
_CONDITIONAL: Final = pattern(rf"\b(?:{CHOOSING}|{_NOUNS})\b", re.IGNORECASE)
_OF_OTHERS: Final = pattern(rf"\b(?:{_OTHERS})\b", re.IGNORECASE)
_IF: Final = pattern(r"\b(?:if|unless|only)\b[^,]*$", re.IGNORECASE)
"""Words that make a supposition of what follows them up to a comma."""


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
    clause, sentence = _CLAUSE.split(before)[-1], _SENTENCE.split(before)[-1]
    conditional = _CONDITIONAL.search(clause) or _GIVEN.search(clause) or _MEANING.match(behind[1:])
    before, behind = MATH.sub(" ", sentence), MATH.sub(" ", behind)
    end = _END.search(behind)
    asked = end is not None and end[0] == "?"
    rest = behind[: end.start()] if end else behind
    denied = bool(asked or _DENIED.search(before) or _DENIED_BEHIND.search(rest) or _IF.search(clause))
    disowned = asked or any(form.search(before) for form in _DISOWNED) or _DISOWNED_BEHIND.match(rest)
    return Stance(denied or bool(conditional or _OF_OTHERS.search(before)), denied, bool(disowned))
