"""Letters drawn as outlines: where and as large as the text they stand for, each glyph once."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from adjoint.site.cards.outlining import outlined

SVG = "{http://www.w3.org/2000/svg}"


def drawn(inner: str, family: str = "Inter") -> ET.Element:
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" font-family="{family}">{inner}</svg>'
    )
    return ET.fromstring(outlined(text))  # noqa: S314  (our own picture)


def places(inner: str, family: str = "Inter") -> list[int]:
    return [int(use.get("x", "0")) for use in drawn(inner, family).iter(f"{SVG}use")]


def test_each_glyph_is_defined_once_and_used_where_it_stands() -> None:
    root = drawn('<text class="ink" x="40" y="12.5" font-size="20">abba</text>')
    group = root.find(f"{SVG}g")
    assert group is not None
    assert (group.get("class"), group.get("transform")) == ("ink", "translate(40 12.5)")
    assert [inner.get("transform") for inner in group] == ["scale(0.02)"]
    assert [use.get("href") for use in root.iter(f"{SVG}use")] == ["#g0", "#g1", "#g1", "#g0"]
    assert len(root.findall(f"{SVG}defs/{SVG}path")) == 2
    assert not list(root.iter(f"{SVG}text"))


def test_an_anchor_a_face_and_a_weight_tell_where_letters_stand() -> None:
    start, middle, end = (
        places(f'<text x="0" y="0" font-size="10" text-anchor="{anchor}">nine</text>')
        for anchor in ("start", "middle", "end")
    )
    assert start[0] == 0
    assert end[0] < middle[0] < 0
    assert [b - a for a, b in zip(start, end, strict=True)] == pytest.approx([end[0]] * 4, abs=1)
    assert 2 * middle[0] == pytest.approx(end[0], abs=1)
    bold = places('<g font-weight="600"><text font-size="10">nine</text></g>')
    spaced = places('<text font-size="10" letter-spacing="1">nine</text>')
    assert start[-1] < bold[-1]
    assert spaced[-1] - start[-1] == pytest.approx(300, abs=2)


def test_space_is_shown_as_a_browser_shows_it() -> None:
    assert places('<text font-size="9"> a \n <tspan> b</tspan> </text>') == places(
        '<text font-size="9">a b</text>'
    )
    kept = places('<text font-size="9" xml:space="preserve"> a</text>')
    assert kept[0] > 0


def test_parts_of_a_line_have_their_own_face_size_and_shift() -> None:
    script = '<tspan font-family="KaTeX_Math">f</tspan><tspan font-size="7" dx="1" dy="2">2</tspan>'
    root = drawn(f'<text font-size="10">{script}</text>', "KaTeX_Main")
    first, second = root.iter(f"{SVG}use")
    assert first.get("x") is None
    found = re.fullmatch(r"translate\((\d+) (\d+)\)scale\(0\.7\)", second.get("transform", ""))
    assert found is not None
    assert int(found[1]) > 500
    assert int(found[2]) == 200


def test_a_text_with_a_border_is_one_shape_and_its_border_as_wide_as_before() -> None:
    root = drawn('<text font-size="20" stroke-width="4" paint-order="stroke" dy=".35em">SGD</text>')
    (path,) = root.iter(f"{SVG}path")
    assert path.get("d", "").count("M") == 4  # Three letters, and the inside of the D.
    group = root.find(f"{SVG}g")
    assert group is not None
    assert group.get("stroke-width") == "200"
    assert group.get("transform") == "translate(0 0)"


UNREAD = [
    "中",
    "שלום",
    '<tspan x="3">a</tspan>',
    "<a>b</a>",
    '<tspan fill="red">a</tspan>',
    '<tspan font-size="0">a</tspan>',
    '<tspan font-style="italic">a</tspan>',
    '<tspan dy="1em">a</tspan>',
    '<tspan letter-spacing="2">a</tspan>',
]


@pytest.mark.parametrize("text", UNREAD)
def test_what_no_face_has_or_is_not_read_stays_as_it_is(text: str) -> None:
    root = drawn(f'<text font-size="9">{text}</text>')
    assert len(list(root.iter(f"{SVG}text"))) == 1
    assert not list(root.iter(f"{SVG}use"))


@pytest.mark.parametrize(
    "attribute",
    [
        *('dy="3px"', 'x="1e999"', 'y="nan"', 'dx="3"', 'x="1 2"'),
        *(
            'font-size="0"',
            'font-size="inf"',
            'font-size="1e-9"',
            'font-size="2em"',
            f'font-size="{"9" * 400}"',
        ),
        *('stroke-width="1px"', 'text-anchor="inherit"', 'font-weight="bold"', 'letter-spacing="1px"'),
        *(
            'transform="rotate"',
            'dominant-baseline="middle"',
            'textLength="9"',
            'rotate="4"',
            'direction="rtl"',
        ),
        *('font-style="italic"', 'style="font-size:2px"', 'id="a"'),
    ],
    ids=lambda attribute: attribute[:24],
)
def test_a_text_with_any_attribute_or_form_of_no_list_stays_a_text(attribute: str) -> None:
    size = "" if "font-size=" in attribute else 'font-size="9"'
    assert len(list(drawn(f"<text {attribute} {size}>a</text>").iter(f"{SVG}text"))) == 1


@pytest.mark.parametrize(
    "around",
    ['g dominant-baseline="middle"', 'g stroke-width="2"', 'g style="direction:rtl"', "clipPath", "a"],
)
def test_so_does_one_in_an_element_that_may_change_it(around: str) -> None:
    root = drawn(f'<{around}><text font-size="9">a</text></{around.split(maxsplit=1)[0]}>')
    assert len(list(root.iter(f"{SVG}text"))) == 1


def test_a_text_in_a_nested_picture_is_drawn_there() -> None:
    (nested,) = drawn('<svg x="3" viewBox="0 0 9 9"><text font-size="9">a</text></svg>').iterfind(f"{SVG}svg")
    assert list(nested.iter(f"{SVG}use"))


def test_ids_of_glyphs_are_no_others() -> None:
    root = drawn('<path id="g0" d=""/><path id="ggg" d=""/><text font-size="9">ab</text>')
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(set(ids)) == len(ids) == 4


@pytest.mark.parametrize(
    "inner", ["<text>&nbsp;</text>", "<text", '<svg xmlns="http://www.w3.org/2000/svg"><text>a</text></svg>']
)
def test_a_picture_that_is_no_plain_xml_stays_byte_for_byte(inner: str) -> None:
    text = f'<svg xmlns="http://www.w3.org/2000/svg" font-size="9">{inner}</svg>'
    assert outlined(text) == text


def test_a_picture_without_text_stays_byte_for_byte() -> None:
    plain = '<svg xmlns="http://www.w3.org/2000/svg"><!-- kept --><path d="M0 0"/></svg>'
    assert outlined(plain) == plain
