"""A post's frontmatter as typed values: what every page needs to know about itself."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from adjoint.components.schema import REQUIRED, Claims, Flag, Kind, Prop, Refusal, Text, show
from adjoint.components.validate import check_record
from adjoint.frozen import frozen
from adjoint.markup import Diagnostic, Fault, Frontmatter, Location, nearest


@frozen
class Matter:
    """The frontmatter that Adjoint understands; other keys travel to the sibling untouched."""

    title: str
    date: dt.date | None
    """The day of publication; only pages outside ``blog/`` may go without."""
    updated: dt.date | None
    description: str
    author: str
    labels: tuple[str, ...]
    release: bool
    hero_image: str
    takeaways: tuple[str, ...]
    aliases: tuple[str, ...]
    """Addresses at which the page stood before, from the site's root, without slashes at the ends."""
    claims: tuple[str, ...]
    """Statements that must be true of the page's numbers."""


_ISO_DAY = re.compile(r"\d{4}-?\d{2}-?\d{2}(?:[T ]|$)")


@frozen
class _Day:
    """An ISO 8601 date, with or without a time."""

    def read(self, value: object) -> dt.date:
        if not isinstance(value, str) or not _ISO_DAY.match(value):
            raise Refusal(f"expected {self.describe()}, found {show(value)}")
        try:
            return dt.datetime.fromisoformat(value).date()
        except ValueError as error:
            raise Refusal(f"{show(value)} is not a date: {error}") from error

    def describe(self) -> str:
        return "an ISO 8601 date such as 2026-11-24"


class _Name(Text):
    """A string with something to read in it."""

    def read(self, value: object) -> str:
        if not isinstance(value, str):
            raise Refusal(f"expected {self.describe()}, found {show(value)}", in_quotes(value))
        text = value
        if not text.strip():
            raise Refusal(f"expected {self.describe()}, found {show(value)}")
        return text

    def describe(self) -> str:
        return "a few words"


def in_quotes(value: object) -> str | None:
    """Return how to mend a text that YAML takes for something else."""
    if isinstance(value, Mapping) and len(value) == 1:
        ((key, rest),) = value.items()
        return f'YAML takes a colon for a key\'s: put quotes around it, "{key}: {rest}"'
    if isinstance(value, bool | int | float):
        what = "a word for true or false" if isinstance(value, bool) else "a number"
        return f"YAML takes it for {what}: put quotes around it"
    return None


def _strings(kind: Kind, value: object) -> list[str]:
    """Return a list of strings as it is.

    Raises:
        Refusal: it is none, or one of its items is something else.
    """
    if not isinstance(value, list):
        raise Refusal(f"expected {kind.describe()}, found {show(value)}")
    for number, item in enumerate(value, 1):
        if not isinstance(item, str):
            found = f"expected {kind.describe()}; number {number} is {show(item)}"
            raise Refusal(found, in_quotes(item))
    return value


@frozen
class _Labels:
    """A list of labels, or the same in one comma-separated text."""

    def read(self, value: object) -> tuple[str, ...]:
        words = value.split(",") if isinstance(value, str) else _strings(self, value)
        if any("{=" in word for word in words):
            raise Refusal("a label is the same words on all its posts", "write it without {= … }")
        return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))

    def describe(self) -> str:
        return "a list of labels, or labels with commas between"


class _Switch(Flag):
    """True or false, as YAML writes it."""

    def describe(self) -> str:
        return "true or false"


@frozen
class _Texts:
    """A list of strings."""

    def read(self, value: object) -> tuple[str, ...]:
        return tuple(_strings(self, value))

    def describe(self) -> str:
        return "a list of sentences"


@frozen
class _Addresses:
    """A list of addresses on this site."""

    def read(self, value: object) -> tuple[str, ...]:
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list):
            raise Refusal(f"expected {self.describe()}, found {show(value)}")
        for address in listed:
            if not _is_address(address):
                raise Refusal(
                    f"{show(address)} is no address on this site", "write it from the root: /notes/one/"
                )
        return tuple(dict.fromkeys(address.strip("/") for address in listed))

    def describe(self) -> str:
        return "a list of former addresses such as /notes/chain-rule/"


def _is_address(value: object) -> bool:
    if not isinstance(value, str) or not value.startswith("/") or not value.strip("/"):
        return False
    return not {"?", "#", "\\"} & set(value) and not {"", ".", ".."} & set(value.strip("/").split("/"))


