"""The index: what a word weighs, and pieces that hold every word once, in the order browsers compare them."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from adjoint.site.search import Words, pieces, weights, words_of
from adjoint.site.search.pieces import PLACES
from adjoint.site.search.words import MOST


def read(pages: list[dict[str, int]]) -> dict[str, dict[int, int]]:
    """What a browser reads from the pieces of some pages."""
    found: dict[str, dict[int, int]] = {}
    for piece in pieces(pages):
        for word, codes in json.loads(piece.data).items():
            assert word not in found
            found[word] = {code // PLACES: code % PLACES for code in codes}
    return found


def test_a_word_is_bare_of_case_and_accents() -> None:
    assert words_of("Café NAÏVE ∂e/∂b = x² a_b") == ["cafe", "naive", "e", "b", "x2", "a", "b"]


def test_where_no_space_parts_words_each_two_signs_are_one() -> None:
    assert words_of("自動微分とb、微 がπ分") == ["自動", "動微", "微分", "分と", "b", "微", "か", "π", "分"]


def test_a_word_in_the_title_outweighs_any_number_of_mentions() -> None:
    named = weights(Words(title="Ravine", labels="", headings="", description="", body=()))
    told = weights(Words(title="", labels="", headings="", description="", body=("ravine " * 500,)))
    assert named["ravine"] > told["ravine"]


def test_the_parts_of_a_body_weigh_together_and_no_word_runs_over_from_one_to_the_next() -> None:
    parts, whole = ("a steep", "ravine ravine", "", "ends"), ("a steep ravine ravine  ends",)
    found = weights(Words(title="", labels="", headings="", description="", body=parts))
    assert found == weights(Words(title="", labels="", headings="", description="", body=whole))
    assert found.keys() == {"a", "steep", "ravine", "ends"}


def test_mentions_count_ever_less_and_more_in_a_shorter_text() -> None:
    def weight(mentions: int, others: int) -> int:
        body = "ravine " * mentions + "word " * others
        return weights(Words(title="", labels="", headings="", description="", body=(body,)))["ravine"]

    assert weight(1, 1500) < weight(3, 1500) < weight(9, 1500)
    assert weight(9, 1500) - weight(3, 1500) <= weight(6, 1500)
    assert weight(3, 100) > weight(3, 6000)


@given(st.text(), st.text(), st.text())
def test_a_weight_fits_six_bits(title: str, labels: str, body: str) -> None:
    found = weights(Words(title, labels, labels + title, body, (body, title)))
    assert all(0 < weight <= MOST < PLACES for weight in found.values())


WEIGHTS = st.dictionaries(
    st.text(min_size=1).map(words_of).filter(bool).map(lambda some: some[0]), st.integers(1, MOST)
)


@given(st.lists(WEIGHTS, max_size=5))
def test_pieces_hold_every_word_once_with_all_its_pages(pages: list[dict[str, int]]) -> None:
    wanted: dict[str, dict[int, int]] = {}
    for number, page in enumerate(pages):
        for word, weight in page.items():
            wanted.setdefault(word, {})[number] = weight
    assert read(pages) == wanted


def test_pieces_are_runs_of_the_alphabet_of_a_size_to_be_fetched_in_one_go() -> None:
    words = {f"word{number}": 1 for number in range(20_000)}
    made = list(pieces([words]))
    assert len(made) > 3
    assert all(len(piece.data) < 70_000 for piece in made)
    firsts = [piece.first for piece in made]
    assert firsts == sorted(firsts)
    for piece, after in zip(made, firsts[1:], strict=False):
        held = list(json.loads(piece.data))
        assert held[0] == piece.first
        assert held == sorted(held)
        assert held[-1] < after


def test_the_order_is_that_of_utf_16_as_in_browsers() -> None:
    made = list(pieces([{"\uff41": 1, "\U0001d41a": 1, "a": 1}]))
    assert list(json.loads(made[0].data)) == ["a", "\U0001d41a", "\uff41"]
