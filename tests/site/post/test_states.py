"""Where links to states lead without a script: every fragment that a page of the site links to is an id."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from adjoint.cli import main
from adjoint.site.post.states import with_targets

FIGURE = Markup('<p>Text.</p><figure class="figure" id="toy">\n<b></b></figure><figure class="x" id="σ">')


def test_targets_stand_at_the_head_of_their_figure_once_and_in_order() -> None:
    body = with_targets(FIGURE, ["toy?b=1&mode=backward", "toy?a=2", "toy?a=2", "other?x=1"])
    assert '<figure class="figure" id="toy"><span id="toy?a=2"></span><span id="toy?b=1&amp;mode' in body
    assert body.count("<span") == 2
    assert with_targets(body, ["toy?a=2"]) == body


def test_a_target_is_named_as_a_browser_looks_for_it() -> None:
    assert 'id="σ"><span id="σ?μ=1"></span>' in with_targets(FIGURE, ["%CF%83?%CE%BC=1"])


def test_links_from_other_pages_find_a_target_too(tmp_path: Path) -> None:
    posts = {
        "one": '[Here](#toy?b=2)\n\n<ComputeGraph id="toy" expr="e = a * b" inputs={{ a: 2, b: 1 }} />',
        "two": "[There](/blog/one/#toy?b=-1) and [again](../one/#toy?b=2).",
    }
    for name, text in posts.items():
        folder = tmp_path / "content" / "blog" / name
        folder.mkdir(parents=True)
        matter = f"---\ntitle: {name}\ndate: 2026-11-24\n---\n\n"
        (folder / "index.md").write_text(matter + text, encoding="utf-8")
    (tmp_path / "content" / "site.yaml").write_text("title: T\nurl: https://t.example/\n", encoding="utf-8")
    arguments = ["--content", str(tmp_path / "content"), "--output", str(tmp_path / "out"), "--quiet"]
    assert main(arguments) == 0
    page = (tmp_path / "out" / "blog" / "one" / "index.html").read_text(encoding="utf-8")
    for target in ("toy?b=2", "toy?b=-1"):
        assert page.count(f'<span id="{target}"></span>') == 1
    feed = (tmp_path / "out" / "feed.xml").read_text(encoding="utf-8")
    assert "https://t.example/blog/one/#toy?b=-1" in feed
    assert "[Here](#toy?b=2)" in (tmp_path / "out" / "blog" / "one" / "index.md").read_text(encoding="utf-8")
