"""From a save to the changed page, in a real Chromium: ``python -m benchmarks.preview CONTENT POST``.

Starts the preview on a copy of a content folder, opens one post, saves it again and again with another word
in its last paragraph, and prints how long each save took to be seen, in milliseconds.
"""

from __future__ import annotations

import argparse
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[2]
SEEN = """() => {
  window.seen = {};
  new MutationObserver(() => {
    const found = /word([0-9]+)word/.exec(document.querySelector("main").textContent)?.[1];
    if (found && !(found in window.seen))
      requestAnimationFrame(() => (window.seen[found] ??= performance.timeOrigin + performance.now()));
  }).observe(document.documentElement, { subtree: true, childList: true, characterData: true });
}"""


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(options.content, Path(folder, "content"))
        process = _serve(Path(folder))
        try:
            assert process.stdout is not None
            line = next(line for line in process.stdout if " is shown at " in line)
            url = re.search(r"http\S+", line)[0]  # type: ignore[index]
            _measure(url, Path(folder, "content", options.post, "index.md"), options)
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("content", type=Path)
    parser.add_argument("post", help="its folder below the content folder, such as blog/chain-rule")
    parser.add_argument("--saves", type=int, default=20)
    return parser.parse_args()


def _serve(folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, str(ROOT / "build.py"), "--layouts", str(ROOT / "layouts"), "serve"]
    return subprocess.Popen([*command, "--port", "0"], cwd=folder, stdout=subprocess.PIPE, text=True)


def _measure(url: str, post: Path, options: argparse.Namespace) -> None:
    with sync_playwright() as playwright:
        path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"{url}{options.post}/")
        page.wait_for_load_state("networkidle")
        page.evaluate(SEEN)
        text = post.read_text(encoding="utf-8")
        times = [_save(page, post, text, number) for number in range(options.saves)]
        browser.close()
    # The first one makes what the later ones remember.
    print(f"first {times[0]:.0f} ms; then median {statistics.median(times[1:]):.0f} ms", end=", ")
    print(f"least {min(times[1:]):.0f} ms, most {max(times[1:]):.0f} ms of {len(times) - 1} saves")


def _save(page: Page, post: Path, text: str, number: int) -> float:
    saved = time.time()
    post.write_text(f"{text}\n\nThe word{number}word changes.\n", encoding="utf-8")
    while (seen := page.evaluate(f"window.seen['{number}'] ?? 0")) == 0:
        time.sleep(0.05)
    time.sleep(0.3)
    return 1000 * (seen / 1000 - saved)


if __name__ == "__main__":
    main()
