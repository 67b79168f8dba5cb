"""The drawing of a graph: whatever the graph, nothing lies on anything else."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adjoint.components.compute_graph.layered import Box, Link
from adjoint.components.compute_graph.layout import Layout, Point, arrange
from adjoint.components.compute_graph.ordering import crossings, order_rows

Rectangle = tuple[float, float, float, float]


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Box], list[Link]]:
    """Acyclic graphs of one or two operands a node, parallel edges, shared and unused nodes among them."""
    leaves = draw(st.integers(1, 5))
    size = draw(st.integers(leaves, 14))
    boxes, links = [], []
    for node in range(size):
        operands = draw(st.lists(st.integers(0, node - 1), min_size=1, max_size=2)) if node >= leaves else []
        boxes.append(Box(draw(st.integers(40, 220)), 54.0, layer=int(bool(operands))))
        for operand in operands:
            label = Box(draw(st.integers(14, 130)), draw(st.sampled_from([22.0, 38.0, 60.0])))
            links.append(Link(operand, node, label))
    return boxes, links


def rectangle(centre: Point, box: Box) -> Rectangle:
    return (
        centre.x - box.width / 2,
        centre.y - box.height / 2,
        centre.x + box.width / 2,
        centre.y + box.height / 2,
    )


def overlap(one: Rectangle, other: Rectangle, slack: float = 0.01) -> bool:
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > slack
        and min(one[3], other[3]) - max(one[1], other[1]) > slack
    )


def way(layout: Layout, link: int) -> list[Point]:
    """Follow an edge closely: upright through each row, and along the curve of each bend between rows."""
    route = layout.routes[link]
    corners = [route.start]
    for lane in route.lanes:
        corners += [Point(lane.x, lane.bottom), Point(lane.x, lane.top)]
    corners.append(route.end)
    points = []
    for here, there in pairwise(corners):
        for step in range(13):
            t = step / 12
            across = 3 * t * t - 2 * t**3
            up = 1.5 * t * (1 - t) + t**3 if here.x != there.x else t
            points.append(Point(here.x + (there.x - here.x) * across, here.y + (there.y - here.y) * up))
    return points


@given(graphs())
@settings(max_examples=60, deadline=None)
def test_no_node_or_label_lies_on_another_and_no_edge_crosses_a_strange_one(
    graph: tuple[list[Box], list[Link]],
) -> None:
    boxes, links = graph
    layout = arrange(boxes, links)
    nodes = [rectangle(centre, box) for centre, box in zip(layout.nodes, boxes, strict=True)]
    labels = [rectangle(centre, link.label) for centre, link in zip(layout.labels, links, strict=True)]
    for one, other in combinations([*nodes, *labels], 2):
        assert not overlap(one, other)
    for k, link in enumerate(links):
        strange = [box for i, box in enumerate(nodes) if i not in (link.source, link.target)]
        strange += [box for i, box in enumerate(labels) if i != k]
        for here, there in pairwise(way(layout, k)):
            stretch = (min(here.x, there.x), there.y, max(here.x, there.x) + 0.02, here.y)
            assert not any(overlap(stretch, box) for box in strange)


@given(graphs())
@settings(max_examples=40, deadline=None)
def test_every_edge_leads_up_from_its_source_through_its_label_to_its_target(
    graph: tuple[list[Box], list[Link]],
) -> None:
    boxes, links = graph
    layout = arrange(boxes, links)
    for link, label, route in zip(links, layout.labels, layout.routes, strict=True):
        source, target = layout.nodes[link.source], layout.nodes[link.target]
        assert source.y > label.y > target.y
        heights = [route.start.y, *(y for lane in route.lanes for y in (lane.bottom, lane.top)), route.end.y]
        assert heights == sorted(heights, reverse=True)
        assert route.lanes[-1].x == label.x
        assert abs(route.start.x - source.x) <= boxes[link.source].width / 2
        assert abs(route.end.x - target.x) <= boxes[link.target].width / 2


@given(graphs())
@settings(max_examples=40, deadline=None)
def test_everything_stands_within_the_picture_and_the_leaves_at_its_foot(
    graph: tuple[list[Box], list[Link]],
) -> None:
    boxes, links = graph
    layout = arrange(boxes, links)
    for centre, box in zip(
        [*layout.nodes, *layout.labels], [*boxes, *(link.label for link in links)], strict=True
    ):
        left, top, right, bottom = rectangle(centre, box)
        assert left >= -0.01
        assert top >= -0.01
        assert right <= layout.width + 0.01
        assert bottom <= layout.height + 0.01
    leaves = {layout.nodes[i].y for i in range(len(boxes)) if boxes[i].layer == 0}
    assert len(leaves) == 1
    assert all(centre.y <= max(leaves) for centre in layout.nodes)


def test_parallel_edges_stay_apart() -> None:
    label = Box(20.0, 22.0)
    layout = arrange([Box(80.0, 54.0), Box(80.0, 54.0, 1)], [Link(0, 1, label), Link(0, 1, label)])
    left, right = layout.routes
    assert left.start.x < right.start.x
    assert left.lanes[0].x + 20 <= right.lanes[0].x
    assert left.end.x < right.end.x


def test_the_left_operand_stands_to_the_left() -> None:
    label, box = Box(20.0, 22.0), Box(80.0, 54.0)
    layout = arrange([box, box, Box(80.0, 54.0, 1)], [Link(0, 2, label), Link(1, 2, label)])
    assert layout.nodes[0].x < layout.nodes[2].x < layout.nodes[1].x


def test_an_edge_past_other_nodes_bends_only_at_its_ends() -> None:
    """A chain of five operations and a second input that the last of them takes."""
    boxes = [Box(90.0, 54.0), Box(90.0, 54.0), *[Box(90.0, 54.0, 1)] * 5]
    label = Box(30.0, 22.0)
    links = [Link(0, 2, label), *(Link(i, i + 1, label) for i in range(2, 6)), Link(1, 6, label)]
    lanes = arrange(boxes, links).routes[-1].lanes
    assert len(lanes) > 5
    assert len({lane.x for lane in lanes}) == 1


def test_the_same_graph_is_drawn_the_same() -> None:
    label = Box(30.0, 22.0)
    boxes = [Box(90.0, 54.0)] * 3 + [Box(90.0, 54.0, 1)] * 4
    links = [Link(a, b, label) for a, b in ((0, 3), (1, 3), (1, 4), (2, 4), (3, 5), (4, 5), (2, 6), (5, 6))]
    assert arrange(boxes, links) == arrange(boxes, links)


@pytest.mark.parametrize(
    ("rows", "edges"),
    [
        ([0, 0, 1, 1], [(0, 3), (1, 2)]),
        ([0, 0, 0, 1, 1, 1], [(0, 4), (1, 5), (2, 3)]),
        ([0, 0, 1, 1, 2], [(0, 3), (1, 2), (2, 4), (3, 4)]),
    ],
)
def test_a_crossing_that_can_be_removed_is_removed(rows: list[int], edges: list[tuple[int, int]]) -> None:
    assert crossings(order_rows(rows, edges, range(len(rows))), edges) == 0
