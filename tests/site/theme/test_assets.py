"""Assets: hashed names, and references that follow them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from adjoint.autodiff import browser_module
from adjoint.components import COMPONENTS
from adjoint.markup import Fault, Location
from adjoint.site.theme.assets import NPM, Asset, gather
from adjoint.site.theme.publishing import publishable


def css(text: str, beside: Path = NPM) -> Asset:
    return Asset(text.encode(), beside)


def test_a_script_imports_the_hashed_name_of_another() -> None:
    assets = publishable(
        {"a.js": css('import { b } from "./b.js";\n'), "b.js": css("export const b = 1;\n")}, "/sub/"
    )
    (a,) = (data.decode() for path, data in assets.files.items() if path.startswith("assets/a."))
    assert re.fullmatch(r'import\{b\}from"\./b\.[0-9a-f]{10}\.js"', a)
    assert assets.href("b.js").startswith("/sub/assets/b.")
    assert assets.href("b.js").removeprefix("/sub/assets/") in a
    assert assets.imports == {"a.js": ("b.js",), "b.js": ()}


def test_scripts_that_join_have_no_file_of_their_own_unless_others_need_them() -> None:
    scripts = {
        "widget.js": 'import { one } from "./one.js"; import { two } from "./two.js"; import("./late.js");',
        "one.js": "export const one = 1;",
        "two.js": "export const two = 2;",
        "late.js": 'import { two } from "./two.js"; export const late = two;',
    }
    given = {name: replace(css(text), joins=True) for name, text in scripts.items()}
    assets = publishable({**given, "theme.js": css("1;")}, "/")
    assert sorted(assets.hrefs) == ["late.js", "theme.js", "two.js"]
    assert len(assets.files) == 3
    assert sorted(assets.parts) == ["one.js", "widget.js"]
    assert assets.href("late.js").removeprefix("/assets/") in assets.parts["widget.js"].code
    # A theme's own script that imports a widget's finds it in a file.
    other = publishable({**given, "theme.js": css('import "./one.js";')}, "/")
    assert sorted(other.parts) == ["widget.js"]


@pytest.mark.parametrize(
    ("own", "has_a_file"),
    [
        ('/** @typedef {import("./graph.js").Data} D */', False),
        ('// import "./graph.js"\nconst words = "import(\'./graph.js\')";', False),
        ('const wake = () => import("./graph.js");', True),
        ('import { wake } from "./graph.js";', True),
    ],
)
def test_a_page_loads_its_graphs_whatever_a_sites_own_script_says_of_their_script(
    own: str, *, has_a_file: bool
) -> None:
    graph = replace(css('import "./tape.js"; import("./late.js"); export const wake = 1;'), joins=True)
    others = {
        name: replace(css(f'export const x = "{name}";'), joins=True) for name in ("tape.js", "late.js")
    }
    assets = publishable({"graph.js": graph, **others, "own.js": css(own)}, "/")
    assert assets.later == {"late.js"}
    assert ("graph.js" in assets.hrefs) == has_a_file != ("graph.js" in assets.parts)
    if has_a_file:
        assert assets.href("graph.js").removeprefix("/assets/") in assets.data("own.js").decode()


def test_a_script_in_a_folder_names_others_from_there() -> None:
    scripts = {"sub/a.js": 'import "./b.js"; import("../c.js");', "sub/b.js": "1;", "c.js": "2;"}
    assets = publishable({name: css(text) for name, text in scripts.items()}, "/")
    text = assets.files[assets.href("sub/a.js").removeprefix("/")].decode()
    below, above = assets.href("sub/b.js").rpartition("/")[2], assets.href("c.js").rpartition("/")[2]
    assert text == f'import"./{below}";import("../{above}")'


def test_a_script_of_another_place_and_a_name_in_a_comment_stay() -> None:
    text = 'import a from "https://example.org/a.js"; import b from "b"; // from "./gone.js"\na(b);'
    assets = publishable({"a.js": css(text), "b.js": css('/* import "./a.js" */ 1;')}, "/")
    assert 'from"https://example.org/a.js"' in assets.data("a.js").decode()
    style = '/* url("gone.png") @import "./gone.css"; */a{background:url(https://example.org/a.png)}'
    assert b"https://example.org/a.png" in publishable({"a.css": css(style)}, "/").data("a.css")


@pytest.mark.parametrize(
    ("name", "text", "place", "words"),
    [
        ("own.js", '"x";\n  import x from "./nope.js";', (2, 17), 'it imports "nope.js", which is not there'),
        ("own.js", 'import("./own.js");', (1, 8), "own.js -> own.js: a circle of imports"),
        ("own.css", 'a{b:url("nope.png")}', (1, 5), 'it names "nope.png", which is not there'),
        ("own.css", '\n@import "./nope.css";', (2, 1), 'it imports "nope.css", which is not there'),
    ],
)
def test_what_an_author_got_wrong_is_told_where_it_stands(
    name: str, text: str, place: tuple[int, int], words: str
) -> None:
    with pytest.raises(Fault) as caught:
        publishable({name: css(text, Path("layouts/assets"))}, "/")
    (told,) = caught.value.diagnostics
    assert (told.code, told.message, told.location) == (
        "asset",
        words,
        Location(f"layouts/assets/{name}", *place),
    )
    assert told.hint


def test_all_that_is_wrong_with_scripts_is_told_at_once_each_fault_once() -> None:
    scripts = {
        "a.js": 'import "./b.js"; import "./gone.js"; import("./c.js");',
        "b.js": 'import "./a.js";',
        "c.js": 'import "./lost.js";',
    }
    with pytest.raises(Fault) as caught:
        publishable({name: css(text) for name, text in scripts.items()}, "/")
    assert sorted(told.message.partition(",")[0] for told in caught.value.diagnostics) == [
        "a.js -> b.js -> a.js: a circle of imports",
        'it imports "gone.js"',
        'it imports "lost.js"',
    ]


def test_a_script_that_is_no_text_is_told() -> None:
    with pytest.raises(Fault, match=r"own\.js:1:2: encoding"):
        publishable({"own.js": Asset(b'"\xe9"', Path("layouts/assets"))}, "/")


@pytest.mark.parametrize("name", ["state.js", "tape.js", "callout.css", "katex.css"])
def test_a_sites_own_file_may_not_have_the_name_of_a_components(name: str) -> None:
    with pytest.raises(Fault, match=f"layouts/assets/{name}:1:1: asset: "):
        gather({name: Path("layouts/assets", name)}, COMPONENTS.values(), browser_module)


def test_a_change_in_an_imported_script_renames_its_importer() -> None:
    importer = css('import "./b.js";')
    one = publishable({"a.js": importer, "b.js": css("1;")}, "/")
    two = publishable({"a.js": importer, "b.js": css("2;")}, "/")
    assert one.href("a.js") != two.href("a.js")


def test_a_circle_of_imports_is_refused() -> None:
    with pytest.raises(Fault, match=r"a\.js -> b\.js -> a\.js"):
        publishable({"a.js": css('import "./b.js";'), "b.js": css('import "./a.js";')}, "/")


def test_a_style_carries_its_fonts(tmp_path: Path) -> None:
    (tmp_path / "text.woff2").write_bytes(b"font")
    assets = publishable({"a.css": css('@font-face{src:url("text.woff2") format("woff2")}', tmp_path)}, "/")
    (style,) = (data.decode() for path, data in assets.files.items() if path.endswith(".css"))
    (font,) = (path for path in assets.files if path.endswith(".woff2"))
    assert style == f'@font-face{{src:url("{font.removeprefix("assets/")}") format("woff2")}}'


def test_a_style_is_served_with_its_parts_in_it_and_they_carry_their_fonts(tmp_path: Path) -> None:
    (tmp_path / "text.woff2").write_bytes(b"font")
    part = css('@font-face{src:url("text.woff2")}', tmp_path)
    assets = publishable({"a.css": css('@import "./parts/b.css";a{top:0}'), "parts/b.css": part}, "/")
    (font,) = (path for path in assets.files if path.endswith(".woff2"))
    (style,) = (data.decode() for path, data in assets.files.items() if path.endswith(".css"))
    assert style == f'@font-face{{src:url("{font.removeprefix("assets/")}")}}a{{top:0}}'
    assert assets.data("a.css").decode() == style


def test_a_circle_of_styles_is_refused() -> None:
    with pytest.raises(Fault, match=r"a\.css -> b\.css -> a\.css"):
        publishable(
            {
                "a.css": css('@import "./b.css";'),
                "b.css": css('@import "./a.css";'),
                "c.css": css('@import "./a.css";'),
            },
            "/",
        )


def test_a_data_address_and_a_fragment_stay() -> None:
    text = 'a{background:url("data:image/png;base64,AA==")}b{fill:url(#stripes)}'
    assets = publishable({"a.css": css(text)}, "/")
    assert list(assets.files.values()) == [text.encode()]


def test_a_page_can_preload_a_font_that_a_style_takes_from_npm() -> None:
    font = "npm:katex/dist/fonts/KaTeX_Math-Italic.woff2"
    assets = publishable({"a.css": css(f'@font-face{{src:url("{font}")}}')}, "/sub/")
    assert assets.href(font).startswith("/sub/assets/KaTeX_Math-Italic.")
    assert assets.href(font).removeprefix("/sub/") in assets.files
