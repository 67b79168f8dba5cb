"""What a script names is found by its tokens: not in comments, not in strings."""

from __future__ import annotations

import re

import pytest

from adjoint.site.theme.references import references, references_among, rewritten
from adjoint.site.theme.tokens import tokenise

TEXT = """
import { a } from "./a.js";
import"./b.js"; import * as c from './c.js'
import d, { e } from "./d.js"; import { "x from" as from } from "./from.js"
export { f } from "./f.js"; export * from "./g.js"; export * as h from "./h.js";
export const i = `${await import("./i.js")} ${`${import(`./j.js`)}`}`, k = () => import( './k.js' );
if (i) /[(`]/.test(i); import("./l.js", { with: { type: "json" } });
let j = 4; j++ / 2; import("./m.js"); const half = 1. / 2; import("./n.js");
export { i as m }
const from = "./no.js"; export { from };
"""


def test_every_form_of_an_import_is_found() -> None:
    found = [(one.source, one.later) for one in references(TEXT)]
    at_once = ["./a.js", "./b.js", "./c.js", "./d.js", "./from.js", "./f.js", "./g.js", "./h.js"]
    later = ["./i.js", "./j.js", "./k.js", "./l.js", "./m.js", "./n.js"]
    assert found == [*((name, False) for name in at_once), *((name, True) for name in later)]


@pytest.mark.parametrize("line", TEXT.strip().splitlines())
def test_it_is_read_as_far_as_the_last_statement_that_may_name_a_script(line: str) -> None:
    text = f"const a = /;/;\n{line}\nconst z = 1;\nlet y = z;\n"
    assert references(text) == tuple(references_among(text, tuple(tokenise(text))))


@pytest.mark.parametrize(
    "text",
    [
        '/** @typedef {import("./no.js").Data} D */',
        "// from './no.js'\n/* import './no.js' */ export const a = 1;",
        "const text = \"import './no.js'\", other = `import('./no.js')`;",
        'const a = { import: 1, from: "./no.js" }; a.import("./no.js");',
        'const name = "./no.js"; import(name); import(`./${name}`);',
    ],
)
def test_what_only_looks_like_an_import_is_none(text: str) -> None:
    assert references(text) == ()


def test_only_the_strings_are_written_anew() -> None:
    text = rewritten(TEXT, lambda one: '"new"' if one.later else None)
    for one in reversed([one for one in references(text) if one.later]):
        assert text[one.start : one.end] == '"new"'
        text = text[: one.start] + text[one.end :]
    assert text == re.sub(r"([\"'`])\./[i-n]\.js\1", "", TEXT)


def test_a_name_is_read_beside_the_script() -> None:
    below, above = references('import "./a.js"; import "../b.js"; import "c";')[:2]
    assert (below.target("d.js"), below.target("sub/d.js")) == ("a.js", "sub/a.js")
    assert above.target("sub/d.js") == "b.js"
    assert not references('import "https://example.org/c.js"')[0].is_relative
