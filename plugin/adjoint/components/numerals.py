"""How a number is written for a reader: the same text here and in the browser, digit for digit.

There are two ways: the site's own choice of digits (in the browser ``numerals.js``), and Python's format
marks where an author asks for them (``formats.js``). Both sides round the exact binary value. Our own choice
rounds halves away from zero, as ECMAScript says for ``toFixed``, ``toPrecision`` and ``toExponential``;
format marks round them to even, as Python says.
"""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_UP, Context, Decimal
from pathlib import Path
from typing import Final

MODULE: Final = Path(__file__).with_suffix(".js")
"""Our own choice of digits for the browser."""
FORMATS_MODULE: Final = MODULE.with_name("formats.js")
"""The format marks for the browser."""

UNDEFINED: Final = "undefined"

SMALL: Final = 1e-4
"""Below this size a number is written as a power of ten."""
LARGE: Final = 1e6
"""From this size on a number is written as a power of ten."""

WRITTEN_OUT: Final = 1e15
"""Below this size an author may have a large number written out, its thousands grouped."""

MOST_DIGITS: Final = 20
"""No format marks ask for more; a double has 17 that mean anything."""
KNOWN_MARKS: Final = "a sign +, thousands , and then .2f, .2e, .3g or .1% with up to 20 digits"
"""The format marks there are, for those who wrote others."""

# A double has at most 767 significant decimal digits, so quantising to fewer never traps.
_EXACT: Final = Context(prec=800, rounding=ROUND_HALF_UP)
_SUPERSCRIPTS: Final = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_NEARLY: Final = re.compile(r"[ +-]?\d*[,_]?(\.\d+)?([A-Za-z%]?)")
_MEANT: Final = {"": "f", "d": "f", "i": "f", "n": "f", "f": "f", "e": "e", "g": "g", "%": "%"}
"""The letter for what other languages write, by theirs in lower case."""
_MARKS: Final = re.compile(r"\+?,?(?:(?:\.(\d+))?[feg%])?")


def numeral(value: float) -> str:
    """Return a number as a reader sees it: ``3``, ``−0.42``, ``12.125``, ``1.5×10⁻⁷``.

    Three significant digits below 1, three decimals below 1000, one decimal above; very small and very
    large numbers as a power of ten. Trailing zeros are dropped, the minus is a true minus, and there is no
    negative zero. What is not a finite number is ``undefined``.
    """
    if not math.isfinite(value):
        return UNDEFINED
    sign = "−" if value < 0 else ""
    rounded = _rounded(abs(value))
    return sign + (_trim(rounded) if rounded is not None else _exactly(Decimal(abs(value))))


def _rounded(size: float) -> str | None:
    """Return a size that is no power of ten with its decimals; nothing where halves decide.

    Python's own format rounds the exact binary value as we do, but halves to even. A size lies half-way
    between two numbers of so many decimals only if it is an odd multiple of a power of two.
    """
    if not SMALL <= size < LARGE:
        return None
    if size >= 1:
        decimals = 3 if size < 1000 else 1
    else:
        decimals = 3 if size >= 0.1 else 4 if size >= 0.01 else 5 if size >= 0.001 else 6
    return None if size * 2.0 ** (decimals + 1) % 2.0 == 1.0 else f"{size:.{decimals}f}"


def _exactly(size: Decimal) -> str:
    """Return a size in its exact decimals rounded, whatever it is."""
    if size and not Decimal(SMALL) <= size < Decimal(LARGE):
        rounded = _round(size, size.adjusted() - 2)
        exponent = rounded.adjusted()
        mantissa = _trim(f"{rounded.scaleb(-exponent, _EXACT):f}")
        return f"{mantissa}×10{superscript(exponent)}"
    if size < 1:
        return _trim(f"{_round(size, size.adjusted() - 2):f}")
    return _trim(f"{_round(size, -3 if size < 1000 else -1):f}")


def formatted(value: float, marks: str) -> str:
    """Return a number by Python's format marks, in a reader's signs: ``−0.50``, ``+1,234.6``, ``1.2×10⁻⁷``.

    The digits are those of Python's ``format``. Marks without one of the letters ``f``, ``e``, ``g`` or ``%``
    leave the digits to ``numeral``, but a comma has large numbers written out, up to 10¹⁵. There is no
    negative zero.

    Raises:
        ValueError: marks that are not known here.
    """
    read = _MARKS.fullmatch(marks)
    if read is None or int(read[1] or 0) > MOST_DIGITS:
        raise ValueError(f'"{marks}" is not a number format known here')
    if not math.isfinite(value * 100 if marks.endswith("%") else value):
        return UNDEFINED
    letter = marks.lstrip("+,")
    if "," in marks and not letter and LARGE <= abs(value) < WRITTEN_OUT:
        letter = ".0f"
    text = (format(abs(value), letter) if letter else numeral(abs(value))).replace("×10", "e", 1)
    mantissa, power, exponent = text.partition("e")
    negative = value < 0 and any(digit in mantissa for digit in "123456789")
    sign = "−" if negative else "+" if "+" in marks else ""
    if "," in marks:
        whole, *rest = mantissa.split(".")
        # Only digits are grouped: a percent sign may follow them.
        mantissa = ".".join([re.sub(r"\d+", lambda run: f"{int(run[0]):,}", whole), *rest])
    if power:
        raised = exponent if not letter else superscript(int(exponent))
        mantissa += f"×10{raised}"
    return sign + mantissa


def written(value: float, marks: str) -> str:
    """Return a number as page and sibling write it: by its format marks, or by our own choice without any.

    Raises:
        ValueError: marks that are not known here.
    """
    return formatted(value, marks) if marks else numeral(value)


def marks_hint(marks: str) -> str:
    """Return the mend for format marks that are not known: marks that are known and mean the same."""
    nearly = _NEARLY.fullmatch(marks)
    letter = _MEANT.get(nearly[2].lower()) if nearly else None
    if nearly is None or letter is None or int((nearly[1] or ".0")[1:]) > MOST_DIGITS:
        return f"known are {KNOWN_MARKS}"
    places = nearly[1] or (".0" if letter == "f" and nearly[2] else ".2")
    return f"write :{'+' * ('+' in marks)}{',' * (',' in marks)}{places}{letter}"


def superscript(exponent: int) -> str:
    """Return an exponent in raised digits: ``⁻⁷``."""
    return str(exponent).translate(_SUPERSCRIPTS)


def _round(size: Decimal, exponent: int) -> Decimal:
    return size.quantize(Decimal((0, (1,), exponent)), context=_EXACT)


def _trim(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text
