"""The shipped modules in an embedded V8, as a browser would run them, without a page around them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from adjoint.markup import Location
from adjoint.markup.machine import Machine, given
from adjoint.site.check.replay.modules import as_script
from adjoint.site.check.replay.scripts import Scripts
from adjoint.site.check.stage.staging import MEMORY, Stage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_DRIVERS: Final = tuple(Path(__file__).with_name(name) for name in ("replay.js", "prose.js"))
_SECONDS: Final = 60.0
_DOCUMENT: Final = "document, Element, HTMLElement, HTMLDataElement"
"""What a module may find around it."""
_STAGED: Final = frozenset({"followStates"})
"""Drivers that run a module anew within a document of their own."""


class Place(NamedTuple):
    """A computed value as it stands in a page after its sliders have moved."""

    now: str | None
    """The number that its answer gives as today's; None where what is published stands."""
    value: str
    """Of the element in prose, for programs."""
    prose: str
    math: str
    """As drawn."""
    spoken: str
    """In math for screen readers."""
    operand: str
    """As drawn where a number of several signs stands in brackets."""
    spoken_operand: str


PUBLISHED: Final = "(published)"
"""The text of what is published, in such a page."""


class Browser:
    """One V8 that runs scripts of a site; started when something is first asked of it."""

    def __init__(self, scripts: Scripts) -> None:
        """Take the scripts of a site."""
        self._scripts = scripts
        self._known = frozenset(scripts.texts.items())
        self._functions: dict[tuple[str, str], str] = {}
        self._machine: Machine | None = None
        self.asked = "tape.js"
        """The module that was asked last, by its plain name."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Browser) and self._known == other._known

    def __hash__(self) -> int:
        return hash(self._known)

    def also_with(self, scripts: Scripts) -> Browser | None:
        """Return a browser with more scripts, in the same V8; None if one that it has is another there."""
        if self._scripts.names != scripts.names or not self._known <= scripts.texts.items():
            return None
        other = Browser(scripts)
        other._machine, other._functions = self._machine, self._functions
        return other

    def replay_states(
        self,
        tape: Mapping[str, Any],
        stops: Sequence[Sequence[float]],
        states: Sequence[int],
        wanted: Sequence[int],
    ) -> NDArray[np.float64]:
        """Replay a tape at many states of its inputs.

        Args:
            tape: as a page holds it.
            stops: the values each input may take.
            states: each counts through all stops, the last input fastest.
            wanted: slots to return.

        Returns:
            A row for each state, a column for each slot; what has no value is NaN or infinite.
        """
        import numpy as np  # noqa: PLC0415  (loaded where numbers are compared)

        found = self._run("replayStates", "tape.js", "replay", tape, stops, list(states), wanted)
        return np.frombuffer(found, dtype=np.float64).reshape(len(states), len(wanted))

    def apply_operation(self, name: str, rows: Sequence[Sequence[float]]) -> list[float]:
        """Return what the shipped operation of a name makes of each row of operands."""
        return list(
            memoryview(self._run("applyOperation", "operations.js", "operations", name, rows)).cast("d")
        )

    def stage(self, html: str, fragment: str = "") -> Stage:
        """Return a page with its scripts, not yet begun.

        Args:
            html: of the page.
            fragment: of the address that a reader came by.
        """
        return Stage(html, self._read, fragment)

    def name(self, module: str) -> str:
        """Return the name under which a page on a stage asks for a module."""
        return self._scripts.names[module]

    def place(self, module: str) -> Location:
        """Return the place of a module, which is told where it was authored (``check/authored.py``).

        Args:
            module: its plain name, or that of its file.
        """
        return Location(self._scripts.plain(module), 1, 1)

    def write_numbers(self, numbers: Sequence[float], marks: str = "") -> list[str]:
        """Return numbers as the page writes them, by Python's format marks if there are any."""
        # JSON has no infinity; a double's shortest digits are read back as the same double.
        texts = [repr(number).replace("inf", "Infinity").replace("nan", "NaN") for number in numbers]
        found = self._run("writeNumbers", "formats.js", "written", texts, marks)
        return str(found).split("\n") if numbers else []

    def descend_all(self, *arguments: Any) -> list[dict[str, Any]]:  # noqa: ANN401  (JSON)
        """Return the trajectory of each optimiser, in the order of the settings.

        Args:
            arguments: as a page holds them: the surface's tape, the optimisers, their settings by name, the
                start, the number of steps, the tolerance.
        """
        found: list[dict[str, Any]] = json.loads(
            str(self._run("descendAll", "descent.js", "trajectory", *arguments))
        )
        return found

    def flow_all(self, *arguments: Any) -> list[list[dict[str, Any]]]:  # noqa: ANN401  (JSON)
        """Return for each stack the gradient's way down it for each tape of its layer, in their order.

        Args:
            arguments: as a page holds them: the tapes by activation and name, the input, the weights of the
                deepest stack; then the stacks, each an activation, a depth and a scale.
        """
        found: list[list[dict[str, Any]]] = json.loads(
            str(self._run("flowAll", "depth.js", "flow", *arguments))
        )
        return found

    def follow_states(
        self,
        data: str,
        numbers: Sequence[int],
        graphs: Sequence[tuple[str, Sequence[str]]],
        states: Sequence[Sequence[Sequence[float]]],
    ) -> list[list[Place]]:
        """Move the sliders of a page and return what ``values.js`` makes of its computed values.

        Args:
            data: the page's data for it.
            numbers: which of its numbers to look at.
            graphs: the id of each graph that moves, and the names of its inputs.
            states: for each state, for each graph, where its inputs stand.

        Returns:
            For each state, each number.
        """
        found = self._run(
            "followStates", "values.js", "follow", data, list(map(str, numbers)), graphs, states
        )
        return [[Place._make(place) for place in state] for state in json.loads(str(found))]

    def contour_paths(self, *arguments: Any) -> list[str]:  # noqa: ANN401  (JSON)
        """Return the outlines of a surface as path data.

        Args:
            arguments: the surface by its name in ``replay.js``, what it is given, its size, the levels.
        """
        found: list[str] = json.loads(str(self._run("contourPaths", "contours.js", "contours", *arguments)))
        return found

    def spread_names(self, *arguments: Any) -> list[float]:  # noqa: ANN401  (JSON)
        """Return where names go that stand at some heights.

        Args:
            arguments: the heights, the gap, the least and the greatest height.
        """
        found: list[float] = json.loads(str(self._run("spreadNames", "names.js", "spread", *arguments)))
        return found

    def count_all(self, *arguments: Any) -> list[dict[str, Any]]:  # noqa: ANN401  (JSON)
        """Return the work of both modes for each size of a network.

        Args:
            arguments: the rates as a page holds them, and pairs of inputs and outputs.
        """
        found: list[dict[str, Any]] = json.loads(
            str(self._run("countAll", "counts.js", "counts", *arguments))
        )
        return found

    def _run(self, driver: str, module: str, export: str, *arguments: Any) -> Any:  # noqa: ANN401  (V8's answer)
        self.asked = module
        if self._machine is None:
            drivers = (path.read_text(encoding="utf-8") for path in _DRIVERS)
            self._machine = Machine(*drivers, memory=MEMORY)
        name = self._function(self._machine, driver, module, export)
        return self._machine.run(f"{name}({given(*arguments)})", _SECONDS)

    def _function(self, machine: Machine, driver: str, module: str, export: str) -> str:
        """Return the name of a driver for what a module exports."""
        if (driver, export) not in self._functions:
            name = self.name(module)
            script = as_script([name], self._read)
            whole = ".default" if name == module else ""  # of what was joined
            held = f"modules[{json.dumps(name)}]{whole}.{export}"
            shipped = f"({_DOCUMENT}) => {{\n{script}\nreturn {held};\n}}"
            if driver not in _STAGED:
                shipped = f"({shipped})()"
            function = f"driver{len(self._functions)}"
            body = f"const shipped = {shipped};\nreturn (...given) => {driver}(shipped, ...given);"
            machine.run(f"var {function} = (() => {{\n{body}\n}})();", _SECONDS)
            self._functions[driver, export] = function
        return self._functions[driver, export]

    def _read(self, name: str) -> str:
        return self._scripts.texts[name]
