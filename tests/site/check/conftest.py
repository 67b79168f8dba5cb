"""Checks of sites that differ in one thing read each of their pages once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import pytest

from adjoint.site.check import reading


@pytest.fixture(scope="package", autouse=True)
def pages_read_once() -> Iterator[None]:
    """Take a page apart once, however many sites hold it: that is most of a check that finds nothing."""
    taken_apart = reading.Published
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "Published", lru_cache(maxsize=64)(taken_apart))
        yield
