"""Modules joined to one file for a page: fewer bytes on the way, and fewer requests.

Below a line that names it, each module is a function that is called once, the same in every file that has it;
a constant named after it holds what it exports. What others fetch later stands in a file of its own and is
imported, so that nothing is fetched twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from adjoint.frozen import frozen
from adjoint.site.theme.minifying import shortest_script
from adjoint.site.theme.modules import ModuleError, plain, take_apart

_NAMED: Final = re.compile(r"^//([\w.-]+\.js)\n", re.MULTILINE)
_VARIABLE: Final = re.compile(r"\$\w+")


@frozen
class Part:
    """A module as it stands in a file with others."""

    code: str
    needs: tuple[str, ...]
    """The modules it imports, by plain name."""


def part_of(name: str, text: str) -> Part:
    """Return what becomes of a module where it is joined to others.

    Raises:
        ModuleError: it cannot be read, or an import or export is written in a form that is not known.
    """
    module = take_apart(text, name)
    bound = [f"const {pattern} = {_variable(plain(source))};" for pattern, source in module.imports]
    given = ", ".join(f"{public}: {inner}" for inner, public in module.exports)
    body = "\n".join([*bound, module.code, f"return {{ {given} }};" if given else ""])
    code = f"{f'const {_variable(name)} = ' if given else ''}(() => {{\n{body}\n}})();"
    small = shortest_script(code)
    if small is None:
        raise ModuleError(name, "a script that cannot be read within a function")
    # Without its semicolon, a module would be called with the next one.
    small = small.rstrip(";\n") + ";"
    return Part(small, tuple(plain(source) for _, source in module.imports))


def joined(names: Iterable[str], parts: Mapping[str, Part], served: Callable[[str], str]) -> str:
    """Return the text of a file in which modules run, in their order, each after what it imports.

    Args:
        names: of modules that are among the parts.
        parts: every module that may be joined, by plain name.
        served: gives the name of the file in which another module is served.
    """
    found: dict[str, str] = {}
    apart: dict[str, str] = {}

    def add(name: str) -> None:
        if name in found:
            return
        for needed in parts[name].needs:
            if needed in parts:
                add(needed)
            else:
                apart[needed] = f'import*as {_variable(needed)} from"./{served(needed)}";\n'
        found[name] = f"//{name}\n{parts[name].code}\n"

    for name in names:
        add(name)
    return "".join([*apart.values(), *found.values()])


def parts_in(text: str) -> Mapping[str, str]:
    """Return the code of each module in a file of joined ones, by plain name; none of any other file."""
    pieces = _NAMED.split(text)
    return {name: code.removesuffix("\n") for name, code in zip(pieces[1::2], pieces[2::2], strict=True)}


def as_module(name: str, code: str, modules: Mapping[str, str]) -> str:
    """Return a module that was joined to others as one by itself, which exports them whole, as its default.

    Args:
        name: its plain name.
        code: as it stands in the file.
        modules: the names of all modules to import from, by plain name; those of joined ones are the same.
    """
    words, own = set(_VARIABLE.findall(code)), _variable(name)
    bound = [
        f'import {f"{{ default as {held} }}" if served == other else f"* as {held}"} from "./{served}";'
        for other, served in sorted(modules.items())
        if (held := _variable(other)) in words and held != own
    ]
    return "\n".join([*bound, code, f"export {{ {own} as default }};" if own in words else ""])


def _variable(name: str) -> str:
    """Return what holds the exports of a module where it is joined to others."""
    return "$" + re.sub(r"\W", "_", name.removesuffix(".js"))
