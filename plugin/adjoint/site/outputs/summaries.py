"""What one page shows of others: posts in an index, labels on a post, posts that are related."""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final

from markupsafe import Markup

from adjoint.frozen import frozen
from adjoint.site.labels import Label, same_label
from adjoint.site.post.page import Card, Thumbnail
from adjoint.site.post.pictures import PART_SIZE, Picture
from adjoint.site.site import Places, Site


@frozen
class LabelLink:
    """A label with the address of its page."""

    name: str
    permalink: str
    count: int
    """How many posts bear it."""


@frozen
class Summary:
    """A post as an index shows it."""

    title: str
    permalink: str
    date: dt.date | None
    description: str
    labels: tuple[LabelLink, ...]
    hero: Markup | None
    """The picture that stands for it."""
    thumbnail: Markup | None
    """The same for where it is shown small."""
    reading_minutes: int
    draft: bool


@frozen
class Around:
    """What the page of a post shows of others."""

    labels: tuple[LabelLink, ...] = ()
    previous: Summary | None = None
    next: Summary | None = None
    related: tuple[Summary, ...] = ()
    states: tuple[str, ...] = ()
    """Fragments by which others set widgets of it."""


class Surroundings:
    """What each page of a site shows of others, found out as it is asked for."""

    def __init__(self, site: Site) -> None:
        """Take the site."""
        self._site = site

    def __getitem__(self, folder: str) -> Around:
        """Return what the page of a folder shows of others."""
        states = self._site.states.get(folder, ())
        if folder not in self._places:
            return Around(states=states)
        posts, place = self._site.posts, self._places[folder]
        return Around(
            labels=summary(self._site, posts[place]).labels,
            previous=summary(self._site, posts[place + 1]) if place + 1 < len(posts) else None,
            next=summary(self._site, posts[place - 1]) if place else None,
            related=summaries(self._site, self._kin.of(posts[place])),
            states=states,
        )

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {post.folder: place for place, post in enumerate(self._site.posts)}

    @cached_property
    def _kin(self) -> Kin:
        return Kin(self._site.posts)


def summary(site: Site, page: Card) -> Summary:
    """Return what an index shows of a page of the site."""
    found: Summary | None = site.shown.get(page.folder)
    if found is None:
        found = site.shown[page.folder] = _summary(site, page)
    return found


def _summary(site: Site, page: Card) -> Summary:
    return Summary(
        title=page.plain_title,
        permalink=site.permalink(page),
        date=page.matter.date,
        description=page.description,
        labels=page_labels(site, page),
        hero=image(page.picture),
        thumbnail=thumbnail(page.picture),
        reading_minutes=page.reading_minutes,
        draft=not page.matter.release,
    )


def summaries(site: Site, pages: Iterable[Card]) -> tuple[Summary, ...]:
    """Return what an index shows of several pages."""
    return tuple(summary(site, page) for page in pages)


def label_link(site: Places, label: Label) -> LabelLink:
    """Return a label as other pages show it."""
    return LabelLink(label.name, site.path(f"{label.folder}/"), len(label.posts))


def page_labels(site: Site, page: Card) -> tuple[LabelLink, ...]:
    """Return the labels of a post, in its author's order; a page that is no post has none."""
    known = site.labels_by_key if page.is_post else {}
    borne = dict.fromkeys(same_label(name) for name in page.matter.labels)
    return tuple(label_link(site, known[key]) for key in borne if key in known)


class Kin:
    """Which posts share labels.

    Posts with the same labels have the same kin, so that the work grows with the sets of labels in use.
    """

    def __init__(self, posts: Sequence[Card], *, most: int = 3) -> None:
        """Take all posts, newest first, and how many to give of each at most."""
        self._most = most
        self._bearers: dict[frozenset[str], list[tuple[int, Card]]] = {}
        for number, post in enumerate(posts):
            self._bearers.setdefault(_labels(post), []).append((number, post))
        self._found: dict[frozenset[str], Sequence[Card]] = {}

    def of(self, post: Card) -> tuple[Card, ...]:
        """Return the posts that share labels with one: those that share most first, then the newer ones."""
        labels = _labels(post)
        if labels not in self._found:
            self._found[labels] = self._nearest(labels)
        return tuple(other for other in self._found[labels] if other is not post)[: self._most]

    def _nearest(self, labels: frozenset[str]) -> Sequence[Card]:
        # One more than are given: the post itself is among them.
        most = self._most + 1
        candidates = (
            (-shared, number, post)
            for others, group in self._bearers.items()
            if (shared := len(labels & others))
            for number, post in group[:most]
        )
        return [post for _, _, post in heapq.nsmallest(most, candidates, key=lambda found: found[:2])]


def _labels(post: Card) -> frozenset[str]:
    return frozenset(map(same_label, post.matter.labels))


_SMALL: Final = "screen and (max-width: 36rem)"
"""Screens on which the letters of a whole picture would be too small to read."""
_IMAGE: Final = Markup('<img src="{}" width="{}" height="{}" alt="">')


def image(picture: Picture | Thumbnail | None) -> Markup | None:
    """Return the picture that stands for a page; the page's title beside it says in words what it shows."""
    if picture is None:
        return None
    whole = _IMAGE.format(picture.href, picture.width, picture.height)
    if not picture.has_part:
        return whole
    return Markup('<picture><source media="{}" srcset="{}#part" width="{}" height="{}">{}</picture>').format(
        _SMALL, picture.href, *PART_SIZE, whole
    )


def thumbnail(picture: Thumbnail | None) -> Markup | None:
    """Return the picture that stands for a page where it is small: its figure without the words beside it."""
    if picture is None or not picture.has_part:
        return image(picture)
    return _IMAGE.format(f"{picture.href}#part", *PART_SIZE)
