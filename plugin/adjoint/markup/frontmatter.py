"""YAML frontmatter: its values, where each stands, and the text between the fences, verbatim."""

from __future__ import annotations

import math
import re
from dataclasses import field
from typing import TYPE_CHECKING

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from adjoint.frozen import frozen
from adjoint.markup.controls import CONTROL, control_character, may_hold_controls
from adjoint.markup.diagnostics import Diagnostic, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from adjoint.markup.source import Location, Source

KeyPath = tuple[str | int, ...]

MOST_NODES = 20_000
"""A few lines of aliases of aliases would come to millions."""
_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$\n?", re.MULTILINE)


@frozen
class Frontmatter:
    """A post's frontmatter, or a whole YAML file.

    Attributes:
        values: what the YAML holds. Dates stay the text they were written as.
        locations: of each key, by its name at the top level and by its path, and of each list item, by
            its path, such as ``("takeaways", 0)``.
        value_locations: of each value, by its path, such as ``("date",)``.
        raw: the text between the fences.
        body: the offset at which the text after the closing fence begins.
    """

    values: Mapping[str, object] = field(default_factory=dict, hash=False)
    locations: Mapping[str | KeyPath, Location] = field(default_factory=dict, hash=False)
    value_locations: Mapping[KeyPath, Location] = field(default_factory=dict, hash=False)
    raw: str = ""
    body: int = 0


class _Loader(yaml.SafeLoader):
    """The safe loader, without its guess that a text which looks like a date is one.

    So ``2026-06-23`` and ``'2026-06-23'`` are the same, and a date that no calendar has is a fault to be
    told with its place rather than an exception from within YAML.
    """


class _FastLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The same in C, five times as fast; what it cannot read is read again for the other one's words."""


_Loader.yaml_implicit_resolvers = _FastLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_frontmatter(source: Source) -> tuple[Frontmatter, tuple[Diagnostic, ...]]:
    """Read the frontmatter at the top of a post; a post may have none.

    Returns:
        The frontmatter, empty where there is none or where it cannot be read, and what is wrong with it.
    """
    opening = _OPENING.match(source.text)
    if opening is None:
        return Frontmatter(), ()
    closing = _CLOSING.search(source.text, opening.end())
    if closing is None:
        message = "the frontmatter is never closed"
        hint = "end it with a line --- (or, if the post has none, begin with its text)"
        location = source.location(0)
        return Frontmatter(), (Diagnostic("frontmatter", "error", message, location, hint),)
    return _read_yaml(source, opening.end(), closing.start(), closing.end())


def parse_frontmatter(source: Source) -> Frontmatter:
    """Read a file that is YAML alone, such as ``site.yaml``.

    Raises:
        Fault: the YAML cannot be read, or a key stands twice.
    """
    frontmatter, diagnostics = _read_yaml(source, 0, len(source.text), len(source.text))
    if diagnostics:
        raise Fault(*diagnostics)
    return frontmatter


def _read_yaml(source: Source, start: int, end: int, body: int) -> tuple[Frontmatter, tuple[Diagnostic, ...]]:
    raw = source.text[start:end]
    unread = Frontmatter(raw=raw, body=body)
    what = "the frontmatter" if start else "the file"
    try:
        root, values = _read(raw)
        if root is None:
            return unread, ()
        may_be_large = "*" in raw or len(raw) > MOST_NODES
        if may_be_large and _size(root, {}) > MOST_NODES:
            message = f"{what} comes to more than {MOST_NODES:,} values, its aliases followed"
            hint = "write out what the aliases (*name) stand for, or leave it out"
            return unread, (Diagnostic("frontmatter", "error", message, source.location(start), hint),)
        if not isinstance(root, MappingNode):
            message = f"{what} is not a list of keys and values"
            place = source.location(start + root.start_mark.index)
            return unread, (Diagnostic("frontmatter", "error", message, place, "write it as key: value"),)
        faults = tuple(_repeated_keys(root, source, start))
        if "\\" in raw or may_hold_controls(source):
            faults += tuple(_control_characters(root, source, start))
    except yaml.MarkedYAMLError as error:
        return unread, (_syntax_fault(error, source, start),)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        message = f"{what} cannot be read: {_sentence(str(error))}"
        return unread, (Diagnostic("frontmatter", "error", message, source.location(start)),)
    locations: dict[str | KeyPath, Location] = {}
    value_locations: dict[KeyPath, Location] = {}
    for path, named_at, value_at in _places(root, ()):
        locations[path] = source.location(start + named_at)
        value_locations[path] = source.location(start + value_at)
        if len(path) == 1:
            locations[str(path[0])] = locations[path]
    return Frontmatter(values, locations, value_locations, raw, body), faults


