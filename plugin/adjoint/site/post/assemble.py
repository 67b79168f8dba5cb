"""From a post's text to its page: parse, validate, compute, render both ways.

Each step gathers the faults of the whole post before the build gives up, so an author sees them together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from markupsafe import Markup

from adjoint.components.model import Call, Component, Context
from adjoint.components.quantities import Quantities
from adjoint.components.reading import Scope
from adjoint.components.settings import Settings as WidgetSettings
from adjoint.components.templates import icon
from adjoint.markup import Diagnostic, Document, Fault, Location, Tag, nearest, parse_document
from adjoint.site.computed.answers import Answers, answers, numbers_table
from adjoint.site.content.matter import Matter, matter_warnings, read_matter
from adjoint.site.content.settings import PostSettings
from adjoint.site.content.sources import Post
from adjoint.site.gathering import Faults
from adjoint.site.post.anchors import anchor_faults, page_ids
from adjoint.site.post.calls import validated_calls
from adjoint.site.post.checkups import checkup
from adjoint.site.post.doubts import doubts_of, is_sound
from adjoint.site.post.lines import parse_lines
from adjoint.site.post.links import Links, page_links
from adjoint.site.post.loading import loads
from adjoint.site.post.lookalikes import dropped_html, unread_tags
from adjoint.site.post.other_syntax import other_syntax
from adjoint.site.post.page import Heading, Page
from adjoint.site.post.pictures import Picture, Pictures, figure, page_pictures, picture
from adjoint.site.post.references import reference_labels
from adjoint.site.post.sections import page_sections
from adjoint.site.post.sibling import sibling_text
from adjoint.site.post.states import Stateful, state_faults, state_links, with_targets
from adjoint.site.post.telling import Teller
from adjoint.site.post.typesetting import MathDesk, PageMath, math_faults
from adjoint.site.post.unwritten import unwritten
from adjoint.site.post.values import compute_values, evaluate, zero_warnings
from adjoint.site.proof.claims import Claim, Judged, Proved, is_answerable, judge_claims, page_claims

POSTS: Final = "blog/"
"""Pages below this folder are posts: they have a date and stand in the indexes."""


@dataclass(frozen=True)
class Workshop:
    """What is the same for every page of a site while it is assembled."""

    settings: PostSettings
    components: Mapping[str, Component[Any]]
    """By tag."""
    links: Links
    files: Mapping[PurePosixPath, Path]
    math: MathDesk
    judge: Callable[[Iterable[Claim], Mapping[str, Quantities]], Judged] = judge_claims
    evaluate: Callable[[str, Scope], float] = evaluate


@dataclass(frozen=True)
class Computed:
    """A call and the one result that both outputs tell."""

    component: Component[Any]
    call: Call
    result: Any


@dataclass(frozen=True)
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


def assemble(post: Post, folder: str, shop: Workshop) -> Page:
    """Return the page of a post.

    Args:
        post: its source.
        folder: where it is published, from the site's index.
        shop: the settings, components and addresses of the site.

    Raises:
        Fault: with all that is wrong with the post.
    """
    return tell(checked(post, folder, shop), folder, shop)


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


def _checked(post: Post, folder: str, shop: Workshop) -> Checked:
    document, diagnostics = parse_document(post.source, raw_html=shop.settings.raw_html)
    faults = Faults(diagnostics)
    matter = _matter(document, folder, faults)
    calls = validated_calls(document, shop.components, shop.settings.components, faults)
    lines = parse_lines(matter, document.frontmatter, calls.values(), faults)
    texts = (document, *lines.values())
    page_math = PageMath(shop.math)
    computed = _compute(calls, page_math, faults)
    quantities = _quantities(computed)
    doubts = doubts_of(document, calls, computed, shop.components, diagnostics)
    claims = [claim for claim in page_claims(document, calls.values()) if not doubts.touch(claim.text)]
    numbers = compute_values(texts, quantities, faults, shop.evaluate, doubts)
    faults.found.extend(zero_warnings(texts, quantities, numbers, [claim.text for claim in claims]))
    misset = list(math_faults(texts, numbers, shop.math))
    faults.found.extend(misset)
    if doubts.ids or doubts.numbers:
        claims = [one for one in claims if one.home not in doubts.ids and is_answerable(one, quantities)]
    judged = shop.judge(claims, quantities)
    faults.found.extend(judged.faults)
    known = all(value.expression in numbers for text in texts for value in text.values)
    shown = [] if doubts.numbers else list(computed.values())
    if misset or not known:
        shown = [made for made in shown if is_sound(document, made.call, numbers, texts, misset)]
    results = [(made.component, made.call, made.result) for made in shown]
    verified = checkup(results, (document, lines), numbers, quantities)
    faults.found.extend(verified.faults)
    links = page_links(texts, folder, shop.links, faults)
    pictures = page_pictures(texts, folder, shop.links, shop.files, faults)
    labels = reference_labels(texts, document.headings, _labels(computed), faults, doubts.ids)
    ids = page_ids(document, [call for _, call in calls.values()])
    faults.found.extend(anchor_faults(texts, ids | doubts.ids))
    states = Stateful(folder, _settings(computed), state_links(texts, folder, shop.links), frozenset(ids))
    certain = [link for link in states.own_links if link.widget not in doubts.ids]
    faults.found.extend(state_faults(certain, states))
    hero = None
    if matter and matter.hero_image and matter.hero_image.removeprefix("#") not in doubts.ids:
        with faults.gathering():
            place = document.frontmatter.value_locations["heroImage",]
            hero = _hero(matter.hero_image, place, computed, folder, shop)
    faults.found.extend(matter_warnings(document.frontmatter))
    faults.found.extend(unwritten(document))
    faults.found.extend(unread_tags(document, shop.components))
    faults.found.extend(dropped_html(document, shop.components))
    faults.found.extend(other_syntax(document))
    faults.settle()
    assert matter is not None  # noqa: S101  (without it, faults were raised)
    formulas = {math.latex: math for text in texts for math in text.math if math.display}
    told = answers(texts, numbers, quantities)
    base = shop.links.base
    teller = Teller(lines, formulas, page_math, numbers, links, pictures.html, labels, told, base)
    return Checked(
        document,
        matter,
        computed,
        quantities,
        judged.proved,
        verified.comparisons,
        teller,
        pictures,
        hero,
        states,
        faults.warnings,
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


def _quantities(computed: Mapping[int, Computed]) -> Mapping[str, Quantities]:
    """Return the numbers that each component offers, by its id."""
    return {
        made.call.id: made.component.quantities(made.result)
        for made in computed.values()
        if made.component.quantities is not None
    }


def _settings(computed: Mapping[int, Computed]) -> Mapping[str, WidgetSettings]:
    """Return what a reader may set in each widget, by its id."""
    offered = {
        made.call.id: made.component.settings(made.result)
        for made in computed.values()
        if made.component.settings is not None
    }
    return {widget: settings for widget, settings in offered.items() if settings}


def _labels(computed: Mapping[int, Computed]) -> Mapping[str, str]:
    """Return what a reference to a component reads as, by its id."""
    labels = {
        made.call.id: made.component.label(made.result)
        for made in computed.values()
        if made.component.label is not None
    }
    return {name: label for name, label in labels.items() if label}


def _hero(
    wanted: str, place: Location, computed: Mapping[int, Computed], folder: str, shop: Workshop
) -> Picture:
    """Return the picture at the head of the page: a file, or the computed figure of a component, ``#id``.

    Raises:
        Fault: there is no such picture.
    """
    if not wanted.startswith("#"):
        return picture(wanted, folder, shop.links, shop.files, place)
    figures = {
        made.call.id: made.component.figure(made.result)
        for made in computed.values()
        if made.component.figure is not None and made.call.id == wanted[1:]
    }
    if not figures:
        ids = {made.call.id for made in computed.values() if made.component.figure is not None}
        close = nearest(wanted[1:], ids)
        hint = f'did you mean "#{close}"?' if close else "name a graph or a lab of this post by its id"
        message = f'no component with a figure has the id "{wanted[1:]}"'
        raise Fault(Diagnostic("missing-image", "error", message, place, hint))
    return figure(figures[wanted[1:]], wanted[1:], folder, shop.links)


def _figures(computed: Mapping[int, Computed], folder: str, shop: Workshop) -> Mapping[str, Picture]:
    """Return the stand-alone figures of a page's components, by id."""
    return {
        made.call.id: figure(made.component.figure(made.result), made.call.id, folder, shop.links)
        for made in computed.values()
        if made.component.figure is not None
    }


