"""References by id, ``@eqn:chain``: each reads as its target's own label."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from adjoint.markup import Diagnostic, Document, Heading, nearest
from adjoint.site.gathering import Faults


def reference_labels(
    texts: Iterable[Document], headings: Sequence[Heading], labels: Mapping[str, str], faults: Faults
) -> Mapping[str, str]:
    """Return what every reference of a page reads as, by id.

    Args:
        texts: the page's body and lines.
        headings: of the body; they read as their own text.
        labels: of components, such as ``equation (1)``.
        faults: takes each reference to an id that has no label.
    """
    known = {**{heading.id: heading.text for heading in headings}, **labels}
    for text in texts:
        for reference in text.references:
            if reference.id not in known:
                close = nearest(reference.id, known)
                hint = f"did you mean @{close}?" if close else "it takes the id of an equation or a heading"
                message = f'"@{reference.id}" refers to nothing on this page'
                faults.found.append(
                    Diagnostic("unknown-reference", "error", message, reference.location, hint)
                )
    return known
