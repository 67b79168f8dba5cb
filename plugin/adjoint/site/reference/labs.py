"""The effects that labs can show: their params, and the numbers that a post may name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from adjoint.components import COMPONENTS
from adjoint.components.lab.effects import EFFECTS
from adjoint.components.lab.model import Effect
from adjoint.components.model import Context
from adjoint.components.templates import icon
from adjoint.markup import Source, parse_document
from adjoint.site.gathering import Faults
from adjoint.site.post.calls import validated_calls
from adjoint.site.reference.tables import schema


def labs() -> Iterator[str]:
    """Yield the text on each effect."""
    for effect in EFFECTS:
        yield f"### `{effect.slug}`"
        yield f"{effect.summary[0].upper()}{effect.summary[1:].rstrip('.')}."
        yield schema("param", effect.params)
        names = ", ".join(f"`{name}`" for name in _numbers(effect))
        yield f"Its numbers, after the id of the lab (`lab.…`), where no param is given: {names}."


def _numbers(effect: Effect[Any]) -> tuple[str, ...]:
    tag = f'<LabCanvas id="lab" effect="{effect.slug}" />'
    document, _ = parse_document(Source("lab.md", f"---\ntitle: Lab\n---\n\n{tag}\n"))
    ((component, call),) = validated_calls(document, COMPONENTS, {}, Faults()).values()
    assert component.quantities is not None  # noqa: S101  (every lab has some)
    context = Context(lambda _latex, _display: Markup(), icon)
    return tuple(component.quantities(component.compute(call, context)).values)
