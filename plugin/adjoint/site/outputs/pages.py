"""The HTML page of every post."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from markupsafe import Markup

from adjoint.site.assets import COMPUTED_SCRIPT, COMPUTED_STYLE, FOLDER, hashed, served_name
from adjoint.site.computed.answers import Answers
from adjoint.site.outputs.metadata import Data, page_data
from adjoint.site.outputs.social import SocialImage, social_image
from adjoint.site.outputs.summaries import (
    LabelLink,
    Summary,
    image,
    page_labels,
    related,
    summaries,
    summary,
)
from adjoint.site.page import Page, output_path
from adjoint.site.site import Files, Site

_FACES = (
    ("<em", "npm:@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-italic.woff2"),
    ("<code", "npm:@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2"),
    ('class="katex"', "npm:katex/dist/fonts/KaTeX_Main-Regular.woff2"),
    ('class="katex"', "npm:katex/dist/fonts/KaTeX_Math-Italic.woff2"),
)
"""What shows that a body is set in a face beyond the two of every page, and the face."""


@dataclass(frozen=True)
class PageView:
    """A page as its layout sees it."""

    title: str
    title_html: Markup
    description: str
    author: str
    date: dt.date | None
    updated: dt.date | None
    labels: tuple[LabelLink, ...]
    permalink: str
    canonical_url: str
    markdown_url: str
    body: Markup
    takeaways: tuple[Markup, ...]
    hero: Markup | None
    headings: tuple[tuple[int, str, str], ...]
    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    fonts: tuple[str, ...]
    """Faces that the body needs, so that a browser fetches them before it lays the text out."""
    preloads: tuple[str, ...]
    """Scripts that the page's scripts import, so that a browser fetches them at once."""
    reading_minutes: int
    draft: bool
    previous: Summary | None
    next: Summary | None
    related: tuple[Summary, ...]
    image: SocialImage | None
    """The picture that stands for the page where it is shared."""
    numbers: Answers
    """The computed values and how each came about."""
    data: tuple[Data, ...]
    """What the page says of itself to programs."""


def render_pages(site: Site) -> Files:
    """Return each page's HTML and the style of its math, by path."""
    files: dict[str, bytes] = {}
    neighbours = _neighbours(site)
    for page in site.pages:
        math = "\n".join(page.math_rules).encode()
        math_path = str(hashed(PurePosixPath(FOLDER) / "math.css", math))
        if math:
            files[math_path] = math
        view = _view(site, page, math_path if math else None, neighbours)
        files[output_path(page, "index.html")] = site.render("post.html.jinja", page=view)
    return files


def _neighbours(site: Site) -> Mapping[str, tuple[Page | None, Page | None]]:
    posts = site.posts
    older = (*posts[1:], None)
    newer = (None, *posts[:-1])
    return {post.folder: (before, after) for post, before, after in zip(posts, older, newer, strict=True)}


def _view(
    site: Site, page: Page, math_path: str | None, neighbours: Mapping[str, tuple[Page | None, Page | None]]
) -> PageView:
    styles, widgets = list(page.styles), list(page.scripts)
    if page.numbers.listed:
        styles.append(served_name(COMPUTED_STYLE))
        # It listens before the graphs wake: a browser may bring back where a reader had left the sliders.
        widgets.insert(0, served_name(COMPUTED_SCRIPT))
    scripts = [name for name in widgets if name not in site.assets.later]
    preloads = dict.fromkeys(name for script in scripts for name in site.assets.imports[script])
    older, newer = neighbours.get(page.folder, (None, None))
    social = social_image(site, page) if page.is_post else None
    return PageView(
        title=page.plain_title,
        title_html=page.title,
        description=page.description,
        author=page.matter.author or site.settings.author,
        date=page.matter.date,
        updated=page.matter.updated,
        labels=page_labels(site, page),
        permalink=site.permalink(page),
        canonical_url=site.canonical(page),
        markdown_url=f"{site.permalink(page)}index.md",
        body=page.body,
        takeaways=page.takeaways,
        hero=image(page.hero),
        headings=tuple((heading.level, heading.text, heading.id) for heading in page.headings),
        styles=tuple(
            ([site.path(math_path)] if math_path else [])
            + [site.assets.href(name) for name in dict.fromkeys(styles)]
        ),
        scripts=tuple(site.assets.href(name) for name in scripts),
        fonts=tuple(site.assets.href(face) for sign, face in _FACES if sign in page.body),
        preloads=tuple(site.assets.href(name) for name in preloads if name not in scripts),
        reading_minutes=page.reading_minutes,
        draft=not page.matter.release,
        previous=summary(site, older) if older else None,
        next=summary(site, newer) if newer else None,
        related=summaries(site, related(page, site.posts) if page.is_post else ()),
        image=social,
        numbers=page.numbers,
        data=page_data(site, page, social.url if social else None),
    )
