"""The texts of numbers: what stands in the page, and what its script would write there, digit for digit."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from adjoint.components.model import Call
from adjoint.components.numerals import numeral
from adjoint.markup import Diagnostic
from adjoint.site.check.published import Figure
from adjoint.site.check.replay.browser import Browser
from adjoint.site.check.replay.comparison import differs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_TEXTS: Final = 4_000
"""So many distinct numbers of a figure are written in both languages, evenly spread over all."""


def text_faults(  # noqa: PLR0913, PLR0917  (each argument is one side of the comparison)
    call: Call,
    figure: Figure,
    numbers: Mapping[int, float],
    names: Mapping[int, str],
    browser: Browser,
    every: NDArray[np.float64],
) -> list[Diagnostic]:
    """Return a fault where a figure's text is not its number, or the browser would write a number otherwise.

    Args:
        call: the component's call.
        figure: as published.
        numbers: at the published inputs, by the slot of the tape.
        names: what each slot holds.
        browser: runs the shipped modules.
        every: all numbers that the figure may come to show.
    """
    import numpy as np  # noqa: PLC0415  (loaded where numbers are compared)

    distinct = np.unique(every[np.isfinite(every)])
    some = distinct[:: max(1, math.ceil(len(distinct) / MOST_TEXTS))].tolist()
    return [*_standing(call, figure, numbers, names), *_written(call, some, browser)][:1]


def _standing(
    call: Call, figure: Figure, numbers: Mapping[int, float], names: Mapping[int, str]
) -> Iterator[Diagnostic]:
    for slots, text in figure.live:
        places = [int(slot) for slot in slots.split()]
        unknown = [place for place in places if place not in numbers]
        if unknown:
            words = f'the text "{text}" follows slot {unknown[0]}, which is no number of the graph'
            yield differs(call, words)
            continue
        number = math.prod(numbers[place] for place in places)
        if text != numeral(number):
            name = " · ".join(names[place] for place in places)
            yield differs(call, f'the page shows "{text}" where {name} is {numeral(number)}')


def _written(call: Call, numbers: Sequence[float], browser: Browser) -> Iterator[Diagnostic]:
    for number, text in zip(numbers, browser.write_numbers(numbers), strict=True):
        if text != numeral(number):
            words = f'the browser writes {number!r} as "{text}", the build as "{numeral(number)}"'
            yield differs(call, words)
