"""Sentences that begin by saying a number of a quantity: ``The output $e$ is 7, and $c$ is 4``.

Read is what is simple, from the first word of a sentence on. After any other word the number may be one of
something that the quantity is a part of: ``the largest $e$ is 24``, ``the dimension $d$ is 512``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from adjoint.frozen import frozen
from adjoint.site.check.locks.reach import ADDRESS, FOOTNOTE, TAG
from adjoint.site.number_words import NUMBER_WORD

_ALONE: Final = rf"(?P<number>\$?[-−]?\d+(?:\.\d+)?(?: ?\\?%)?\$?|\{{=[^{{}}]*\}}|{NUMBER_WORD.pattern})"
NUMBER: Final = rf"{_ALONE}(?=(?:\s+here)?\s*(?:[;!)]|[.,](?!\d)|$)|\s+and\s+(?:the\s[a-z\s]+)?\$)"
NODE: Final = r"(?:value|node|output|input|quantity|sum|product|result)"
_OF_OTHERS: Final = r"(?:share|quotient|ratio|root|square|term|difference|fraction|expression)"
_SLOPE: Final = r"(?:slope|derivative|gradient)\s+(?=\$[^$]*\\partial)"
_ARTICLE: Final = r"(?:(?:the|its|our)\s+)?"
SUBJECT: Final = (
    rf"(?:{_ARTICLE}(?P<noun>(?:value\s+of\s+)?(?:the\s+)?(?:{NODE}\s+|{_SLOPE}|(?P<other>{_OF_OTHERS}\s+))*)"
    r"\$(?P<name>[^$=<>]+)\$"
    r"|the\s+(?:partial\s+)?(?:derivative|slope|gradient)\s+of\s+\$(?P<of>[^$]+)\$"
    r"\s+(?:with\s+respect\s+to|by|along|in)\s+\$(?P<by>[^$]+)\$)"
)
_OF_OUTPUT: Final = (
    r"the\s+(?:derivative|slope|gradient)\s+(?:with\s+respect\s+to|by|along)\s+\$(?P<only>[^$=<>]+)\$"
)
"""A derivative that leaves unsaid of what it is one."""
_SUBJECT: Final = f"(?:{SUBJECT}|{_OF_OUTPUT})"
_STATEMENT: Final = re.compile(
    rf"{_SUBJECT}\s*(?:\s(?:is|equals|comes\s+to|amounts\s+to|works\s+out\s+(?:to|as)|turns\s+out\s+to\s+be|evaluates\s+to|(?:has|takes)\s+the\s+value|(?P<turns>becomes|comes\s+out\s+as|ends\s+up\s+as))(?:\s+exactly)?\s|=)\s*{NUMBER}",
    re.IGNORECASE,
)
_GET: Final = r"(?:we|you)\s+(?:get|find|obtain)"
_TURNED: Final = (
    re.compile(
        rf"(?:{_GET}|the\s+(?:graph|figure|forward\s+pass)\s+(?:gives|yields|shows|has))\s+{_ALONE}\s+for\s+{_SUBJECT}"
        r"(?=\s*(?:[;!]|\.(?!\d)|$))",
        re.IGNORECASE,
    ),
    re.compile(rf"for\s+{_SUBJECT}\s*,?\s+{_GET}\s+{NUMBER}", re.IGNORECASE),
)
"""``We get 7 for $e$``, ``For $e$ we get 7``."""
_OTHERWISE: Final = re.compile(
    r"\b(?:gradients?|slopes?|derivatives?|adjoints?|backward|paths?|counts?|terms?)\b|\bgrad\(",
    re.IGNORECASE,
)
"""What may be found for a node beside its value."""
INTRODUCTION: Final = re.compile(
    r"\s*(?:(?:here|why|so|thus|hence|therefore|as\s+published|in\s+the\s+(?:graph|figure)"
    r"|at\s+(?:these|the\s+published)\s+(?:inputs|settings|values)"
    r"|it\s+follows\s+that|(?:the\s+(?:graph|figure)|this)\s+shows\s+that|as\s+(?:you|we)\s+(?:can\s+)?see"
    r"|(?:you|we)\s+(?:can\s+)?see\s+that|note\s+that)\b,?\s+)?",
    re.IGNORECASE,
)
_NEXT: Final = re.compile(r"\s*(?:,\s+and\s|,|;|\sand\s)\s*", re.IGNORECASE)
_END: Final = re.compile(r"\s*[.!]?\s*")
SENTENCE_END: Final = re.compile(r"(?<![eE]\.g)(?<![iI]\.e)(?<!cf)(?<!vs)(?<!etc)(?<=[.!?:])[)_\s]*\s(?=\S)")
_HIDDEN: Final = re.compile(
    r"(?P<kept>\{=[^{}]*\}|(?<!\\)\$[^$]*\$)|`[^`]*`|\\."
    rf"|{ADDRESS}|<!--.*?(?:-->|\Z)|{TAG}|{FOOTNOTE}|\*+|(?<!\w)_+|_++(?!\w)",
    re.DOTALL,
)
"""What is no text of a sentence, and computed values and formulas, which are."""


@frozen
class Statement:
    """A number that is said of something."""

    name: str
    """The formula that it is said of; of a derivative in words, the node whose it is, if that is said."""
    by: str
    """Of a derivative in words, the node by which."""
    is_of_node: bool
    """Whether no noun makes it something other than a node."""
    number: str
    start: int
    """Where the number stands in the text."""
    around: str
    """Its sentence and the one before it."""
    is_plain: bool
    """Whether its sentence says nothing else."""


def statements(text: str, *, is_first: bool = True) -> Iterator[Statement]:
    """Yield what the sentences of a text begin by saying.

    Args:
        text: as authored.
        is_first: whether nothing stands before it that changes anything.
    """
    clean = hidden(text)
    starts = [0, *(gap.end() for gap in SENTENCE_END.finditer(clean))]
    for place, (start, end) in enumerate(zip(starts, [*starts[1:], len(clean)], strict=True)):
        around = text[starts[max(place - 1, 0)] : end]
        if not any(mark in text[start:end] for mark in '"“”«»?'):
            yield from _in_sentence(clean, (start, end), around, may_turn=is_first and not start)


def hidden(text: str) -> str:
    """Return a text as long, with blanks for code, addresses, comments, marks of emphasis and escapes."""
    return _HIDDEN.sub(lambda one: one[0] if one["kept"] else _blank(one[0]), text)


def _blank(text: str) -> str:
    # Emphasis leaves its words as they are; anything else stood for something.
    return " " * len(text) if set(text) <= {"*", "_"} or text.startswith("[^") else "\x00" * len(text)


def _in_sentence(text: str, span: tuple[int, int], around: str, *, may_turn: bool) -> Iterator[Statement]:
    start, end = span
    introduction = INTRODUCTION.match(text, start, end)
    begin = introduction.end() if introduction else start
    found: list[re.Match[str]] = []
    match = _STATEMENT.match(text, begin, end)
    while match and (may_turn or not match["turns"]):  # else what comes of what a sentence before it does
        found.append(match)
        following = _NEXT.match(text, match.end(), end)
        match = _STATEMENT.match(text, following.end(), end) if following else None
    turned = None if found else _turned(text, (begin, end), around)
    if turned:
        found, around = [turned], around.replace(turned[0], " ", 1)  # its own "for" is no condition
    turns = not found or turned is not None or any(one["turns"] for one in found)
    is_plain = not turns and _END.fullmatch(text, found[-1].end(), end) is not None
    for one in found:
        name = (one["name"] or one["of"] or "").strip()
        by = (one["by"] or one["only"] or "").strip()
        yield Statement(name, by, not one["other"], one["number"], one.start("number"), around, is_plain)


def _turned(text: str, span: tuple[int, int], around: str) -> re.Match[str] | None:
    """Return a statement turned round, unless the number may be another than the value of the node named."""
    found = next((one for form in _TURNED if (one := form.match(text, *span))), None)
    if found is None or found["by"] or found["only"]:
        return found
    return None if _OTHERWISE.search(around) else found
