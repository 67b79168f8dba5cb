"""The component tags of a post as calls: each held against its schema, each with an id of its own."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from adjoint.components.model import Call, Component
from adjoint.components.validate import component_for, validate_props
from adjoint.markup import Diagnostic, Document, Span, Tag
from adjoint.site.gathering import Faults


def validated_calls(
    document: Document,
    components: Mapping[str, Component[Any]],
    defaults: Mapping[str, Mapping[str, object]],
    faults: Faults,
) -> Mapping[int, tuple[Component[Any], Call]]:
    """Return the calls of a post by the index of their tags; a tag with a fault has none.

    Args:
        document: the parsed post.
        components: those a tag may name, by tag.
        defaults: the props that ``site.yaml`` sets, by tag.
        faults: takes what is wrong.
    """
    calls: dict[int, tuple[Component[Any], Call]] = {}
    ordinals: Counter[str] = Counter()
    figures = count(1)
    formulas = _Displayed(document)
    for tag in document.tags:
        with faults.gathering():
            children = _children(document, tag)
            component = component_for(tag, children, components)
            ordinals[tag.name] += 1
            props = validate_props(tag, component.props, defaults.get(tag.name, {}), document.source.location)
            call_id = props.get("id") or f"{component.id_prefix or tag.name.lower()}-{ordinals[tag.name]}"
            calls[tag.index] = (
                component,
                Call(
                    tag,
                    call_id,
                    ordinals[tag.name],
                    props,
                    children,
                    formulas.within(tag),
                    document.source.location,
                    next(figures) if component.numbered and props.get("caption") else None,
                ),
            )
    faults.found.extend(_duplicate_ids(document, [call for _, call in calls.values()]))
    return calls


def _children(document: Document, tag: Tag) -> str:
    if tag.closing is None:
        return ""
    return document.source.text[tag.opening.end : tag.closing.start]


class _Displayed:
    """The displayed formulas of a document, to be asked for those in each of its tags."""

    def __init__(self, document: Document) -> None:
        displayed = [(math.span, math.latex) for math in document.math if math.display]
        # In the order of the source, from which that of the document differs by footnotes.
        self._found = sorted((span, place, latex) for place, (span, latex) in enumerate(displayed))

    def within(self, tag: Tag) -> tuple[str, ...]:
        """Return the formulas that a tag encloses, in the order of the document."""
        if tag.closing is None:
            return ()
        first, last = (bisect_left(self._found, end, key=_start) for end in (tag.span.start, tag.span.end))
        enclosed = [(place, latex) for span, place, latex in self._found[first:last] if tag.span.holds(span)]
        return tuple(latex for _, latex in sorted(enclosed))


def _start(one: tuple[Span, int, str]) -> int:
    return one[0].start


def _duplicate_ids(document: Document, calls: Sequence[Call]) -> list[Diagnostic]:
    """Return a fault for each id given to two components, or to a component and a heading."""
    taken = {heading.id: heading.location for heading in document.headings}
    faults = []
    for call in calls:
        place = call.location("id")
        if call.id in taken:
            message = f'the id "{call.id}" is taken by line {taken[call.id].line}'
            faults.append(
                Diagnostic("duplicate-id", "error", message, place, "give one of the two another id")
            )
        else:
            taken[call.id] = place
    return faults
