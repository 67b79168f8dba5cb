"""A tag as authored, held against the schemas: the right component, or every fault it has."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from adjoint.components.model import Component
from adjoint.components.schema import REQUIRED, Prop, Refusal
from adjoint.markup import Diagnostic, Fault, Location, Tag, nearest
from adjoint.markup.controls import CONTROL, control_character


def component_for(tag: Tag, children: str, components: Mapping[str, Component[Any]]) -> Component[Any]:
    """Return the component that a tag names.

    Args:
        tag: the tag as authored.
        children: the text it encloses.
        components: those it may name, by tag.

    Raises:
        Fault: no component has that name, or it needs text that the tag does not enclose.
    """
    if tag.name not in components:
        close = nearest(tag.name, components)
        hint = f"did you mean <{close}>?" if close else f"the components are {', '.join(sorted(components))}"
        raise Fault(Diagnostic("unknown-tag", "error", f"unknown component <{tag.name}>", tag.location, hint))
    component = components[tag.name]
    never_closed = tag.closing is not None and tag.closing.end == tag.closing.start  # which is told already
    if component.children == "required" and not children.strip() and not never_closed:
        message = f"<{tag.name}> must enclose text"
        hint = f"write <{tag.name} …>, the text, then </{tag.name}>"
        raise Fault(Diagnostic("missing-children", "error", message, tag.location, hint))
    return component


def validate_props(
    tag: Tag, schema: Sequence[Prop], defaults: Mapping[str, object], locate: Callable[[int], Location]
) -> Mapping[str, Any]:
    """Return a tag's props as its component uses them: kinds checked, defaults filled in.

    Args:
        tag: the tag as authored.
        schema: the props its component knows.
        defaults: what ``site.yaml`` sets for this component; weaker than the tag, stronger than the schema.
        locate: gives the place of an offset in the post's text.

    Raises:
        Fault: with one diagnostic for each prop that is unknown, missing or of another kind.
    """

    def where(name: str) -> Location:
        span = tag.prop_spans.get((name,)) or tag.name_spans.get(name)
        return locate(span.start) if span else tag.location

    def where_named(name: str) -> Location:
        span = tag.name_spans.get(name)
        return locate(span.start) if span else tag.location

    authored = {**defaults, **tag.props}
    owner = f"<{tag.name}>"
    controls = [control_character(found[0], where(name)) for name, found in _controls(authored)]
    if controls:
        raise Fault(*controls)
    return check_record(authored, schema, owner, "prop", where_value=where, where_name=where_named)


def _controls(props: Mapping[str, object]) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield each prop that is a text no page can show, with the first character that it cannot."""
    for name, value in props.items():
        found = CONTROL.search(value) if isinstance(value, str) else None
        if found:
            yield name, found


def check_record(  # noqa: PLR0913  (each argument names one thing a message must say)
    authored: Mapping[str, object],
    schema: Sequence[Prop],
    owner: str,
    noun: str,
    *,
    where_value: Callable[[str], Location],
    where_name: Callable[[str], Location],
) -> Mapping[str, Any]:
    """Hold an object's keys and values against a schema and fill in the defaults.

    Args:
        authored: what the author wrote.
        schema: the keys allowed, with their kinds and defaults.
        owner: whose keys these are, in messages: ``<LabSide>`` or ``effect "gradient-descent"``.
        noun: what a key is called, in messages and codes: ``prop`` or ``param``.
        where_value: the place of the value under a key.
        where_name: the place of a key.

    Raises:
        Fault: with one diagnostic for each key that is unknown, missing or of another kind.
    """
    known = {prop.name: prop for prop in schema}
    faults = [_unknown(name, known, owner, noun, where_name(name)) for name in authored if name not in known]
    values: dict[str, Any] = {}
    for name, prop in known.items():
        if name not in authored:
            if prop.default is REQUIRED:
                faults.append(_missing(prop, owner, noun, where_name(name)))
            else:
                values[name] = prop.default
            continue
        try:
            values[name] = prop.kind.read(authored[name])
        except Refusal as refusal:
            code, message = f"{noun}-{refusal.aspect}", f'{noun} "{name}" of {owner}: {refusal}'
            faults.append(Diagnostic(code, "error", message, where_value(name), refusal.hint))
    if faults:
        raise Fault(*faults)
    return values


def _missing(prop: Prop, owner: str, noun: str, where: Location) -> Diagnostic:
    message = f'{owner} needs the {noun} "{prop.name}": {prop.kind.describe()}'
    return Diagnostic(f"missing-{noun}", "error", message, where)


def _unknown(name: str, known: Collection[str], owner: str, noun: str, where: Location) -> Diagnostic:
    close = nearest(name, known)
    hint = f'did you mean "{close}"?' if close else f"it takes {', '.join(known) or 'none'}"
    return Diagnostic(f"unknown-{noun}", "error", f'unknown {noun} "{name}" for {owner}', where, hint)
