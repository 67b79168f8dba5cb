"""The words of a text are the same whether it is cut into them or not."""

from __future__ import annotations

import sys

from hypothesis import given
from hypothesis import strategies as st

from adjoint.site.post.spacing import plainly_spaced, single_spaced, word_count


@given(st.text(st.sampled_from("ab  \n\t\u00a0\u2003é·\u200b")))
def test_a_text_is_spaced_and_counted_as_its_words_are(text: str) -> None:
    assert single_spaced(text) == " ".join(text.split())
    assert word_count(text) == len(text.split())
    if plainly_spaced(text):
        assert single_spaced(text, has_plain_spaces=True) == " ".join(text.split())
        assert word_count(text, has_plain_spaces=True) == len(text.split())


def test_no_white_space_but_the_plain_one_is_printable() -> None:
    signs = map(chr, range(sys.maxunicode + 1))
    assert [sign for sign in signs if sign.isspace() and sign.isprintable()] == [" "]
