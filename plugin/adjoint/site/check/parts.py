"""An examination in parts, which several processes do at once, and the whole put together again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from adjoint.frozen import frozen
from adjoint.markup import Diagnostic
from adjoint.site.check.engine.differences import derivative_faults
from adjoint.site.check.engine.steps import step_faults
from adjoint.site.check.engine.table import table_faults
from adjoint.site.check.engine.written import written_faults
from adjoint.site.check.links.parts import image_faults
from adjoint.site.check.locks.asserted.contradicted import contradicted
from adjoint.site.check.locks.declared import declared_texts
from adjoint.site.check.locks.formulas import typed_formulas
from adjoint.site.check.locks.linked import misled
from adjoint.site.check.locks.literals import typed_numbers
from adjoint.site.check.locks.mentions import unknown_mentions
from adjoint.site.check.locks.numbers import published_numbers
from adjoint.site.check.locks.path_counts import miscounted
from adjoint.site.check.locks.prose import passages
from adjoint.site.check.locks.stated import misstated
from adjoint.site.check.locks.typing import typed_texts
from adjoint.site.check.reading import Written
from adjoint.site.check.records import Record, Typed
from adjoint.site.check.replay.comparison import Comparison, together
from adjoint.site.check.replay.live import (
    page_figures,
    page_handling,
    page_values,
    script_handling,
    script_numbers,
)


@frozen
class Part:
    """Something that can be looked into by itself."""

    look: Callable[..., Record]
    """Of a page and a browser, or of a browser alone."""
    share: float
    """How much of the work it is."""
    handles: bool = False
    """Whether it tries what readers do: that says something only where the numbers agree."""
    takes_apart: bool = False
    """Whether it is this part that gives back the page taken apart."""


def text_record(page: Written) -> Record:
    """Return what is found of a page's text and its derivatives, without a browser."""
    post = page.post
    formulas = list(typed_formulas(post))
    refuted = [Typed(one.key, one.words, one.told()) for one in formulas if one.is_refuted]
    literals = [Typed(one.key, one.words, one.warning()) for one in typed_numbers(post)]
    wrong = [
        Typed(one.key, one.words, one.told())
        for one in (*misstated(post), *miscounted(post), *misled(post), *contradicted(post))
    ]
    return Record(
        values=sum(len(text.values) for text in page.texts),
        claims=len(post.claims),
        equations=sum(bool(made.call.props.get("verify")) for made in post.computed.values()),
        comparison=Comparison(),
        faults=(*_derivatives(page), *image_faults(page)),
        numbers=tuple(published_numbers(post)),
        typed=(*literals, *wrong, *unknown_mentions(post), *refuted),
        proved=sum(one.is_proved for one in formulas),
        unproved=tuple(one.typed() for one in formulas if one.is_unproved),
        texts=tuple(typed_texts(passages(post), formulas)),
        declared=tuple(declared_texts(post)),
    )


def _derivatives(page: Written) -> Iterator[Diagnostic]:
    for made in page.post.computed.values():
        yield from derivative_faults(made.call, made.result)
        yield from written_faults(made.call, made.result)


def _compared(compare: Callable[..., Comparison]) -> Callable[..., Record]:
    return lambda *given: Record(compare(*given))


PARTS_OF_PAGE: Final[Mapping[str, Part]] = {
    "text": Part(lambda page, _browser: text_record(page), 0.15),
    "figures": Part(_compared(page_figures), 0.28, takes_apart=True),
    "values": Part(_compared(page_values), 0.11),
    "handling": Part(_compared(page_handling), 0.46, handles=True),
}
PARTS_OF_SCRIPTS: Final[Mapping[str, Part]] = {
    "numbers": Part(
        lambda browser: Record(script_numbers(browser), faults=(*table_faults(), *step_faults())), 0.26
    ),
    "handling": Part(_compared(script_handling), 0.74, handles=True),
}


def whole(
    parts: Mapping[str, Part], records: Mapping[str, Record], failed: Mapping[str, Exception]
) -> Record:
    """Return what came of all parts as what would have come of the whole.

    Args:
        parts: by name, in their order; the first has what no comparison has.
        records: what came of each.
        failed: of those that try what readers do, why nothing came of them.

    Raises:
        Exception: one failed though the numbers agree.
    """
    numbers = together(records[name].comparison for name, part in parts.items() if not part.handles)
    first = next(records[name] for name in parts)
    if numbers.faults:
        return replace(first, comparison=numbers)
    for error in failed.values():
        raise error
    handled = (records[name].comparison for name, part in parts.items() if part.handles)
    return replace(first, comparison=together([numbers, *handled]))
