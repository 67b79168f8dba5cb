"""What cannot be judged because of a tag that failed, so that one mistake is told once and hides no other."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from adjoint.components.model import Call, Component
from adjoint.markup import Diagnostic, Document

_WORD: Final = re.compile(r"[^\W\d][\w.]*")


@dataclass(frozen=True)
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
) -> Doubts:
    """Return what is in doubt on a page.

    Args:
        document: the parsed post.
        calls: the tags whose props are sound, by index.
        computed: the indices of those that could be computed.
        components: all there are, by tag.
    """
    failed = [tag for tag in document.tags if tag.index not in computed]
    if not failed:
        return NO_DOUBTS
    ids = {str(tag.props["id"]) for tag in failed if "id" in tag.props}
    ids |= {calls[tag.index][1].id for tag in failed if tag.index in calls}
    words: set[str] = set()
    for tag in failed:
        if tag.name not in components or components[tag.name].quantities is not None:
            words.update(_WORD.findall(document.source.text[tag.opening.start : tag.opening.end]))
    return Doubts(frozenset(ids), frozenset(words))


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
