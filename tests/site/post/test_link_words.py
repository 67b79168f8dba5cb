"""A link says what it does: the value it sets, the figure it leads to."""

from __future__ import annotations

import pytest

from adjoint.markup import Source, parse_document
from adjoint.site.post.link_words import misleading_links

LABELS = {"toy": "figure 2", "eqn:x": "equation (1)", "part": "A part"}


def told(text: str) -> list[str]:
    document, faults = parse_document(Source("post.md", text))
    assert not faults
    return [one.message for one in misleading_links([document], LABELS)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[set b to −1](#toy?b=-2)", "the link says b = -1 and sets it to -2"),
        ("[set $b$ to $3$](#toy?a=1&b=2)", "the link says b = 3 and sets it to 2"),
        ("[$x = 0$ and $w = -1$](/blog/other/#layer?x=0&w=1)", "the link says w = -1 and sets it to 1"),
        ("At [e is {= at(e, b=-1) } there](#toy?b=3)", "the link says b = -1 and sets it to 3"),
        ("[step 20](#race?step=21)", "the link says step = 20 and sets it to 21"),
        ("[set b to minus one](#toy?b=2)", "the link says b = -1 and sets it to 2"),
        ("[see the backward pass](#toy?mode=forward)", "the link says backward and sets mode to forward"),
        ("[figure 7](#toy)", "the link says figure 7 and leads to figure 2"),
        ("As [equation (9)](#eqn:x) says", "the link says equation (9) and leads to equation (1)"),
    ],
)
def test_words_that_mislead(text: str, message: str) -> None:
    assert told(text) == [message]


@pytest.mark.parametrize(
    "text",
    [
        "[set $b$ to −1](#toy?b=-1.0&mode=backward)",
        "[from $b = 1$ to $b = -1$](#toy?b=-1)",
        "[the logistic function](#flow?activation=sigmoid)",
        "[slide $w$ to zero](#toy?w=0) and [go forward, then backward](#toy?mode=backward)",
        "[Momentum needs 22](#saddle?show=momentum&step=22)",
        "[a tenth of lr 0.5](#race?lr=*0.1)",
        "[Figure 2](#toy), [figure 7](#part), [figure 7](/other/#toy) and [a figure](#toy)",
        "[sub 3](#toy?b=2) and [b3 to b10](#toy?b=2)",
        "[a = 10,000](#toy?a=10000), [a = 1/2](#toy?a=0.5) and [$a = 10^{-3}$](#toy?a=0.001)",
        "The [graph][toy], and then [set a = 3](#toy?a=3).\n\n[toy]: #toy?a=2",
    ],
)
def test_words_that_do_not(text: str) -> None:
    assert told(text) == []
