"""From a save to the changed page, in a real Chromium: ``python -m benchmarks.preview CONTENT POST``.

Starts the preview on a copy of a content folder and of the layouts, opens one post, and saves edits of
several kinds again and again. Prints for each kind how many milliseconds a save took to be seen, how many of
them the preview's processor, and whether the page was loaded again.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.preview.edits import EDITS, POST, Edit
from playwright.sync_api import Error, Page, sync_playwright
from tests.conftest import CHROMIUMS

ROOT = Path(__file__).parents[2]
QUIET = 0.4
"""Seconds after a save was seen, in which the preview ends what it does afterwards."""
PATIENCE = 20.0
LOOK = """
window.lookFor = ([place, text]) => {
  window.seen = 0;
  const styled = () => getComputedStyle(document.documentElement).getPropertyValue(place).trim() == text;
  const told = () => [...document.querySelectorAll(place)].some((each) => each.textContent.includes(text));
  const look = () => {
    if (window.seen || !(place.startsWith("--") ? styled : told)()) return;
    window.seen = 1;
    requestAnimationFrame(() => (window.seen = performance.timeOrigin + performance.now()));
  };
  const all = { subtree: true, childList: true, characterData: true, attributes: true };
  new MutationObserver(look).observe(document, all);
  look();
};
const sign = JSON.parse(sessionStorage.getItem("sign"));
if (sign) document.addEventListener("DOMContentLoaded", () => window.lookFor(sign));
"""
ASK = """(sign) => {
  window.stays = true;
  sessionStorage.setItem("sign", JSON.stringify(sign));
  window.lookFor(sign);
}"""
"""A page that is loaded again looks for the same."""


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(options.content, Path(folder, "content"))
        shutil.copytree(ROOT / "layouts", Path(folder, "layouts"))
        process = _serve(Path(folder))
        try:
            assert process.stdout is not None
            line = next(line for line in process.stdout if " is shown at " in line)
            url = re.search(r"http\S+", line)[0]  # type: ignore[index]
            _measure(f"{url}{options.post}/", Path(folder), process.pid, options)
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("content", type=Path)
    parser.add_argument("post", help="its folder below the content folder, such as blog/chain-rule")
    parser.add_argument("--saves", type=int, default=12, help="of each kind")
    parser.add_argument("--only", help="kinds of edits whose name holds this")
    return parser.parse_args()


def _serve(folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, str(ROOT / "build.py"), "--quiet", "serve", "--port", "0"]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)


def _measure(address: str, folder: Path, server: int, options: argparse.Namespace) -> None:
    with sync_playwright() as playwright:
        path = next(filter(None, map(shutil.which, CHROMIUMS)), None)
        if path is None:
            raise SystemExit(f"there is no browser ({', '.join(CHROMIUMS)}); make test installs one")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page()
        page.add_init_script(LOOK)
        page.goto(address)
        page.wait_for_load_state("load")
        for name, edit in EDITS.items():
            if not options.only or options.only in name:
                print(f"{name:16}", _told(page, folder, server, edit, options), flush=True)
        browser.close()


def _told(page: Page, folder: Path, server: int, edit: Edit, options: argparse.Namespace) -> str:
    file = folder / "content" / options.post / POST if edit.file == POST else folder / "layouts" / edit.file
    first = file.read_text(encoding="utf-8")
    found = [
        _save(page, file, edit.change(first, number), (edit.place, edit.shown(number)), server)
        for number in range(3, options.saves + 4)
    ]
    file.write_text(first, encoding="utf-8")
    time.sleep(1)
    # The first one makes what the later ones remember.
    times, spent, again = zip(*found[1:], strict=True)
    return (
        f"first {found[0][0]:4.0f} ms; then median {statistics.median(times):4.0f}, least {min(times):4.0f}, "
        f"most {max(times):4.0f} ms; processor {statistics.median(spent):4.0f} ms; "
        f"loaded again {sum(again)} of {len(times)}"
    )


def _save(page: Page, file: Path, text: str, sign: tuple[str, str], server: int) -> tuple[float, float, bool]:
    """Return the milliseconds until a save was seen, the processor's, and whether the page came anew."""
    page.evaluate(ASK, sign)
    before, saved = _spent(server), time.time()
    file.write_text(text, encoding="utf-8")
    while (seen := _seen(page)) <= 1:
        if time.time() > saved + PATIENCE:
            raise SystemExit(f"never seen: {sign[1]}")
        time.sleep(0.03)
    time.sleep(QUIET)
    stayed = page.evaluate("window.stays ?? false")
    return seen - 1000 * saved, _spent(server) - before, not stayed


def _seen(page: Page) -> float:
    try:
        return float(page.evaluate("window.seen ?? 0"))
    except Error:
        return 0.0  # the page is being loaded again


def _spent(process: int) -> float:
    """Return the milliseconds of processor time that a process has taken."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
