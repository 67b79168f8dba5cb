"""Whatever a reader would read as part of a computed number is told."""

from __future__ import annotations

import pytest

from adjoint.markup import Source, parse_document
from adjoint.site.post.glued import glued_values


def told(text: str) -> list[int]:
    """Return the columns of the values that are told."""
    document, _ = parse_document(Source("post.md", text))
    found = list(glued_values([document]))
    assert {one.code for one in found} <= {"value-glued"}
    return [one.location.column for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "{= e }0",
        "1{= e }",
        "{= e }.5",
        "{= e },000",
        "{= e }e9",
        "{= e }e-9",
        "3.{= e }",
        "$1{= e }$",
        "$e = {= e } 0$",
        "$2 {= e }$",
        "It is -{= e }.",
        "(−{= e })",
        "{= e }<sup>2</sup>",
    ],
)
def test_a_number_that_touches_a_value(text: str) -> None:
    assert len(told(text)) == 1


def test_a_value_that_touches_another() -> None:
    assert told("{= a }{= b }") == [7]
    assert told("$c = {= a }{= b }$") == [12]
    assert told(r"$\cdot{= a } {= b }$") == [14]


@pytest.mark.parametrize(
    "text",
    [
        "{= e }.",
        "The {= k }th of {= n }, 3 of them.",
        "{= a }, {= b }–{= c } and {= d }%",
        r"$\frac{= a }{= b }$ and $\frac1{= b }$ and $\frac{= a }2$ and $\sqrt2{= b }$",
        "$2^{= a }{= b }$",
        r"$2 \cdot {= e }$ and $2\,{= e }$ and $({= a },{= b })$ and $1,{= b }$",
        "$x^2{= e }$ and $10^{= k }$ and $x_1{= e }$",
        "{= a } 3",
        "{= k }<sup>th</sup>, {= e }[^2] and x-{= e }",
    ],
)
def test_what_stands_by_itself(text: str) -> None:
    assert told(text) == []
