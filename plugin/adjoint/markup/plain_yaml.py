"""YAML in its plainest form, read at once: keys with a few words, in quotes or not, or with a list of such.

YAML's own reader makes events, nodes and marks of each line, and nearly all lines of a frontmatter are as
plain as ``title: A few words``. A test holds what is read here to what YAML makes of any text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

import yaml

from adjoint.markup.source import Location

if TYPE_CHECKING:
    from adjoint.markup.source import Source

RESOLVERS: Final[dict[str, list[tuple[str, re.Pattern[str]]]]] = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
"""What words without quotes are when they are no text, by their first character; a date is text."""

# Sets of all that is not excluded are compiled in no time; controls and the like are excluded before.
_FIRST: Final = r"[^\x00-/:-@\[-`{-\x7f]"
_ITEM: Final = rf"{_FIRST}(?:[^:#,?\[\]{{}}\n]*[^ :#,?\[\]{{}}\n])?"
_LINE: Final = re.compile(
    rf"([A-Za-z][\w-]{{0,60}}): +"
    rf"({_FIRST}(?:[^:#\n]*[^ :#\n])?|\"[^\"\\\n]*\"|'[^'\n]*'|\[ *{_ITEM}(?: *, *{_ITEM})* *\]) *\n",
    re.ASCII,
)
_ITEMS: Final = re.compile(_ITEM)


class PlainYaml(NamedTuple):
    """What a YAML text holds, and the places of it, as ``Frontmatter`` tells them."""

    values: dict[str, object]
    locations: dict[str | tuple[str | int, ...], Location]
    value_locations: dict[tuple[str | int, ...], Location]


def read_plain_yaml(source: Source, start: int, end: int) -> PlainYaml | None:
    """Read a stretch of a text that is YAML; None where it is not all as plain as can be read here."""
    if not source.text[start:end].replace("\n", "").isprintable():
        return None
    found = PlainYaml({}, {}, {})
    path, number = source.path, source.location(start).line
    while start < end:
        line = _LINE.match(source.text, start, end)
        if line is None or line[1] in found.values or not _is_text(line[1]):
            return None
        key, value, column = line[1], line[2], line.start(2) - start + 1
        found.locations[key,] = found.locations[key] = Location(path, number, 1)
        found.value_locations[key,] = Location(path, number, column)
        if value[0] == "[":
            items = list(_ITEMS.finditer(value))
            found.values[key] = [item[0] for item in items]
            for index, item in enumerate(items):
                place = Location(path, number, column + item.start())
                found.locations[key, index] = found.value_locations[key, index] = place
            are_text = all(_is_text(item[0]) for item in items)
        else:
            is_quoted = value[0] in "\"'"
            found.values[key] = value[1:-1] if is_quoted else value
            are_text = is_quoted or _is_text(value)
        if not are_text:
            return None
        start, number = line.end(), number + 1
    return found


def _is_text(words: str) -> bool:
    """Tell whether words without quotes are text, and no number and no truth."""
    return not any(pattern.match(words) for _, pattern in RESOLVERS.get(words[0], ()))
