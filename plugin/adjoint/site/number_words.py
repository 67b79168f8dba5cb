"""Numbers that English writes in words: ``two``, ``thirty-two``, ``twice``, ``a half``.

``one``, ``once`` and ordinals are left out: they seldom count anything.
"""

from __future__ import annotations

import re
from typing import Final

_UNITS: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_OTHERS: Final = {
    "hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "dozen": 12.0,
    "twice": 2.0, "thrice": 3.0, "half": 0.5, "quarter": 0.25, "quarters": 0.25,
}  # fmt: skip
_PLAIN: Final = {
    **{word: float(value) for value, word in enumerate(_UNITS) if value != 1},
    **{word: 10.0 * value for value, word in enumerate(_TENS, 2)},
    **_OTHERS,
}
_TENS_AND_UNITS: Final = rf"(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_UNITS[1:10])}))?"
_WORD: Final = rf"(?:{_TENS_AND_UNITS}|{'|'.join(word for word in _PLAIN if word not in _TENS)})"
_MINUS: Final = r"(?:minus|negative)\s+"
# Some twenty patterns hold this one, so each word stands in it once.
NUMBER_WORD: Final = re.compile(rf"(?<![\w-])(?:{_MINUS}one|(?:{_MINUS})?{_WORD})(?![\w-])", re.IGNORECASE)


def value_of(word: str) -> float:
    """Return the number that a word stands for."""
    *sign, plain = word.lower().split()
    tens, _, unit = plain.partition("-")
    value = _PLAIN.get(tens, 1.0) + (_UNITS.index(unit) if unit else 0)
    return -value if sign else value


def count_of(text: str) -> float:
    """Return the number that digits or a word stand for."""
    return float(text) if text[0].isdigit() else value_of(text)
