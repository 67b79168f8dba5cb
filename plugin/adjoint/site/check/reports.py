"""A verdict told: to a person, to a program, to GitHub's annotations, to whatever reads JUnit's XML."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final
from xml.etree import ElementTree as ET

from adjoint.markup import Diagnostic
from adjoint.site.check.verdict import Held, Verdict
from adjoint.site.report import entries
from adjoint.site.wording import COMMAND, counted

MANY: Final = 4
"""So many numbers of a post that changed are told as one fault."""
DIFF: Final = f"{COMMAND} check --diff"


def human(verdict: Verdict, _written: Sequence[Held] | None = None) -> str:
    """Return what was checked, then what is wrong, in the order of places."""
    faults = grouped(verdict.errors)
    return "\n".join([*entries(verdict.warnings), *entries(faults), *_summary(verdict)])


def unproved(verdict: Verdict) -> str:
    """Return the formulas typed in the text that nothing proves, each with its place and the reason."""
    return "\n".join(f"{one.location}: unproved: {one.text}: {one.reason}" for one in verdict.unproved)


def grouped(faults: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return faults with one in place of all the numbers of a post that changed, which have one cause.

    It is told of what the author gave, if that changed: it comes first among the faults.
    """
    changed: dict[str, list[Diagnostic]] = {}
    for one in faults:
        if one.code == "number-changed":
            changed.setdefault(one.location.path, []).append(one)
    many = {path: found for path, found in changed.items() if len(found) >= MANY}
    kept = [one for one in faults if one.code != "number-changed" or one.location.path not in many]
    return [*kept, *map(_together, many.values())]


def _together(found: Sequence[Diagnostic]) -> Diagnostic:
    """Return one fault for several numbers that changed: the first, and what the others are."""
    first, *rest = found
    others = [one.message.partition(", in ")[0] for one in rest]
    listed = ", ".join(others[:MANY]) + (", …" if len(others) > MANY else "")
    message = f"{first.message}; {len(others)} more numbers of the post changed: {listed}"
    hint = f"see all of them: {DIFF}; {first.hint}"
    return replace(first, message=message, hint=hint)


