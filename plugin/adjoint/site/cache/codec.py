"""The form in which values are kept: typed, so that none is misread."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from markupsafe import Markup

if TYPE_CHECKING:
    import msgspec

_Value = TypeVar("_Value")


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
