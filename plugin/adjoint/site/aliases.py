"""Former addresses of pages: each belongs to one page, and no page stands there any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from adjoint.markup import Diagnostic, Location, read_frontmatter
from adjoint.site.content.sources import Post
from adjoint.site.occupied import SITE_FOLDERS, files_of_pages, in_the_way, made_for_the_site
from adjoint.site.post.checked import POSTS
from adjoint.site.post.page import Card


def alias_faults(pages: Iterable[Card], index: Mapping[str, Post]) -> Iterator[Diagnostic]:
    """Yield a fault for each alias whose place is taken: by a page, an alias of another one, or the site.

    Args:
        pages: the cards of all pages.
        index: every post under the folder it is published in.
    """
    owners = {folder.lower(): post.path.as_posix() for folder, post in index.items()}
    standing = made_for_the_site() | files_of_pages(owners)
    for page in pages:
        path = index[page.folder].path.as_posix()
        for number, alias in enumerate(page.matter.aliases):
            taker = in_the_way(alias, standing) or _made_there(alias)
            owner = taker or owners.setdefault(alias.lower(), path)
            if owner != path or alias.lower() == page.folder.lower():
                message = f'the alias "/{alias}/" is taken by {owner}'
                yield Diagnostic("duplicate-slug", "error", message, _place(index[page.folder], number), None)


def _made_there(alias: str) -> str | None:
    """Return what of the site lies in an alias's folder; in ``blog/`` may lie former addresses of posts."""
    root = alias.lower().partition("/")[0]
    is_taken = root in SITE_FOLDERS and not alias.lower().startswith(POSTS)
    return f"the site's own {root}/" if is_taken else None


def _place(post: Post, number: int) -> Location:
    """Return where an alias is written; a single one may stand without a list."""
    places = read_frontmatter(post.source)[0].value_locations
    return places.get(("aliases", number)) or places["aliases",]
