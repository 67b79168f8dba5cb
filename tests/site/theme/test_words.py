"""A site in another language: one file of its own holds every word of the theme, its days and its counts."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from adjoint.cli import main
from adjoint.markup import Fault
from adjoint.site.theme.layouts import DEFAULT, theme_words
from adjoint.site.words import Words

WORDS = Path(__file__).parents[3] / "layouts" / "words.jinja"
SET = re.compile(r'(?<=")[A-Z][^"{}]*(?=")')
MACRO = re.compile(r"(\{% macro (\w+)\(\w+\) %\}).*(\{% endmacro %\})")
POST = """---
title: Ein Text
date: 2026-03-24
updated: 2026-05-02
labels: [Analysis]
takeaways: [Wenig.]
---

Wert {= 1 + 1 }.

## Eins

## Zwei

## Drei
"""
FILES = {
    "content/site.yaml": "title: Notizen\nurl: https://notizen.example/\nlanguage: de\n",
    "content/about.md": "---\ntitle: Wir\n---\n\nText.\n",
    "content/blog/eins/index.md": POST,
    "content/blog/zwei/index.md": "---\ntitle: Mehr\ndate: 2026-03-25\nlabels: [Analysis]\n---\n\nText.\n",
}


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The texts of a site whose words are all in angle quotes, and whose days are numbers."""
    folder = tmp_path_factory.mktemp("words")
    words = SET.sub(lambda text: f"«{text[0]}»", MACRO.sub(r"\1«\2»\3", WORDS.read_text(encoding="utf-8")))
    words = words.replace("computed once", "einmal berechnet")
    words = words.replace("«day»", "{{ date.day }}. {{ date.month }}. {{ date.year }}")
    for path, text in {**FILES, "layouts/words.jinja": words}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    arguments = ["--content", "content", "--layouts", "layouts", "--output", "dist", "--jobs", "1", "--quiet"]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(arguments) == 0
    pages = [page for page in (folder / "dist").rglob("*") if page.suffix in {".html", ".md", ".xml"}]
    return {page.relative_to(folder / "dist").as_posix(): page.read_text(encoding="utf-8") for page in pages}


def test_every_page_says_its_language(translated: dict[str, str]) -> None:
    pages = [html for name, html in translated.items() if name.endswith(".html")]
    assert len(pages) >= 6
    assert all('<html lang="de">' in html for html in pages)


def test_days_are_written_as_the_words_write_them(translated: dict[str, str]) -> None:
    html = translated["blog/eins/index.html"]
    assert '<time datetime="2026-03-24">24. 3. 2026</time>' in html
    assert '«updated» <time datetime="2026-05-02">2. 5. 2026</time>'.replace("«updated»", "updated") in html


def test_no_word_of_the_theme_is_left_in_english(translated: dict[str, str]) -> None:
    words = sorted(set(SET.findall(WORDS.read_text(encoding="utf-8"))), key=len, reverse=True)
    assert len(words) > 30
    for name, html in translated.items():
        if not name.endswith(".html"):
            continue
        shown = re.sub(r"«[^»]*»|<script.*?</script>|https?://\S+", "", html, flags=re.DOTALL)
        texts = " ".join([*re.findall(r">([^<>]*)<", shown), *re.findall(r'aria-label="([^"]*)"', shown)])
        assert [word for word in words if re.search(rf"\b{re.escape(word)}\b", texts)] == [], name


def test_sibling_and_feed_say_it_in_its_words_too(translated: dict[str, str]) -> None:
    assert "\n## «Key takeaways»\n\n- Wenig.\n" in translated["blog/eins/index.md"]
    assert "&lt;h2&gt;«Key takeaways»&lt;/h2&gt;" in translated["feed.xml"]


def test_the_numbers_at_the_foot_are_told_in_its_words(translated: dict[str, str]) -> None:
    *_, heading, _, sentence, _, heads, _, row, _, cited, _ = translated["blog/eins/index.md"].split("\n")
    assert heading == "## «Numbers in this text»"
    assert sentence == "«computed_by»"
    assert heads == "| «Number» | «Expression» | «In full» | «From» | «Checked» |"
    assert row == "| 2 | `1 + 1` | 2 | arithmetic | einmal berechnet |"
    assert cited == "«Cite as»: *Ein Text*, Notizen, 2026. <https://notizen.example/blog/eins/>"
    assert "<td>einmal berechnet</td>" in translated["blog/eins/index.html"]
    assert "<summary>«Cite as»</summary>" in translated["blog/eins/index.html"]


def test_a_word_that_a_site_lacks_is_the_themes(tmp_path: Path) -> None:
    (tmp_path / "words.jinja").write_text('{% set takeaways = "Das Wichtigste" %}\n{% set wrong = 1 / %}\n')
    with pytest.raises(Fault, match=r"words.jinja:2:1: layout"):
        theme_words([tmp_path, WORDS.parent])
    (tmp_path / "words.jinja").write_text('{% set takeaways = "Das Wichtigste" %}')
    assert theme_words([tmp_path, WORDS.parent]) == replace(Words(), takeaways="Das Wichtigste")


OWN_WORDS = {
    "{% macro cite() %}Zit{% endmacro %}": {"cite": "Zit"},
    "{% macro computed_by() %}Von uns.{% endmacro %}": {"computed_by": "Von uns."},
    """{% macro computed_by(engine) %}<a href="{{ asset('a.css') }}">By</a> {{ engine }}{% endmacro %}""": {
        "computed_by": "By {engine}"
    },
    "{% set cite %}<b>Zit</b>{% endset %}{% set at = 3 %}": {"cite": "Zit", "at": "3"},
}  # fmt: skip
WRONG_WORDS = {
    "\n{% set at = nope %}": "2:1: layout: 'nope' is undefined",
    "{% set cite = at.nope %}": "1:1: layout: str has no attribute 'nope'",
    "\n{% macro cite(a, b) %}\n{{ b }}{% endmacro %}": "3:1: layout: parameter 'b' was not provided",
    "\n\n{% macro cite() %}{{ 1 / 0 }}{% endmacro %}": "3:1: layout: ZeroDivisionError: division by zero",
    "\n{{ [1] | sum(start='a') }}": "2:1: layout: TypeError",
}


@pytest.mark.parametrize("source", OWN_WORDS)
def test_a_word_may_be_a_text_or_a_macro_with_or_without_the_engine(source: str, tmp_path: Path) -> None:
    (tmp_path / "words.jinja").write_text(source, encoding="utf-8")
    found = theme_words([tmp_path, WORDS.parent], asset=str)
    assert found == replace(Words(), **OWN_WORDS[source])


@pytest.mark.parametrize("source", WRONG_WORDS)
def test_whatever_a_word_raises_is_told_at_its_line(source: str, tmp_path: Path) -> None:
    (tmp_path / "words.jinja").write_text(source, encoding="utf-8")
    with pytest.raises(Fault, match=r"words\.jinja") as told:
        theme_words([tmp_path, WORDS.parent])
    assert WRONG_WORDS[source] in str(told.value)


def test_what_is_written_without_a_template_has_the_themes_words() -> None:
    assert theme_words([DEFAULT]) == Words()
