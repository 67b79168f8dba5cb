"""ES modules taken apart: their code, and what they import and export.

Only ``import`` and ``export`` statements are looked for; what stands within comments, strings and expressions
is left alone. A form that is not known here raises, so no module is read in part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import pairwise, takewhile
from typing import Final

from adjoint.frozen import frozen
from adjoint.site.theme.references import Reference, references_among
from adjoint.site.theme.tokens import Token, expressions, tokenise

_BEGIN_A_STATEMENT: Final = frozenset(
    {
        "const",
        "let",
        "var",
        "function",
        "class",
        "async",
        "export",
        "import",
        "if",
        "for",
        "while",
        "do",
        "try",
    }
    | {"switch", "throw", "await"}
)
_NOT_IN_A_MODULE: Final = frozenset({"return", "arguments"})
"""Words that a function may have and a module may not."""
_BEFORE_A_FIELD: Final = frozenset({"{", "}", ";", "static"})


class ModuleError(ValueError):
    """A module that cannot be taken apart."""

    def __init__(self, name: str, words: str, line: int = 1) -> None:
        super().__init__(name, words, line)
        self.name = name
        self.words = words
        """Why, without its name."""

    def __str__(self) -> str:
        return "{0}:{2}: {1}".format(*self.args)


@frozen
class Module:
    """A module taken apart: its code without imports and exports, and both as names."""

    code: str
    imports: tuple[tuple[str, str], ...]
    """Each a pattern to bind, ``{ a: b }`` or a name, and the module it comes from: ``./tape.js``."""
    exports: tuple[tuple[str, str], ...]
    """Each a name inside and the name it is exported under."""
    later: tuple[Reference, ...] = ()
    """What it fetches when it is needed, by where that stands in the code."""


def plain(source: str) -> str:
    """Return the name of a module from how an import says it: ``./tape.js`` as ``tape.js``."""
    return source.removeprefix("./")


@lru_cache(maxsize=256)
def take_apart(text: str, name: str = "module") -> Module:
    """Return a module's code, imports and exports.

    Raises:
        ModuleError: an import or export is written in a form that is not known here, or the module does what
            cannot be done within a function.
    """
    return _Reading(text, name).module()


class _Reading:
    """A module while it is taken apart."""

    def __init__(self, text: str, name: str) -> None:
        self._text, self._name = text, name
        self._tokens = list(tokenise(text))
        self._changing: set[str] = set()
        """Names whose values may change, at the module's own level."""

    def module(self) -> Module:
        """Return the module."""
        imports: list[tuple[str, str]] = []
        exports: list[tuple[str, str]] = []
        cuts: list[tuple[int, int]] = []
        self._refuse_what_v8_alone_reads(self._tokens)
        for index, token in enumerate(self._tokens):
            if token.kind != "word" or self._is_property(index):
                continue
            if not (cuts and token.start < cuts[-1][1] and self._is_in_a_list(index, cuts[-1])):
                self._refuse_what_needs_a_module(index)
            if token.depth:
                continue
            following = self._tokens[index + 1 :]
            if token.text == "import" and following[:1] and following[0].text != "(":
                imported, end = self._import(token, following)
                imports.append(imported)
                cuts.append((token.start, end))
            elif token.text == "export":
                exported, end = self._export(token, following)
                exports.extend(exported)
                cuts.append((token.start, end))
            elif token.text in {"let", "var"}:
                self._changing.update(_declared(following))
        for inner, _ in exports:
            if inner in self._changing:
                raise self._error(self._tokens[0], f"an export whose value may change: {inner}")
        code = _without(self._text, cuts)
        later = tuple(self._later(cuts)) if "import" in code else ()
        return Module(code, tuple(imports), tuple(exports), later)

    def _later(self, cuts: Sequence[tuple[int, int]]) -> Iterator[Reference]:
        """Yield what is fetched later, as it stands once parts are cut."""
        for one in references_among(self._text, self._tokens):
            if one.later:
                yield one.moved(-sum(end - start for start, end in cuts if end <= one.begins))

    def _error(self, token: Token, words: str) -> ModuleError:
        return ModuleError(self._name, words, self._text.count("\n", 0, token.start) + 1)

    def _is_property(self, index: int) -> bool:
        token = self._tokens[index]
        spread = self._text[max(token.start - 3, 0) : token.start] == "..."
        return index > 0 and self._tokens[index - 1].text == "." and not spread

    def _is_in_a_list(self, index: int, statement: tuple[int, int]) -> bool:
        """Tell whether a word of an import or export is only what a name is called on the other side."""
        if self._text.startswith("import", statement[0]):
            return [one.text for one in self._tokens[index + 1 : index + 2]] == ["as"]
        return self._tokens[index - 1].text == "as"

    def _names_a_property(self, index: int) -> bool:
        """Tell whether a word stands for a method, a field of a class or a key of an object."""
        following = self._tokens[index + 1 : index + 2]
        if not following or following[0].text == ":":
            return bool(following)
        if following[0].text == "(":
            return self._is_method(index + 1)
        if self._tokens[index - 1].text not in _BEFORE_A_FIELD or not self._is_in_a_class(index):
            return False
        return following[0].text in {"=", ";", "}"}

    def _is_method(self, bracket: int) -> bool:
        """Tell whether a body follows on what a bracket opens; one on a line of its own may be a block."""
        depth = self._tokens[bracket].depth
        closing = range(bracket + 1, len(self._tokens))
        close = next((at for at in closing if self._tokens[at].depth == depth), len(self._tokens))
        pair = self._tokens[close : close + 2]
        if len(pair) < 2 or pair[1].text != "{":
            return False
        return "\n" not in self._text[pair[0].end : pair[1].start]

    def _is_in_a_class(self, index: int) -> bool:
        """Tell whether a word stands among the fields of a class."""
        depth, around = self._tokens[index].depth - 1, reversed(self._tokens[:index])
        head = (one for one in around if one.depth == depth)
        opening = next(head, None)
        if opening is None or opening.text != "{":
            return False
        before = takewhile(lambda one: one.kind == "word" or one.text in {".", "(", ")"}, head)
        return any(one.text == "class" for one in before)

    def _refuse_what_v8_alone_reads(self, tokens: Iterable[Token]) -> None:
        """Refuse V8's own functions, within templates too: a check's V8 would run what no browser reads."""
        if "%" not in self._text:
            return
        for token in tokens:
            if token.kind == "native":
                raise self._error(token, f"no browser reads {token.text}, a function of V8's own")
            if token.kind == "template" and "%" in token.text:
                for start, end in expressions(self._text, token.start)[1]:
                    inside = takewhile(partial(_ends_by, end), tokenise(self._text, start))
                    self._refuse_what_v8_alone_reads(inside)

    def _refuse_what_needs_a_module(self, index: int) -> None:
        """Refuse what means something else within a function, or nothing."""
        token = self._tokens[index]
        if token.text not in _NOT_IN_A_MODULE | {"await", "import"}:
            return
        after = [one.text for one in self._tokens[index + 1 : index + 3]]
        if token.text in _NOT_IN_A_MODULE and not token.in_function and not self._names_a_property(index):
            raise self._error(token, f"no browser reads {token.text} outside of a function")
        if token.text == "await" and not token.in_function and after[:1] not in [[":"], [","], ["}"]]:
            raise self._error(token, "it waits before it has run: await outside of a function")
        if token.text == "import" and after == [".", "meta"]:
            raise self._error(token, "it asks for its own address: import.meta")

    def _import(self, token: Token, following: Sequence[Token]) -> tuple[tuple[str, str], int]:
        """Read ``{ a, b as c } from "./x.js"``, ``* as x from "./x.js"`` or ``"./x.js"``."""
        end = next((k for k, one in enumerate(following) if one.kind == "string"), None)
        words = [one.text for one in following[: end or 0]]
        if end is None or (words and words[-1] != "from"):
            raise self._error(token, "an import that names no module")
        if words[:1] == ["{"] and words[-2:-1] == ["}"]:
            names = self._names(token, words[1:-2])
            pattern = f"{{ {', '.join(f'{outer}: {inner}' for outer, inner in names)} }}"
        elif len(words) == 4 and words[:2] == ["*", "as"]:
            pattern = words[2]
        elif not words:
            pattern = "{}"
        else:
            raise self._error(token, f"an import of a form that is not known here: {' '.join(words)}")
        if [one.text for one in following[end + 1 : end + 3]] == ["with", "{"]:
            raise self._error(token, "an import of a form that is not known here: with attributes")
        return (pattern, following[end].text[1:-1]), _past(following, end)

    def _export(self, token: Token, following: Sequence[Token]) -> tuple[list[tuple[str, str]], int]:
        """Read ``const x``, ``function x``, ``class x`` or ``{ a, b as c }``: names, and the cut's end."""
        words = [one.text for one in following[:3]]
        unknown = self._error(token, f"an export of a form that is not known here: {' '.join(words)}")
        if words[:1] == ["{"]:
            close = next((k for k, one in enumerate(following) if one.text == "}"), None)
            if close is None or [one.text for one in following[close + 1 : close + 2]] == ["from"]:
                raise unknown
            names = self._names(token, [one.text for one in following[1:close]])
            return list(names), _past(following, close)
        declared = words[1:] if words[:1] == ["async"] else words
        if (
            len(declared) < 2
            or declared[0] not in {"const", "function", "class"}
            or not _is_name(declared[1])
        ):
            raise unknown
        if declared[0] == "const" and len(_declared(following[1:])) > 1:
            raise self._error(
                token, f"an export of several names in one statement, the first is {declared[1]}"
            )
        return [(declared[1], declared[1])], following[0].start

    def _names(self, token: Token, words: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Yield each name of a list, and the name it goes by on the other side."""
        for part in " ".join(words).split(","):
            names = part.split()
            if len(names) == 1 and _is_name(names[0]):
                yield names[0], names[0]
            elif len(names) == 3 and names[1] == "as" and _is_name(names[0]) and _is_name(names[2]):
                yield names[0], names[2]
            elif names:
                raise self._error(token, f"a list of names that is not known here: {part.strip()}")


def _declared(following: Sequence[Token]) -> Sequence[str]:
    """Return the names that a statement declares, of which the tokens after its first word are given."""
    names = [following[0].text] if following else []
    for before, token in pairwise(following):
        if not token.depth and (token.text == ";" or _begins_a_statement(before, token)):
            break
        if before.text == "," and not before.depth:
            names.append(token.text)
    return names


def _begins_a_statement(before: Token, token: Token) -> bool:
    """Tell whether a statement begins at a word, the one before without a semicolon."""
    is_over = before.kind != "mark" or before.text in {")", "]", "}"}
    return is_over and token.text in _BEGIN_A_STATEMENT and before.text not in {"async", "new", "await"}


def _without(text: str, cuts: Sequence[tuple[int, int]]) -> str:
    kept, read = [], 0
    for start, end in cuts:
        kept.append(text[read:start])
        read = end
    return "".join([*kept, text[read:]])


def _ends_by(end: int, token: Token) -> bool:
    return token.end <= end


def _is_name(word: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z_$][\w$]*", word))


def _past(following: Sequence[Token], last: int) -> int:
    """Return where a statement ends: after its semicolon, if it has one."""
    after = following[last + 1 : last + 2]
    return after[0].end if after and after[0].text == ";" else following[last].end
