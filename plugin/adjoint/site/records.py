"""What is kept of a page between builds, and the form in which it is written: typed, so none is misread."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from markupsafe import Markup

from adjoint.markup import Diagnostic
from adjoint.site.page import Card
from adjoint.site.states import Stateful

if TYPE_CHECKING:
    import msgspec

_Value = TypeVar("_Value")


@dataclass(frozen=True)
class Uses:
    """What a page found elsewhere in the content folder, and what came of it."""

    links: tuple[tuple[str, str], ...]
    """Each link as authored, and the address it leads to."""
    pictures: tuple[tuple[str, str], ...]
    """Each picture as authored, and the path it is published under, which holds a digest of its bytes."""


@dataclass(frozen=True)
class Tally:
    """What was done for a page, in counts."""

    formulas: int = 0
    verified: int = 0
    """Computed values, states in which claims were tried, and numbers that equations were tried on."""

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.formulas + other.formulas, self.verified + other.verified)


@dataclass(frozen=True)
class Origin:
    """All that a page was made from, as digests, apart from what it uses of the content folder's rest."""

    source: str
    settings: str
    code: str


@dataclass(frozen=True)
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
    """The digest of the page as it is kept."""
    pieces: Mapping[str, str] = field(default_factory=dict)
    """The digests of its pieces, by output."""
    warnings: tuple[Diagnostic, ...] = ()


def packed(value: object) -> bytes:
    """Return a value as bytes; equal values give equal bytes."""
    return _encoder().encode(value)


def unpacked(data: bytes, kind: type[_Value]) -> _Value | None:
    """Return the value of a kind that was packed, or None where the bytes hold no such value."""
    import msgspec  # noqa: PLC0415  (a build that has nothing to do loads no codec)

    try:
        value: _Value = _decoder(cast("Hashable", kind)).decode(data)
    except (msgspec.DecodeError, ValueError, TypeError):
        return None
    return value


@cache
def _encoder() -> msgspec.msgpack.Encoder:
    import msgspec  # noqa: PLC0415

    return msgspec.msgpack.Encoder(enc_hook=str, order="deterministic")


@cache
def _decoder(kind: Hashable) -> msgspec.msgpack.Decoder[Any]:
    import msgspec  # noqa: PLC0415

    return msgspec.msgpack.Decoder(cast("type[Any]", kind), dec_hook=_markup)


def _markup(kind: type[Any], value: object) -> object:
    if kind is not Markup:
        raise TypeError(kind)
    return Markup(value)  # noqa: S704  (it was markup when it was packed)
