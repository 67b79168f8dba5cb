"""What a claim may state. Each form is a claim that a test proves on a page."""

from __future__ import annotations

from typing import Final

from adjoint.site.proof.quantifiers import MOST_STATES, SPACED
from adjoint.site.proof.statements import PATIENCE, ROUNDING
from adjoint.site.reference.tables import table

FORMS: Final = (
    ("grad(e, b) == d + c", "a comparison; `==`, `!=`, `<`, `<=`, `>` and `>=` may be chained"),
    ("0 < grad(e, b) <= 5", "a chain of them"),
    ("close(e, 6.1, tolerance=0.2)", "two numbers within a tolerance of each other"),
    ("b < a and not e < 0", "statements joined by `and`, `or` and `not`"),
    ("converges(race.adam)", "a run that is at a minimum when its steps are over"),
    ("diverges(race.sgd, lr=2)", "a run whose loss grows beyond all bounds, here with another setting"),
    ("loss(race.adam, steps=50) > race.adam.loss", "numbers of a run with other settings"),
    ("for all b in [-3, 3], grad(e, b) == d + c", "a statement that holds at every stop of a slider"),
    ("for all k in range(1, 4, 1), k^2 >= k", "a name of the claim's own, with the numbers it takes"),
)


def claims() -> str:
    """Return the forms of claims, and what holds for all of them."""
    rows = [(f"`{form}`", meaning) for form, meaning in FORMS]
    return f"""\
Claims stand in the frontmatter's `claims` or in the `claim` of a component, whose names then come first. A
false claim fails the build with the numbers of both sides, and so does one that would hold whatever the
numbers were.

{table(("form", "what it states"), rows)}

Two numbers are equal if they differ by less than {ROUNDING:g} of the largest number that went into them:
rounding alone makes no difference. A descent is watched for {PATIENCE:,} steps before it counts as one that
does not diverge. `for all` tries up to {MOST_STATES:,} states; an interval that no slider parts stands for
{SPACED} numbers in it."""
