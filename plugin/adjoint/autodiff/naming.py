"""Names for steps that their author left unnamed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import count
from string import ascii_lowercase, ascii_uppercase
from typing import Final

_LIKE_DIGITS: Final = "loIO"
_USUAL: Final = "uvtrspqzhkmngc"
"""Letters for intermediate values, most usual first; none that reads as a digit, index or differential."""


def free_names(inputs: Sequence[str], output: str | None, taken: Collection[str], wanted: int) -> list[str]:
    """Choose names for unnamed steps.

    They are the letters that follow the inputs and come before the output, so that ``e = (a + b) * (b + 1)``
    gets ``c`` and ``d``. Where the alphabet has too few there, they are the letters usual for intermediate
    values (``u``, ``v``, ``t``, …), then these numbered.

    Args:
        inputs: the graph's inputs.
        output: the name of the output, if it has one.
        taken: names that may not be given again.
        wanted: how many names.
    """
    between = [letter for letter in _between(inputs, output) if letter not in {*taken, *_LIKE_DIGITS}]
    if len(between) >= wanted:
        return between[:wanted]
    return [name for _, name in zip(range(wanted), _usual(taken), strict=False)]


def _between(inputs: Sequence[str], output: str | None) -> str:
    for alphabet in (ascii_lowercase, ascii_uppercase):
        if inputs and all(len(name) == 1 and name in alphabet for name in inputs):
            start = 1 + max(alphabet.index(name) for name in inputs)
            if output is None:
                return alphabet[start:]
            return alphabet[start : alphabet.index(output)] if len(output) == 1 and output in alphabet else ""
    return ""


def _usual(taken: Collection[str]) -> Iterator[str]:
    yield from (letter for letter in _USUAL if letter not in taken)
    for number in count(1):
        yield from (name for letter in _USUAL[:4] if (name := f"{letter}{number}") not in taken)
