"""What the expression language knows, told from the table of operations."""

from __future__ import annotations

from adjoint.autodiff import OPERATIONS
from adjoint.autodiff.operations import Operation
from adjoint.components.expressions import CONSTANTS, OF_RUNS
from adjoint.components.numerals import KNOWN_MARKS, LARGE, SMALL
from adjoint.site.reference.tables import table

LANGUAGE = """\
Arithmetic is `+ - * / ^`, also written `·`, `×`, `−`, `÷` and `**`; a power binds tightest and to the
right, so `-x^2` is `-(x^2)`. Names begin with a letter, Greek letters included; `alpha` and `α` are the
same name. A number is a constant. An `expr` is one expression, `e = (a + b) * (b + 1)`, whose unnamed steps
get free letters, or several named steps with semicolons between them."""

NUMBERS = f"""\
A computed value, `{{= expression :format }}`, and a claim speak of the numbers of the page: those of a
component by its id, `toy.e`, and by their name alone where only one component has it. Any id will do,
`fig:a.e` and `graph-1.e` too, which is that of the first graph without one. The format is
{KNOWN_MARKS}; without one, a number has three significant
digits below 1, three decimals below 1,000 and one above, and stands as a power of ten below
{SMALL:g} and from {LARGE:,.0f} on; a comma has it written out below 10¹⁵. In the page a number of a graph
follows that graph's sliders; one of a lab is quoted at the lab's published settings and does not follow its
controls."""


def operations() -> str:
    """Return every function of the language: how it is written, where it is defined, what it is at a kink."""
    rows = [
        (f"`{_call(row)}`", f"`{row.domain}`" if row.domain else "everywhere", row.convention)
        for row in OPERATIONS.values()
        if _is_function(row)
    ]
    return table(("function", "defined where", "derivative at a kink"), rows)


def forms() -> str:
    """Return what may be asked of the page's numbers beside their names."""
    runs = ", ".join(f"`{name}(adam, lr=0.1)`" for name in OF_RUNS[:1])
    others = ", ".join(f"`{name}`" for name in OF_RUNS[1:])
    rows = [
        ("`grad(e, b)`", "the derivative of a node of a graph by another"),
        ("`grad(grad(e, a), b)`", "the second derivative of a node by two others"),
        (
            "`local(c, a)`",
            "the derivative of a node by its operand, as on the arrow between them; there must be one",
        ),
        (
            "`path(e, b, c)`",
            "what the paths through `c`, and all further nodes named, add to `grad(e, b)`",
        ),
        ("`at(e, b=-1)`", "an expression with inputs of its graph set otherwise"),
        (f"{runs}", f"a number of a run with other settings; {others} likewise"),
        (", ".join(f"`{name}`" for name in sorted(CONSTANTS)), "constants"),
    ]
    return table(("form", "what it is"), rows)


def _is_function(row: Operation) -> bool:
    return row.name.isidentifier() and "#" not in row.text


def _call(row: Operation) -> str:
    must = len(row.parameters) - len(row.defaults)
    given = [f"{name}={value:g}" for name, value in zip(row.parameters[must:], row.defaults, strict=True)]
    return f"{row.name}({', '.join((*row.parameters[:must], *given))})"
