"""What is wrong in a template, told to whoever wrote it."""

from __future__ import annotations

import re
import traceback
from pathlib import Path

import jinja2

from adjoint.markup import Diagnostic, Location
from adjoint.site.theme.assets import UnknownAssetError
from adjoint.site.wording import shown

_LACKING = re.compile(r"TemplateModule object' has no attribute '(\w+)'")
_OBJECT = re.compile(r"'[\w.]*?(\w+) object'")


def template_fault(error: Exception) -> Diagnostic | None:
    """Return what to tell of an exception raised while a template was read or filled.

    Returns:
        The fault at its line; nothing if the template is not to blame.
    """
    place = _place(error)
    return Diagnostic("layout", "error", _said(error), place) if place else None


def word_fault(error: Exception, file: Path, name: str) -> Diagnostic:
    """Return what to tell of an exception raised by a word of a site.

    Args:
        error: what was raised.
        file: the ``words.jinja`` in which the word stands.
        name: the word's.

    Returns:
        The fault at the line that raised it, or else where the word is set.
    """
    lines = _lines(error)
    place = _place(error) or (_at(lines[-1]) if lines else Location(shown(file), _set_at(file, name), 1))
    return Diagnostic("layout", "error", _said(error), place)


def _set_at(file: Path, name: str) -> int:
    """Return the line on which a word is set last."""
    is_setting = re.compile(rf"\{{%[-+]?\s*(?:set|macro)\b[^=(%]*\b{name}\b")
    lines = enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
    return max((number for number, line in lines if is_setting.search(line)), default=1)


def _lines(error: Exception) -> list[traceback.FrameSummary]:
    """Return where in templates an exception was raised, the innermost last."""
    return [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".jinja")]


def _at(frame: traceback.FrameSummary) -> Location:
    return Location(shown(frame.filename), frame.lineno or 1, 1)


def _place(error: Exception) -> Location | None:
    if isinstance(error, jinja2.TemplateSyntaxError):
        return Location(shown(error.filename or error.name or "a layout"), error.lineno, 1)
    frames, lines = traceback.extract_tb(error.__traceback__), _lines(error)
    is_its_own = isinstance(error, jinja2.TemplateError | UnknownAssetError) or frames[-1:] == lines[-1:]
    return _at(lines[-1]) if lines and is_its_own else None


def _said(error: Exception) -> str:
    if isinstance(error, jinja2.TemplateNotFound):
        return f'there is no layout "{error.name}"'
    if isinstance(error, UnknownAssetError):
        return f'there is no asset "{error.args[0]}"'
    if isinstance(error, jinja2.TemplateError):
        lacking = _LACKING.search(str(error))
        if lacking:
            return f'"{lacking[1]}" is missing in words.jinja, or in what else is imported here'
        return _OBJECT.sub(r"\1", str(error))
    return f"{type(error).__name__}: {error}"
