"""A command leaves nothing for the collector to look through as its process ends."""

from __future__ import annotations

import gc

import pytest

from adjoint.site.work.collecting import not_collecting


def test_what_a_command_leaves_is_set_aside_until_the_next_one() -> None:
    for _ in range(2):
        with not_collecting():
            assert (gc.isenabled(), gc.get_freeze_count()) == (False, 0)
            left: list[list[int]] = [[] for _ in range(1000)]
        assert gc.isenabled()
        assert gc.get_freeze_count() > len(left)
    gc.unfreeze()


def test_a_command_that_fails_sets_nothing_aside() -> None:
    with pytest.raises(ZeroDivisionError), not_collecting():
        raise ZeroDivisionError
    assert (gc.isenabled(), gc.get_freeze_count()) == (True, 0)
