"""What one page shows of others: posts in an index, labels on a post, posts that are related."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from adjoint.site.labels import Label, same_label
from adjoint.site.page import Page
from adjoint.site.pictures import Picture
from adjoint.site.site import Site


@dataclass(frozen=True)
class LabelLink:
    """A label with the address of its page."""

    name: str
    permalink: str
    count: int
    """How many posts bear it."""


@dataclass(frozen=True)
class Summary:
    """A post as an index shows it."""

    title: str
    permalink: str
    date: dt.date | None
    description: str
    labels: tuple[LabelLink, ...]
    hero: Markup | None
    reading_minutes: int
    draft: bool


def summary(site: Site, page: Page) -> Summary:
    """Return what an index shows of a page."""
    return Summary(
        title=page.plain_title,
        permalink=site.permalink(page),
        date=page.matter.date,
        description=page.description,
        labels=page_labels(site, page),
        hero=image(page.hero or next(iter(page.figures.values()), None)),
        reading_minutes=page.reading_minutes,
        draft=not page.matter.release,
    )


def summaries(site: Site, pages: Iterable[Page]) -> tuple[Summary, ...]:
    """Return what an index shows of several pages."""
    return tuple(summary(site, page) for page in pages)


def label_link(site: Site, label: Label) -> LabelLink:
    """Return a label as other pages show it."""
    return LabelLink(label.name, site.path(f"{label.folder}/"), len(label.posts))


def page_labels(site: Site, page: Page) -> tuple[LabelLink, ...]:
    """Return the labels of a post, in its author's order; a page that is no post has none."""
    known = {same_label(label.name): label for label in site.labels} if page.is_post else {}
    borne = dict.fromkeys(same_label(name) for name in page.matter.labels)
    return tuple(label_link(site, known[key]) for key in borne if key in known)


def related(page: Page, posts: Sequence[Page], *, most: int = 3) -> tuple[Page, ...]:
    """Return the posts that share labels with a page: those that share most first, then the newer ones.

    Args:
        page: a post.
        posts: all posts, newest first.
        most: how many to return at most.
    """
    own = {same_label(name) for name in page.matter.labels}
    shared = {post.folder: len(own & {same_label(name) for name in post.matter.labels}) for post in posts}
    candidates = [post for post in posts if post.folder != page.folder and shared[post.folder]]
    return tuple(sorted(candidates, key=lambda post: -shared[post.folder])[:most])


def image(picture: Picture | None) -> Markup | None:
    """Return the picture that stands for a page; the page's title beside it says in words what it shows."""
    if picture is None:
        return None
    return Markup('<img src="{}" width="{}" height="{}" alt="">').format(
        picture.href, picture.width, picture.height
    )
