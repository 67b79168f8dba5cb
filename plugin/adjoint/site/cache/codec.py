"""The form in which values are kept: typed, so that none is misread."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from markupsafe import Markup

if TYPE_CHECKING:
    import msgspec

_Value = TypeVar("_Value")


def packed(value: object, order: Literal["deterministic"] | None = "deterministic") -> bytes:
    """Return a value as bytes; equal values give equal bytes.

    Args:
        value: of any kind that ``unpacked`` is to give back.
        order: None for mappings whose keys are no texts; equal values may then give other bytes.
    """
    return _encoder(order).encode(value)


def unpacked(data: bytes, kind: type[_Value]) -> _Value | None:
    """Return the value of a kind that was packed, or None where the bytes hold no such value."""
    import msgspec  # noqa: PLC0415  (a build that has nothing to do loads no codec)

    try:
        value: _Value = _decoder(cast("Hashable", kind)).decode(data)
    except (msgspec.DecodeError, ValueError, TypeError):
        return None
    return value


@cache
def _encoder(order: Literal["deterministic"] | None) -> msgspec.msgpack.Encoder:
    import msgspec  # noqa: PLC0415

    return msgspec.msgpack.Encoder(enc_hook=str, order=order)


@cache
def _decoder(kind: Hashable) -> msgspec.msgpack.Decoder[Any]:
    import msgspec  # noqa: PLC0415

    return msgspec.msgpack.Decoder(cast("type[Any]", kind), dec_hook=_from_text)


def _from_text(kind: type[Any], value: object) -> object:
    if issubclass(kind, Path):
        return kind(str(value))
    if kind is not Markup:
        raise TypeError(kind)
    return Markup(value)  # noqa: S704  (it was markup when it was packed)
