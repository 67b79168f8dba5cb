"""What is typed as if it had been computed, in the words of the site as well as in English."""

from __future__ import annotations

import pytest

from adjoint.markup import Source, parse_document
from adjoint.site.post.forged import forged
from adjoint.site.words import Words

GERMAN = Words(
    numbers_in_text="Zahlen im Text",
    computed_by="Berechnet von Fassung {engine} der Maschine.",
    expression="Ausdruck",
    checked="Geprüft",
    modes_agree="beide Richtungen stimmen überein",
    tape_agrees="ja",
)


def told(text: str, words: Words) -> list[int]:
    document, _ = parse_document(Source("post.md", text))
    return [found.location.line for found in forged(document, words)]


@pytest.mark.parametrize(
    "text",
    [
        "## Zahlen *im Text*\n",
        "| Zahl | Ausdruck | Geprüft |\n| - | - | - |\n| 1 | `a` | so |\n",
        "Berechnet von Fassung 7 der\nMaschine.\n",
        "So: beide Richtungen stimmen **überein**\n",
    ],
)
def test_the_provenance_is_known_in_the_words_of_the_site(text: str) -> None:
    assert told(text, GERMAN) == [1]
    assert told(text, Words()) == []


def test_it_is_known_in_english_whatever_the_words() -> None:
    assert told("## Numbers in this text\n", GERMAN) == told("## Numbers in this text\n", Words()) == [1]


@pytest.mark.parametrize(
    "words", [GERMAN, Words(numbers_in_text="", checked="", expression="", computed_by="{engine}")]
)
def test_short_words_make_no_text_a_forgery(words: Words) -> None:
    text = (
        "## Ja\n\nEin Ausdruck, ja, und ein {engine} oder nichts.\n\n| Ausdruck | |\n| - | - |\n| 1 | 2 |\n"
    )
    assert told(text, words) == []


@pytest.mark.parametrize(
    "text",
    [
        "COMPUTED by *ver*sion 3 of the\n**engine**.\n",
        "- So forward and\n  reverse mode _x_ agree: forward and reverse mode agree\n",
        "> It is the tape that\n> the page replays.\n",
        "Browser against engine: 3 of 3.\n",
    ],
)
def test_an_assurance_is_known_however_it_is_set(text: str) -> None:
    assert told(text, Words()) == told(text, GERMAN) == [1]


def test_what_has_no_letters_of_ours_is_looked_for_in_every_text() -> None:
    greek = Words(modes_agree="και οι δύο συμφωνούν")
    assert told("Λοιπόν: και οι δύο συμφωνούν\n", greek) == [1]
    assert told("Λοιπόν: και οι δύο συμφωνούν\n", Words()) == []
