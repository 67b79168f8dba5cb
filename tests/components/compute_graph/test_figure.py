"""The stand-alone picture: whole in itself, in both themes' colours, for any graph."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from adjoint.components.compute_graph.component import COMPONENT
from adjoint.components.compute_graph.figure import PALETTE
from tests.components.compute_graph.building import graph

SVG = "{http://www.w3.org/2000/svg}"
THEME = Path(__file__).parents[3] / "layouts" / "assets" / "theme" / "tokens.css"
TOY = ("e = (a + b) * (b + 1)", {"a": 2, "b": 1})

GRAPHS = [
    TOY,
    ("y = 3", {}),
    ("y = x", {"x": 3}),
    ("b = a + a", {"a": 3}),
    ("f = x^2", {"x": -1.5}),
    ("L = (tanh(w*x + b) - y)^2", {"w": 0.5, "x": 1, "b": 0, "y": 1}),
    (
        "total_loss = weight_decay * θ^2 + prediction_error",
        {"weight_decay": 1, "θ": 2, "prediction_error": 3},
    ),
    ("a = x + x; b = a + a; c = b + b; y = c * x", {"x": 1}),
    ("; ".join(f"h{i} = tanh(h{i - 1} * w)" for i in range(1, 16)), {"h0": 1, "w": 0.5}),
]


def figure(expr: str, inputs: dict[str, float], **props: str) -> ET.Element:
    assert COMPONENT.figure is not None
    return ET.fromstring(COMPONENT.figure(graph(expr, inputs, **props)))  # noqa: S314  (our own document)


@pytest.mark.parametrize(("expr", "inputs"), GRAPHS, ids=[expr[:40] for expr, _ in GRAPHS])
def test_it_is_well_formed_of_the_right_size_and_asks_for_nothing(
    expr: str, inputs: dict[str, float]
) -> None:
    root = figure(expr, inputs)
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("1200", "630", "0 0 1200 630")
    assert root.findtext(f"{SVG}title")
    text = ET.tostring(root, encoding="unicode")
    assert "url(" not in text
    assert "var(" not in text
    assert "data-" not in text
    assert not root.findall(f".//{SVG}script")
    assert not root.findall(f".//{SVG}image")


@pytest.mark.parametrize(("expr", "inputs"), GRAPHS, ids=[expr[:40] for expr, _ in GRAPHS])
def test_the_graph_lies_within_the_picture_beside_its_text(expr: str, inputs: dict[str, float]) -> None:
    root = figure(expr, inputs)
    group = next(each for each in root if each.tag == f"{SVG}g" and each.get("transform"))
    numbers = [float(found) for found in re.findall(r"-?[\d.]+", group.get("transform") or "")]
    left, top, scale = numbers
    boxes = [rect.attrib for rect in group.iter(f"{SVG}rect")]
    right = max(left + scale * (float(box["x"]) + float(box["width"])) for box in boxes)
    bottom = max(top + scale * (float(box["y"]) + float(box["height"])) for box in boxes)
    assert left >= 0
    assert top >= 0
    assert right <= 1200
    assert bottom <= 630
    texts = [float(text.get("x", 0)) for text in root.findall(f"{SVG}g/{SVG}text")]
    assert not texts or max(texts) < left
    view = root.find(f"{SVG}view")
    assert (view is None) == (not texts)
    if view is not None:  # What a small screen shows is the whole graph, in the shape of a lab's figure.
        x, y, wide, high = map(float, (view.get("viewBox") or "").split())
        assert x <= left
        assert y <= top
        assert x + wide >= right
        assert y + high >= bottom
        assert wide / high == pytest.approx(44 / 35, rel=0.01)


def test_the_picture_writes_out_the_sum_over_paths() -> None:
    text = "".join(figure(*TOY, highlight="b").itertext()).replace("⋅", "·")
    written = re.sub(r"\s+", " ", text)
    assert "∂e/∂b" in written
    assert "∂e/∂c · ∂c/∂b" in written
    assert "∂e/∂d · ∂d/∂b" in written
    assert "path 1" in written


@pytest.mark.parametrize(
    ("expr", "inputs", "written"),
    [
        ("y = x", {"x": 3}, "∂y/∂x = 1"),
        ("f = x^2", {"x": -1.5}, "∂f/∂x = 2 · x = −3"),
        ("y = exp(2 * x)", {"x": 0}, "∂y/∂x = ∂y/∂u · ∂u/∂x = 1 · 2 = 2"),
        (*TOY, "∂e/∂b = ∂e/∂c · ∂c/∂b + ∂e/∂d · ∂d/∂b = 2 + 3 = 5"),
        (
            "a = x + x; b = a + a; y = b * x",
            {"x": 1},
            (
                "∂y/∂x = ∂y/∂b · ∂b/∂a|2nd a · ∂a/∂x|2nd x + ∂y/∂b · ∂b/∂a|2nd a · ∂a/∂x|1st x"
                " + ∂y/∂b · ∂b/∂a|1st a · ∂a/∂x|2nd x + ∂y/∂b · ∂b/∂a|1st a · ∂a/∂x|1st x"
                " + … (5 paths in all) = 1 + 1 + 1 + 1 + … = 8"
            ),
        ),
    ],
)
def test_the_sum_reads_from_its_name_to_its_value(expr: str, inputs: dict[str, float], written: str) -> None:
    root = figure(expr, inputs)
    lines = [re.sub(r"\s+", " ", "".join(text.itertext())) for text in root.findall(f"{SVG}g/{SVG}text")]
    assert "".join(lines[1:]).replace("⋅", "·").replace("  ", " ") == written


def test_the_colours_are_the_themes_own() -> None:
    theme = THEME.read_text(encoding="utf-8")
    tokens = dict(re.findall(r"--([\w-]+): light-dark\((#\w+, #\w+)\);", theme))
    assert {name: ", ".join(pair) for name, pair in PALETTE.items()} == {
        name: tokens[name] for name in PALETTE
    }


def test_the_same_graph_gives_the_same_bytes() -> None:
    assert COMPONENT.figure is not None
    assert COMPONENT.figure(graph(*TOY)) == COMPONENT.figure(graph(*TOY))
