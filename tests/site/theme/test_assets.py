"""Assets: hashed names, and references that follow them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from adjoint.site.theme.assets import NPM, Asset, publishable


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


def test_a_change_in_an_imported_script_renames_its_importer() -> None:
    importer = css('import "./b.js";')
    one = publishable({"a.js": importer, "b.js": css("1;")}, "/")
    two = publishable({"a.js": importer, "b.js": css("2;")}, "/")
    assert one.href("a.js") != two.href("a.js")


def test_a_circle_of_imports_is_refused() -> None:
    with pytest.raises(ValueError, match=r"a\.js -> b\.js -> a\.js"):
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
    with pytest.raises(ValueError, match=r"a\.css -> b\.css -> a\.css"):
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
