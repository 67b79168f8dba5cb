"""``site.yaml``: what holds for every page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Final, cast
from urllib.parse import urlsplit

from adjoint.components.model import Component
from adjoint.components.schema import REQUIRED, Choice, Kind, Object, Prop, Refusal, Text, show
from adjoint.components.validate import check_record
from adjoint.frozen import frozen
from adjoint.markup import Diagnostic, Fault, Frontmatter, Location, RawHtml
from adjoint.site.words import Words

FILE_NAME: Final = "site.yaml"
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_CODES: Final = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "spanish": "es",
    "español": "es", "italian": "it", "italiano": "it", "portuguese": "pt", "português": "pt", "dutch": "nl",
    "nederlands": "nl", "polish": "pl", "polski": "pl", "russian": "ru", "русский": "ru", "chinese": "zh",
    "中文": "zh", "japanese": "ja", "日本語": "ja", "korean": "ko", "arabic": "ar", "hindi": "hi",
    "turkish": "tr", "swedish": "sv", "danish": "da", "norwegian": "nb", "finnish": "fi", "czech": "cs",
    "greek": "el", "ukrainian": "uk", "hungarian": "hu", "hebrew": "he",
}  # fmt: skip
"""Codes by the names that people call languages by."""


@dataclass(frozen=True, kw_only=True)
class PostSettings:
    """The settings that a post is made into its page with; where others change, its page stands."""

    url: str
    """The address of the site's root, ending in a slash; it may hold a path."""
    components: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """Default props by component tag."""
    known_paths: frozenset[str] = frozenset()
    """Internal links that another system serves."""
    raw_html: RawHtml = "sanitize"
    words: Words = field(default_factory=Words)
    """No setting, but words of the site's layouts."""

    @property
    def path(self) -> str:
        """The path part of the address, with a slash at both ends: ``/`` or ``/sub/``."""
        return urlsplit(self.url).path or "/"


@dataclass(frozen=True, kw_only=True)
class Settings(PostSettings):
    """All settings of a site, checked."""

    title: str
    author: str = ""
    description: str = ""
    language: str = "en"

    @property
    def of_posts(self) -> PostSettings:
        """Those that posts are made with, by themselves."""
        return PostSettings(**{each.name: getattr(self, each.name) for each in fields(PostSettings)})


@frozen
class _Url:
    """An absolute web address."""

    def read(self, value: object) -> str:
        parts = urlsplit(value) if isinstance(value, str) else None
        if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname:
            raise Refusal(f"expected {self.describe()}, found {show(value)}")
        if any(mark.isspace() or mark in '<>"{}|\\^`' for mark in str(value)):
            message = f"{show(value)} is no web address: it holds a space, or a sign that none may hold"
            raise Refusal(message, "leave it out; a space in a path is written %20")
        if parts.query or parts.fragment:
            raise Refusal(f"expected {self.describe()}, without ? or #, found {show(value)}")
        return str(value).rstrip("/") + "/"

    def describe(self) -> str:
        return "a web address such as https://example.org/notes/"


class _Plain(Text):
    """A string that every page shows as it is: no page's numbers could be meant in it."""

    def read(self, value: object) -> str:
        text = super().read(value)
        if "{=" in text:
            raise Refusal("no page computes values for site.yaml", "write it without {= … }")
        return text


@frozen
class _Language:
    """A language as HTML names it."""

    def read(self, value: object) -> str:
        if value is False:
            raise Refusal(f"expected {self.describe()}, found false", 'YAML takes no for false: write "no"')
        if not isinstance(value, str) or not _LANGUAGE.fullmatch(value):
            code = _CODES.get(str(value).strip().lower())
            hint = f"write {code}" if code else None
            raise Refusal(f"expected {self.describe()}, found {show(value)}", hint)
        return value

    def describe(self) -> str:
        return "a language code such as en, de or pt-BR"


@frozen
class _Paths:
    """A list of site paths."""

    def read(self, value: object) -> frozenset[str]:
        if not isinstance(value, list):
            raise Refusal(f"expected {self.describe()}, found {show(value)}")
        for number, path in enumerate(value, 1):
            if not isinstance(path, str) or not path.startswith("/"):
                raise Refusal(f"expected {self.describe()}; number {number} is {show(path)}")
        return frozenset(value)

    def describe(self) -> str:
        return "a list of paths, each starting with /"


def schema() -> Sequence[Prop]:
    """Return what site.yaml may hold."""
    text: Kind = _Plain()
    return (
        Prop("title", text, "the site's name", REQUIRED),
        Prop("url", _Url(), "the address of the site's root", REQUIRED),
        Prop("author", text, "who writes, where a post does not say", ""),
        Prop("description", text, "one sentence on the site", ""),
        Prop("language", _Language(), "the language of the pages, as in HTML's lang", "en"),
        Prop("components", Object(), "default props by component tag", {}),
        Prop("known_paths", _Paths(), "internal links that another system serves", frozenset()),
        Prop(
            "raw_html", Choice(("sanitize", "allow", "forbid")), "what becomes of HTML in a post", "sanitize"
        ),
    )


def read_settings(yaml: Frontmatter, components: Mapping[str, Component[Any]], path: str) -> Settings:
    """Return the settings that a parsed ``site.yaml`` holds.

    Args:
        yaml: its keys, values and their places.
        components: those whose default props it may set, by tag.
        path: the file's path, for what is missing.

    Raises:
        Fault: with every key that is unknown, missing or of another kind, and every wrong default prop.
    """

    def where(name: str) -> Location:
        return yaml.locations.get(name) or Location(path, 1, 1)

    values = check_record(yaml.values, schema(), FILE_NAME, "setting", where_value=where, where_name=where)
    faults = tuple(_default_prop_faults(values["components"], components, yaml, where("components")))
    if faults:
        raise Fault(*faults)
    return Settings(**values)


def _default_prop_faults(
    defaults: Mapping[str, object],
    components: Mapping[str, Component[Any]],
    yaml: Frontmatter,
    where: Location,
) -> list[Diagnostic]:
    faults: list[Diagnostic] = []
    for tag, props in defaults.items():
        place = yaml.locations.get(("components", tag), where)
        if tag not in components or not isinstance(props, Mapping):
            message = f'"components" holds {tag}: expected a component\'s tag and its default props'
            hint = f"the components are {', '.join(sorted(components))}"
            faults.append(Diagnostic("setting-components", "error", message, place, hint))
            continue
        optional = [Prop(prop.name, prop.kind, prop.doc) for prop in components[tag].props]

        def within(name: str, tag: str = tag, place: Location = place) -> Location:
            return yaml.locations.get(("components", tag, name), place)

        try:
            check_record(
                cast("Mapping[str, object]", props),
                optional,
                f"<{tag}>",
                "prop",
                where_value=within,
                where_name=within,
            )
        except Fault as fault:
            faults.extend(fault.diagnostics)
    return faults
