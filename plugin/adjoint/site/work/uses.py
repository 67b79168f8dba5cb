"""What a page found elsewhere in the content folder: while that leads to the same, the page stands."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from adjoint.site.content.scan import Found
from adjoint.site.post.checked import Checked
from adjoint.site.post.links import BrokenLinkError, Links
from adjoint.site.work.records import Uses


def uses_of(post: Checked) -> Uses:
    """Return what the links and pictures of a post were found to lead to."""
    texts = (post.document, *post.teller.lines.values())
    authored = dict.fromkeys(link.href for text in texts for link in text.links)
    pictures = {source: shown.path for source, shown in post.pictures.found.items()}
    if post.hero and not post.matter.hero_image.startswith("#"):
        pictures[post.matter.hero_image] = post.hero.path
    return Uses(tuple((href, post.teller.link(href)) for href in authored), tuple(pictures.items()))


def still_found(uses: Uses, folder: str, links: Links, files: Mapping[PurePosixPath, Found]) -> bool:
    """Tell whether everything that a page uses still leads to the same.

    Args:
        uses: what it used.
        folder: the page's folder.
        links: every address of the site now.
        files: the files of the content folder now.
    """
    try:
        if any(links.resolve(href, folder) != address for href, address in uses.links):
            return False
    except BrokenLinkError:
        return False
    for source, path in uses.pictures:
        found = links.file(source, folder)
        # A published name holds the first ten figures of the digest of the file's bytes.
        if found is None or path != str(
            found.with_name(f"{found.stem}.{files[found].digest[:10]}{found.suffix}")
        ):
            return False
    return True
