"""Where a script names others: what it imports, at once or later, however that is written."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from adjoint.frozen import frozen
from adjoint.site.theme.tokens import Token, expressions, tokenise

_MAY_NAME: Final = re.compile(r"\bimport\b|\bexport\b(?!\s+(?:async|class|const|default|function|let|var)\b)")
"""Where a script may name another; also in comments and strings."""


@frozen
class Reference:
    """The string that names another script."""

    source: str
    start: int
    end: int
    begins: int
    """Where ``import`` or ``export`` stands."""
    later: bool
    """Whether it is fetched when it is needed, and not before the script runs."""

    @property
    def is_relative(self) -> bool:
        """Whether it names a file beside the script, and nothing of another place."""
        return self.source.startswith(("./", "../"))

    def moved(self, by: int) -> Reference:
        """Return it as it stands so much further on."""
        return Reference(self.source, self.start + by, self.end + by, self.begins + by, self.later)

    def target(self, name: str) -> str:
        """Return the name of what a script of some name refers to."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(name), self.source))


@lru_cache(maxsize=256)
def references(text: str) -> tuple[Reference, ...]:
    """Return the imports of a script, those in comments and strings left out."""
    return tuple(references_among(text, _tokens_to_read(text)))


def _tokens_to_read(text: str) -> Sequence[Token]:
    """Return the tokens of a script up to the end of the last statement that may name another script.

    Imports stand at the top, and hardly anything below them needs to be taken apart.
    """
    last = max((found.start() for found in _MAY_NAME.finditer(text)), default=None)
    tokens: list[Token] = []
    if last is not None:
        for token in tokenise(text):
            tokens.append(token)
            if token.start > last and token.text == ";":
                break
    return tokens


def rewritten(text: str, write: Callable[[Reference], str | None]) -> str:
    """Return a script in which some imports are written otherwise, strings with their quotes."""
    kept, read = [], 0
    for reference in references(text):
        new = write(reference)
        if new is not None:
            kept += [text[read : reference.start], new]
            read = reference.end
    return "".join([*kept, text[read:]])


def references_among(text: str, tokens: Sequence[Token]) -> Iterator[Reference]:
    """Yield the imports among the tokens of a script, those within its templates among them."""
    for index, token in enumerate(tokens):
        if token.kind == "template" and "import" in token.text:
            for start, end in expressions(text, token.start)[1]:
                inner = (one for one in tokenise(text, start) if one.start < end)
                yield from references_among(text, _until(inner, end))
        if token.kind != "word" or (index and tokens[index - 1].text == "."):
            continue
        after = tokens[index + 1 : index + 4]
        if token.text == "import" and [one.text for one in after[:1]] == ["("]:
            yield from _later(token, after)
        elif token.text in {"import", "export"} and not token.depth:
            yield from _at_once(token, tokens[index + 1 :])


def _until(tokens: Iterator[Token], end: int) -> Sequence[Token]:
    found = []
    for token in tokens:
        if token.end > end:
            break
        found.append(token)
    return found


def _later(word: Token, after: Sequence[Token]) -> Iterator[Reference]:
    """Yield what ``("./x.js")`` refers to."""
    if len(after) == 3 and after[2].text in {")", ","}:
        named = after[1]
        if named.kind == "string" or (named.kind == "template" and "${" not in named.text):
            yield _named(word, named, later=True)


def _at_once(word: Token, after: Sequence[Token]) -> Iterator[Reference]:
    """Yield what ``… from "./x.js"`` or ``import "./x.js"`` refers to."""
    if word.text == "import" and after and after[0].kind == "string":
        yield _named(word, after[0])
        return
    if word.text == "export" and after and after[0].text not in {"{", "*"}:
        return
    for token, following in pairwise(after):
        if token.text == "from" and following.kind == "string":
            yield _named(word, following)
            return
        if token.text == ";" or (token.text == "}" and following.text != "from"):
            return


def _named(word: Token, token: Token, *, later: bool = False) -> Reference:
    return Reference(token.text[1:-1], token.start, token.end, word.start, later)
