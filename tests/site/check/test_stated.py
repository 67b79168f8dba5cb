"""Numbers that a text says of a quantity by its name: told where they are not its number."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from adjoint.site.build import Request, build
from adjoint.site.check.locks.formulas import typed_formulas
from adjoint.site.check.locks.path_counts import miscounted
from adjoint.site.check.locks.stated import misstated
from adjoint.site.post.checked import Checked, watching

# e = (a + b)(b + 1) at a = 2, b = 1: c = 3, d = 2, e = 6; ∂e/∂b = 5, ∂e/∂a = 2.
GRAPH = (
    '<ComputeGraph id="toy" expr="e = (a + b) * (b + 1)" '
    "inputs={{ a: { value: 2, min: -3, max: 3, step: 1 }, b: { value: 1, min: -3, max: 3, step: 1 } }} />"
)
LIES = {
    "Here the output $e$ is 7.": "7 is said of e, which is 6 as published",
    "Here $e$ is seven, as we see.": "seven is said of e, which is 6 as published",
    "So e = 7.": "7 is said of e, which is 6 as published",
    "The sum $c$ is {= d }.": "{= d } is said of c, which is 3 as published",
    "The derivative of $e$ with respect to $b$ is {= grad(e, a) }.": "{= grad(e, a) } is said of grad(e, b)",
    "| quantity | value |\n| - | - |\n| $e$ | 7 |": "7 is said of e, which is 6 as published",
    '<Stat label="the output $e$" value={7} />': "7 is said of e, which is 6 as published",
    '<Stat label="the slope $\\partial e/\\partial b$" value="4" />': "4 is said of grad(e, b), which is 5",
    "Here $e = 7$.": "$e = 7$ is typed, and does not hold: left side 6, right side 7",
    "The share $c/e$ is 60 %.": "60 % is said of $c/e$, which it is not as published: left side 0.5",
    "## Graph\n\n### Below it\n\nHere $e = c + d$.": "$e = c + d$ is typed, and does not hold",
    "If you look closely, $2 + 2 = 5$ holds.": "$2 + 2 = 5$ is typed, and does not hold",
    "Here $e = 7 \\text{ as published}$.": "$e = 7 \\text{ as published}$ is typed, and does not hold",
    "Three paths lead from $b$ to $e$.": "Three paths is typed, but between b and e there are 2",
    "The derivative adds up 7 paths.": "7 paths is typed, but so many paths lead between no two nodes of toy",
    "Here $c < d$.": "$c < d$ is typed, and does not hold: left side 3, right side 2",
}
TRUTHS = [
    "Here $e$ is 6, $e$ is six, e = 6, and $\\bar b$ is 5.",
    "Move $b$ to $-2$: now $d$ is −1, and $e = 0$.",
    "If $b$ is 3, then $e$ is 20. [There](#toy?b=0) $e$ is 2.",
    "The derivative with respect to $b$ is 5, that by $c$ is 2 and that of $e$ by $d$ is 3.",
    "The average of $c$ and $d$ is 2.5, and the product of $e$ and $c$ is 18.",
    "After moving $b$:\n\n| quantity | value |\n| - | - |\n| $e$ | 7 |",
    "Here $a = 3$ is possible, and $q$ is 9.",
    "The two paths down to $b$ meet in $e$: two paths, and one path to $a$.",
    "The share $c/e$ is 50 %, and if $2 + 2 = 5$ were so, all would be.",
    'Words.\n\n<Stat label="steps until $e$ rests" value={7} />',
]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What is told of each text, in a post of its own."""
    content = tmp_path_factory.mktemp("stated") / "content"
    texts = [*LIES, *TRUTHS]
    for place, text in enumerate(texts):
        folder = content / "blog" / f"post-{place}"
        folder.mkdir(parents=True)
        head = f"---\ntitle: Post {place}\ndate: 2026-11-24\n---\n\n"
        whole = (
            text.replace("Graph\n", f"Graph\n\n{GRAPH}\n", 1) if "## Graph" in text else f"{GRAPH}\n\n{text}"
        )
        (folder / "index.md").write_text(f"{head}{whole}\n", encoding="utf-8")
    (content / "site.yaml").write_text("title: T\nurl: https://example.org/\n", encoding="utf-8")
    with watching() as posts:
        build(Request(content, draws=False))
        return {text: list(_messages(posts[f"blog/post-{place}"])) for place, text in enumerate(texts)}


def _messages(post: Checked) -> Iterator[str]:
    yield from (one.told().message for one in (*misstated(post), *miscounted(post)))
    yield from (one.told().message for one in typed_formulas(post) if one.is_refuted)


@pytest.mark.parametrize("text", LIES, ids=lambda text: text[-24:])
def test_a_number_that_a_quantity_is_not_is_told(told: dict[str, list[str]], text: str) -> None:
    (message,) = told[text]
    assert message.startswith(LIES[text])


@pytest.mark.parametrize("text", TRUTHS, ids=lambda text: text[-24:])
def test_what_is_true_or_speaks_of_other_settings_is_left_alone(
    told: dict[str, list[str]], text: str
) -> None:
    assert told[text] == []
