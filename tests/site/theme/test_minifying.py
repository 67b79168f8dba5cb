"""Minified styles and scripts mean what their sources mean."""

from __future__ import annotations

import json

from adjoint.autodiff import OPERATIONS, browser_module
from adjoint.components import COMPONENTS
from adjoint.site.theme.assets import gather
from adjoint.site.theme.layouts import theme_assets
from adjoint.site.theme.minifying import minified_script, minified_style
from tests.v8 import new_v8

SCRIPT = r"""
// A comment, and what looks like one in texts: "//", '/*', `//`.
const texts = ["a  //  b", 'c  /* d */', `e  // ${1 + 2}  f`];
const pattern = /[/*]\/\/ "x  y"/; /* a regular expression */
let i = 1;
const sums = i++ + ++i - -1;
JSON.stringify([texts, pattern.source, sums, 8 / 2 / 2])
"""


def test_a_minified_script_does_the_same() -> None:
    small = minified_script(SCRIPT)
    assert len(small) < len(SCRIPT) - 80
    engine = new_v8()
    assert engine.eval(small) == engine.eval(f"{{{SCRIPT}}}")


def test_a_template_within_a_template_keeps_its_text() -> None:
    script = "const a = `x ${ `y  /* no comment */ ${1 + 2}` } z`; a"
    assert new_v8().eval(minified_script(script)) == "x y  /* no comment */ 3 z"


def test_a_script_that_cannot_be_read_is_served_as_it_is() -> None:
    assert minified_script("const of the = future;") == "const of the = future;"


def test_minified_operations_take_as_many_operands_as_the_tape_gives_them() -> None:
    """A minifier may drop a last parameter that is not used; ``tape.js`` counts operands by parameters."""
    engine = new_v8()
    engine.eval(minified_script(browser_module("operations.js")).replace("export const", "const"))
    for name, row in OPERATIONS.items():
        assert engine.eval(f"operations[{json.dumps(name)}].length") == row.arity, name


def test_every_script_that_is_served_is_made_smaller() -> None:
    served = gather(theme_assets(()), COMPONENTS.values(), browser_module)
    scripts = {name: asset.data.decode() for name, asset in served.items() if name.endswith(".js")}
    assert not [name for name, script in scripts.items() if minified_script(script) == script]


def test_a_minified_style_keeps_the_spaces_that_mean_something() -> None:
    style = """
    /* gone */
    :root { --ratio: 1 / 2; }
    .a :hover { width: calc(1px + 2px * 3); content: " a  b"; }
    @media screen and (min-width: 60rem) { .b { grid-area: 1 / 1 } }
    @container (orientation: landscape) { .c :is(.d, .e) .f :hover { color :red } }
    """
    assert minified_style(style) == (
        ':root{--ratio:1 / 2}.a :hover{width:calc(1px + 2px * 3);content:" a  b"}'
        "@media screen and (min-width:60rem){.b{grid-area:1 / 1}}"
        "@container (orientation:landscape){.c :is(.d,.e) .f :hover{color:red}}"
    )
