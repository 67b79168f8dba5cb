from __future__ import annotations

import json

import pytest

from adjoint.site.check.replay.modules import as_script
from adjoint.site.theme.modules import ModuleError, take_apart
from adjoint.site.theme.references import references
from adjoint.site.theme.tokens import tokenise
from tests.site.check.sites import built
from tests.v8 import new_v8


def run(files: dict[str, str], expression: str) -> object:
    script = as_script(["main.js"], files.__getitem__)
    return new_v8().eval(f"(() => {{ {script}\nreturn JSON.stringify({expression}); }})()")


@pytest.mark.parametrize(
    ("imported", "exported"),
    [
        ('import { f } from "./f.js";', "export const f = (u) => u + 1;"),
        ("import {f} from './f.js'\n", "export function f(u) { return u + 1 }"),
        ('import { g as f } from "./f.js";', "const h = (u) => u + 1; export { h as g };"),
        (
            'import * as all from "./f.js"; const { f } = all;',
            "export class Unused {} export const f = (u) => u + 1;",
        ),
        ('import{f}from"./f.js";', "export const f=(u)=>u+1;"),
        (
            'import {\n  f, // the successor\n} from "./f.js";',
            "/* export const no = 1; */ export const f = (u) => u + 1;",
        ),
    ],
)
def test_a_name_crosses_from_one_module_to_another_however_it_is_written(
    imported: str, exported: str
) -> None:
    assert (
        run({"main.js": f"{imported} export const y = f(2);", "f.js": exported}, 'modules["main.js"].y')
        == "3"
    )


def test_names_that_are_not_exported_stay_apart() -> None:
    files = {
        "main.js": 'import { a } from "./a.js"; import { b } from "./b.js"; export const y = [a, b];',
        "a.js": "const hidden = 1; export const a = hidden;",
        "b.js": "const hidden = 2; export const b = hidden;",
    }
    assert run(files, 'modules["main.js"].y') == "[1,2]"


def test_a_module_that_two_import_runs_once() -> None:
    files = {
        "main.js": 'import { a } from "./a.js"; import { b } from "./b.js"; export const y = a + b;',
        "a.js": 'import { next } from "./counter.js"; export const a = next();',
        "b.js": 'import { next } from "./counter.js"; export const b = 10 * next();',
        "counter.js": "let count = 0; export const next = () => ++count;",
    }
    assert run(files, 'modules["main.js"].y') == "21"


@pytest.mark.parametrize(
    "code",
    [
        'const text = "import { x } from \\"./x.js\\"; export const y = 1";',
        "const text = `export const ${`import ${1 + 1}`} = {`;",
        "const pattern = /[\"'`/]export/g; const half = 4 / 2 / 1;",
        "const object = { import: 1, export: 2 }; const read = object.import + object.export;",
        "// export const commented = 1;\n/* import { no } from './no.js'; */ const z = 1;",
        "const later = () => import('./lazy.js');",
        "const q = 1; if (q) /[(`]/.test(q);",
        "const q = 1; {}\n/[`{]/.test(q);",
        "let i = 4; i++ / 2; const half = 1. / 2; const path = 'a/b`';",
        "const half = ({ a: 1 }).a / 2; const q = (2) / 2; const path = `/`;",
        "const waits = async () => await 1; async function waiting() { if (1) { await 2; } }",
        "const f = (u) => { return u % Math.PI; };\nconst g = [3] %Math.PI; /* %Sleep(1) */",
        "const h = `${(1)%Math.PI}%Name`; const k = () => { return '%Sleep(1)'; };",
        "const f = function () { return arguments.length %1 }; const o = { return: 1 }; o.arguments = f;",
        "const o = { get f() { return 1; }, g() { for (;;) { return 2; } } };",
        "class Waits { async one(await_) { await 1; } }\nconst f = async () => ({ a: [await 1] });",
    ],
)
def test_what_only_looks_like_an_import_or_export_is_left_alone(code: str) -> None:
    module = take_apart(code)
    assert module.code == code
    assert (module.imports, module.exports) == ((), ())
    new_v8().eval(f"(() => {{ {module.code} }})()")


@pytest.mark.parametrize(
    "code",
    [
        "export default 1;",
        'import f from "./f.js";',
        'export * from "./f.js";',
        'export { f } from "./f.js";',
        "export const { a, b } = { a: 1, b: 2 };",
        "export const a = 1, b = 2;",
        "export const a = () => 1\nexport const b = [1, 2], c = 3\n",
        "export let n = 0; export const up = () => ++n;",
        "let m = 1, n = 0; export const up = () => ++n; export { n };",
        "const x = await fetch('a');",
        "if (true) { await (0); }",
        "const f = async () => 1; for await (const x of f()) x();",
        "const where = () => import.meta.url;",
        "%DebugPrint(1);",
        "const f = (u) => { if (u) %Sleep(u); };",
        "const f = (u) => u + `${1}${`${%Sleep(u)}`}`;",
        "const f = { g() {} }\n/* twice */ let n = [%Sleep(1)];",
        "if (1) return; const y = 2;",
        "const count = arguments.length;",
        'import d from "./d.json" with { type: "json" };',
    ],
)
def test_a_form_that_is_not_known_is_refused_and_never_run_in_part(code: str) -> None:
    with pytest.raises(ModuleError, match=r"main\.js"):
        take_apart(code, "main.js")


