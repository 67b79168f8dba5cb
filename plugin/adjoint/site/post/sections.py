"""A page's words by section: prose, captions and code, for whoever looks for them; and their number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from adjoint.components.model import Call
from adjoint.markup import Document
from adjoint.site.post.page import Section
from adjoint.site.post.spacing import single_spaced, word_count
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
    heads, texts, passages = [("", "")], [list[str]()], list[str]()
    heading: Token | None = None
    for token in document.tokens:
        if token.type == "inline":
            counted, told = teller.words(token)
            passages.append(counted.strip())
            if heading is not None:
                heads.append((str(heading.attrs["id"]), told.strip()))
                texts.append([])
            else:
                texts[-1].append(told)
        elif token.type in {"fence", "code_block"}:
            texts[-1].append(token.content)
        if calls:
            texts[-1].extend(_told(token, calls, teller))
        heading = token if token.type == "heading_open" else None
    by_section = (single_spaced(" ".join(text)) for text in texts)
    sections = tuple(Section(*head, text) for head, text in zip(heads, by_section, strict=True))
    return sections, word_count(" ".join(filter(None, passages)))


def _told(token: Token, calls: Mapping[int, Call], teller: Teller) -> Iterator[str]:
    """Yield the titles and captions of the components that begin at a token."""
    for part in (token, *(token.children or ())):
        tag = part.meta.get("tag")
        if tag is None or tag.index not in calls or part.nesting < 0 or part.type == "component_close":
            continue
        for text in calls[tag.index].props.values():
            if isinstance(text, str) and text in teller.lines:
                yield from teller.readable(teller.lines[text].tokens)