ELSEWHERE: Final = {
    "tags": "labels",
    "categories": "labels",
    "keywords": "labels",
    "summary": "description",
    "excerpt": "description",
    "authors": "author",
    "lastmod": "updated",
    "modified": "updated",
    "image": "heroImage",
    "cover": "heroImage",
}
"""Keys of other generators, and the key that says the same here."""
_YES: Final = frozenset({"true", "yes", "on", "1"})
_NO: Final = frozenset({"false", "no", "off", "0"})
HELD_BACK: Final[Mapping[str, frozenset[str]]] = {
    "draft": _YES,
    "hidden": _YES,
    "unlisted": _YES,
    "private": _YES,
    "published": _NO,
    "publish": _NO,
    "status": frozenset({"draft", "private"}),
}
"""Keys of other generators, and the values with which a page is not published."""
SLIPS: Final = 2
"""By so many letters may a key be longer or shorter than the one it is taken for."""
SCHEMA: Final = (
    Prop("title", _Name(), "the post's title", REQUIRED),
    Prop(
        "date",
        _Day(),
        "the day of publication; posts of one day stand in the order of their titles",
        REQUIRED,
    ),
    Prop("updated", _Day(), "the day of the last change of substance"),
    Prop("description", Text(), "one or two sentences on what the reader will learn", ""),
    Prop("author", Text(), "who wrote it; the site's author if left out", ""),
    Prop("labels", _Labels(), "what it is about", ()),
    Prop("release", _Switch(), "false for a draft", default=True),
    Prop("heroImage", Text(), "an image, or #id of a component whose computed figure serves as one", ""),
    Prop("takeaways", _Texts(), "what to remember", ()),
    Prop("aliases", _Addresses(), "addresses at which it stood before; each leads here", ()),
    Prop("claims", Claims(), "statements that must be true of the page's numbers", ()),
)


def read_matter(frontmatter: Frontmatter, path: str, *, dated: bool) -> Matter:
    """Return a post's frontmatter, checked.

    Args:
        frontmatter: the parsed YAML with its places.
        path: the post's path, for what is missing.
        dated: whether a date is required, as it is of posts.

    Raises:
        Fault: with every key that is missing, of another type, or close to a key it was meant to be.
    """
    if not (frontmatter.raw or frontmatter.values):
        message = "the page has no frontmatter"
        hint = "begin its first line with ---, write title: and what else it needs below, and close with ---"
        raise Fault(Diagnostic("missing-frontmatter", "error", message, Location(path, 1, 1), hint))
    schema = [
        prop if dated or prop.name != "date" else Prop(prop.name, prop.kind, prop.doc) for prop in SCHEMA
    ]
    known = {prop.name for prop in schema}

    def where(name: str) -> Location:
        return frontmatter.locations.get(name) or Location(path, 1, 1)

    def where_value(name: str) -> Location:
        return frontmatter.value_locations.get((name,)) or where(name)

    ours = {name: value for name, value in frontmatter.values.items() if name in known}
    faults = [*_misspelt(frontmatter.values, known, where), *_drafts(frontmatter.values, where)]
    try:
        values: Mapping[str, Any] = check_record(
            ours, schema, "the frontmatter", "key", where_value=where_value, where_name=where
        )
    except Fault as fault:
        faults.extend(fault.diagnostics)
    if not faults and values["updated"] and values["date"] and values["updated"] < values["date"]:
        message = f"the post was updated on {values['updated']}, before its date, {values['date']}"
        hint = "exchange the two, or leave updated out"
        faults.append(Diagnostic("key-range", "error", message, where_value("updated"), hint))
    if faults:
        raise Fault(*faults)
    return Matter(
        **{name: value for name, value in values.items() if name != "heroImage"},
        hero_image=values["heroImage"],
    )


def matter_warnings(frontmatter: Frontmatter) -> Iterator[Diagnostic]:
    """Yield a warning for each key of an author's own that was surely meant for one with a meaning here."""
    known = {prop.name for prop in SCHEMA}
    free = known - set(frontmatter.values)
    for name in frontmatter.values:
        hint = _meant(str(name), free) if name not in known else None
        if hint:
            message = f'the frontmatter knows no key "{name}" and keeps it as your own'
            yield Diagnostic("unknown-key", "warning", message, frontmatter.locations[name], hint)


def _meant(name: str, free: set[str]) -> str | None:
    """Return the mend of a key that is a slip away from a free one, or has its sense in other generators."""
    ours = ELSEWHERE.get(name.casefold())
    if ours in free:
        return f'here that is "{ours}"'
    close = nearest(name, free)
    return f'did you mean "{close}"?' if close and abs(len(close) - len(name)) <= SLIPS else None


def _misspelt(
    values: Mapping[str, object], known: set[str], where: Callable[[str], Location]
) -> list[Diagnostic]:
    """Return a fault for each unknown key that was surely meant to be a missing one that matters.

    Claims under another name would stand there unproved.
    """
    missing = {name for name in ("title", "date") if name not in values}
    faults = []
    for name in values:
        meant = {*missing, "claims"} if str(name).casefold().rstrip("s") == "claim" else missing
        close = nearest(str(name), meant) if name not in known else None
        if close:
            message = f'unknown key "{name}" in the frontmatter'
            faults.append(
                Diagnostic("unknown-key", "error", message, where(name), f'did you mean "{close}"?')
            )
    return faults


def _drafts(values: Mapping[str, object], where: Callable[[str], Location]) -> Iterator[Diagnostic]:
    """Yield a fault for what was meant to be held back: it would be published."""
    for name, value in values.items():
        if values.get("release") is not False and _holds_back(str(name), value):
            message = f'the frontmatter knows no key "{name}": this draft would be published'
            yield Diagnostic("unknown-key", "error", message, where(name), "write release: false")


def _holds_back(name: str, value: object) -> bool:
    """Whether a key is another generator's for a draft, or a slip for ours."""
    plain = name.casefold()
    if plain in HELD_BACK:
        return str(value).strip().casefold() in HELD_BACK[plain]
    return value is False and name != "release" and nearest(plain, {"release"}) is not None
