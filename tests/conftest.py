"""What every test may ask for: the golden flag and a real browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUMS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)

PATIENCE = 30_000
"""Milliseconds that a test waits for what must come, however busy the machine is."""
LONG = ("test_warm_builds.py", "test_mutations.py")
"""A test or a fixture of these takes longer than a worker should be left alone with at the end of a run."""

# How long an example takes says how busy the machine is, and nothing of what is tested.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what is long."""
    items.sort(key=lambda item: item.path.name not in LONG)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite the expected outputs of the golden cases; read the diff before you commit it",
    )


@pytest.fixture(scope="session", autouse=True)
def works_alone() -> Iterator[None]:
    """Have commands work by themselves: to start a process takes longer than to make a small site.

    What several processes do is tested where a crew of so many hands is asked for.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("adjoint.site.work.crew.processors", lambda: 1)
        yield


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether expected outputs are to be rewritten; never in CI, where a changed output is a failure."""
    update = bool(request.config.getoption("--update-golden"))
    if update and os.environ.get("CI"):
        pytest.exit("--update-golden is not for CI", returncode=2)
    return update


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium: Debian's, or whichever stands on the PATH."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    found = next((path for name in CHROMIUMS if (path := shutil.which(name))), None)
    assert found, "no Chromium on the PATH; make test installs it"
    arguments = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=arguments)
        yield browser
        browser.close()
