"""Sites made by hand, for outputs that need no build."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from markupsafe import Markup

from adjoint.markup import Frontmatter
from adjoint.site.content.matter import read_matter
from adjoint.site.content.settings import Settings
from adjoint.site.outputs.kinds import OfEvery, OfPage, OfSome, Output
from adjoint.site.outputs.summaries import Surroundings
from adjoint.site.post.page import Page
from adjoint.site.site import Files, Site
from adjoint.site.theme.assets import Assets
from adjoint.site.theme.layouts import DEFAULT, template_renderer

AT_A_PATH = "https://notes.example/under/a/path/"


def page(  # noqa: PLR0913  (a page has many sides; a test names those it is about)
    folder: str,
    *,
    title: str = "",
    labels: tuple[str, ...] = (),
    date: dt.date | None = dt.date(2026, 11, 24),
    updated: dt.date | None = None,
    description: str = "",
    body: str = "<p>Text.</p>",
    release: bool = True,
) -> Page:
    title = title or folder.rsplit("/", 1)[-1]
    written = Frontmatter({"title": title, **({"date": date.isoformat()} if date else {})})
    matter = replace(
        read_matter(written, "index.md", dated=date is not None),
        updated=updated,
        description=description,
        labels=labels,
        release=release,
    )
    return Page(
        folder=folder,
        is_post=folder.startswith("blog/"),
        matter=matter,
        title=Markup.escape(title),
        plain_title=title,
        description=description,
        html=body.encode(),
        takeaways=(),
        headings=(),
        hero=None,
        markdown=f"---\ntitle: {title}\n---\n\nText of {title}.\n".encode(),
        math_rules=(),
        styles=(),
        scripts=(),
        files={},
        words=440,
    )


class _AnyAsset(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return f"/assets/{name.rsplit('/', 1)[-1]}"


def site(*pages: Page, url: str = "https://notes.example/", **settings: str) -> Site:
    chosen = replace(Settings(title="Notes", url=url, author="Ada", description="On sums."), **settings)
    hrefs = _AnyAsset()
    about = f"{chosen.path}about/" if any(page.folder == "about" for page in pages) else None
    template = template_renderer([DEFAULT], site=chosen, asset=hrefs.__getitem__, about=about)
    return Site(chosen, Assets({}, hrefs, {}), template, pages=tuple(page.card for page in pages))


def files_of(output: Output, *pages: Page, url: str = "https://notes.example/", **settings: str) -> Files:
    """Return what an output makes of a site of some pages."""
    made = site(*pages, url=url, **settings)
    whole = {page.folder: page for page in pages}
    if isinstance(output, OfPage):
        around = Surroundings(made)
        each = [output.render(made, page, around[page.folder]) for page in pages]
        return {path: data for files in each for path, data in files.items()}
    if isinstance(output, OfEvery):
        pieces = [output.piece(made, whole[card.folder]) for card in made.pages]
        return {path: b"".join(chunks) for path, chunks in output.join(made, pieces).items()}
    if isinstance(output, OfSome):
        chosen = [output.piece(made, whole[card.folder]) for card in output.choose(made)]
        return output.join(made, chosen)
    return output.render(made)
