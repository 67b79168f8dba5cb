"""What is asked of a text as a whole before anybody looks into it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adjoint.markup import Source
from adjoint.markup.controls import CONTROL, may_hold_controls

ANY = st.text(st.characters(codec=None, max_codepoint=0x2100), max_size=40)


@given(ANY, st.text(st.sampled_from("[]^(){}<>!?@:`~'\"\\*|&#%=+/-_$;"), min_size=1, max_size=4), ANY)
def test_signs_that_stand_together_in_a_text_stand_together_in_its_signs(a: str, mark: str, b: str) -> None:
    assert mark.encode() in Source("post.md", a + mark + b).signs


def test_the_signs_of_a_text_are_few() -> None:
    assert Source("post.md", "Words, – 12 of them:\n[a b](/c) é.").signs == b":[](/)"


@given(ANY)
@example("\x85")
@example("a \x00")
@example("\x7f")
def test_a_control_character_is_never_passed_over(text: str) -> None:
    source = Source("post.md", text)
    assert may_hold_controls(source) or not CONTROL.search(source.text)


@pytest.mark.parametrize("text", ["Words.\r\n\tMore: [a](/b) – é\n", "", "$x$"])
def test_in_most_texts_nobody_looks_for_control_characters(text: str) -> None:
    assert not may_hold_controls(Source("post.md", text))


@pytest.mark.parametrize("text", ["a\r\nb\rc\nd", "a\nb\nc\nd", "\ufeffa\rb\r\nc\rd"])
def test_line_ends_of_any_kind_are_one(text: str) -> None:
    assert Source("post.md", text).text == "a\nb\nc\nd"
