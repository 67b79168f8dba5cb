"""The source that a figure's SVG carries along: JSON, whatever an author writes."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

from adjoint.components.compute_graph.component import figure
from adjoint.components.lab.lab import lab_figure
from adjoint.components.lab_canvas.component import COMPONENT as LAB_CANVAS
from adjoint.components.metadata import metadata, with_metadata
from tests.components.compute_graph.building import graph
from tests.components.lab.calls import CONTEXT, call

SVG = "{http://www.w3.org/2000/svg}"


def carried(document: str) -> dict[str, object]:
    found = ET.fromstring(document).find(f"{SVG}metadata")  # noqa: S314  (our own)
    assert found is not None
    carried: dict[str, object] = json.loads(found.text or "")
    return carried


def test_any_text_comes_back_as_it_was() -> None:
    source = {"expr": 'a < b & "c" </metadata>', "inputs": {"σ": -1.5}}
    svg = f'<svg xmlns="http://www.w3.org/2000/svg">{metadata(source)}</svg>'
    assert carried(svg) == source


def test_the_first_picture_gets_it_after_its_description() -> None:
    svg = "<svg><title>T</title>\n<desc>D</desc><path/></svg><svg><title>U</title></svg>"
    assert with_metadata(svg, {"a": 1}) == svg.replace("</desc>", '</desc>\n<metadata>{"a": 1}</metadata>')
    assert "</title>\n<metadata>" in with_metadata("<svg><title>T</title></svg>", {})


def test_the_picture_of_a_graph_carries_its_expression() -> None:
    picture = figure(graph("e = (a + b) * (b + 1)", {"a": 2, "b": 1}))
    source = {"expr": "e = (a + b) · (b + 1)", "inputs": {"a": 2.0, "b": 1.0}, "output": "e"}
    assert carried(picture) == source


def test_the_picture_of_a_lab_carries_its_surface_and_what_runs_there() -> None:
    params = {"f": "x^2 + 2*y^2", "window": [-2, 2, -2, 2], "start": [1, 1], "show": "SGD", "steps": 5}
    lab = LAB_CANVAS.compute(call(LAB_CANVAS, effect="gradient-descent", params=params), CONTEXT)
    source = carried(lab_figure(lab))
    assert (source["f"], source["start"], source["steps"]) == ("x^2 + 2*y^2", [1, 1], 5)
    assert "lr" in source["runs"]["sgd"]  # type: ignore[index]
