"""What is kept of a page between builds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from adjoint.frozen import frozen
from adjoint.markup import Diagnostic
from adjoint.site.post.page import Card
from adjoint.site.post.states import Stateful


@frozen
class Uses:
    """What a page found elsewhere in the content folder, and what came of it."""

    links: tuple[tuple[str, str], ...]
    """Each link as authored, and the address it leads to."""
    pictures: tuple[tuple[str, str], ...]
    """Each picture as authored, and the path it is published under, which holds a digest of its bytes."""


@frozen
class Tally:
    """What was done for a page, in counts."""

    formulas: int = 0
    verified: int = 0
    """Computed values, states in which claims were tried, and numbers that equations were tried on."""

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.formulas + other.formulas, self.verified + other.verified)


@frozen
class Origin:
    """All that a page was made from, as digests, apart from what it uses of the content folder's rest."""

    source: str
    settings: str
    code: str


@frozen
class Record:
    """A page that was made, and whether it would be made the same again."""

    origin: Origin
    surroundings: str
    """A digest of all pages and files of the content folder; while it stands, so does all that is used."""
    uses: Uses
    states: Stateful
    """As seen from elsewhere."""
    card: Card
    tally: Tally
    page: str
    """What tells the page from any other: a digest of all that it was made from."""
    pieces: Mapping[str, str] = field(default_factory=dict)
    """The digests of its pieces, by output."""
    warnings: tuple[Diagnostic, ...] = ()
