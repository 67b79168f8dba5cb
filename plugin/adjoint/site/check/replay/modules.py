"""ES modules as one script, for a V8 that has no module loader: each becomes a function of what it imports.

A form that is not known raises, and what is misread V8 itself refuses, so no module runs in part.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from adjoint.site.theme.modules import Module, ModuleError, plain, take_apart


def as_script(entries: Sequence[str], read: Callable[[str], str], variable: str = "modules") -> str:
    """Return a script that runs modules and what they import, each once, in the order of their imports.

    Args:
        entries: names of modules.
        read: gives the text of a module by its name.
        variable: the constant that holds the exports of each module, by name.

    Raises:
        ModuleError: a module imports itself by way of others, or is written in a form that is not known here.
    """
    parts: dict[str, str] = {}

    def add(name: str, importers: tuple[str, ...]) -> None:
        if name in importers:
            raise ModuleError(name, f"a circle of imports: {' -> '.join((*importers, name))}")
        if name not in parts:
            module = take_apart(read(name), name)
            for _, source in module.imports:
                add(plain(source), (*importers, name))
            parts[name] = _function(name, module, variable)

    for entry in entries:
        add(entry, ())
    return "\n".join([f"const {variable} = {{}};", *parts.values()])


def _function(name: str, module: Module, variable: str) -> str:
    bound = [
        f"const {pattern} = {variable}[{json.dumps(plain(source))}];" for pattern, source in module.imports
    ]
    given = ", ".join(f"{public}: {inner}" for inner, public in module.exports)
    body = "\n".join(['"use strict";', *bound, module.code, f"return {{ {given} }};"])
    return f"{variable}[{json.dumps(name)}] = (() => {{\n{body}\n}})();"
