"""A number in a formula stands in brackets where its own signs would be read with those around it."""

from __future__ import annotations

import pytest

from adjoint.markup import Source, parse_document
from adjoint.site.post.typesetting import math_value

NUMBERS = {"b": -1.0, "c": 2.0, "t": 6e7}


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        ("{= c } - {= b }", "2 - (-1)"),
        ("{= b }^2 + {= c } ^ 2", "(-1)^2 + 2 ^ 2"),
        (r"a \cdot {= b } \times{= b}", r"a \cdot {(-1)} \times{(-1)}"),
        ("x{= b } 2{= b } (a+1) {= b }", "x(-1) 2(-1) (a+1) (-1)"),
        ("{= t }^2 = {= t }", r"(6\times 10^{7})^2 = 6\times 10^{7}"),
        ("{= c :+}-{= c :+}", "+2-(+2)"),
        (r"x = {= b }, \frac{= b }{2}, e^{= b }, \sin {= b }", r"x = -1, \frac{-1}{2}, e^{-1}, \sin {-1}"),
        (
            r"\alpha_{= b } < {= b } \le ({= b }), \left|{= b }\right|",
            r"\alpha_{-1} < -1 \le (-1), \left|-1\right|",
        ),
    ],
)
def test_a_formula_reads_as_it_is_meant(formula: str, told: str) -> None:
    (math,) = parse_document(Source("post.md", f"${formula}$"))[0].math
    assert math.filled(lambda value: math_value(value, NUMBERS[value.expression])).latex == told
