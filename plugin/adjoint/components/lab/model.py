"""An effect: what a lab shows, computed once from its params and told as figure, markdown and quantities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from adjoint.components.model import Parts
from adjoint.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from markupsafe import Markup

    from adjoint.components.model import Call, Context
    from adjoint.components.quantities import Descent
    from adjoint.components.schema import Prop
    from adjoint.components.settings import Settings

State = TypeVar("State")


@frozen
class Stage:
    """The room a lab has on the page, and what the author wants around its figure."""

    id: str
    width: int
    """Pixels of the figure at its full width; its marks and labels are drawn for this size."""
    height: int
    controls: bool


@frozen
class Effect(Generic[State]):
    """The specification of an effect; ``EFFECTS`` lists them all."""

    slug: str
    title: str
    summary: str
    params: tuple[Prop, ...]
    compute: Callable[[Mapping[str, Any], Call], State]
    """Params, validated and filled with defaults -> all that the lab shows; raises ``Fault`` at a param."""
    html: Callable[[State, Stage, Context], Markup]
    """What stands inside ``<adjoint-SLUG>``, the element that the effect's widget defines.

    What must be in view for the lab to move has the class ``lab-stage``.
    """
    markdown: Callable[[State, Stage], tuple[str, str]]
    """A sentence or two for the sibling's quote, and what follows it, such as a table."""
    figure: Callable[[State], str]
    """A stand-alone SVG document of 1200×630."""
    quantities: Callable[[State], Mapping[str, float]]
    """The numbers that claims and computed values may name, such as ``adam.loss``."""
    descents: Callable[[State], Mapping[str, Descent]] | None = None
    """The runs that claims and equations may ask for again with other settings, by name, such as ``adam``."""
    source: Callable[[State], Mapping[str, object]] | None = None
    """What the figure draws, such as an expression; its SVG carries it along as data."""
    settings: Callable[[State, Stage], Settings] | None = None
    """What a reader may set, by the names of the controls' ``data-setting``, which a link may set too."""
    still_without_controls: bool = False
    """Whether it has nothing to do in a browser where an author wants no controls."""
    widgets: tuple[Path, ...] = ()
    """The ES modules that wake it; only pages that show the effect load them, its modules and its style."""
    modules: tuple[str, ...] = ()
    """The engine's browser modules that the widgets import, such as ``tape.js``."""
    style: Path | None = None

    @property
    def parts(self) -> Parts:
        """What a browser loads for the effect, beyond what it loads for any lab."""
        return Parts(self.widgets, self.modules, self.style)

    @property
    def still_parts(self) -> Parts:
        """What a browser loads for the effect where it only stands."""
        return Parts(style=self.style)
