"""A post parsed, validated and computed: all that can be wrong with it is found here.

Each step gathers the faults of the whole post before the build gives up, so an author sees them together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from adjoint.components.model import Call, Component, Context
from adjoint.components.quantities import Quantities
from adjoint.components.templates import icon
from adjoint.frozen import frozen
from adjoint.markup import Diagnostic, Document, parse_document
from adjoint.site.content.matter import Matter, matter_warnings, read_matter
from adjoint.site.content.sources import Post
from adjoint.site.gathering import Faults
from adjoint.site.post.anchors import anchor_faults, page_ids
from adjoint.site.post.calls import validated_calls
from adjoint.site.post.checkups import checkup
from adjoint.site.post.doubts import Doubts, doubts_of, is_sound
from adjoint.site.post.forged import forged
from adjoint.site.post.glued import glued_values
from adjoint.site.post.lines import Lines, parse_lines
from adjoint.site.post.link_words import misleading_links
from adjoint.site.post.links import page_links
from adjoint.site.post.lookalikes import dropped_html, unread_tags
from adjoint.site.post.offers import Computed, hero_of, labels_of, quantities_of, settings_of
from adjoint.site.post.other_syntax import other_syntax
from adjoint.site.post.pictures import Picture, Pictures, page_pictures
from adjoint.site.post.references import called_alike, reference_labels
from adjoint.site.post.states import Stateful, state_faults, state_links
from adjoint.site.post.tables import lost_cells
from adjoint.site.post.telling import Teller
from adjoint.site.post.typesetting import PageMath, math_faults
from adjoint.site.post.unwritten import unwritten
from adjoint.site.post.values import compute_values, zero_warnings
from adjoint.site.post.workshop import Workshop
from adjoint.site.proof.claims import Claim, Proved, is_answerable, page_claims

POSTS: Final = "blog/"
"""Pages below this folder are posts: they have a date and stand in the indexes."""


@frozen
class Checked:
    """A post in which nothing is wrong, with all that telling it needs."""

    document: Document
    matter: Matter
    computed: Mapping[int, Computed]
    quantities: Mapping[str, Quantities]
    """The numbers that each component offers, by its id."""
    claims: tuple[Proved, ...]
    """Those of the page, all of which hold."""
    comparisons: int
    """How many numbers its equations were tried on."""
    teller: Teller
    pictures: Pictures
    hero: Picture | None
    states: Stateful
    """What can be set in its widgets, and its links that set some."""
    warnings: tuple[Diagnostic, ...] = ()
    """What is published as it is, though it was surely meant otherwise."""

    # A post is equal to itself alone, so that what is found in it can be remembered.
    __eq__ = object.__eq__
    __hash__ = object.__hash__


_WATCHED: Final[ContextVar[dict[str, Checked] | None]] = ContextVar("_WATCHED", default=None)


@contextmanager
def watching() -> Iterator[Mapping[str, Checked]]:
    """Give the posts that this process computes meanwhile, by folder, for whoever looks into them again."""
    found: dict[str, Checked] = {}
    before = _WATCHED.set(found)
    try:
        yield found
    finally:
        _WATCHED.reset(before)


def are_watched() -> bool:
    """Tell whether somebody looks into the posts again that this process computes."""
    return _WATCHED.get() is not None


def checked(post: Post, folder: str, shop: Workshop) -> Checked:
    """Return a post parsed, validated and computed, ready to be told.

    Raises:
        Fault: with all that is wrong with the post.
    """
    sound = _checked(post, folder, shop)
    watched = _WATCHED.get()
    if watched is not None:
        watched[folder] = sound
    return sound


@frozen
class _Parsed:
    """A post as it is read: its text, its tags, and the lines that stand outside its body."""

    document: Document
    unread: tuple[Diagnostic, ...]
    """What is wrong with the text."""
    matter: Matter | None
    """The checked frontmatter, if it is sound."""
    calls: Mapping[int, tuple[Component[Any], Call]]
    """The tags whose props are sound, by index."""
    lines: Lines

    @property
    def texts(self) -> tuple[Document, ...]:
        """The body, and every line."""
        return (self.document, *self.lines.values())


@frozen
class _Worked:
    """What came of its tags and its values."""

    math: PageMath
    computed: Mapping[int, Computed]
    quantities: Mapping[str, Quantities]
    numbers: Mapping[str, float]
    """The computed values, by expression."""
    claims: tuple[Claim, ...]
    """Those that can be judged."""
    misset: tuple[Diagnostic, ...]
    """The faults of its formulas."""
    doubts: Doubts


@frozen
class _Placed:
    """What it points at and what can be pointed at in it."""

    links: Callable[[str], str]
    """The address to write for an authored link."""
    pictures: Pictures
    labels: Mapping[str, str]
    states: Stateful
    hero: Picture | None


def _checked(post: Post, folder: str, shop: Workshop) -> Checked:
    faults = Faults()
    parsed = _parsed(post, folder, shop, faults)
    worked = _worked(parsed, shop, faults)
    judged = shop.judge(worked.claims, worked.quantities)
    verified = checkup(
        _sound(parsed, worked), (parsed.document, parsed.lines), worked.numbers, worked.quantities
    )
    faults.found.extend((*judged.faults, *verified.faults))
    placed = _placed(parsed, worked, folder, shop, faults)
    faults.found.extend(_warnings(parsed, shop))
    faults.settle()
    assert parsed.matter is not None  # noqa: S101  (without it, faults were raised)
    return Checked(
        parsed.document,
        parsed.matter,
        worked.computed,
        worked.quantities,
        judged.proved,
        verified.comparisons,
        _teller(parsed, worked, placed, shop),
        placed.pictures,
        placed.hero,
        placed.states,
        faults.warnings,
    )


def _parsed(post: Post, folder: str, shop: Workshop, faults: Faults) -> _Parsed:
    document, unread = parse_document(post.source, raw_html=shop.settings.raw_html)
    faults.found.extend(unread)
    matter = _matter(document, folder, faults)
    calls = validated_calls(document, shop.components, shop.settings.components, faults)
    lines = parse_lines(matter, document.frontmatter, calls.values(), faults)
    return _Parsed(document, tuple(unread), matter, calls, lines)


def _worked(parsed: _Parsed, shop: Workshop, faults: Faults) -> _Worked:
    """Compute every tag and every value, and tell what can be judged after what failed."""
    document, calls, texts = parsed.document, parsed.calls, parsed.texts
    math = PageMath(shop.math)
    computed = _compute(calls, math, faults)
    quantities = quantities_of(computed)
    doubts = doubts_of(document, calls, computed, shop.components, parsed.unread)
    claims = [claim for claim in page_claims(document, calls.values()) if not doubts.touch(claim.text)]
    numbers = compute_values(texts, quantities, faults, shop.evaluate, doubts)
    faults.found.extend(glued_values(texts))
    faults.found.extend(zero_warnings(texts, quantities, numbers, [claim.text for claim in claims]))
    misset = tuple(math_faults(texts, numbers, shop.math))
    faults.found.extend(misset)
    if doubts.ids or doubts.numbers:
        claims = [one for one in claims if one.home not in doubts.ids and is_answerable(one, quantities)]
    return _Worked(math, computed, quantities, numbers, tuple(claims), misset, doubts)


def _sound(parsed: _Parsed, worked: _Worked) -> list[tuple[Component[Any], Call, Any]]:
    """Return the results in which every value and formula could be worked out."""
    texts, numbers, misset = parsed.texts, worked.numbers, worked.misset
    shown = [] if worked.doubts.numbers else list(worked.computed.values())
    if misset or any(value.expression not in numbers for text in texts for value in text.values):
        shown = [made for made in shown if is_sound(parsed.document, made.call, numbers, texts, misset)]
    return [(made.component, made.call, made.result) for made in shown]


def _placed(parsed: _Parsed, worked: _Worked, folder: str, shop: Workshop, faults: Faults) -> _Placed:
    """Find all that the page points at; what may stand in a tag that failed is not missed."""
    document, texts, doubted = parsed.document, parsed.texts, worked.doubts.ids
    links = page_links(texts, folder, shop.links, faults)
    pictures = page_pictures(texts, folder, shop.links, shop.files, faults)
    called = labels_of(worked.computed)
    faults.found.extend(called_alike(called, {call.id: call for _, call in parsed.calls.values()}))
    labels = reference_labels(texts, document.headings, called, faults, doubted)
    faults.found.extend(misleading_links(texts, called))
    ids = page_ids(document, [call for _, call in parsed.calls.values()])
    faults.found.extend(anchor_faults(texts, ids | doubted))
    states = Stateful(
        folder, settings_of(worked.computed), state_links(texts, folder, shop.links), frozenset(ids)
    )
    certain = [link for link in states.own_links if link.widget not in doubted]
    faults.found.extend(state_faults(certain, states))
    wanted = parsed.matter.hero_image if parsed.matter else ""
    hero = None
    if wanted and wanted.removeprefix("#") not in doubted:
        with faults.gathering():
            place = document.frontmatter.value_locations["heroImage",]
            hero = hero_of(wanted, place, worked.computed, folder, shop)
    return _Placed(links, pictures, labels, states, hero)


def _warnings(parsed: _Parsed, shop: Workshop) -> Iterator[Diagnostic]:
    """Yield what would be published as it is, though it was surely meant otherwise."""
    yield from matter_warnings(parsed.document.frontmatter)
    yield from unwritten(parsed.document)
    yield from unread_tags(parsed.document, shop.components)
    yield from dropped_html(parsed.document, shop.components)
    yield from other_syntax(parsed.document)
    yield from lost_cells(parsed.document)
    yield from forged(parsed.document, shop.settings.words)


def _teller(parsed: _Parsed, worked: _Worked, placed: _Placed, shop: Workshop) -> Teller:
    formulas = {math.latex: math for text in parsed.texts for math in text.math if math.display}
    return Teller(
        parsed.lines,
        formulas,
        worked.math,
        worked.numbers,
        placed.links,
        placed.pictures.html,
        placed.labels,
        shop.answer(parsed.texts, worked.numbers, worked.quantities),
        shop.links.base,
    )


def _matter(document: Document, folder: str, faults: Faults) -> Matter | None:
    """Return the checked frontmatter; where its YAML cannot be read, that alone is told."""
    if any(found.code == "frontmatter" for found in faults.found):
        return None
    with faults.gathering():
        return read_matter(document.frontmatter, document.source.path, dated=folder.startswith(POSTS))
    return None


def _compute(
    calls: Mapping[int, tuple[Component[Any], Call]], math: PageMath, faults: Faults
) -> Mapping[int, Computed]:
    """Compute every call once; what the components find wrong is gathered."""
    context = Context(math.typeset, icon)
    computed: dict[int, Computed] = {}
    for index, (component, call) in calls.items():
        with faults.gathering():
            computed[index] = Computed(component, call, component.compute(call, context))
    return computed
