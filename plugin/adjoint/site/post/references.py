"""References by id, ``@eqn:chain``: each reads as its target's own label.

A reference needs a colon, for ``@name`` may be anybody's; so a figure whose id has none is ``@fig:toy``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from adjoint.components.model import Call
from adjoint.markup import Diagnostic, Document, Heading, nearest
from adjoint.site.gathering import Faults
from adjoint.spelling import MOST_HINTED

FIGURE: Final = "fig:"
NAMED: Final = "it takes the id of an equation, of a figure with a caption or of a heading"


def reference_target(name: str, labels: Mapping[str, str]) -> str:
    """Return the id that a reference leads to, which may be a figure's without the prefix ``fig:``."""
    return name if name in labels else name.removeprefix(FIGURE)


def called_alike(labels: Mapping[str, str], calls: Mapping[str, Call]) -> Iterator[Diagnostic]:
    """Yield a fault for each part of a page that is called what another is called before it.

    Args:
        labels: of components, such as ``equation (1)``, by id.
        calls: the components, by id.
    """
    taken: dict[str, str] = {}
    for name, label in labels.items():
        first = calls[taken.setdefault(label, name)]
        if first.id != name:
            message = f"this is {label}, as is that of line {first.tag.location.line}"
            hint = "leave number out of all, or give each its own"
            yield Diagnostic("duplicate-number", "error", message, calls[name].location("number"), hint)


def reference_labels(
    texts: Iterable[Document],
    headings: Sequence[Heading],
    labels: Mapping[str, str],
    faults: Faults,
    doubtful: AbstractSet[str] = frozenset(),
) -> Mapping[str, str]:
    """Return what every reference of a page reads as, by id.

    Args:
        texts: the page's body and lines.
        headings: of the body; they read as their own text.
        labels: of components, such as ``equation (1)``.
        faults: takes each reference to an id that has no label.
        doubtful: ids of components that failed, of which something else is told.
    """
    known = {**{heading.id: heading.text for heading in headings}, **labels}
    names, told = {*known, *(f"{FIGURE}{name}" for name in labels)}, 0
    for text in texts:
        for reference in text.references:
            target = reference_target(reference.id, known)
            if reference.id not in known and target not in labels and target not in doubtful:
                told += 1
                close = nearest(reference.id, names) if told <= MOST_HINTED else None
                hint = f"did you mean @{close}?" if close else NAMED
                message = f'"@{reference.id}" refers to nothing on this page'
                faults.found.append(
                    Diagnostic("unknown-reference", "error", message, reference.location, hint)
                )
    return known
