"""Component tags paired with their closing tags, each pair on one side of every list, quote and emphasis."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from adjoint.markup.diagnostics import Diagnostic
from adjoint.markup.document import Tag
from adjoint.markup.literals import Malformed
from adjoint.markup.source import Span

if TYPE_CHECKING:
    from markdown_it.token import Token

    from adjoint.markup.passages import Passage
    from adjoint.markup.places import Places
    from adjoint.markup.tags import ReadTag

MAX_DEPTH = 80
"""Tags nest no deeper than any post needs, and no deeper than Python can follow."""


_CONTAINERS = {
    "blockquote": "quote",
    "list_item": "list item",
    "footnote_reference": "footnote",
    "strong": "**bold text**",
    "em": "*emphasis*",
    "s": "~~struck text~~",
    "link": "link",
    "image": "text of an image",
    "passage": "paragraph",
}


@dataclass
class _Open:
    """A tag that awaits its closing tag, or a container around what follows."""

    kind: str
    """``component``, or the name of the container."""
    depth: int
    """How many tags and containers are around it."""
    parent: int | None
    """The index of the tag that is nearest around what it holds: its own, if it has one."""
    token: Token | None = None
    tag: Tag | None = None
    sound: bool = False
    """Whether the tag is among those found; a malformed one is not."""

    @property
    def name(self) -> str | None:
        return self.tag.name if self.tag is not None else None


@dataclass
class Pairing:
    """Pairs the tags of one document, in its order.

    Attributes:
        places: of the document.
        tags: those found so far.
        faults: takes what is wrong.
    """

    places: Places
    tags: list[Tag]
    faults: list[Diagnostic]
    _stack: list[_Open] = field(default_factory=list)
    _too_deep: bool = False

    def enter(self, container: str) -> None:
        """Take note that a container begins, such as a ``blockquote``."""
        if container in _CONTAINERS:
            self._stack.append(_Open(container, *self._around()))

    def leave(self, container: str) -> None:
        """Take note that a container ends, and with it every tag that is still open in it."""
        if container not in _CONTAINERS:
            return
        while self._stack:
            top = self._stack.pop()
            if top.kind == container:
                break
            within = "" if container == "passage" else f" within the {_CONTAINERS[container]}"
            self._report_unclosed(top, within)

    def finish(self) -> None:
        """Take note that the document ends."""
        while self._stack:
            self._report_unclosed(self._stack.pop(), "")

    def add(self, token: Token, tag: ReadTag, passage: Passage, *, inline: bool) -> None:
        """Take the next tag of the document; its token gets to know the ``Tag`` it belongs to."""
        self.faults.extend(self.places.fault(fault, passage) for fault in tag.faults)
        if tag.kind == "close":
            self._close(token, tag, passage)
            return
        depth, parent = self._around()
        if depth > MAX_DEPTH:
            self._report_too_deep(tag, passage)
        made = self._made(tag, passage, parent, inline=inline)
        sound = depth <= MAX_DEPTH and not tag.faults
        if sound:
            token.meta["tag"] = made
            self.tags.append(made)
        if tag.kind == "open":
            nearest = made.index if sound else parent
            self._stack.append(_Open("component", depth, nearest, token, made, sound))

    def _around(self) -> tuple[int, int | None]:
        """Return how deep the next tag or container stands, and the index of the tag around it."""
        return (self._stack[-1].depth + 1, self._stack[-1].parent) if self._stack else (0, None)

    def _made(self, tag: ReadTag, passage: Passage, parent: int | None, *, inline: bool) -> Tag:
        span = self.places.span(passage, tag.span)
        return Tag(
            name=tag.name,
            props=tag.props,
            location=self.places.source.location(span.start),
            opening=span,
            inline=inline,
            index=len(self.tags),
            parent=parent,
            prop_spans={path: self.places.span(passage, part) for path, part in tag.prop_spans.items()},
            name_spans={name: self.places.span(passage, part) for name, part in tag.name_spans.items()},
        )

    def _close(self, token: Token, tag: ReadTag, passage: Passage) -> None:
        span = self.places.span(passage, tag.span)
        depth = len(self._stack) - 1
        while depth >= 0 and self._stack[depth].kind == "component" and self._stack[depth].name != tag.name:
            depth -= 1
        if depth < 0 or self._stack[depth].kind != "component":
            self._report_stray(tag, span)
            return
        while len(self._stack) - 1 > depth:
            self._report_unclosed(self._stack.pop(), f" before </{tag.name}>")
        self._pair(self._stack.pop(), span, token)

    def _pair(self, entry: _Open, closing: Span, token: Token | None) -> None:
        if entry.tag is None or entry.token is None or not entry.sound:
            return
        made = replace(entry.tag, closing=closing)
        self.tags[made.index] = made
        entry.token.meta["tag"] = made
        if token is not None:
            entry.token.meta["paired"] = True
            token.meta["tag"] = made

    def _report_too_deep(self, tag: ReadTag, passage: Passage) -> None:
        if not self._too_deep:
            message = f"tags nest too deeply: here are {MAX_DEPTH} around this one"
            fault = Malformed(message, tag.span.start, "close some before it", "nested-too-deeply")
            self.faults.append(self.places.fault(fault, passage))
        self._too_deep = True

    def _report_unclosed(self, entry: _Open, where: str) -> None:
        if entry.tag is None or not entry.sound:
            return
        tag = entry.tag
        # Where markdown-it gives up for depth, it reads no closing tags either.
        if not self._too_deep:
            self.faults.append(self._unclosed(tag, where))
        self._pair(entry, Span(tag.opening.end, tag.opening.end), None)

    @staticmethod
    def _unclosed(tag: Tag, where: str) -> Diagnostic:
        message = f"<{tag.name}> is never closed{where}"
        hint = f"write </{tag.name}> after its text, or <{tag.name} … /> if it has none"
        return Diagnostic("unclosed-tag", "error", message, tag.location, hint)

    def _report_stray(self, tag: ReadTag, span: Span) -> None:
        place = self.places.source.location(span.start)
        message, hint = self._stray(tag.name)
        self.faults.append(Diagnostic("stray-closing-tag", "error", message, place, hint))

    def _stray(self, name: str) -> tuple[str, str]:
        """Return what is wrong with a closing tag that closes nothing, and the mend."""
        outer = next((entry.tag for entry in reversed(self._stack) if entry.name == name), None)
        barrier = next((entry.kind for entry in reversed(self._stack) if entry.kind != "component"), None)
        if outer is not None and barrier is not None:
            opened = f"<{name}> opens on line {outer.location.line}"
            mend = "put it on a line of its own" if barrier == "passage" else "put both on the same side"
            return (
                f"</{name}> stands inside a {_CONTAINERS[barrier]}, its opening tag outside",
                f"{mend}: {opened}",
            )
        message = f"</{name}> closes a tag that is not open"
        innermost = next((entry.name for entry in reversed(self._stack) if entry.kind == "component"), None)
        if innermost is not None:
            return message, f"did you mean </{innermost}>?"
        return message, "take it away, or open the tag before"
