"""The markdown on a page that stands outside its body: titles, captions, takeaways, formulas in props."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from adjoint.components.model import Call, Component
from adjoint.components.schema import Latex, Line, Prop
from adjoint.markup import Document, Frontmatter, Location, parse_inline
from adjoint.site.content.matter import Matter
from adjoint.site.gathering import Faults

Lines = Mapping[str, Document]
"""Each line, parsed, under its own text; the same words say the same wherever they stand."""


def parse_lines(
    matter: Matter | None,
    frontmatter: Frontmatter,
    calls: Iterable[tuple[Component[Any], Call]],
    faults: Faults,
) -> Lines:
    """Parse every line of a page's frontmatter and of its components' props.

    Args:
        matter: the checked frontmatter, if it is sound.
        frontmatter: where its keys stand.
        calls: the component calls of the page.
        faults: takes what is wrong in a line, at its place.
    """
    lines: dict[str, Document] = {}
    for call, prop, text in _in_props(calls):
        if text not in lines:
            shift = len(_DOLLARS) if isinstance(prop.kind, Latex) else 0
            lines[text], found = parse_inline(text, _placing(call, prop.name, shift))
            faults.found.extend(found)
    for place, text in _in_matter(matter, frontmatter) if matter else ():
        if text not in lines:
            lines[text], found = parse_inline(text, _within(frontmatter, place, text))
            faults.found.extend(found)
    return lines


FIRST_LINE: Final = 2
"""Of the frontmatter, after its fence."""
_DOLLARS: Final = "$$"


def as_line(latex: str) -> str:
    """Return the line that a display formula is."""
    return f"{_DOLLARS}{latex}{_DOLLARS}"


def _placing(call: Call, prop: str, shift: int) -> Callable[[int], Location]:
    return lambda offset: call.location(prop, offset=max(offset - shift, 0))


def _within(frontmatter: Frontmatter, place: Location, text: str) -> Callable[[int], Location]:
    """Return what gives the place of an offset in a value: exact where YAML shows it as it is."""
    line = frontmatter.raw.split("\n")[place.line - FIRST_LINE]
    for start in (place.column, place.column + 1):  # a value may begin with a quote
        if line.startswith(text, start - 1):
            return lambda offset: Location(place.path, place.line, start + offset)
    return lambda _offset: place


def _in_props(calls: Iterable[tuple[Component[Any], Call]]) -> Iterator[tuple[Call, Prop, str]]:
    """Yield each line, and each formula between the dollars that make it one."""
    for component, call in calls:
        for prop in component.props:
            text = call.props.get(prop.name)
            if isinstance(prop.kind, Line) and isinstance(text, str):
                yield call, prop, text
            elif isinstance(prop.kind, Latex) and isinstance(text, str):
                yield call, prop, as_line(text)


def _in_matter(matter: Matter, frontmatter: Frontmatter) -> Iterator[tuple[Location, str]]:
    """Yield the title, the description and the takeaways, and where the value of each begins."""
    for key, text in (("title", matter.title), ("description", matter.description)):
        if text:
            yield frontmatter.value_locations[(key,)], text
    for number, text in enumerate(matter.takeaways):
        yield frontmatter.value_locations["takeaways", number], text
