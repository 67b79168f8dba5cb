"""The effects that labs can show: their params, their numbers, and what links may set."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from adjoint.components import COMPONENTS
from adjoint.components.lab.effects import EFFECTS
from adjoint.components.lab.model import Effect
from adjoint.components.model import Component, Context
from adjoint.components.settings import Settings
from adjoint.components.templates import icon
from adjoint.markup import Source, parse_document
from adjoint.site.gathering import Faults
from adjoint.site.post.calls import validated_calls
from adjoint.site.reference.tables import schema, table


def labs() -> Iterator[str]:
    """Yield the text on each effect."""
    for effect in EFFECTS:
        yield f"### `{effect.slug}`"
        yield f"{effect.summary[0].upper()}{effect.summary[1:].rstrip('.')}."
        yield schema("param", effect.params)
        component, result = _published(effect)
        assert component.quantities is not None  # noqa: S101  (every lab has some)
        names = ", ".join(f"`{name}`" for name in component.quantities(result).values)
        yield f"Its numbers, after the id of the lab (`lab.…`), where no param is given: {names}."
        assert component.settings is not None  # noqa: S101  (every lab has some)
        yield f"A link may set it, `[words](#lab?{_example(component.settings(result))})`:"
        yield _settings(component.settings(result))


def _settings(settings: Settings) -> str:
    rows = [(f"`{name}`", setting.describe(), f"`{setting.published}`") for name, setting in settings.items()]
    return table(("setting", "what it takes where no param is given", "published"), rows)


def _example(settings: Settings) -> str:
    """Return the end of a link that sets the first setting."""
    name, setting = next(iter(settings.items()))
    return f"{name}={setting.published}"


def _published(effect: Effect[Any]) -> tuple[Component[Any], Any]:
    """Return the lab of an effect without any param, computed."""
    tag = f'<LabCanvas id="lab" effect="{effect.slug}" />'
    document, _ = parse_document(Source("lab.md", f"---\ntitle: Lab\n---\n\n{tag}\n"))
    ((component, call),) = validated_calls(document, COMPONENTS, {}, Faults()).values()
    context = Context(lambda _latex, _display: Markup(), icon)
    return component, component.compute(call, context)
