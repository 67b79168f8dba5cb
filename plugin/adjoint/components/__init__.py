"""Floor 2: the components, one folder each; a tag computes once and is told as HTML and as markdown."""

from typing import Any

from adjoint.components.callout.component import COMPONENT as CALLOUT
from adjoint.components.compute_graph.component import COMPONENT as COMPUTE_GRAPH
from adjoint.components.equation.component import COMPONENT as EQUATION
from adjoint.components.figure.component import COMPONENT as FIGURE
from adjoint.components.lab_canvas.component import COMPONENT as LAB_CANVAS
from adjoint.components.lab_side.component import COMPONENT as LAB_SIDE
from adjoint.components.model import Component
from adjoint.components.pull_quote.component import COMPONENT as PULL_QUOTE
from adjoint.components.stat.component import COMPONENT as STAT
from adjoint.components.stat_group.component import COMPONENT as STAT_GROUP

COMPONENTS: tuple[Component[Any], ...] = (
    CALLOUT,
    COMPUTE_GRAPH,
    EQUATION,
    FIGURE,
    LAB_CANVAS,
    LAB_SIDE,
    PULL_QUOTE,
    STAT,
    STAT_GROUP,
)
