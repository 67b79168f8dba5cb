"""What a check keeps for the next: each thing under its name, with a key of all that it depends on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeVar

from adjoint.site.cache.codec import packed, unpacked
from adjoint.site.cache.store import Store

_Value = TypeVar("_Value")

_KEY: Final = 64
"""How many bytes of what is kept are its key."""


def known(store: Store, kind: str, keys: Mapping[str, str], form: type[_Value]) -> dict[str, _Value]:
    """Return what an earlier check kept, by name; what has another key or another form is left out.

    Args:
        store: of the site.
        kind: what it is, a plain word.
        keys: by name, what it depends on now.
        form: what it must be.
    """
    found: dict[str, _Value] = {}
    for name, data in store.get_all(kind, list(keys)).items():
        if data[:_KEY] == keys[name].encode():
            value = unpacked(data[_KEY:], form)
            if value is not None:
                found[name] = value
    return found


def keep(store: Store, kind: str, name: str, key: str, value: object) -> None:
    """Keep something in the place of what was kept of that name before."""
    store.add(kind, name, key.encode() + packed(value, order=None))
