"""From a post's text to its page: parse, validate and compute it (``checked``), then render it both ways."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from markupsafe import Markup

from adjoint.markup import Document, Tag
from adjoint.site.computed.answers import Answers, numbers_table
from adjoint.site.content.sources import Post
from adjoint.site.post.checked import POSTS, Checked, checked
from adjoint.site.post.loading import loads
from adjoint.site.post.offers import figures_of
from adjoint.site.post.page import SIGNS, Heading, Page
from adjoint.site.post.sections import page_words
from adjoint.site.post.sibling import closed, sibling_text
from adjoint.site.post.states import with_targets
from adjoint.site.post.workshop import Workshop
from adjoint.site.words import Words


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
    figures = figures_of(computed, folder, shop)
    sections, words = page_words(document, {index: made.call for index, made in computed.items()}, teller)
    titles = {section.id: section.title for section in sections}
    shown = (*post.pictures.found.values(), *figures.values(), *filter(None, [post.hero]))
    loaded = loads([(made.component, made.result) for made in computed.values()], shop.components)
    return Page(
        folder=folder,
        is_post=folder.startswith(POSTS),
        matter=matter,
        title=teller.line(matter.title),
        plain_title=teller.line_words(matter.title),
        description=teller.line_words(matter.description) if matter.description else "",
        html=body.encode(),
        signs=tuple(sign for sign in _likely_signs(document) if sign in body),
        takeaways=tuple(teller.line(text) for text in matter.takeaways),
        headings=tuple(Heading(found.level, titles[found.id], found.id) for found in document.headings),
        hero=post.hero,
        markdown=sibling_text(
            teller.frontmatter(document.frontmatter.raw),
            settings.words.takeaways,
            [teller.line_text(text) for text in matter.takeaways],
            _with_numbers(
                closed(teller.sibling(document, markdown), document), teller.answers, settings.words
            ),
            {"markdown_url": settings.path + quote(address), "canonical_url": settings.url + quote(address)},
        ).encode(),
        math_rules=teller.math.rules(),
        styles=loaded.styles,
        scripts=loaded.scripts,
        files={file.path: file.data for file in shown},
        words=words,
        figures=figures,
        numbers=teller.answers,
        sections=sections,
    )


def _likely_signs(document: Document) -> Sequence[str]:
    """Return the signs that a body may hold: to look through it for one that it does not takes long.

    Where no HTML and no component stands in a text, nothing is on its page but what markdown has a token for.
    """
    if "<" in document.source.text:
        return SIGNS
    drawn = {token.tag for token in document.tokens}
    drawn |= {part.tag for token in document.tokens if token.children for part in token.children}
    return [sign for sign in SIGNS if sign.startswith("class") or sign.removeprefix("<") in drawn]


def _with_numbers(body: str, numbers: Answers, words: Words) -> str:
    """Return the body of the sibling, and under it how each of its numbers was computed."""
    table = numbers_table(numbers, words)
    return f"{body.rstrip()}\n\n{table}" if table else body