@pytest.mark.parametrize(
    "text",
    [
        'import { f } from "./f.js";\nexport const go = () => import("./later.js").then(f);\n',
        'export { go as went };\nconst go = () => `${import("./a.js")}` + import(`./b.js`); import "./c.js";',
        '// import("./no.js")\nconst go = "import(\\"./no.js\\")";',
    ],
)
def test_what_is_fetched_later_is_told_where_it_stands_in_the_code(text: str) -> None:
    module = take_apart(text)
    assert module.later == tuple(one for one in references(module.code) if one.later)


def test_several_constants_one_after_the_other_are_not_taken_for_one_statement() -> None:
    text = "export const a = () => { 1 }\nexport const b = async (u) => f(u, 1)\nconst c = 1, d = 2\n"
    assert take_apart(text).exports == (("a", "a"), ("b", "b"))


def test_a_form_that_is_not_known_is_told_at_its_line() -> None:
    with pytest.raises(ModuleError, match=r"^main\.js:3: .*default"):
        take_apart("const a = 1;\n\nexport default a;", "main.js")


@pytest.mark.parametrize(
    "code",
    [
        "const it = { next() { return 1; }, return() { return {}; }, arguments(a, b) { return a; } };",
        "const it = { next() {}, async *return(value) { return value; }, throw() { return 1; } };",
        "const a = { then() {}, catch() { return 1; } }; const b = a?.return; a.return = 1;",
        "class A { return() { return {}; } get arguments() { return 1; } }",
        "class A { arguments = 1; }",
        "const a = { B: Array }; class C extends a.B { one = 2; static arguments = [1]\n f() {} return = 1 }",
        "class A { one() { return 1; } arguments; return }",
    ],
)
def test_words_of_functions_may_name_properties(code: str) -> None:
    assert take_apart(code).code == code
    new_v8().eval(f"(() => {{ {code} }})()")


@pytest.mark.parametrize(
    "code",
    [
        "{ return (1)\n{} }",
        "const f = { arguments };",
        "class A { one = [arguments] }",
        "class A { [arguments]() {} }",
        "if (1) { arguments = 1; }",
        "{ arguments; }",
        "export { return };",
        'import { a as return } from "./a.js";',
        "const as = 1; export { as }; if (as) { return as; }",
        "const f = { g() {}, h: [return] };",
    ],
)
def test_they_are_refused_where_they_name_none(code: str) -> None:
    with pytest.raises(ModuleError, match="outside of a function"):
        take_apart(code)


def test_words_of_functions_may_be_names_that_others_know_a_module_by() -> None:
    files = {
        "main.js": 'import { return as r, arguments as a } from "./a.js"; export const y = [r, a];',
        "a.js": "const x = 1; export { x as return, x as arguments };",
    }
    assert run(files, 'modules["main.js"].y') == "[1,1]"


def test_modules_that_import_each_other_are_refused() -> None:
    files = {"main.js": 'import { a } from "./a.js";', "a.js": 'import { b } from "./main.js";'}
    with pytest.raises(ModuleError, match="circle"):
        as_script(["main.js"], files.__getitem__)


def test_every_script_a_site_serves_is_read_and_v8_accepts_what_becomes_of_it() -> None:
    scripts = {path: data.decode() for path, data in built().files.items() if path.endswith(".js")}
    engine = new_v8()
    for path, text in scripts.items():
        module = take_apart(text, path)
        engine.eval(f"new Function({json.dumps(module.code)})")
        assert "".join(token.text for token in tokenise(module.code))
    assert len(scripts) > 6


@pytest.mark.parametrize(
    ("script", "kinds"),
    [
        ("a \n// the end\n", ["word"]),
        ("/* open", ["mark", "mark", "word"]),
        ("x = /[/]\\//g;", ["word", "mark", "regex", "mark"]),
        ("x = /a\\\n/;", ["word", "mark", "mark", "word", "mark", "mark", "mark"]),
        ("a / b / c", ["word", "mark", "word", "mark", "word"]),
        ("i++ / 2", ["word", "mark", "mark", "mark", "word"]),
        ("#!/usr/bin/node\n`a${`}`}`", ["template"]),
    ],
)
def test_a_script_is_read_token_by_token(script: str, kinds: list[str]) -> None:
    assert [token.kind for token in tokenise(script)] == kinds
