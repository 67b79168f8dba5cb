"""Numbers that a text says of a quantity by its name: told where they are not its number."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from adjoint.site.build import Request, build
from adjoint.site.check.locks.formulas import typed_formulas
from adjoint.site.check.locks.linked import misled
from adjoint.site.check.locks.literals import typed_numbers
from adjoint.site.check.locks.path_counts import miscounted
from adjoint.site.check.locks.stated import misstated
from adjoint.site.post.checked import Checked, watching

# e = (a + b)(b + 1) at a = 2, b = 1: c = 3, d = 2, e = 6; ∂e/∂b = 5, ∂e/∂a = 2.
GRAPH = (
    '<ComputeGraph id="toy" expr="e = (a + b) * (b + 1)" '
    "inputs={{ a: { value: 2, min: -3, max: 3, step: 1 }, b: { value: 1, min: -3, max: 3, step: 1 } }} />"
)
ERRORS = {
    "As you can see, $e$ is 7.": "7 is said of e, which is 6 as published",
    "With $a = 2$ and $b = 1$ the output is $e = 7$.": "$e = 7$ is typed, and does not hold: left side 6",
    "At $a = 2$, $b = 1$, $e$ is 7.": "7 is said of e, which is 6 as published",
    "Here the output $e$ is 7.": "7 is said of e, which is 6 as published",
    "The sum $c$ is {= d }.": "{= d } is said of c, which is 3 as published",
    "So $e$ is exactly **7**, and $d$ is 2.": "7 is said of e, which is 6 as published",
    "Node $e$ = 5.9.": "5.9 is said of e, which is 6 as published",
    "$\\dfrac{\\partial e}{\\partial b}$ is 4.": "4 is said of grad(e, b), which is 5 as published",
    "- $e$ is 7": "7 is said of e, which is 6 as published",
    "Here $e = 7$.": "$e = 7$ is typed, and does not hold: left side 6, right side 7",
    "## Graph\n\n### Below it\n\nHere $e = c + d$.": "$e = c + d$ is typed, and does not hold",
    "If you look closely, $2 + 2 = 5$ holds.": "$2 + 2 = 5$ is typed, and does not hold",
    "Here $e = 7 \\text{ as published}$.": "$e = 7 \\text{ as published}$ is typed, and does not hold",
    "Here $c < d$.": "$c < d$ is typed, and does not hold: left side 3, right side 2",
}
WARNINGS = {
    "[Set $b$ to 3 and $e$ is 21](#toy?b=3).": "21 is typed, but where the link leads e is 20",
    "[Where $e=21$, $d$ is 4](#toy?b=3).": "21 is typed, but where the link leads e is 20",
    "| node | slope | value |\n| - | - | - |\n| $c$ | 2 | 4 |": "4 is said of c, which is 3 as published",
    "The sum of $c$ and $d$ is 6.": "6 is said of $c + d$, which it is not as published: left side 5",
    "Of $c$ and $d$, $d$ is the larger.": "the larger beside $c$ is said of $d$, which it is not as",
    "The slope $\\partial e/\\partial a$ is larger than $\\partial e/\\partial b$.": "larger than $\\partial",
    "Here $c$ is smaller than $d$.": "smaller than $d$ is said of $c$, which it is not as published: left",
    "$e$ is twice $d$.": "twice $d$ is said of $e$, which it is not as published: left side 6, right side 4",
    "$d$ is 20% of $e$.": "20% of $e$ is said of $d$, which it is not as published: left side 2",
    "$\\partial e/\\partial b$ is negative.": "negative is said of $\\partial e/\\partial b$, which",
    "$e$ is negative, as you see.": "negative is said of $e$, which it is not as published: left side 6",
    "$c$ is at most 2.9.": "at most 2.9 is said of $c$, which it is not as published: left side 3",
    "$d$ exceeds $c$, but barely.": "exceeds $c$ is said of $d$, which it is not as published",
    "$e$ equals $c + d$.": "equals $c + d$ is said of $e$, which it is not as published: left side 6, right",
    "The output $e$ is at least 7.": "at least 7 is said of $e$, which it is not as published: left side 6",
    "Here $e$ is seven, as we see.": "seven is said of e, which is 6 as published",
    "The output $e$ is 7. At the end there is nothing.": "7 is said of e, which is 6 as published",
    "Let $c$ be new.\n\nA paragraph.\n\nHere $c$ is 5.": "5 is said of c, which is 3 as published",
    "The derivative of $e$ with respect to $b$ is {= grad(e, a) }.": "{= grad(e, a) } is said of grad(e, b)",
    "| quantity | value |\n| - | - |\n| $e$ | 7 |": "7 is said of e, which is 6 as published",
    '<Stat label="the output $e$" value={7} />': "7 is said of e, which is 6 as published",
    '<Stat label="the slope $\\partial e/\\partial b$" value="4" />': "4 is said of grad(e, b), which is 5",
    "We get 7 for $e$.": "7 is said of e, which is 6 as published",
    "So, for $c$ we find 4.": "4 is said of c, which is 3 as published",
    "The derivative by $b$ is 4.": "4 is said of grad(e, b), which is 5 as published",
    "$e$ is 7 here.": "7 is said of e, which is 6 as published",
    '<Stat label="gradient by $b$" value={6} />': "6 is said of grad(e, b), which is 5 as published",
    '<Stat label="slope of $e$ by $b$" value="{= e }" />': "{= e } is said of grad(e, b), which is 5 as",
    "The share $c/e$ is 60 %.": "60 % is said of $c/e$, which it is not as published: left side 0.5",
    "The root $\\sqrt e$ is 2.5.": "2.5 is said of $\\sqrt e$, which it is not as published: left side 2.449",
    "Three paths lead from $b$ to $e$.": "Three paths is typed, but between b and e there are 2",
    "Between $a$ and $d$ there are 2 paths.": "2 paths is typed, but between a and d there are 0",
    "$e$ becomes 7.": "7 is said of e, which is 6 as published",
    "So $c$ becomes 4, and $d$ becomes 2.": "4 is said of c, which is 3 as published",
    "The graph has two inputs.\n\n$e$ becomes 7.": "7 is said of e, which is 6 as published",
    "The graph has two inputs.\n\n`e` is 7.": "7 is said of e, which is 6 as published",
    "$e$ comes out as 7.": "7 is said of e, which is 6 as published",
    "The result is 7.": "7 is said of e, which is 6 as published",
    "The forward pass is done.\n\nThe result is 7.": "7 is said of e, which is 6 as published",
    "We evaluate the graph, $a = 2$ and\n$b = 1$, up to $e$.\n\nThe result is 7.": "7 is said of e",
    "The result of the forward pass is 7.": "7 is said of e, which is 6 as published",
    "`e` is 7.": "7 is said of e, which is 6 as published",
    "In code, `e` is 7.": "7 is said of e, which is 6 as published",
    "Here `c` is 3 and `d` is 3.": "3 is said of d, which is 2 as published",
    "`grad(e, b)` is 4.": "4 is said of grad(e, b), which is 5 as published",
    "| | $a$ | $b$ |\n| - | - | - |\n| gradient | 2 | 4 |": "4 is said of grad(e, b), which is 5 as",
    "| node | $c$ | $e$ |\n| - | - | - |\n| value | 3 | 7 |": "7 is said of e, which is 6 as published",
    "$d$ is 40 percent of $e$.": "40 percent of $e$ is said of $d$, which it is not as published",
    "$c$ is 20% larger than $d$.": "20% larger than $d$ is said of $c$, which it is not as published",
    "$d$ is 10 per cent less than $c$.": "10 per cent less than $c$ is said of $d$, which it is not as",
    "The ratio of $c$ to $d$ is 3.": "3 is said of $\\frac{c}{d}$, which it is not as published",
    "The quotient of $e$ and $c$ is 3.": "3 is said of $\\frac{e}{c}$, which it is not as published",
    "The difference of $c$ and $d$ is 2.": "2 is said of $c - (d)$, which it is not as published",
}
LIES = ERRORS | WARNINGS
TRUTHS = [
    "$e$ becomes 6.",
    "The slider of $b$ goes up by one. $e$ becomes 12.",
    "$e$ becomes 12 once $b$ is 2.",
    "Now $b$ goes up by one in the graph.\n\n$e$ becomes 12.",
    "The slider of $b$ doubles in the graph.\n\nThe input $a$ is 2, and $e$ becomes 12.",
    "Now $b$ goes up by one in the graph.\n\n`e` is 12.",
    "In the graph $b$ rises by one. All nodes of the graph follow. `e` is 12.",
    "In the graph $b$ becomes 2.\n\n`e` is 12.",
    "| input | $-1$ | $0$ | $1$ |\n| - | - | - | - |\n| value | 1 | 0 | 1 |",
    "| input | $\\frac12$ | $\\sqrt{2}$ |\n| - | - | - |\n| value | 2 | 3 |",
    "| input | value |\n| - | - |\n| $-1$ | 1 |",
    "$e$ becomes 7 times larger.",
    "The result is 6.",
    "Both paths are added. The result is 5.",
    "We divide $e$ by two.\n\nThe result is 3.",
    "The result is 5, one term for each path.",
    "Here is $e^2$.\n\nThe result is 36.",
    "Twice $e$.\n\nThe result is 12.",
    "Reduce $e$ by 2.\n\nThe result is 4.",
    "Now walk back from $e$ to $b$.\n\nThe result is 5.",
    "The influence of $b$ on $e$.\n\nThe result is 5.",
    "What is $e - a$?\n\nThe result is 4.",
    "The graph at $b = 2$.\n\nThe result is 12.",
    "The forward pass at $b = 2$.\n\nThe result is 12.",
    "The backward pass begins at $e$ and ends at $b$.\n\nThe result is 5.",
    "The forward pass computes $e$, and we halve it.\n\nThe result is 3.",
    "The forward pass is no longer needed.\n\nThe result is 3.",
    "The forward pass ends at $e$. Square it.\n\nThe result is 36.",
    "$$\n\\frac{e}{2}\n$$\n\nThe result is 3.",
    '<Stat label="half of it" value={3} />\n\nThe result is 3.',
    "> Square it.\n\nThe result is 36.",
    "| a | b |\n| - | - |\n| twice | it |\n\nThe result is 12.",
    "- Square it.\n\nThe result is 36.",
    "- Square it.\n- The result is 36.",
    "### Squared\n\nThe result is 36.",
    "The forward pass is done.\n\nThe result is 6.",
    "`e` is 6.",
    "In Python `e` is 2.718.",
    "At first `e` is 0, and `b` is 32.",
    "```python\ne = 7\n```\n\n`e` is 7.",
    "| | $a$ | $b$ |\n| - | - | - |\n| value | 0 | 4 |\n| gradient | 5 | 6 |",
    "| step | $a$ | $b$ |\n| - | - | - |\n| 1 | 2 | 4 |",
    "| | $a$ | $b$ |\n| - | - | - |\n| local derivative | 1 | 1 |",
    "| | $a$ | $b$ |\n| - | - | - |\n| gradient of $d$ | 0 | 1 |",
    "$d$ is 33 percent of $e$, and $c$ is 50% larger than $d$.",
    "$d$ is a third less than $c$. The ratio of $c$ to $d$ is 1.5.",
    "The difference of $d$ and $c$ is 1. The quotient of $e$ and $c$ is 2.",
    "[Set $b$ to 3: $e = 20$, $d$ is four, $c$ is 5.0](#toy?b=3).",
    "See [where $c$ is two less](#toy?b=3), [$c$ is 2 below what it was, $d$ is 4](#toy?b=3).",
    "See [how $e$ is 3 times smaller](#toy?b=0), [where $e$ is $2 + c$](#toy?b=3).",
    "The product of $c$ and $d$ is $e$. Both $c$ and $d$ are positive.",
    "Of $c$ and $d$, $c$ is the larger.",
    "| node | elsewhere | value |\n| - | - | - |\n| $c$ | 4 | 3 |",
    "With $a = 2$ and $b = 2$ the output is $e = 12$.",
    "With $a = 2$ and $b = 1$ moved to 3, $e = 20$.",
    "$c$ is larger than $d$, and $e$ is positive.",
    "$e$ is twice $c$, three times as large as $d$.",
    "If $a$ falls, $d$ exceeds $c$.",
    "The node $d$ lies above $c$.",
    # What is said goes on behind a comma or an and.
    "$e$ equals $c$, multiplied by $d$. $d$ equals $b$, plus one. $d$ is equal to $b$, shifted by one.",
    "$e$ is twice $d$, plus two. $e$ is six times $d$, over two. $c$ exceeds $d$, times two.",
    "$e$ equals $c$ and $d$ multiplied together. $c$ equals $a$ and $b$ added up. $e$ is twice $d$ and two.",
    "$d$ is at least $b$ and $c$ halved. The sum of $c$ and $d$ is $e$, less one.",
    "$e$ is negative, as long as $b$ stays below minus two. $e$ is negative, the quiz suggests.",
    "$e$ is negative, left of the root. $e$ is negative and rising between the two roots.",
    # What is rounded.
    "$d/e$ is at most 0.33. $e/d$ is at least 3.0. $d$ is 33.3% of $e$. $d$ is 30% of $e$, or so.",
    "$d$ is 30% of $e$, roughly. $1/e$ is 16.7% of $1$.",
    "$a$ is smaller than $b$.",
    "By Pythagoras $c^2 = a^2 + b^2$ in a right triangle.",
    "It would be wrong to write\n\n$$\ne = c + d\n$$",
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
    # Turned round, and derivatives of what is not named.
    "The backward pass gives the gradients. For $b$ we get 5. We have two for $b$.",
    "The sum has two operands. The derivative by $b$ is 1.",
    "We get 6 for $e$. For $c$ we get 3. The graph gives 2 for $d$.",
    "We get 7 for $e$ if $b$ is 1.2. We get 7 for $e$ only there. We get 7 for free. We get 7 for $q$.",
    "Nudge $b$ a little. We get 7 for $e$. Do we get 7 for $e$? With $b = 3$ we get 20 for $e$.",
    "Move $b$ up.\n\nWe get 20 for $e$.",
    "With one path alone we get 2 for $\\partial e/\\partial b$. We get 5 for the slope of $e$.",
    "Look at $d = b + 1$. The derivative by $b$ is 1.",
    "The derivative by $b$ is 5. The derivative by $b$ is 2 along the first path.",
    '<Stat label="gradient by $b$" value={5} />\n\n<Stat label="slope of $d$ by $b$" value={1} />',
    '<Stat label="steps by $b$" value={7} />',
    # As authors write: other settings, another meaning of a letter, other digits, other counts.
    "Choose $a = 1$ in the figure. The sum $c$ is 2. The output $e$ is 4.",
    "Move $b$ to 3:\n\n- $c$ is 5\n- $e$ is 20",
    "Set the second slider to its maximum.\n\nThe sum $c$ is 5. The output $e$ is 20.",
    "Starting from $a = 0$, $e$ is 2. Given $b = 0$, $e = 2$. Nudge $b$: $e = 6.51$.",
    "In the second state, $e$ is 4. The largest value of $e$ is 24, the maximum of $e$ is 24.",
    "Half of $e$ is 3. Twice $c$ is 6. The ratio of $e$ to $c$ is 2. The sum of $c$ and $d$ is 5.",
    "The second derivative of $e$ by $b$ is 2. The mixed derivative of $e$ by $b$ is 1.",
    "Euler's number $e$ is 2.718. The base $e$ is 2.71828. Here $e$ is 2.72.",
    "Vitamin c is 5. Plan a is 5. Option b equals 3. In code, a = 5, and `$e$ is 7`, or \\$e\\$ is 7.",
    "The batch size $b$ is 32. The dimension $d$ is 512. The learning rate $a$ is 0.1.",
    'Some say: "$e$ is 7." Is it so that $e$ is 7? <!-- $e$ is 7. -->',
    "The quotient $d/e$ is 33 %. The quotient $d/e$ is 0.33. The quotient $d/e$ is 0.333.",
    "The root $\\sqrt e$ is 2.449. The term $\\ln e$ is 1.79. $\\frac{1}{e}$ is 0.1667. $\\hat e$ is 5.",
    "$e$ is 6,5. $e$ is 7 000. $e$ is 7 to 8. $e$ is 7-fold. $e$ is 3 times larger.",
    "In all, three paths lead from $e$ down to the inputs. A chain of three diamonds has 8 paths.",
    "Three paths to a career lead from $b$ to $e$. There are two million paths from $b$ to $e$.",
    "| node | adjoint |\n| - | - |\n| $b$ | 5 |\n| $c$ | 2 |",
    "| node | value |\n| - | - |\n| $a$ | 0 |\n| $e$ | 2 |",
    "| parameter | value |\n| - | - |\n| $d$ | 512 |",
    '<Stat label="the slope $e$" value={5} />\n\n<Stat label="the derivative of $b$" value={5} />',
    "It counts " + "9" * 5000 + " steps.",
]


ROWS = """
| what | it says |
| - | - |
| one | $e = 6$ |
| two | $e = 6$ |

