"""An examination in parts comes to what it comes to whole."""

from __future__ import annotations

import pytest

from adjoint.markup import Diagnostic, Location
from adjoint.site.check.parts import PARTS_OF_PAGE, whole
from adjoint.site.check.records import Record
from adjoint.site.check.replay.comparison import Comparison

WRONG, LATE = (Diagnostic("browser-differs", "error", words, Location("a.js", 1, 1)) for words in ("1", "2"))
ALIKE, NOTHING = Comparison(3, 5), Comparison()
FAILED = RuntimeError("a reader's hand slipped")


def records(figures: Comparison = ALIKE, handling: Comparison = NOTHING) -> dict[str, Record]:
    return {
        "handling": Record(handling),
        "values": Record(Comparison(2, 4, 0.5, ("b",))),
        "figures": Record(figures),
        "text": Record(Comparison(), values=7, faults=(WRONG,)),
    }


def test_the_text_and_all_comparisons_are_one_record() -> None:
    found = whole(PARTS_OF_PAGE, records(handling=Comparison(faults=(LATE,))), {})
    assert found == Record(Comparison(5, 9, 0.5, ("b",), (LATE,)), values=7, faults=(WRONG,))


def test_where_numbers_differ_nothing_is_told_of_what_readers_do() -> None:
    handled = records(Comparison(faults=(WRONG,)), Comparison(faults=(LATE,)))
    assert whole(PARTS_OF_PAGE, handled, {"handling": FAILED}).comparison.faults == (WRONG,)


def test_what_fails_although_the_numbers_agree_is_raised() -> None:
    with pytest.raises(RuntimeError, match="slipped"):
        whole(PARTS_OF_PAGE, records(), {"handling": FAILED})
