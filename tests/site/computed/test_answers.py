"""Each computed value answers how it came about, with no more than was done."""

from __future__ import annotations

from pathlib import Path

import pytest

from adjoint.markup import Fault
from adjoint.site.build import Request, build
from adjoint.site.computed import answers as answering
from adjoint.site.computed.answers import Answers

GRAPH = '<ComputeGraph id="toy" expr="e = (a + b) * (b + 1)" inputs={{ a: 2, b: 1 }} />\n\n'


def page(folder: Path, text: str, more: str = "") -> tuple[Answers, str, str]:
    """Return the answers of a post, its HTML and its sibling."""
    post = folder / "content" / "blog" / "post"
    post.mkdir(parents=True)
    (post.parents[1] / "site.yaml").write_text("title: A site\nurl: https://example.org/\n")
    (post / "index.md").write_text(f"---\ntitle: A post\ndate: 2026-01-01\n{more}---\n\n{GRAPH}{text}\n")
    built = build(Request(folder / "content"))
    html = built.files["blog/post/index.html"].decode()
    return built.pages.page("blog/post").numbers, html, built.files["blog/post/index.md"].decode()


def test_an_answer_names_source_settings_value_and_check(tmp_path: Path) -> None:
    found, html, sibling = page(tmp_path, "It is {= grad(e, b) } and {= c / 7 :.2f} and {= 2^50 }.")
    gradient, third, power = found.listed
    assert [(source.id, source.settings) for source in gradient.sources] == [("toy", "a = 2, b = 1")]
    assert (gradient.text, gradient.exact, gradient.check) == ("5", "5", "modes_agree")
    assert (third.text, third.exact) == ("0.43", "0.42857142857142855")
    assert third.check == "tape_agrees"
    assert (power.sources, power.check) == ((), "computed_once")
    assert '<data class="computed" data-computed="1" value="5.0">5</data>' in html
    assert "| 5 | `grad(e, b)` | 5 | toy at a = 2, b = 1 | forward and reverse mode agree |" in sibling
    assert "| 1.13×10¹⁵ | `2^50` | 1125899906842624 | arithmetic | computed once |" in sibling


def test_one_answer_serves_every_place_of_a_number(tmp_path: Path) -> None:
    found, html, _ = page(
        tmp_path, "{= e }, {= e } and $x = {= e }$, or {= e :.1f}.", "takeaways: ['{= e }']\n"
    )
    assert [answer.text for answer in found.listed] == ["6", "6.0"]
    # Thrice in text, and in the formula's HTML and MathML.
    assert html.count('data-computed="1"') == 5
    assert html.count('id="numbers:1"') == 1


def test_a_post_without_computed_values_has_no_table_and_no_script(tmp_path: Path) -> None:
    found, html, sibling = page(tmp_path, "Nothing.")
    assert not found.listed
    assert "numbers:" not in html
    assert "/computed." not in html
    assert "Numbers in this text" not in sibling


def test_modes_that_disagree_fail_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "_tangent", lambda *_: 4.0)
    with pytest.raises(Fault) as caught:
        page(tmp_path, "It is {= grad(e, b) }.")
    (found,) = caught.value.diagnostics
    assert found.code == "value-check"
    assert (found.location.line, found.location.column) == (8, 7)


def test_unknown_format_marks_are_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(Fault) as caught:
        page(tmp_path, "It is {= e :>10}.")
    (found,) = caught.value.diagnostics
    assert found.code == "value-format"
    assert ".3g" in (found.hint or "")