def _read(raw: str) -> tuple[Node | None, Mapping[str, object]]:
    """Return the root of a YAML text and what it holds, if it is a mapping."""
    try:
        return _loaded(_FastLoader(raw))
    except (yaml.YAMLError, ValueError, RecursionError):
        return _loaded(_Loader(raw))


def _loaded(loader: yaml.SafeLoader) -> tuple[Node | None, Mapping[str, object]]:
    root = loader.get_single_node()
    if not isinstance(root, MappingNode):
        return root, {}
    return root, {str(key): value for key, value in loader.construct_document(root).items()}


def _size(node: Node, known: dict[int, float]) -> float:
    """Count the nodes below a node as often as aliases lead to them; without end where it holds itself."""
    if id(node) not in known:
        known[id(node)] = math.inf
        pairs = node.value if isinstance(node, MappingNode) else ()
        items = node.value if isinstance(node, SequenceNode) else [part for pair in pairs for part in pair]
        known[id(node)] = 1 + sum(_size(item, known) for item in items)
    return known[id(node)]


def _places(node: Node, path: KeyPath) -> Iterator[tuple[KeyPath, int, int]]:
    """Yield each path below a node with the offsets of its key, or its list item, and of its value."""
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if isinstance(key, ScalarNode):
                below = (*path, key.value)
                yield below, key.start_mark.index, value.start_mark.index
                yield from _places(value, below)
    elif isinstance(node, SequenceNode):
        for number, item in enumerate(node.value):
            yield (*path, number), item.start_mark.index, item.start_mark.index
            yield from _places(item, (*path, number))


def _repeated_keys(node: Node, source: Source, start: int) -> Iterator[Diagnostic]:
    if isinstance(node, MappingNode):
        first: dict[str, Node] = {}
        for key, value in node.value:
            if isinstance(key, ScalarNode):
                before = first.setdefault(key.value, key)
                if before is not key:
                    place, earlier = (source.location(start + one.start_mark.index) for one in (key, before))
                    message = f'the key "{key.value}" stands twice'
                    hint = f"it stands on line {earlier.line} already; keep one of the two"
                    yield Diagnostic("duplicate-key", "error", message, place, hint)
            yield from _repeated_keys(value, source, start)
    elif isinstance(node, SequenceNode):
        for item in node.value:
            yield from _repeated_keys(item, source, start)


def _control_characters(node: Node, source: Source, start: int) -> Iterator[Diagnostic]:
    r"""Yield a fault for each text with a character in it that no page can show, such as ``"\a"``."""
    if isinstance(node, ScalarNode):
        found = CONTROL.search(node.value)
        if found:
            yield control_character(found[0], source.location(start + node.start_mark.index))
        return
    for item in node.value:
        for part in item if isinstance(node, MappingNode) else (item,):
            yield from _control_characters(part, source, start)


_MENDS = (
    ("mapping values are not allowed", "put quotes around a value that holds a colon"),
    ("cannot start any token", "indent with spaces; put quotes around a value that begins with a mark"),
    ("could not find expected ':'", "each key is followed by a colon and a space"),
    ("expected <block end>", "keys of one level begin in the same column; quote a value that holds quotes"),
    ("expected ',' or ']'", "a list ends with ]"),
    ("expected ',' or '}'", "an object ends with }"),
    ("found unexpected end of stream", "a quote or a bracket is never closed"),
    ("found undefined alias", "put quotes around a value that begins with *"),
)


def _syntax_fault(error: yaml.MarkedYAMLError, source: Source, start: int) -> Diagnostic:
    mark = error.problem_mark or error.context_mark
    offset = start + mark.index if mark else start
    problem = _sentence(error.problem or str(error))
    hint = next((mend for symptom, mend in _MENDS if symptom in problem), None)
    return Diagnostic("frontmatter", "error", f"YAML: {problem}", source.location(offset), hint)


def _sentence(text: str) -> str:
    return text.splitlines()[0] if text else "unknown reason"
