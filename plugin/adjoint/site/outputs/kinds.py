"""The kinds of outputs, told apart by what they look at: that decides what a change makes stale."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from adjoint.frozen import frozen
from adjoint.site.outputs.summaries import Around
from adjoint.site.post.page import Card, Page
from adjoint.site.site import Files, Frame, Places, Site, Streams


@frozen
class OfSite:
    """Files that show the cards of pages, and nothing more of them."""

    render: Callable[[Site], Files]


@frozen
class OfSome:
    """Files made of a piece of some pages, which is made for those alone, and kept."""

    name: str
    choose: Callable[[Site], Sequence[Card]]
    piece: Callable[[Places, Page], bytes]
    join: Callable[[Site, Iterable[bytes]], Files]
    """Takes the pieces of those pages, in the same order."""


@frozen
class OfEvery:
    """Files made of a piece of every page, which is made once and kept."""

    name: str
    piece: Callable[[Places, Page], bytes]
    join: Callable[[Site, Iterable[bytes]], Streams]
    """Takes the pieces of all pages, in the order of the site."""


@frozen
class OfPage:
    """Files of each single page, with what it shows of others."""

    render: Callable[[Frame, Page, Around], Files]
    names: Callable[[Frame, Page], Sequence[str]] | None = None
    """Of files that take long to draw, their paths alone, for whoever looks into none of them.

    A path tells all that its file shows: the same code draws the same again."""


Output: TypeAlias = OfSite | OfSome | OfEvery | OfPage
