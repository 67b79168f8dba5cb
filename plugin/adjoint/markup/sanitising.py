"""HTML in a post, cleaned: harmless elements stay, scripts, styles, handlers and unknown elements go.

An element may open in one token and close in another, with markdown between, so the cleaner sees one tag at a
time; this keeps count of those that are open.
"""

from __future__ import annotations

from functools import cache

from adjoint.markup.addresses import COMMENT, TAG
from adjoint.markup.elements import is_element

_VOID = frozenset({"area", "br", "col", "hr", "img", "wbr"})
WITH_CONTENT = frozenset({"script", "style", "template", "noscript", "iframe", "object", "textarea", "title"})
"""Elements that go with all they hold."""
_NEST_IN_TABLES = frozenset({"caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"})
_ATTRIBUTES = frozenset({"class", "dir", "id", "lang", "title"})


class Cleaner:
    """Cleans the HTML of one document, in its order."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._floors: list[int] = []
        self.muting: str | None = None
        """The element that goes with all it holds, if what comes next stands within one."""

    def clean(self, html: str) -> str:
        """Return a stretch of HTML without what could do harm."""
        html = COMMENT.sub("", html)
        pieces, end = [], 0
        for tag in TAG.finditer(html):
            pieces.append(self._text(html[end : tag.start()]))
            pieces.append(
                self._tag(tag[1] == "/", tag[2].lower(), tag[3]) if is_element(tag[2]) else self._text(tag[0])
            )
            end = tag.end()
        return "".join([*pieces, self._text(html[end:])])

    def enter(self) -> int:
        """Begin an element of the page's own, which closes what is opened in it, and return the depth."""
        self._floors.append(len(self._open))
        return len(self._open)

    def leave(self) -> str:
        """End it, and return the closing tags of what was opened in it."""
        depth = self._floors.pop() if self._floors else 0
        if self.muting is None and len(self._open) == depth:  # as next to always
            return ""
        return self.close(depth)

    def close(self, depth: int = 0) -> str:
        """Return the closing tags of elements opened since there were so many."""
        self.muting = None
        if len(self._open) == depth:
            return ""
        names = self._open[depth:]
        del self._open[depth:]
        return "".join(f"</{name}>" for name in reversed(names))

    def _text(self, text: str) -> str:
        return "" if self.muting else text.replace("<", "&lt;")

    def _tag(self, closing: bool, name: str, attributes: str) -> str:  # noqa: FBT001
        if name in WITH_CONTENT:
            self._mute(name, closing=closing)
            return ""
        if self.muting or name not in allowed_elements():
            return ""
        return self._closing(name) if closing else self._opening(name, attributes)

    def _mute(self, name: str, *, closing: bool) -> None:
        if closing and self.muting == name:
            self.muting = None
        elif not closing and self.muting is None:
            self.muting = name

    def _opening(self, name: str, attributes: str) -> str:
        opening = clean_opening(name, attributes)
        if name in _VOID:
            return opening
        if attributes.rstrip().endswith("/"):  # MDX means an empty element where HTML sees one opened
            return f"{opening}</{name}>"
        self._open.append(name)
        return opening

    def _closing(self, name: str) -> str:
        floor = self._floors[-1] if self._floors else 0
        if name not in self._open[floor:]:
            return ""
        return self.close(len(self._open) - 1 - self._open[::-1].index(name))


@cache
def allowed_elements() -> frozenset[str]:
    """Return the elements that stay."""
    import nh3  # noqa: PLC0415  (loaded by the first HTML in a post)

    return frozenset(nh3.ALLOWED_TAGS) - WITH_CONTENT


@cache
def clean_opening(name: str, attributes: str) -> str:
    """Return an opening tag with its harmless attributes."""
    import nh3  # noqa: PLC0415

    # Out of its table a cell or a row is no element, so its attributes are cleaned on another one.
    stand_in = "span" if name in _NEST_IN_TABLES else name
    allowed = {tag: set(names) | _ATTRIBUTES for tag, names in nh3.ALLOWED_ATTRIBUTES.items()}
    allowed.setdefault(name, set(_ATTRIBUTES))
    allowed["*"] = set(_ATTRIBUTES)
    allowed["a"] = allowed.get("a", set()) - {"rel"}
    if stand_in != name:
        allowed[stand_in] = allowed[name]
    cleaned = nh3.clean(
        f"<{stand_in}{attributes.rstrip('/')}>", tags={stand_in}, attributes=allowed, link_rel=None
    )
    return cleaned.removesuffix(f"</{stand_in}>").replace(f"<{stand_in}", f"<{name}", 1)
