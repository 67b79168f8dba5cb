"""The code of templates is kept between runs, and a template that changes is compiled anew."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from adjoint.components import compiled
from adjoint.components.compiled import CompiledTemplates


def filled(text: str, *, trims: bool = False) -> str:
    """What a template says in a process that has compiled none."""
    loader = DictLoader({"a.jinja": text})
    environment = Environment(loader=loader, trim_blocks=trims, bytecode_cache=CompiledTemplates())  # noqa: S701
    return environment.get_template("a.jinja").render(name="Ada")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(compiled, "_FOLDER", tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path


def test_a_template_is_compiled_once_for_each_of_its_texts(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert filled("Dear {{ name }}") == "Dear Ada"
    assert len(list(folder.iterdir())) == 1
    assert filled("Hi {{ name }}") == "Hi Ada"
    monkeypatch.setattr(Environment, "compile", None)
    assert filled("Hi {{ name }}") == "Hi Ada"


def test_what_is_damaged_or_cannot_be_written_is_made_again(folder: Path) -> None:
    filled("Dear {{ name }}")
    file = next(folder.iterdir())
    whole = file.read_bytes()
    for damaged in (b"damaged", *(whole[:length] for length in range(0, len(whole), 5))):
        file.write_bytes(damaged)
        assert filled("Dear {{ name }}") == "Dear Ada"
        assert file.read_bytes() == whole
    next(folder.iterdir()).unlink()
    folder.rmdir()
    assert filled("Dear {{ name }}") == "Dear Ada"


def test_what_an_environment_of_other_options_has_compiled_is_not_taken(folder: Path) -> None:
    text = "{% if name %}\n{{ name }}{% endif %}"
    assert filled(text) == "\nAda"
    assert filled(text, trims=True) == "Ada"
    assert list(folder.iterdir())


def test_nothing_is_kept_where_python_keeps_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert filled("Dear {{ name }}") == "Dear Ada"
    assert not list(folder.iterdir())
