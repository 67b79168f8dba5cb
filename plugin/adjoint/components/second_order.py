"""Second derivatives of a page's graphs: an entry of the Hessian by any two nodes, as equations state it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from adjoint.autodiff import Graph, Node, forward, hessian_graph
from adjoint.frozen import frozen

if TYPE_CHECKING:
    from adjoint.components.reading import Scope


@frozen
class SecondDerivative:
    """∂²of/∂then∂by in a component's graph; neither of the two nodes is made of the other."""

    owner: str
    of: str
    by: str
    then: str

    def number(self, scope: Scope) -> float:
        """Run the graph of the Hessian."""
        shape, primals = self._run(scope)
        return primals[self.entry(shape)]

    def size(self, scope: Scope) -> float:
        """Return what the same sums give with every term counted as positive."""
        shape, primals = self._run(scope)
        sizes: list[float] = []
        for node, primal in zip(shape.nodes, primals, strict=True):
            operands = [sizes[operand] for operand in node.operands]
            match node.operation:
                case "add" | "subtract":
                    sizes.append(sum(operands))
                case "multiply":
                    sizes.append(operands[0] * operands[1])
                case "negate":
                    sizes.append(operands[0])
                case _:
                    sizes.append(abs(primal))
        return sizes[self.entry(shape)]

    def shape(self, graph: Graph) -> Graph:
        """Return the graph of the Hessian, of which the nodes that are differentiated by are inputs."""
        return _shape(graph, self.of, tuple(dict.fromkeys((self.by, self.then))))

    def _run(self, scope: Scope) -> tuple[Graph, tuple[float, ...]]:
        quantities = scope.quantities[self.owner]
        graph = quantities.graph
        assert graph is not None  # noqa: S101  (only graphs have derivatives)
        shape = self.shape(graph)
        inputs = {name: quantities.primals[graph.index(name)] for name in shape.inputs}
        return shape, forward(shape, inputs)

    def entry(self, shape: Graph) -> int:
        """Return the node of the entry: the triangle ends in ∂²/∂x₀², or in ∂²/∂x₁∂x₀ and ∂²/∂x₁²."""
        return shape.outputs[-1 if self.by == self.then else -2]


@lru_cache(maxsize=64)
def _shape(graph: Graph, of: str, by: tuple[str, ...]) -> Graph:
    """Return the graph of the Hessian by some nodes, which are its inputs: what they are made of rests."""
    cut = {graph.index(name) for name in by}
    nodes = tuple(
        Node(node.name, "input") if index in cut else node for index, node in enumerate(graph.nodes)
    )
    return hessian_graph(replace(graph, nodes=nodes, outputs=(graph.index(of),)), inputs=by)
