"""What the components of a page offer to the rest of it: numbers, settings, names and pictures."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from adjoint.components.model import Call, Component
from adjoint.components.quantities import Quantities
from adjoint.components.settings import Settings as WidgetSettings
from adjoint.frozen import frozen
from adjoint.markup import Diagnostic, Fault, Location, nearest
from adjoint.site.post.pictures import Picture, figure, picture
from adjoint.site.post.workshop import Workshop


@frozen
class Computed:
    """A call and the one result that both outputs tell."""

    component: Component[Any]
    call: Call
    result: Any

    @cached_property
    def figure(self) -> str | None:
        """Its stand-alone figure, which may stand at the head of the page as well; None if it has none."""
        return self.component.figure(self.result) if self.component.figure is not None else None


def quantities_of(computed: Mapping[int, Computed]) -> Mapping[str, Quantities]:
    """Return the numbers that each component offers, by its id."""
    return {
        made.call.id: made.component.quantities(made.result)
        for made in computed.values()
        if made.component.quantities is not None
    }


def settings_of(computed: Mapping[int, Computed]) -> Mapping[str, WidgetSettings]:
    """Return what a reader may set in each widget, by its id."""
    offered = {
        made.call.id: made.component.settings(made.result)
        for made in computed.values()
        if made.component.settings is not None
    }
    return {widget: settings for widget, settings in offered.items() if settings}


def labels_of(computed: Mapping[int, Computed]) -> Mapping[str, str]:
    """Return what a reference to a component reads as, by its id."""
    labels = {
        made.call.id: made.component.label(made.result)
        for made in computed.values()
        if made.component.label is not None
    }
    return {name: label for name, label in labels.items() if label}


def hero_of(
    wanted: str, place: Location, computed: Mapping[int, Computed], folder: str, shop: Workshop
) -> Picture:
    """Return the picture at the head of the page: a file, or the computed figure of a component, ``#id``.

    Raises:
        Fault: there is no such picture.
    """
    if not wanted.startswith("#"):
        return picture(wanted, folder, shop.links, shop.files, place)
    figures = {
        made.call.id: made.figure
        for made in computed.values()
        if made.call.id == wanted[1:] and made.figure is not None
    }
    if not figures:
        ids = {made.call.id for made in computed.values() if made.component.figure is not None}
        close = nearest(wanted[1:], ids)
        hint = f'did you mean "#{close}"?' if close else "name a graph or a lab of this post by its id"
        message = f'no component with a figure has the id "{wanted[1:]}"'
        raise Fault(Diagnostic("missing-image", "error", message, place, hint))
    return figure(figures[wanted[1:]], wanted[1:], folder, shop.links)


def figures_of(computed: Mapping[int, Computed], folder: str, shop: Workshop) -> Mapping[str, Picture]:
    """Return the stand-alone figures of a page's components, by id."""
    return {
        made.call.id: figure(made.figure, made.call.id, folder, shop.links)
        for made in computed.values()
        if made.figure is not None
    }
