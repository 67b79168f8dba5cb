"""Modules that are joined to one file do there what they do by themselves."""

from __future__ import annotations

from itertools import permutations

import pytest

from adjoint.site.theme.joining import Part, as_module, joined, part_of, parts_in
from adjoint.site.theme.modules import ModuleError
from tests.site.check.scripts import sources
from tests.v8 import new_v8

FILES = {
    "count.js": "let count = 0; export const next = () => ++count;",
    "one.js": 'import { next } from "./count.js"; const own = 1; export const one = () => own + next();',
    "two-b.js": 'import { next as other } from "./count.js"; const own = 10; export { own as two }; other();',
    "main.js": 'import * as all from "./one.js"; import { two } from "./two-b.js"; told(all.one(), two);',
    "last.js": "told(typeof own);",
}


def parts() -> dict[str, Part]:
    return {name: part_of(name, text) for name, text in FILES.items()}


def run(text: str) -> str:
    script = f"const all = [], told = (...some) => all.push(...some); {text}\nJSON.stringify(all)"
    return str(new_v8().eval(script))


def test_names_cross_as_they_are_imported_and_all_others_stay_apart() -> None:
    text = joined(["main.js", "last.js"], parts(), str)
    # two-b.js has counted to 1 when one.js is asked, and no name of a module is left outside of it.
    assert run(text) == '[3,10,"undefined"]'


def test_each_module_stands_there_once_after_what_it_imports_and_below_its_name() -> None:
    for order in permutations(FILES):
        text = joined(order, parts(), str)
        assert parts_in(text) == {name: part.code for name, part in parts().items()}
        found = list(parts_in(text))
        for name, part in parts().items():
            assert all(found.index(needed) < found.index(name) for needed in part.needs)


def test_what_has_a_file_of_its_own_is_imported_once() -> None:
    some = {name: part for name, part in parts().items() if name != "count.js"}
    text = joined(["main.js"], some, lambda name: f"hash.{name}")
    assert text.startswith('import*as $count from"./hash.count.js";\n//one.js\n')
    assert text.count("import") == 1


def test_a_module_is_the_same_whatever_it_is_joined_to_and_can_be_told_apart_again() -> None:
    code = parts_in(joined(["two-b.js"], parts(), str))["two-b.js"]
    names = {"count.js": "count.0a1b.js", "one.js": "one.js", "two-b.js": "two-b.js"}
    assert as_module("two-b.js", code, names) == (
        f'import * as $count from "./count.0a1b.js";\n{code}\nexport {{ $two_b as default }};'
    )
    assert as_module("last.js", parts()["last.js"].code, names) == f"{parts()['last.js'].code}\n"


def test_a_file_of_one_script_holds_no_joined_ones() -> None:
    assert parts_in('import{a}from"./a.js";const b="//c.js"') == {}


def test_a_form_that_is_not_known_is_refused() -> None:
    with pytest.raises(ModuleError, match=r"one\.js"):
        part_of("one.js", "export default 1;")


def test_what_cannot_be_read_within_a_function_is_refused() -> None:
    with pytest.raises(ModuleError, match=r"one\.js"):
        part_of("one.js", "export const one = (;")


def test_every_script_that_may_be_joined_is_read_and_named_differently() -> None:
    joining = {name: asset.data.decode() for name, asset in sources().items() if asset.joins}
    codes = [part_of(name, text).code for name, text in joining.items()]
    held = {code.partition("=")[0] for code in codes if code.startswith("const $")}
    assert len(held) == sum("export" in text for text in joining.values()) > 6
