"""What cannot be judged because of a tag that failed, so that one mistake is told once and hides no other."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from adjoint.components.model import Call, Component
from adjoint.frozen import frozen
from adjoint.markup import Diagnostic, Document

_WORD: Final = re.compile(r"[^\W\d][\w.]*")
_ID: Final = re.compile(r"""\sid=["']([^"']+)""")
_TAG: Final = re.compile(r"<(?=[A-Z])")
_END: Final = re.compile(r"\n[ \t>]*\n|<[A-Z]")
_OF_TAGS: Final = frozenset(
    {"duplicate-prop", "empty-value", "malformed-prop", "malformed-tag", "nested-too-deeply"}
)


@frozen
class Doubts:
    """The tags of a post that came to nothing, as far as others may speak of them."""

    ids: frozenset[str] = frozenset()
    """Theirs: a link or a reference to one of them may be right."""
    words: frozenset[str] = frozenset()
    """All that stands in those that would offer numbers: a name among them may be one of theirs."""

    @property
    def numbers(self) -> bool:
        """Whether numbers may be missing through no fault of those who speak of them."""
        return bool(self.words)

    def touch(self, expression: str) -> bool:
        """Tell whether an expression may speak of what failed."""
        return self.numbers and not self.words.isdisjoint(_WORD.findall(expression))


NO_DOUBTS: Final = Doubts()


def doubts_of(
    document: Document,
    calls: Mapping[int, tuple[Component[Any], Call]],
    computed: Collection[int],
    components: Mapping[str, Component[Any]],
    unread: Iterable[Diagnostic],
) -> Doubts:
    """Return what is in doubt on a page.

    Args:
        document: the parsed post.
        calls: the tags whose props are sound, by index.
        computed: the indices of those that could be computed.
        components: all there are, by tag.
        unread: what is wrong with the text; tags that cannot be read are not among those of the document.
    """
    failed = [tag for tag in document.tags if tag.index not in computed]
    pieces = [_Piece(tag.name, document.source.text[tag.opening.start : tag.opening.end]) for tag in failed]
    pieces += _unread_tags(document, unread)
    if not pieces:
        return NO_DOUBTS
    ids = {calls[tag.index][1].id for tag in failed if tag.index in calls}
    words: set[str] = set()
    nameless: Counter[tuple[str, bool]] = Counter()
    for piece in pieces:
        component = components.get(piece.tag)
        prefix = (component.id_prefix if component else None) or piece.tag.lower()
        given = _ID.search(piece.text)
        if given:
            ids.add(given[1])
        else:
            nameless[prefix, component is not None] += 1
        if component is None or component.quantities is not None:
            words.update(_WORD.findall(piece.text))
    every = len(document.tags) + len(pieces)
    for (prefix, is_known), count in nameless.items():
        ids |= {f"{prefix}-{place}" for place in range(1, (every if is_known else count) + 1)}
    return Doubts(frozenset(ids), frozenset(words))


@frozen
class _Piece:
    """A tag that failed, as it is written."""

    tag: str
    text: str


def _unread_tags(document: Document, unread: Iterable[Diagnostic]) -> Iterator[_Piece]:
    """Yield the tags that cannot be read, each as far as the next tag or a blank line."""
    text, faults = document.source.text, [fault for fault in unread if fault.code in _OF_TAGS]
    starts = [found.start() for found in _TAG.finditer(text)] if faults else []
    ends = (document.source.line_start(one.location.line) + one.location.column for one in faults)
    for place in sorted({bisect_left(starts, end - 1) for end in ends} - {0}):
        start = starts[place - 1]
        rest = _END.search(text, start + 1)
        stretch = text[start : rest.start() if rest else len(text)]
        yield _Piece(stretch[1:].split(maxsplit=1)[0].rstrip("/>"), stretch)


def is_sound(
    document: Document,
    call: Call,
    numbers: Collection[str],
    texts: Iterable[Document],
    misset: Iterable[Diagnostic],
) -> bool:
    """Tell whether all values and formulas within a call could be computed and set.

    Args:
        document: the parsed post.
        call: one of its calls.
        numbers: the expressions that have a value.
        texts: the page's body and lines.
        misset: the faults of its formulas.
    """
    start, end = (document.source.location(place) for place in (call.tag.span.start, call.tag.span.end))
    lost = [value.location for text in texts for value in text.values if value.expression not in numbers]
    return not any(start <= place <= end for place in [*lost, *(fault.location for fault in misset)])
