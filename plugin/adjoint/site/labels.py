"""The labels of a site: what its posts are about, each with the posts that bear it and an address."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache

from adjoint.frozen import frozen
from adjoint.markup.slugs import Slugs
from adjoint.site.post.page import Card

_NUMBER = re.compile(r"(\d+)")
_SPOKEN = str.maketrans({"+": "-plus", "#": "-sharp", "&": "-and-", "/": "-"})


@frozen
class Label:
    """A label as its own page shows it."""

    name: str
    """As most of its posts write it; labels that differ only by case are one."""
    folder: str
    """Where its page is published below the output folder."""
    posts: tuple[Card, ...]
    """In the order of the site: newest first."""


def gather_labels(posts: Sequence[Card]) -> tuple[Label, ...]:
    """Return every label of some posts, in alphabetical order; numbers in them count as numbers."""
    bearers: dict[str, list[Card]] = defaultdict(list)
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for post in posts:
        for key, name in {same_label(name): name for name in reversed(post.matter.labels)}.items():
            bearers[key].append(post)
            spellings[key][name] += 1
    slugs = Slugs()
    return tuple(
        Label(_usual(spellings[key]), f"labels/{_slug(key, slugs)}", tuple(bearers[key]))
        for key in sorted(bearers, key=_in_order)
    )


@lru_cache(maxsize=4096)
def same_label(name: str) -> str:
    """Return what all spellings of one label have in common."""
    return unicodedata.normalize("NFC", " ".join(name.split())).casefold()


def _in_order(key: str) -> list[str | tuple[int, str]]:
    """Return what a label is sorted by: ``week 2`` before ``week 10``."""
    return [_as_number(part) if part.isdecimal() else part for part in _NUMBER.split(key)]


def _as_number(digits: str) -> tuple[int, str]:
    """Return what digits compare by as numbers do; Python reads only some thousands of them."""
    plain = "".join(str(unicodedata.decimal(digit)) for digit in digits).lstrip("0")
    return len(plain), plain


def _usual(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda name: (-spellings[name], name))


def _slug(key: str, slugs: Slugs) -> str:
    spoken = key.translate(_SPOKEN).strip("-")
    return slugs.slug(spoken if any(character.isalnum() for character in spoken) else "label")
