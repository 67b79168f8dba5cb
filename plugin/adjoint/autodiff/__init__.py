"""Reverse-mode automatic differentiation of expressions, from text to graph to gradient.

>>> graph = parse_graph("e = (a + b) * (b + 1)")
>>> primals = forward(graph, {"a": 2.0, "b": 1.0})
>>> dict(zip((node.name for node in graph.nodes), reverse(graph, primals)))["b"]
5.0
>>> adjoint_text(graph, "b")
'd + c'
"""

from adjoint.autodiff.browser import browser_module
from adjoint.autodiff.derivative import gradient, hessian_graph
from adjoint.autodiff.errors import DomainError, ExpressionError
from adjoint.autodiff.graph import Graph, Node
from adjoint.autodiff.operations import OPERATIONS, Operation, Primitive
from adjoint.autodiff.parser import parse_steps, parse_syntax
from adjoint.autodiff.paths import Path, Paths, paths
from adjoint.autodiff.reading import parse_graph, parse_program
from adjoint.autodiff.sweeps import forward, reverse, tangent
from adjoint.autodiff.symbolic import Edge, adjoint_latex, adjoint_text, edges, local_derivatives
from adjoint.autodiff.tape import tape, tape_of

ENGINE_VERSION = "1"
"""Changes whenever the engine may compute or write anything differently; caches hold it in their keys."""

__all__ = [
    "ENGINE_VERSION",
    "OPERATIONS",
    "DomainError",
    "Edge",
    "ExpressionError",
    "Graph",
    "Node",
    "Operation",
    "Path",
    "Paths",
    "Primitive",
    "adjoint_latex",
    "adjoint_text",
    "browser_module",
    "edges",
    "forward",
    "gradient",
    "hessian_graph",
    "local_derivatives",
    "parse_graph",
    "parse_program",
    "parse_steps",
    "parse_syntax",
    "paths",
    "reverse",
    "tangent",
    "tape",
    "tape_of",
]
