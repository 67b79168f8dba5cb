"""What was found out about one page by itself, as a value that can be kept between checks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from adjoint.markup import Diagnostic, Location
from adjoint.site.check.locks.numbers import Number
from adjoint.site.check.replay.comparison import Comparison


@dataclass(frozen=True)
class Typed:
    """A typed number that equals a computed one."""

    key: str
    """The hash of its sentence, by which an author accepts it."""
    words: str
    """As a lock holds it."""
    warning: Diagnostic


@dataclass(frozen=True)
class Record:
    """A page, checked for all that does not depend on other pages or on its lock."""

    values: int
    """Computed values in its texts."""
    claims: int
    equations: int
    comparison: Comparison
    faults: tuple[Diagnostic, ...]
    """Of its derivatives and of its images."""
    numbers: tuple[Number, ...]
    typed: tuple[Typed, ...]


def encode(value: Record | Comparison) -> bytes:
    """Return a record, or the comparison of scripts alone, as bytes; numbers keep every digit."""
    return json.dumps(asdict(value), ensure_ascii=False, separators=(",", ":")).encode()


def decode(data: bytes) -> Record:
    """Return a record from its bytes."""
    value = json.loads(data)
    return Record(
        value["values"],
        value["claims"],
        value["equations"],
        _comparison(value["comparison"]),
        tuple(map(_diagnostic, value["faults"])),
        tuple(
            Number(**{**number, "location": Location(**number["location"])}) for number in value["numbers"]
        ),
        tuple(Typed(one["key"], one["words"], _diagnostic(one["warning"])) for one in value["typed"]),
    )


def decode_comparison(data: bytes) -> Comparison:
    """Return a comparison from its bytes."""
    return _comparison(json.loads(data))


def _comparison(value: Mapping[str, Any]) -> Comparison:
    faults = tuple(map(_diagnostic, value["faults"]))
    return Comparison(value["states"], value["numbers"], value["largest"], tuple(value["sampled"]), faults)


def _diagnostic(value: Mapping[str, Any]) -> Diagnostic:
    return Diagnostic(**_placed(value))


def _placed(value: Mapping[str, Any]) -> dict[str, Any]:
    return {**value, "location": Location(**value["location"])}
