"""The computation graph: named nodes in topological order, each an operation on earlier nodes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cached_property
from typing import Final, NamedTuple

from adjoint.autodiff.errors import did_you_mean
from adjoint.autodiff.operations import OPERATIONS, Operation
from adjoint.autodiff.printing import LATEX, LATEX_BESIDE_E, TEXT, Notation, write_node
from adjoint.frozen import frozen


class Node(NamedTuple):
    """A value of a computation; a tuple, for derived graphs are made of tens of thousands.

    Attributes:
        name: what its author calls it; empty for a number inside an expression and for steps nobody named.
        operation: ``input``, ``constant``, or a row of the table of operations.
        operands: indices of earlier nodes, in order; one may stand there twice.
        value: of a constant.
        span: where it was written, as offsets into the text.
    """

    name: str
    operation: str
    operands: tuple[int, ...] = ()
    value: float | None = None
    span: tuple[int, int] = (0, 0)


_LEAVES: Final = frozenset({"input", "constant"})


@frozen
class Graph:
    """Nodes in topological order, so that every sweep is one loop, and the nodes whose values are wanted.

    A graph read from text stays as written: nothing is folded or shared, and ``b = a + a`` has two edges.
    """

    nodes: tuple[Node, ...]
    outputs: tuple[int, ...]
    unwritten: frozenset[int] = field(default=frozenset(), compare=False, repr=False)
    """The nodes whose names the reader of the text made up: an error cannot point an author to them."""

    def __post_init__(self) -> None:
        named = [node.name for node in self.nodes if node.name]
        if len(set(named)) != len(named):
            raise ValueError("two nodes have the same name")
        for index, (_, operation, operands, value, _) in enumerate(self.nodes):
            if operation == "constant" and value is None:
                raise ValueError(f"constant {index} has no value")
            arity = 0 if operation in _LEAVES else OPERATIONS[operation].arity
            if len(operands) != arity:
                raise ValueError(f"{operation} takes {arity} operands, node {index} gives {len(operands)}")
            for operand in operands:
                if not 0 <= operand < index:
                    raise ValueError(f"an operand of node {index} does not come before it")
        if not self.outputs or any(not 0 <= output < len(self.nodes) for output in self.outputs):
            raise ValueError("an output is not a node")

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.nodes, self.outputs))

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """The inputs' names, in order of first appearance."""
        return tuple(node.name for node in self.nodes if node.operation == "input")

    @property
    def output(self) -> str:
        """The name of the (first) output."""
        return self.nodes[self.outputs[0]].name

    def index(self, name: str) -> int:
        """Return the index of a named node.

        Raises:
            KeyError: there is no such node.
        """
        if name not in self._indices:
            hint = did_you_mean(name, self._indices)
            raise KeyError(f"the graph has no node {name}" + (f"; {hint}" if hint else ""))
        return self._indices[name]

    def text(self, index: int) -> str:
        """Return a node's step in its operands' names: ``a + b``, ``c · d``, ``tanh(u)``."""
        return self._step(index, TEXT)

    def latex(self, index: int) -> str:
        r"""Return a node's step in its operands' names as LaTeX: ``c \cdot d``, ``\tanh(u)``."""
        return self._step(index, self.latex_notation)

    def written(self, index: int) -> str:
        """Return a node's expression in the names that its author wrote: ``log(a − 3)``."""

        def is_written(node: int) -> bool:
            return node != index and bool(self.nodes[node].name) and node not in self.unwritten

        return write_node(self, index, TEXT, is_written)

    @property
    def latex_notation(self) -> Notation:
        """How LaTeX is written beside this graph's names."""
        return LATEX_BESIDE_E if "e" in self._indices else LATEX

    def steps(self) -> Iterator[tuple[int, Node, Operation]]:
        """Give the nodes that have operands, first to last, each with its index and its row of the table."""
        for index, node in enumerate(self.nodes):
            if node.operands:
                yield index, node, OPERATIONS[node.operation]

    def links(self) -> Iterator[tuple[int, int, int]]:
        """Give each use of a node that has a derivative: target, place of the operand in it, source."""
        for index, node, _ in self.steps():
            for position, operand in enumerate(node.operands):
                if not self.is_number(operand):
                    yield index, position, operand

    def is_number(self, index: int) -> bool:
        """Tell whether a node is a number inside an expression, a nameless constant: it has no derivative."""
        return self.numbers[index]

    @cached_property
    def numbers(self) -> tuple[bool, ...]:
        """Which nodes are numbers inside an expression."""
        return tuple(node.operation == "constant" and not node.name for node in self.nodes)

    @cached_property
    def names(self) -> frozenset[str]:
        """The inputs' names."""
        return frozenset(self.inputs)

    @cached_property
    def _indices(self) -> Mapping[str, int]:
        return {node.name: index for index, node in enumerate(self.nodes) if node.name}

    def _step(self, index: int, notation: Notation) -> str:
        def is_named(node: int) -> bool:
            return node != index and bool(self.nodes[node].name)

        return write_node(self, index, notation, is_named)
