"""The site for programs that read text: ``llms.txt`` lists the siblings, ``llms-full.txt`` holds them all."""

from __future__ import annotations

from collections.abc import Iterator

from adjoint.site.page import Page, output_path
from adjoint.site.site import Files, Site


def render_llms(site: Site) -> Files:
    """Return both files; see https://llmstxt.org for the form of the first."""
    whole = "\n".join(_whole(site, page) for page in site.pages)
    return {
        "llms.txt": "".join(f"{line}\n" for line in _list(site)).encode(),
        "llms-full.txt": "\n".join([*_head(site), whole]).encode(),
    }


def _head(site: Site) -> Iterator[str]:
    yield f"# {site.settings.title}"
    yield ""
    if site.settings.description:
        yield f"> {site.settings.description}"
        yield ""


def _list(site: Site) -> Iterator[str]:
    yield from _head(site)
    for title, pages in (
        ("Posts", site.posts),
        ("Pages", tuple(page for page in site.pages if not page.is_post)),
    ):
        if pages:
            yield f"## {title}"
            yield ""
            yield from (_line(site, page) for page in pages)
            yield ""


def _line(site: Site, page: Page) -> str:
    about = f": {' '.join(page.description.split())}" if page.description else ""
    return f"- [{_link_text(page.plain_title)}]({_sibling(site, page)}){about}"


def _link_text(text: str) -> str:
    return " ".join(text.split()).replace("[", "\\[").replace("]", "\\]")


def _sibling(site: Site, page: Page) -> str:
    return site.address(output_path(page, "index.md"))


def _whole(site: Site, page: Page) -> str:
    """Return a sibling whole below a line that says where it stands."""
    return f"<!-- {_sibling(site, page)} -->\n{page.sibling}"
