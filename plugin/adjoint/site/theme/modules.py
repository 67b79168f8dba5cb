"""ES modules taken apart: their code, and what they import and export.

Only ``import`` and ``export`` statements are looked for; what stands within comments, strings and expressions
is left alone. A form that is not known here raises, so no module is read in part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_TOKEN: Final = re.compile(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?\*/)
    |(?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<word>\#?[\w$]+)
    |(?P<mark>.)""",
    re.DOTALL | re.VERBOSE,
)
_REGEX: Final = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
_BEFORE_A_VALUE: Final = frozenset(
    {"return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do", "await", "yield"}
)


class ModuleError(ValueError):
    """A module that cannot be taken apart; the text names it and says why."""


@dataclass(frozen=True)
class Token:
    """A word, a string, a template, a regular expression or a single mark outside of comments."""

    kind: str
    text: str
    start: int
    end: int
    depth: int
    """How many brackets are open around it."""


@dataclass(frozen=True)
class Module:
    """A module taken apart: its code without imports and exports, and both as names."""

    code: str
    imports: tuple[tuple[str, str], ...]
    """Each a pattern to bind, ``{ a: b }`` or a name, and the module it comes from: ``./tape.js``."""
    exports: tuple[tuple[str, str], ...]
    """Each a name inside and the name it is exported under."""


def plain(source: str) -> str:
    """Return the name of a module from how an import says it: ``./tape.js`` as ``tape.js``."""
    return source.removeprefix("./")


@lru_cache(maxsize=256)
def take_apart(text: str, name: str = "module") -> Module:
    """Return a module's code, imports and exports.

    Raises:
        ModuleError: an import or export is written in a form that is not known here.
    """
    tokens = list(tokenise(text))
    imports: list[tuple[str, str]] = []
    exports: list[tuple[str, str]] = []
    cuts: list[tuple[int, int]] = []
    for index, token in enumerate(tokens):
        if token.depth or token.kind != "word" or (index and tokens[index - 1].text == "."):
            continue
        following = tokens[index + 1 :]
        if token.text == "import" and following[:1] and following[0].text not in {"(", "."}:
            imported, end = _import(following, name)
            imports.append(imported)
            cuts.append((token.start, end))
        elif token.text == "export":
            exported, end = _export(following, name)
            exports.extend(exported)
            cuts.append((token.start, end))
    return Module(_without(text, cuts), tuple(imports), tuple(exports))


def _without(text: str, cuts: Sequence[tuple[int, int]]) -> str:
    kept, read = [], 0
    for start, end in cuts:
        kept.append(text[read:start])
        read = end
    return "".join([*kept, text[read:]])


def _import(following: Sequence[Token], name: str) -> tuple[tuple[str, str], int]:
    """Read ``{ a, b as c } from "./x.js"``, ``* as x from "./x.js"`` or ``"./x.js"``."""
    end = next((k for k, token in enumerate(following) if token.kind == "string"), None)
    words = [token.text for token in following[: end or 0]]
    if end is None or (words and words[-1] != "from"):
        raise ModuleError(f"{name}: an import that names no module")
    if words[:1] == ["{"] and words[-2:-1] == ["}"]:
        pattern = f"{{ {', '.join(f'{outer}: {inner}' for outer, inner in _names(words[1:-2], name))} }}"
    elif len(words) == 4 and words[:2] == ["*", "as"]:
        pattern = words[2]
    elif not words:
        pattern = "{}"
    else:
        raise ModuleError(f"{name}: an import of a form that is not known here: {' '.join(words)}")
    return (pattern, following[end].text[1:-1]), _past(following, end)


def _export(following: Sequence[Token], name: str) -> tuple[list[tuple[str, str]], int]:
    """Read ``const x``, ``function x``, ``class x`` or ``{ a, b as c }``; return names and the cut's end."""
    words = [token.text for token in following[:3]]
    if words[:1] == ["{"]:
        close = next((k for k, token in enumerate(following) if token.text == "}"), None)
        if close is None or [token.text for token in following[close + 1 : close + 2]] == ["from"]:
            raise ModuleError(f"{name}: an export of a form that is not known here")
        return list(_names([token.text for token in following[1:close]], name)), _past(following, close)
    declared = words[1:] if words[:1] == ["async"] else words
    if len(declared) > 1 and declared[0] in {"const", "let", "function", "class"} and _is_name(declared[1]):
        return [(declared[1], declared[1])], following[0].start
    raise ModuleError(f"{name}: an export of a form that is not known here: {' '.join(words)}")


def _names(words: Sequence[str], name: str) -> Iterator[tuple[str, str]]:
    """Yield each name of a list, and the name it goes by on the other side."""
    for part in " ".join(words).split(","):
        names = part.split()
        if len(names) == 1 and _is_name(names[0]):
            yield names[0], names[0]
        elif len(names) == 3 and names[1] == "as" and _is_name(names[0]) and _is_name(names[2]):
            yield names[0], names[2]
        elif names:
            raise ModuleError(f"{name}: a list of names that is not known here: {part.strip()}")


def _is_name(word: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z_$][\w$]*", word))


def _past(following: Sequence[Token], last: int) -> int:
    """Return where a statement ends: after its semicolon, if it has one."""
    after = following[last + 1 : last + 2]
    return after[0].end if after and after[0].text == ";" else following[last].end


def tokenise(text: str) -> Iterator[Token]:
    """Yield the tokens of a script.

    A slash begins a regular expression where a value may begin (the lexical goals of ECMA-262, 12).
    """
    at, depth = 0, 0
    before: Token | None = None
    while at < len(text):
        token = _token(text, at, depth, before)
        at = token.end
        if token.kind == "space":
            continue
        if token.text in {"}", ")", "]"}:
            depth -= 1
            token = Token(token.kind, token.text, token.start, token.end, depth)
        yield token
        depth += token.text in {"{", "(", "["}
        before = token


def _token(text: str, at: int, depth: int, before: Token | None) -> Token:
    if text[at] == "`":
        return Token("template", text[at : (end := _template_end(text, at))], at, end, depth)
    if text[at] == "/" and text[at + 1 : at + 2] not in {"/", "*"} and _value_may_begin(before):
        regex = _REGEX.match(text, at)
        if regex:
            return Token("regex", regex[0], at, regex.end(), depth)
    found = _TOKEN.match(text, at)
    assert found is not None  # noqa: S101  (any character is at least a mark)
    return Token(found.lastgroup or "mark", found[0], at, found.end(), depth)


def _value_may_begin(before: Token | None) -> bool:
    if before is None or before.text in _BEFORE_A_VALUE:
        return True
    return before.kind == "mark" and before.text not in {")", "]", "}"}


def _template_end(text: str, at: int) -> int:
    """Return where a template ends that begins at an offset, the expressions within it read through."""
    at += 1
    while at < len(text) and text[at] != "`":
        if text[at] == "\\":
            at += 2
        elif text.startswith("${", at):
            inner = next(
                (token for token in tokenise(text[at + 1 :]) if token.text == "}" and not token.depth), None
            )
            at = len(text) if inner is None else at + 1 + inner.end
        else:
            at += 1
    return at + 1
