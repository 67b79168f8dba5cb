"""What a post claims and over what its claims reach, and how its figures first stand: held by the lock.

A claim that is made weaker still holds, ``close(e, 6, tolerance=1)`` for ``tolerance=0.01``, and one for all
of a slider is worth what the slider's range is. A caption speaks of the figure that a reader sees first: of
the pass that it shows, the node that it marks, the speed that it plays at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from adjoint.components.compute_graph.component import ComputeGraph
from adjoint.components.quantities import Range
from adjoint.markup import Diagnostic, Location
from adjoint.site.check.locks.lock import CLAIMS, DECLARED, SLIDERS, VIEWS, Lock
from adjoint.site.check.locks.prose import named
from adjoint.site.check.locks.retyped import Retyped, at_places, paired
from adjoint.site.check.locks.typing import TypedText, Typing
from adjoint.site.check.records import Record
from adjoint.site.post.checked import Checked
from adjoint.site.post.offers import Computed
from adjoint.site.wording import ACCEPT, counted

_PAGE: Final = f"{CLAIMS}the page"


def declared_texts(post: Checked) -> list[TypedText]:
    """Return a post's claims in their order, the ranges of its sliders and how its figures first stand."""
    names = {made.call.id: named(made.call) for made in post.computed.values()}
    found = []
    for claim in (proved.claim for proved in post.claims):
        place = _PAGE if claim.home is None else f"{CLAIMS}{names.get(claim.home, claim.home)}"
        found.append(TypedText(place, " ".join(claim.text.split()), claim.place(0)))
    for made in post.computed.values():
        if isinstance(made.result, ComputeGraph):
            place = f"{SLIDERS}{named(made.call)}"
            for name, reach in post.quantities[made.call.id].sliders.items():
                where = made.call.location("inputs", name)
                found.append(TypedText(place, f"{name} {_told(reach)}", where))
        found += _view(made, f"{VIEWS}{named(made.call)}")
    return found


def _view(made: Computed, place: str) -> Iterator[TypedText]:
    """Yield how a figure first stands, but for the inputs of a graph, which are numbers of the post."""
    call, of_graph = made.call, isinstance(made.result, ComputeGraph)
    if of_graph and made.result.evaluation.highlight:
        yield TypedText(place, f"highlight {made.result.evaluation.highlight}", call.location("highlight"))
    settings = made.component.settings(made.result) if made.component.settings else {}
    for name, setting in settings.items():
        if not (of_graph and setting.stops):
            where = call.location(name) if of_graph else call.location("params", name)
            yield TypedText(place, f"{name} {setting.published}", where)


def _told(reach: Range) -> str:
    return f"from {reach.low:.12g} to {reach.high:.12g} by {reach.step:.12g}"


def redeclared(locked: Typing, texts: Sequence[TypedText]) -> list[Retyped]:
    """Return what changed, in the order of places."""
    now = at_places(texts)
    return [
        one
        for place in sorted({*locked, *now})
        for one in paired(place, locked.get(place, ()), now.get(place, ()))
    ]


def declared_faults(post: Path, lock_file: Path, lock: Lock, record: Record) -> Iterator[Diagnostic]:
    """Yield what is claimed otherwise than the lock holds: one fault each, and one for what came or went.

    Args:
        post: the post's path.
        lock_file: the lock's path.
        lock: what it holds.
        record: what the post claims.
    """
    texts = record.declared
    if texts and not lock.declared:  # it was surely written before claims were held
        counts = {noun: sum(one.place.startswith(of) for one in texts) for of, noun in DECLARED.items()}
        words = ", ".join(counted(count, what) for what, count in counts.items() if count)
        message = f"{lock_file.name} does not hold what the post claims and shows first: {words}"
        hint = f"bring it up to date: {ACCEPT}"
        yield Diagnostic("lock-stale", "error", message, Location(post.as_posix(), 1, 1), hint)
        return
    others = []
    for change in redeclared(lock.declared, texts):
        if change.now is None or not change.before:
            others.append(change)
            continue
        hint = f"if it is meant, accept it: {ACCEPT}"
        message = f"{change}, since {lock_file.name} was written"
        yield Diagnostic("claim-changed", "error", message, change.now.location, hint)
    if others:
        first, more = others[0], f"; and {len(others) - 1} more" if len(others) > 1 else ""
        where = Location(lock_file.as_posix(), lock.lines.get((first.place, first.before), 1), 1)
        message = f"{lock_file.name} is stale: {first}{more}"
        place = first.now.location if first.now else where
        yield Diagnostic("lock-stale", "error", message, place, f"bring it up to date: {ACCEPT}")
