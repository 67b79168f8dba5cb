"""How a number is written for a reader: the same text here and in ``numerals.js``, digit for digit.

Both sides round the exact binary value half away from zero: ECMAScript says so for ``toFixed``,
``toPrecision`` and ``toExponential``, and ``decimal`` can be told to.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

UNDEFINED: Final = "undefined"

SMALL: Final = 1e-4
"""Below this size a number is written as a power of ten."""
LARGE: Final = 1e6
"""From this size on a number is written as a power of ten."""

# A double has at most 767 significant decimal digits, so quantising to fewer never traps.
_EXACT: Final = Context(prec=800, rounding=ROUND_HALF_UP)
_SUPERSCRIPTS: Final = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def numeral(value: float) -> str:
    """Return a number as a reader sees it: ``3``, ``−0.42``, ``12.125``, ``1.5×10⁻⁷``.

    Three significant digits below 1, three decimals below 1000, one decimal above; very small and very
    large numbers as a power of ten. Trailing zeros are dropped, the minus is a true minus, and there is no
    negative zero. What is not a finite number is ``undefined``.
    """
    if not math.isfinite(value):
        return UNDEFINED
    size = Decimal(abs(value))
    sign = "−" if value < 0 else ""
    if size and not Decimal(SMALL) <= size < Decimal(LARGE):
        rounded = _round(size, size.adjusted() - 2)
        exponent = rounded.adjusted()
        mantissa = _trim(f"{rounded.scaleb(-exponent, _EXACT):f}")
        return f"{sign}{mantissa}×10{str(exponent).translate(_SUPERSCRIPTS)}"
    if size < 1:
        return sign + _trim(f"{_round(size, size.adjusted() - 2):f}")
    return sign + _trim(f"{_round(size, -3 if size < 1000 else -1):f}")


def _round(size: Decimal, exponent: int) -> Decimal:
    return size.quantize(Decimal((0, (1,), exponent)), context=_EXACT)


def _trim(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text
