"""What a page says of itself to programs, as JSON-LD in the vocabulary of schema.org."""

from __future__ import annotations

from collections.abc import Mapping

from adjoint.site.post.page import Page
from adjoint.site.site import Frame

Data = Mapping[str, object]

ARCHIVE = "blog/"
"""Where the list of all posts stands, below the output folder."""

_CONTEXT = "https://schema.org"


def website(site: Frame) -> Data:
    """Return the site as a ``WebSite``."""
    return {
        "@context": _CONTEXT,
        "@type": "WebSite",
        "name": site.settings.title,
        "url": site.settings.url,
        "inLanguage": site.settings.language,
        **_if_said("description", site.settings.description),
    }


def breadcrumbs(site: Frame, *below: tuple[str, str]) -> Data:
    """Return the way from the front of the site by its archive down to a page, as a ``BreadcrumbList``.

    Args:
        site: the site.
        below: name and place, below the output folder, of each step under the archive.
    """
    steps = ((site.settings.title, ""), ("Posts", ARCHIVE), *below)
    return {
        "@context": _CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": site.address(place)}
            for position, (name, place) in enumerate(steps, 1)
        ],
    }


def page_data(site: Frame, page: Page, image: str | None) -> tuple[Data, ...]:
    """Return a post as a ``BlogPosting`` with its breadcrumbs, and any other page as a ``WebPage``.

    Args:
        site: the site.
        page: the page.
        image: the full address of its social image, if it has one.
    """
    author = page.matter.author or site.settings.author
    dates = {"datePublished": page.matter.date, "dateModified": page.matter.updated or page.matter.date}
    own: Data = {
        "@context": _CONTEXT,
        "@type": "BlogPosting" if page.is_post else "WebPage",
        ("headline" if page.is_post else "name"): page.plain_title,
        "url": site.canonical(page),
        "mainEntityOfPage": site.canonical(page),
        "inLanguage": site.settings.language,
        **{name: day.isoformat() for name, day in dates.items() if day},
        **_if_said("description", page.description),
        **_if_said("author", {"@type": "Person", "name": author} if author else None),
        **_if_said("keywords", list(page.matter.labels)),
        **_if_said("image", image),
        **({"wordCount": page.words} if page.is_post else {}),
    }
    return (own, breadcrumbs(site, (page.plain_title, f"{page.folder}/"))) if page.is_post else (own,)


def _if_said(name: str, value: object) -> Data:
    return {name: value} if value else {}
