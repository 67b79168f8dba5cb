"""The HTML page of a post."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import PurePosixPath

from markupsafe import Markup

from adjoint.frozen import frozen
from adjoint.site.computed.answers import Answers
from adjoint.site.outputs.citing import Citation, citation
from adjoint.site.outputs.metadata import Data, page_data
from adjoint.site.outputs.social import SocialImage, social_image
from adjoint.site.outputs.summaries import Around, LabelLink, Summary, image
from adjoint.site.post.page import Page, output_path
from adjoint.site.post.states import with_targets
from adjoint.site.site import Files, Frame
from adjoint.site.theme.assets import COMPUTED_SCRIPT, COMPUTED_STYLE, FOLDER, hashed, served_name
from adjoint.site.theme.joining import joined

_FACES = (
    ("<em", "npm:@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-italic.woff2"),
    ("<blockquote", "npm:@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-italic.woff2"),
    ("<code", "npm:@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2"),
    ('class="katex"', "npm:katex/dist/fonts/KaTeX_Main-Regular.woff2"),
    ('class="katex"', "npm:katex/dist/fonts/KaTeX_Math-Italic.woff2"),
)
"""Of ``SIGNS`` those that show that a body is set in a face beyond the two of every page, and the face."""


_BODY_HERE = Markup("<\0body>")
"""Stands in a layout for a body: no text that is shown holds such a tag."""


@frozen
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
    html: bytes
    """The body in UTF-8."""
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
    citation: Citation | None
    numbers: Answers
    """The computed values and how each came about."""
    data: tuple[Data, ...]
    """What the page says of itself to programs."""

    body_here = _BODY_HERE
    """Is shown where the body is to stand, which need not be read for that."""

    @property
    def body(self) -> Markup:
        """The body, for a layout that looks into it."""
        return Markup(self.html, "utf-8")


def render_page(frame: Frame, page: Page, around: Around) -> Files:
    """Return the page's HTML, the styles of its math and of its components, and their scripts, by path."""
    rules = "\n".join(page.math_rules).encode()
    styles = _named({"math.css": rules, "parts.css": _joined_styles(frame, page)})
    scripts = _named({"parts.js": _joined_scripts(frame, page)})
    view = _view(frame, page, around, tuple(map(frame.path, styles)), tuple(map(frame.path, scripts)))
    html = frame.render("post.html.jinja", page=view).replace(_BODY_HERE.encode(), view.html)
    return {**styles, **scripts, output_path(page, "index.html"): html}


def _named(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return files, those without bytes left out, by paths that hold their hashes."""
    return {_path(name, data): data for name, data in files.items() if data}


@lru_cache(maxsize=64)  # Most pages have the same components.
def _path(name: str, data: bytes) -> str:
    return str(hashed(PurePosixPath(FOLDER) / name, data))


def _joined_styles(frame: Frame, page: Page) -> bytes:
    """Return the styles of the page's components as one: fewer bytes on the way, and one request."""
    names = [*page.styles, *([served_name(COMPUTED_STYLE)] if page.numbers.listed else [])]
    return b"\n".join(frame.assets.data(name) for name in dict.fromkeys(names))


def _joined_scripts(frame: Frame, page: Page) -> bytes:
    """Return the scripts of the page's components as one, those apart that others fetch later."""
    assets = frame.assets
    names = [name for name in _scripts(frame, page) if name in assets.parts]
    return joined(names, assets.parts, lambda name: PurePosixPath(assets.href(name)).name).encode()


def _scripts(frame: Frame, page: Page) -> Sequence[str]:
    """Return the scripts that the page runs when it is read, by plain name; others of its components wait."""
    # Values listen before the graphs wake: a browser may bring back where a reader had left the sliders.
    first = (served_name(COMPUTED_SCRIPT),) if page.numbers.listed else ()
    return [name for name in (*first, *page.scripts) if name not in frame.assets.later]


def _view(
    frame: Frame, page: Page, around: Around, styles: tuple[str, ...], joined_scripts: tuple[str, ...]
) -> PageView:
    assets, parts = frame.assets, frame.assets.parts
    scripts = _scripts(frame, page)
    apart = [name for name in scripts if name not in parts]
    imported = dict.fromkeys(name for script in scripts for name in assets.imports[script])
    preloads = [name for name in imported if name not in parts and name not in apart]
    social = social_image(frame, page) if page.is_post else None
    return PageView(
        title=page.plain_title,
        title_html=page.title,
        description=page.description,
        author=page.matter.author or frame.settings.author,
        date=page.matter.date,
        updated=page.matter.updated,
        labels=around.labels,
        permalink=frame.permalink(page),
        canonical_url=frame.canonical(page),
        markdown_url=f"{frame.permalink(page)}index.md",
        html=with_targets(page.body, around.states).encode() if around.states else page.html,
        takeaways=page.takeaways,
        hero=image(page.hero),
        headings=tuple((heading.level, heading.text, heading.id) for heading in page.headings),
        styles=styles,
        scripts=(*joined_scripts, *map(assets.href, apart)),
        fonts=tuple(dict.fromkeys(assets.href(face) for sign, face in _FACES if sign in page.signs)),
        preloads=tuple(map(assets.href, preloads)),
        reading_minutes=page.reading_minutes,
        draft=not page.matter.release,
        previous=around.previous,
        next=around.next,
        related=around.related,
        image=social,
        citation=citation(frame, page),
        numbers=page.numbers,
        data=page_data(frame, page, social.url if social else None),
    )