| node | value |
| - | - |
| $e$ | 7 |
| $c$ | 7 |
"""


@pytest.fixture(scope="module")
def posts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Checked]:
    """Each text in a post of its own."""
    content = tmp_path_factory.mktemp("stated") / "content"
    texts = [*LIES, *TRUTHS, ROWS]
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
        return {text: posts[f"blog/post-{place}"] for place, text in enumerate(texts)}


def _told(post: Checked) -> Iterator[tuple[str, str]]:
    assert len(typed_numbers(post)) < 9
    found = [one.told() for one in (*misstated(post), *miscounted(post), *misled(post))]
    found += [one.told() for one in typed_formulas(post) if one.is_refuted]
    yield from ((one.severity, one.message) for one in found)


@pytest.mark.parametrize("text", LIES, ids=lambda text: text[-24:])
def test_a_number_that_a_quantity_is_not_is_told(posts: dict[str, Checked], text: str) -> None:
    ((severity, message),) = list(_told(posts[text]))
    assert message.startswith(LIES[text])
    assert severity == ("error" if text in ERRORS else "warning")


@pytest.mark.parametrize("text", TRUTHS, ids=lambda text: text[-24:])
def test_what_is_true_or_speaks_of_other_settings_is_left_alone(posts: dict[str, Checked], text: str) -> None:
    assert list(_told(posts[text])) == []


def test_a_cell_is_accepted_with_its_row(posts: dict[str, Checked]) -> None:
    assert len({one.key for one in typed_numbers(posts[ROWS])}) == 2
    assert len({one.key for one in misstated(posts[ROWS])}) == 2
