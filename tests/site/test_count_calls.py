"""A build calls no more than it did: a slowdown of a fifth is seen without a clock.

``pytest tests/site/test_count_calls.py --update-golden`` writes the counts that are held.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HELD = Path(__file__).with_name("calls.json")
MOST = 1.2


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="another Python calls more or less")
def test_a_build_calls_no_more_than_a_fifth_above_what_is_held(request: pytest.FixtureRequest) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "tests.site.count_calls"],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        check=True,
    )
    counts = json.loads(told.stdout)
    if request.config.getoption("--update-golden"):
        HELD.write_text(f"{told.stdout}\n", encoding="utf-8")
    held = json.loads(HELD.read_text(encoding="utf-8"))
    above = {
        (site, name): (held[site][name], count)
        for site, found in counts.items()
        for name, count in found.items()
        if count > MOST * held[site][name]
    }
    assert not above, "held and counted; if it is meant to be, --update-golden"
