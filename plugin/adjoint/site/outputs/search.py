"""The search over the site's pages: what ``search.js`` fetches when a reader asks, and not before.

pagefind was tried first. It took 15 s of processor time for 1,000 posts of 2,700 words where this takes 3,
would begin anew at every change of one post, and needs a policy that allows WebAssembly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Final

from adjoint.site.outputs.summaries import Around
from adjoint.site.post.page import Card, Page
from adjoint.site.search import Words, pieces, weights
from adjoint.site.site import Files, Frame, Places, Site, Streams
from adjoint.site.theme.assets import hashed

FOLDER: Final = "search"


def render_text(frame: Frame, page: Page, _around: Around) -> Files:
    """Return the words of a page by section, from which excerpts are cut."""
    text = {
        "title": page.plain_title,
        "href": frame.permalink(page),
        "draft": not page.matter.release,
        "description": page.description,
        "sections": [[section.id, section.title, section.text] for section in page.sections],
    }
    return {f"{FOLDER}/{_text_name(page)}": _json(text)}


def page_words(_places: Places, page: Page) -> bytes:
    """Return what each word of a page weighs, as JSON."""
    searched = Words(
        title=page.plain_title,
        labels=" ".join(page.matter.labels),
        headings=" ".join(section.title for section in page.sections),
        description=page.description,
        body=tuple(section.text for section in page.sections),
    )
    return _json(weights(searched))


def render_search(site: Site, words: Iterable[bytes]) -> Streams:
    """Return the index in pieces, and ``search/index.json``, which names them and the texts of the pages.

    Args:
        site: the site.
        words: of every page, from ``page_words``.
    """
    files: dict[str, Iterable[bytes]] = {}
    parts: list[tuple[str, str]] = []
    for piece in pieces(map(_weights, words)):
        path = hashed(PurePosixPath(FOLDER) / "words.json", piece.data)
        files[str(path)] = [piece.data]
        parts.append((piece.first, path.name))
    texts = [_text_name(page) for page in site.pages]
    return {**files, f"{FOLDER}/index.json": [_json({"pages": texts, "pieces": parts})]}


def _text_name(page: Page | Card) -> str:
    """Return the name of a page's text, below the folder of the search."""
    return f"page/{page.folder}.json" if page.folder else "page.json"


def _weights(words: bytes) -> Mapping[str, int]:
    import msgspec  # noqa: PLC0415  (a build that has nothing to do loads no codec)

    return msgspec.json.decode(words, type=dict[str, int])


def _json(value: object) -> bytes:
    import msgspec  # noqa: PLC0415

    return msgspec.json.encode(value, enc_hook=str)
