"""What a selector names on the stage, found by its keys, is what is found by asking every element."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from adjoint.markup.machine import Machine, given
from adjoint.site.check.stage import staging

HTML = """\
<main id="top" data-k=""><p class="a b">one</p>
<div id="x" class="a"><p data-k="">two</p><span class="b c" data-n="1">three</span></div>
<div id="y"><p class="b"><span data-n="2">four</span></p><input type="range" data-n="1"></div></main>"""
SELECTORS = [
    "p",
    ".b",
    "#x",
    "*",
    "[data-n]",
    "[data-n='1']",
    "span.b",
    "div > p",
    "[id='y'] *",
    "[id='x'] > *",
    "[id='none'] *",
    "p, .c",
    ":is(.c, input)",
    "div :is(p, span)",
    "p:not(div *)",
    "div:has(span.b)",
    "main .b [data-n]",
    "[id='y'] :is(.c, [type])",
    "[id='x'] .b",
    "[data-k] span",
    "[id='y'] > p span",
    ".a span",
    "main .b span",
    "div .b",
    ":scope > div",
]
CHANGES = [
    "",
    "document.getElementById('y').append(document.querySelector('.c'));",
    "document.querySelector('.a').setAttribute('class', 'c'); document.getElementById('x').id = 'z';",
    "document.getElementById('x').remove();",
    "document.body.append(document.getElementById('y').cloneNode(true));",
    "document.getElementById('y').replaceChildren(...parse('<p class=b><b data-n=1>5</b></p>').childNodes);",
]


@pytest.mark.parametrize("many", [False, True], ids=["few", "many"])
@pytest.mark.parametrize("change", CHANGES)
def test_they_find_what_a_look_at_every_element_finds(change: str, *, many: bool) -> None:
    folder = Path(staging.__file__).parent
    files = "\n".join((folder / name).read_text(encoding="utf-8") for name in ("dom.js", "selectors.js"))
    if many:
        # As if there were more elements than it takes to look where they stand, too many to be walked past.
        files = re.sub(r"const (FEW|WALKED) = \d+;", r"const \1 = 0;", files)
    compare = (
        "const compare = (html, selectors) => { document.append(...parse(html).childNodes); "
        f"for (const one of selectors) document.querySelectorAll(one); {change}\n"
        "const numbers = (nodes) => nodes.map(placeOf);"
        "return JSON.stringify(['main', 'div'].map((name) => document.querySelector(name)).concat(document)"
        ".flatMap((node) => selectors.map((one) => [one, numbers(node.querySelectorAll(one)),"
        "numbers(node.below().filter((other) => matcher(one)(other, node)))]))); };"
    )
    machine = Machine(f"const ask = (() => {{ {files}\n{compare}\nreturn compare; }})();")
    found = json.loads(machine.run(f"ask({given(HTML, SELECTORS)})", 10))
    assert len({selector for selector, numbers, _ in found if numbers}) > len(SELECTORS) - 8
    for selector, numbers, by_all in found:
        assert numbers == by_all, selector
        assert numbers == sorted(numbers)
        assert -1 not in numbers
