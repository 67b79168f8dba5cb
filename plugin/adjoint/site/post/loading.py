"""What a page loads for its components: the styles and scripts of those it uses, and of no others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from adjoint.components.model import Component, Parts
from adjoint.site.theme.assets import served_name


@dataclass(frozen=True)
class Loads:
    """Styles and scripts by plain name, in the order in which a page names them."""

    styles: tuple[str, ...]
    scripts: tuple[str, ...]


def loads(results: Sequence[tuple[Component[Any], Any]], components: Sequence[Component[Any]]) -> Loads:
    """Return what a page loads.

    Args:
        results: the page's components, each with what it computed.
        components: all there are; their order is that of the styles and scripts of every page.
    """
    parts: list[Component[Any] | Parts] = []
    for component in components:
        own = [result for made, result in results if made.tag == component.tag]
        if own:
            parts.append(component)
        if component.kind is not None:
            used = [component.kind(result) for result in own]
            parts += [kind for kind in component.kinds if kind in used]
    styles = [served_name(part.style) for part in parts if part.style is not None]
    scripts = [served_name(widget) for part in parts for widget in part.widgets]
    return Loads(tuple(dict.fromkeys(styles)), tuple(dict.fromkeys(scripts)))
