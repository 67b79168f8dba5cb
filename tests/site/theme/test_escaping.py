"""What templates show is escaped, whether or not it was shown before."""

from __future__ import annotations

from pathlib import Path

import pytest
from markupsafe import Markup

from adjoint.site.theme.escaping import escaped
from adjoint.site.theme.layouts import template_renderer


@pytest.mark.parametrize("text", ["<b>", "<b>" * 100])
def test_markup_is_shown_as_it_is_and_an_equal_text_is_escaped_before_and_after(text: str) -> None:
    safe = text.replace("<", "&lt;").replace(">", "&gt;")
    assert escaped(text) == safe
    assert escaped(Markup(text)) == text
    assert escaped(text) == safe


def test_numbers_and_what_makes_its_own_markup_are_shown() -> None:
    class Bold:
        def __html__(self) -> str:
            return "<b>"

    assert escaped(1) == "1"
    assert escaped(1.0) == "1.0"
    assert escaped(Bold()) == "<b>"


def test_templates_escape_by_it_within_blocks_and_macros(tmp_path: Path) -> None:
    (tmp_path / "page.jinja").write_text(
        "{% macro bold(text) %}<b>{{ text }}</b>{% endmacro %}"
        "{{ bold(a) }}{% block main %}{{ b }}{% endblock %}",
        encoding="utf-8",
    )
    render = template_renderer([tmp_path])
    assert render("page.jinja", a="<i>", b=Markup("<i>")) == b"<b>&lt;i&gt;</b><i>"
    assert render("page.jinja", a=Markup("<i>"), b="<i>") == b"<b><i></b>&lt;i&gt;"
