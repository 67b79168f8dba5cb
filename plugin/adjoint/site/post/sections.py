"""A page's words by section: prose, captions and code, for whoever looks for them; and their number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from adjoint.components.model import Call
from adjoint.markup import Document
from adjoint.site.post.page import Section
from adjoint.site.post.spacing import plainly_spaced, single_spaced, word_count
from adjoint.site.post.telling import Teller

if TYPE_CHECKING:
    from markdown_it.token import Token


def page_words(
    document: Document, calls: Mapping[int, Call], teller: Teller
) -> tuple[tuple[Section, ...], int]:
    """Return the words under each heading of a body, those before the first at the head; and how many it has.

    Counted are those of its passages: no code, no captions, and of a formula its LaTeX.

    Args:
        document: the body.
        calls: its components' calls, by the number of their tags.
        teller: tells computed values and the lines of components.
    """
    heads, texts, passages, others = [("", "")], [list[str]()], list[str](), set[int]()
    heading: Token | None = None
    for token in document.tokens:
        if token.type == "inline":
            counted, told = (words.strip() for words in teller.words(token))
            passages.append(counted)
            if heading is not None:
                heads.append((str(heading.attrs["id"]), told))
                texts.append([])
            else:
                texts[-1].append(told)
        elif token.type in {"fence", "code_block"}:
            texts[-1].append(token.content)
            others.add(len(texts) - 1)
        if calls and (told_there := tuple(_told(token, calls, teller))):
            texts[-1].extend(told_there)
            others.add(len(texts) - 1)
        heading = token if token.type == "heading_open" else None
    counted_words = " ".join(filter(None, passages))
    # What its formulas become has no other white space, so it stands for the sections of passages alone.
    is_plain = plainly_spaced(counted_words)
    by_section = (
        single_spaced(" ".join(text), has_plain_spaces=(is_plain and number not in others) or None)
        for number, text in enumerate(texts)
    )
    sections = tuple(Section(*head, text) for head, text in zip(heads, by_section, strict=True))
    return sections, word_count(counted_words, has_plain_spaces=is_plain)


def _told(token: Token, calls: Mapping[int, Call], teller: Teller) -> Iterator[str]:
    """Yield the titles and captions of the components that begin at a token."""
    for part in (token, *(token.children or ())):
        tag = part.meta.get("tag")
        if tag is None or tag.index not in calls or part.nesting < 0 or part.type == "component_close":
            continue
        for text in calls[tag.index].props.values():
            if isinstance(text, str) and text in teller.lines:
                yield from teller.readable(teller.lines[text].tokens)
