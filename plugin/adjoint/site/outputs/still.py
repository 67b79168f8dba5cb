"""A body standing still: its words, formulas and pictures, for a feed reader that runs and styles nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from html import unescape
from typing import Any, Final
from urllib.parse import urljoin

from adjoint.site.outputs.formulas import MATHML, MATHML_ATTRIBUTES, Formulas

_VOID: Final = frozenset({"br", "col", "hr", "img", "input", "wbr"})
_CONTROLS: Final = frozenset(
    {"button", "fieldset", "input", "legend", "output", "script", "select", "style", "svg"}
)
_NOT_SHOWN: Final = frozenset({"copy", "header-anchor", "katex-html", "visually-hidden"})
"""Classes of what only the page's own style and script make use of."""

_REST_OF_TAG: Final = r"""([^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*)>"""
_OPENING: Final = re.compile(rf"<!--.*?(?:-->|\Z)|<([a-zA-Z][^\s/>]*){_REST_OF_TAG}", re.DOTALL)
_ATTRIBUTE: Final = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?""")


def still_body(html: str, address: str, widget: Callable[[str], str]) -> str:
    """Return the body of a page without controls, scripts and styles, every link whole.

    Args:
        html: the body.
        address: the full address of the page, against which its links are read.
        widget: gives the HTML that stands for an interactive figure, by the id of the element it is in.
    """
    import nh3  # noqa: PLC0415  (loaded by the first feed)

    formulas = Formulas(html)
    cleaned = nh3.clean(
        _stilled(formulas.rest, widget),
        attribute_filter=lambda _tag, name, value: (
            urljoin(address, value) if name in {"href", "src"} else value
        ),
        **_policy(),
    )
    return formulas.put_back(cleaned)


@cache
def _policy() -> Mapping[str, Any]:
    """Return what of a body's HTML a feed holds."""
    import nh3  # noqa: PLC0415

    attributes = {name: set(allowed) for name, allowed in nh3.ALLOWED_ATTRIBUTES.items()}
    attributes["a"] -= {"rel"}
    attributes |= {name: set(MATHML_ATTRIBUTES) for name in MATHML}
    tags = (nh3.ALLOWED_TAGS | MATHML | {"figure", "figcaption"}) - {"article", "section", "nav"}
    return {"tags": tags, "attributes": attributes, "link_rel": None}


def _stilled(html: str, widget: Callable[[str], str]) -> str:
    """Return HTML without what needs a script or a style, with pictures for widgets."""
    pieces: list[str] = []
    copied, position, last_id = 0, 0, ""
    while tag := _OPENING.search(html, position):
        position = tag.end()
        name = (tag[1] or "").lower()
        values = _attributes(tag[2])
        # A widget also holds the targets of links that set it, as toy?b=-1.
        last_id = values.get("id", last_id).partition("?")[0]
        left_out = _only_for_the_page(name, values)
        if left_out or "-" in name:
            pieces += [html[copied : tag.start()], "" if left_out else widget(last_id)]
            copied = position = tag.end() if name in _VOID else _end_of_element(html, name, tag.end())
    return "".join([*pieces, html[copied:]])


def _attributes(written: str | None) -> Mapping[str, str]:
    if not written:
        return {}
    return {found[1].lower(): _unquoted(found[2] or "") for found in _ATTRIBUTE.finditer(written)}


def _unquoted(value: str) -> str:
    return unescape(value[1:-1] if value[:1] in {'"', "'"} else value)


def _end_of_element(html: str, name: str, start: int) -> int:
    """Return where an element ends: behind its closing tag, or with the text where that is missing."""
    depth = 1
    for tag in _tags(name).finditer(html, start):
        if tag[1]:
            depth -= 1
        elif not tag[2].endswith("/"):
            depth += 1
        if not depth:
            return tag.end()
    return len(html)


@cache
def _tags(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){re.escape(name)}(?=[\s/>]){_REST_OF_TAG}", re.IGNORECASE)


def _only_for_the_page(tag: str, values: Mapping[str, str]) -> bool:
    classes = set(values.get("class", "").split())
    hidden = "hidden" in values or "data-needs-script" in values
    return tag in _CONTROLS or tag == "annotation" or hidden or not classes.isdisjoint(_NOT_SHOWN)