def _ordered(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    return sorted(
        found, key=lambda one: (one.location.path, one.location.line, one.location.column, one.code)
    )


def _summary(verdict: Verdict) -> list[str]:
    lines = []
    if verdict.pages:
        lines = [_what(verdict), *_in_the_text(verdict), _how_close(verdict)]
        if verdict.sampled:
            lines.append(f"sampled, with a fixed seed: {', '.join(verdict.sampled)}")
    if verdict.left_out:
        they = "it" if verdict.left_out == 1 else "them"
        lines.append(f"{counted(verdict.left_out, 'draft')} left out; --drafts checks {they}")
    warnings = f", {counted(len(verdict.warnings), 'warning')}" if verdict.warnings else ""
    if verdict.errors:
        faults = grouped(verdict.errors)
        together = len(verdict.errors) - len(faults)
        more = f" (and {counted(together, 'number')} that changed with them)" if together else ""
        rest = "" if verdict.built else "; the site could not be built, so nothing else was checked"
        return [*lines, f"{counted(len(faults), 'fault')}{more}{warnings}{rest}"]
    return [*lines, f"no faults{warnings}" if verdict.pages else f"there is no page to check{warnings}"]


def _what(verdict: Verdict) -> str:
    asked = ", those to other sites asked for" if verdict.external else ""
    return (
        f"{counted(verdict.pages, 'page')}: {counted(verdict.values, 'computed value')}, "
        f"{counted(verdict.numbers, 'published number')}, {counted(verdict.claims, 'claim')} proved, "
        f"{counted(verdict.equations, 'equation')} verified, {counted(verdict.links, 'link')} followed{asked}"
    )


def _in_the_text(verdict: Verdict) -> list[str]:
    if not verdict.proved and not verdict.unproved:
        return []
    formulas = f"formulas in the text: {verdict.proved:,} proved, {len(verdict.unproved):,} unproved"
    return [f"{formulas} ({COMMAND} check -v lists them)" if verdict.unproved else formulas]


def _how_close(verdict: Verdict) -> str:
    compared = f"{counted(verdict.compared, 'number')} in {counted(verdict.states, 'state')}"
    return f"browser against engine: {compared}, largest deviation {verdict.largest:.1e}"


def as_json(verdict: Verdict, written: Sequence[Held] | None = None) -> str:
    """Return a verdict as JSON: counts, each fault with its place, and the locks that were written."""
    counts = {
        name: getattr(verdict, name)
        for name in (
            "pages",
            "left_out",
            "values",
            "numbers",
            "claims",
            "equations",
            "states",
            "compared",
            "links",
        )
    }
    found = [
        {
            "code": one.code,
            "severity": one.severity,
            "message": one.message,
            "hint": one.hint,
            "path": one.location.path,
            "line": one.location.line,
            "column": one.location.column,
        }
        for one in _ordered(verdict.diagnostics)
    ]
    value = {
        "ok": not verdict.errors,
        "built": verdict.built,
        **counts,
        "formulas_proved": verdict.proved,
        "formulas_unproved": [
            {
                "formula": one.text[1:-1],
                "reason": one.reason,
                "path": one.location.path,
                "line": one.location.line,
                "column": one.location.column,
            }
            for one in verdict.unproved
        ],
        "largest_deviation": verdict.largest,
        "sampled": list(verdict.sampled),
        "diagnostics": found,
        **({} if written is None else {"accepted": [_held_as_data(held) for held in written]}),
    }
    return json.dumps(value, ensure_ascii=False, indent=2)


def differences_as_json(verdict: Verdict) -> str:
    """Return as JSON what became of the numbers since they were locked, post by post."""
    changed = [_held_as_data(held) for held in verdict.locks if _held(held)]
    return json.dumps({"ok": not changed, "posts": changed}, ensure_ascii=False, indent=2)


def _held_as_data(held: Held) -> Mapping[str, object]:
    """Return what became of one post's numbers; null stands for what was not there, or is no more."""
    return {
        "post": held.path.with_name(held.post).as_posix(),
        "lock": held.path.as_posix(),
        "locked_before": held.before is not None,
        "numbers": [
            {
                "name": change.symbol,
                "before": None if change.before is None else str(change.before),
                "after": None if change.after is None else str(change.after),
                "places": list(change.places),
            }
            for change in held.changes
        ],
        "typed": [
            {"place": one.place, "before": one.before or None, "after": one.after or None}
            for one in held.retyped
        ],
        "claims": [
            {"place": one.place, "before": one.before or None, "after": one.after or None}
            for one in held.redeclared
        ],
        "typed_numbers": list(held.newly_accepted),
    }


def github(verdict: Verdict, _written: Sequence[Held] | None = None) -> str:
    """Return a verdict as workflow commands, which GitHub shows beside the lines of a change."""
    told = [_annotation(found) for found in _ordered([*verdict.warnings, *grouped(verdict.errors)])]
    return "\n".join([*told, *_summary(verdict)])


def _annotation(found: Diagnostic) -> str:
    place = found.location
    properties = f"file={_property(place.path)},line={place.line},col={place.column},title={found.code}"
    return f"::{found.severity} {properties}::{_data(_sentence(found))}"


def _sentence(found: Diagnostic) -> str:
    return f"{found.message}; {found.hint}" if found.hint else found.message


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def junit(verdict: Verdict, _written: Sequence[Held] | None = None) -> str:
    """Return a verdict as JUnit's XML: a case for each fault and warning, or one that passes."""
    errors = str(len(verdict.errors))
    found = _ordered(verdict.diagnostics)
    suite = ET.Element(
        "testsuite", name="adjoint check", tests=str(max(len(found), 1)), failures=errors, errors="0"
    )
    for one in found:
        case = ET.SubElement(
            suite, "testcase", name=f"{one.code}: {one.message}", classname=one.location.path,
            file=one.location.path, line=str(one.location.line),
        )  # fmt: skip
        if one.severity == "error":
            ET.SubElement(case, "failure", message=_sentence(one), type=one.code).text = str(one.location)
        else:
            ET.SubElement(case, "system-out").text = f"{one.location}: {_sentence(one)}"
    if not found:
        ET.SubElement(suite, "testcase", name="; ".join(_summary(verdict)), classname="adjoint check")
    ET.indent(suite)
    return ET.tostring(suite, encoding="unicode", xml_declaration=True)


FORMATS: Final[Mapping[str, Callable[[Verdict, Sequence[Held] | None], str]]] = {
    "text": human,
    "json": as_json,
    "github": github,
    "junit": junit,
}


def difference(verdict: Verdict) -> str:
    """Return what became of the numbers since they were locked, as a person would say it."""
    told = [line for held in verdict.locks for line in _held(held)]
    return "\n".join(told) if told else "the numbers are as they were locked"


def accepted(written: Sequence[Held]) -> str:
    """Return what was accepted."""
    if not written:
        return "the locks were up to date"
    return "\n".join(line for held in written for line in (*_held(held), f"  wrote {held.path.as_posix()}"))


def _held(held: Held) -> list[str]:
    head = f"{held.path.parent.as_posix()}/{held.post}"
    if held.before is None:
        if not held.text:
            return []
        lines = [f"  {counted(len(held.after.entries), 'number')}, none of them locked before"]
    else:
        lines = [f"  {change}" for change in (*held.changes, *held.redeclared, *held.retyped)]
    lines += [f"  typed: {words}" for words in held.newly_accepted]
    return [f"{head}:", *lines] if lines else []
