"""Minified styles and scripts mean what their sources mean."""

from __future__ import annotations

from py_mini_racer import MiniRacer

from adjoint.autodiff import browser_module
from adjoint.components import COMPONENTS
from adjoint.site.theme.assets import gather
from adjoint.site.theme.layouts import theme_assets
from adjoint.site.theme.minifying import minified_script, minified_style

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
    engine = MiniRacer()
    assert engine.eval(small) == engine.eval(f"{{{SCRIPT}}}")


def test_a_template_within_a_template_is_left_as_it_is() -> None:
    script = "const a = `x ${ `y  /* no comment */ ${1 + 2}` } z`;"
    assert minified_script(script) == script


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
