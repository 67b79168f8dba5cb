"""What is wrong in a template, told to whoever wrote it."""

from __future__ import annotations

import re
import traceback

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


def _place(error: Exception) -> Location | None:
    if isinstance(error, jinja2.TemplateSyntaxError):
        return Location(shown(error.filename or error.name or "a layout"), error.lineno, 1)
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame for frame in frames if frame.filename.endswith(".jinja")]
    is_its_own = isinstance(error, jinja2.TemplateError | UnknownAssetError) or frames[-1:] == lines[-1:]
    return Location(shown(lines[-1].filename), lines[-1].lineno or 1, 1) if lines and is_its_own else None


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
