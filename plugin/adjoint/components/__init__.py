"""Floor 2: the components, one folder each; a tag computes once and is told as HTML and as markdown."""

from typing import Any, Final

from adjoint.components.model import Component
from adjoint.components.shelf import Shelf

COMPONENTS: Final[Shelf[Component[Any]]] = Shelf(
    {
        "Callout": "adjoint.components.callout.component",
        "ComputeGraph": "adjoint.components.compute_graph.component",
        "Equation": "adjoint.components.equation.component",
        "Figure": "adjoint.components.figure.component",
        "LabCanvas": "adjoint.components.lab_canvas.component",
        "LabSide": "adjoint.components.lab_side.component",
        "PullQuote": "adjoint.components.pull_quote.component",
        "Stat": "adjoint.components.stat.component",
        "StatGroup": "adjoint.components.stat_group.component",
    }
)
"""Each component by its tag; a page loads those that it uses."""