def tell(post: Checked, folder: str, shop: Workshop) -> Page:
    """Render a post that is known to be sound, both ways."""
    document, matter, computed, teller = post.document, post.matter, post.computed, post.teller
    context = teller.context()

    def html(tag: Tag, children: Markup) -> Markup:
        made = computed[tag.index]
        return made.component.html(made.result, children, context)

    def markdown(tag: Tag, children: str) -> str:
        made = computed[tag.index]
        return made.component.markdown(made.result, children, context)

    body = with_targets(teller.body(document, html), [link.fragment for link in post.states.own_links])
    address = f"{folder}/" if folder else ""
    settings = shop.settings
    figures = _figures(computed, folder, shop)
    shown = (*post.pictures.found.values(), *figures.values(), *filter(None, [post.hero]))
    loaded = loads([(made.component, made.result) for made in computed.values()], shop.components)
    return Page(
        folder=folder,
        is_post=folder.startswith(POSTS),
        matter=matter,
        title=teller.line(matter.title),
        plain_title=teller.line_words(matter.title),
        description=teller.line_words(matter.description) if matter.description else "",
        body=body,
        takeaways=tuple(teller.line(text) for text in matter.takeaways),
        headings=tuple(Heading(found.level, found.text, found.id) for found in document.headings),
        hero=post.hero,
        sibling=sibling_text(
            teller.frontmatter(document.frontmatter.raw),
            [teller.line_text(text) for text in matter.takeaways],
            _with_numbers(teller.sibling(document, markdown), teller.answers),
            {"markdown_url": f"{settings.path}{address}", "canonical_url": f"{settings.url}{address}"},
        ),
        math_rules=teller.math.rules(),
        styles=loaded.styles,
        scripts=loaded.scripts,
        files={file.path: file.data for file in shown},
        words=len(teller.words(document).split()),
        figures=figures,
        numbers=teller.answers,
        sections=page_sections(document, {index: made.call for index, made in computed.items()}, teller),
    )


def _with_numbers(body: str, numbers: Answers) -> str:
    """Return the body of the sibling, and under it how each of its numbers was computed."""
    table = numbers_table(numbers)
    return f"{body.rstrip()}\n\n{table}" if table else body
