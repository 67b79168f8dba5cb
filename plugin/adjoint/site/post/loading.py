"""What a page loads for its components: the styles and scripts of those it uses, and of no others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from adjoint.components.model import Component, Parts
from adjoint.frozen import frozen
from adjoint.site.theme.assets import served_name


@frozen
class Loads:
    """Styles and scripts by plain name, in the order in which a page names them."""

    styles: tuple[str, ...]
    scripts: tuple[str, ...]


def loads(results: Sequence[tuple[Component[Any], Any]], components: Iterable[str]) -> Loads:
    """Return what a page loads.

    Args:
        results: the page's components, each with what it computed.
        components: the tags of all there are; their order is that of the styles and scripts of every page.
    """
    if not results:
        return Loads((), ())
    parts: list[Component[Any] | Parts] = []
    used = {made.tag: made for made, _ in results}
    for component in (used[tag] for tag in components if tag in used):
        parts.append(component)
        if component.kind is not None:
            kinds = [component.kind(result) for made, result in results if made.tag == component.tag]
            parts += [kind for kind in component.kinds if kind in kinds]
    styles = [served_name(part.style) for part in parts if part.style is not None]
    scripts = [served_name(widget) for part in parts for widget in part.widgets]
    return Loads(tuple(dict.fromkeys(styles)), tuple(dict.fromkeys(scripts)))
