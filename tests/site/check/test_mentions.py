"""Figures and equations named by a typed number."""

from __future__ import annotations

import pytest

from adjoint.site.build import Request, build
from adjoint.site.check.locks.mentions import unknown_mentions
from adjoint.site.post.checked import Checked, watching

GRAPH = '<ComputeGraph id="toy" expr="c = a + b" inputs={{ a: 2, b: 1 }} caption="A sum." />'
WRONG = {
    "See figure 7.": "figure 7 is typed, and no figure of the page has that number",
    "As [here](#toy), see figure 7, which shows it.": "figure 7 is typed, and no figure of the page has that",
    "In fig. 2 it stands.": "fig. 2 is typed, and no figure of the page has that number",
}
RIGHT = [
    "See figure 1, and @fig:toy.",
    "As in equation (3), which the page has none of.",
    "Figure 7 of the paper shows it, as (Smith 2015, figure 3) does.",
    "See [figure 1](#toy), `figure 7`, figure 2.5 and the figure 7.",
    "See [Nielsen](https://example.org/), figure 7.",
    "It is in fig. 7 ([Nielsen](https://example.org/)).",
    "It is figure 7, [Nielsen](https://example.org/) says. See figure 7 in Nielsen.",
    "It is on figure 9 (1986). Baydin et al., figure 5. See Nielsen, figure 3. See figure 4, Nielsen.",
    "By equation 7, which Baydin gives, and figure 7, as Olah drew it.",
    "The path is a figure 8 around the origin.",
    "A figure 8 knot has no end.",
    "We figure 2 sliders are enough.",
    "So I figure 7 is a fair guess.",
]


@pytest.fixture(scope="module")
def posts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Checked]:
    content = tmp_path_factory.mktemp("mentions") / "content"
    for place, text in enumerate([*WRONG, *RIGHT]):
        folder = content / "blog" / f"post-{place}"
        folder.mkdir(parents=True)
        head = "---\ntitle: One\ndate: 2026-11-24\n---"
        (folder / "index.md").write_text(f"{head}\n\n{GRAPH}\n\n{text}\n", encoding="utf-8")
    (content / "site.yaml").write_text("title: T\nurl: https://example.org/\n", encoding="utf-8")
    with watching() as posts:
        build(Request(content, draws=False))
        return {text: posts[f"blog/post-{place}"] for place, text in enumerate([*WRONG, *RIGHT])}


@pytest.mark.parametrize("text", WRONG)
def test_a_number_that_no_part_of_the_page_has_is_told(posts: dict[str, Checked], text: str) -> None:
    (found,) = unknown_mentions(posts[text])
    assert found.told.message.startswith(WRONG[text])
    assert (found.told.severity, found.told.location.line) == ("warning", 8)


@pytest.mark.parametrize("text", RIGHT)
def test_another_works_and_the_pages_own_are_left_alone(posts: dict[str, Checked], text: str) -> None:
    assert list(unknown_mentions(posts[text])) == []
