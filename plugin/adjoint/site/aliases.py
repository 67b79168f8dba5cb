"""Former addresses of pages: each belongs to one page, and no page stands there any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from adjoint.markup import Diagnostic, Location, read_frontmatter
from adjoint.site.content.sources import Post
from adjoint.site.post.page import Card


def alias_faults(pages: Iterable[Card], index: Mapping[str, Post]) -> Iterator[Diagnostic]:
    """Yield a fault for each alias that is the address of a page, or an alias of another one.

    Args:
        pages: the cards of all pages.
        index: every post under the folder it is published in.
    """
    owners = {folder.lower(): post.path.as_posix() for folder, post in index.items()}
    for page in pages:
        path = index[page.folder].path.as_posix()
        for number, alias in enumerate(page.matter.aliases):
            owner = owners.setdefault(alias.lower(), path)
            if owner != path or alias.lower() == page.folder.lower():
                message = f'the alias "/{alias}/" is taken by {owner}'
                yield Diagnostic("duplicate-slug", "error", message, _place(index[page.folder], number), None)


def _place(post: Post, number: int) -> Location:
    """Return where an alias is written; a single one may stand without a list."""
    places = read_frontmatter(post.source)[0].value_locations
    return places.get(("aliases", number)) or places["aliases",]
