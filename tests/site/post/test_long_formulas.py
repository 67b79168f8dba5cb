"""An inline formula in which no line can break scrolls by itself on a phone; others are left as they are."""

from __future__ import annotations

import pytest

from adjoint.site.post.typesetting import MathDesk, PageMath

DESK = MathDesk()


@pytest.mark.parametrize(
    ("latex", "scrolls"),
    [
        (r"\text{a text within a formula that no phone has room for}", True),
        (r"a_1 + a_2 + a_3 + a_4 + a_5 + a_6 + a_7 + a_8 + a_9 + a_{10} + a_{11} + a_{12} + a_{13}", False),
        (r"\frac{\partial L}{\partial w} = \sum_k \frac{\partial v_k}{\partial w}", False),
        ("x^2", False),
    ],
)
def test_only_what_cannot_be_broken_scrolls(latex: str, scrolls: bool) -> None:
    inline, displayed = (PageMath(DESK).typeset(latex, display) for display in (False, True))
    assert ("katex-long" in inline) == scrolls
    assert "katex-long" not in displayed
