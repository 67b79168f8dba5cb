"""The site for programs that read text: ``llms.txt`` lists the siblings, ``llms-full.txt`` holds them all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from adjoint.site.post.page import Card, Page, output_path
from adjoint.site.site import Files, Places, Site, Streams


def render_llms(site: Site) -> Files:
    """Return the list; see https://llmstxt.org for its form."""
    return {"llms.txt": "".join(f"{line}\n" for line in _list(site)).encode()}


def whole_sibling(places: Places, page: Page) -> bytes:
    """Return a sibling whole below a line that says where it stands; nothing of a draft."""
    if not page.matter.release:
        return b""
    return f"\n<!-- {_sibling(places, page)} -->\n".encode() + page.markdown


def render_full(site: Site, siblings: Iterable[bytes]) -> Streams:
    """Return the file that holds all siblings, each from ``whole_sibling``."""
    return {"llms-full.txt": chain(["\n".join(_head(site)).encode()], siblings)}


def _head(site: Site) -> Iterator[str]:
    yield f"# {site.settings.title}"
    yield ""
    if site.settings.description:
        yield f"> {site.settings.description}"
        yield ""


def _list(site: Site) -> Iterator[str]:
    yield from _head(site)
    for title, pages in (
        ("Posts", [page for page in site.published if page.is_post]),
        ("Pages", [page for page in site.published if not page.is_post]),
    ):
        if pages:
            yield f"## {title}"
            yield ""
            yield from (_line(site, page) for page in pages)
            yield ""


def _line(site: Places, page: Card) -> str:
    about = f": {' '.join(page.description.split())}" if page.description else ""
    return f"- [{_link_text(page.plain_title)}]({_sibling(site, page)}){about}"


def _link_text(text: str) -> str:
    return " ".join(text.split()).replace("[", "\\[").replace("]", "\\]")


def _sibling(places: Places, page: Page | Card) -> str:
    return places.address(output_path(page, "index.md"))
