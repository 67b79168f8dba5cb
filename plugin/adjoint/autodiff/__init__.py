"""Reverse-mode automatic differentiation of expressions, from text to graph to gradient.

>>> graph = parse_graph("e = (a + b) * (b + 1)")
>>> primals = forward(graph, {"a": 2.0, "b": 1.0})
>>> dict(zip((node.name for node in graph.nodes), reverse(graph, primals)))["b"]
5.0
>>> adjoint_text(graph, "b")
'd + c'

To read it: ``operations`` is the table that all else is made from, ``graph`` what an expression becomes
(``lexer``, ``parser``, ``reading``), and ``sweeps`` the two modes in a loop each. ``derivative`` is the same
reverse sweep building a graph, with ``builder`` and ``simplify``; ``symbolic`` and ``paths`` print it,
``compile`` and ``tape`` make it fast and send it to a browser. ``descent`` and ``depth`` put it to use,
``cost`` and ``verify`` hold it to account.
"""

from adjoint.autodiff.browser import browser_module, browser_source
from adjoint.autodiff.compile.arrays import compile_arrays
from adjoint.autodiff.compile.scalar import compile_gradient, compile_scalar, compile_value
from adjoint.autodiff.cost import Cost, cost
from adjoint.autodiff.derivative import gradient, hessian_graph
from adjoint.autodiff.descent import (
    CLIPPINGS,
    OPTIMISERS,
    SCHEDULES,
    SURFACES,
    Optimiser,
    Surface,
    Trajectory,
    custom_surface,
    default_settings,
    descend,
    optimiser_tape,
    surface_tape,
    surface_values,
)
from adjoint.autodiff.errors import DomainError, ExpressionError
from adjoint.autodiff.graph import Graph, Node
from adjoint.autodiff.operations import OPERATIONS, Operation, Primitive
from adjoint.autodiff.parser import parse_steps, parse_syntax
from adjoint.autodiff.paths import Path, Paths, paths
from adjoint.autodiff.products import hessian, hessian_vector, jvp, vjp
from adjoint.autodiff.reading import parse_graph, parse_program
from adjoint.autodiff.sweeps import forward, reverse, tangent
from adjoint.autodiff.symbolic import Edge, adjoint_latex, adjoint_text, edges, local_derivatives
from adjoint.autodiff.tape import tape, tape_of
from adjoint.autodiff.verify import Check, Verification, verify

ENGINE_VERSION = "3"
"""Changes whenever the engine may compute or write anything differently; caches hold it in their keys."""

__all__ = [
    "CLIPPINGS",
    "ENGINE_VERSION",
    "OPERATIONS",
    "OPTIMISERS",
    "SCHEDULES",
    "SURFACES",
    "Check",
    "Cost",
    "DomainError",
    "Edge",
    "ExpressionError",
    "Graph",
    "Node",
    "Operation",
    "Optimiser",
    "Path",
    "Paths",
    "Primitive",
    "Surface",
    "Trajectory",
    "Verification",
    "adjoint_latex",
    "adjoint_text",
    "browser_module",
    "browser_source",
    "compile_arrays",
    "compile_gradient",
    "compile_scalar",
    "compile_value",
    "cost",
    "custom_surface",
    "default_settings",
    "descend",
    "edges",
    "forward",
    "gradient",
    "hessian",
    "hessian_graph",
    "hessian_vector",
    "jvp",
    "local_derivatives",
    "optimiser_tape",
    "parse_graph",
    "parse_program",
    "parse_steps",
    "parse_syntax",
    "paths",
    "reverse",
    "surface_tape",
    "surface_values",
    "tangent",
    "tape",
    "tape_of",
    "verify",
    "vjp",
]
