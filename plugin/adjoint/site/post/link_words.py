"""Links whose words name another value than the one they set, or another figure than they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from adjoint.components.settings import said
from adjoint.markup import Diagnostic, Document, Link
from adjoint.site.number_words import NUMBER_WORD, value_of
from adjoint.site.post.references import FIGURE

_NUMBER: Final = r"(-?\d+(?:\.\d+)?)(?![\w.]*\d|[,\s']\d|\s*[-+*/^×·⋅\\]|[eE^])"
"""A number that is not the first part of another, such as 10,000 or 1/2."""
_BY_NAME: Final = re.compile(r"\]\s*\[|\]\s*[^\](]*\[")
"""The end of a link whose address stands elsewhere, and another link after it."""
_LABELLED: Final = re.compile(r"\b(figure|equation)\s*\(?(\d+)\)?", re.IGNORECASE)
_PASSES: Final = re.compile(r"\b(forward|backward|reverse)\b")
_END: Final = "]("


def misleading_links(texts: Iterable[Document], labels: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield a warning for each link whose words name a value or a number that it does not lead to.

    Args:
        texts: the page's body and lines.
        labels: what the parts of the page are called, such as ``figure 1``, by id.
    """
    for text in texts:
        for link in text.links:
            fragment = link.href.partition("#")[2]
            if fragment:
                words = _words(text, link)
                yield from _of_state(words, fragment, link)
                if link.href.startswith("#"):
                    yield from _of_label(words, labels.get(fragment.partition("?")[0], ""), link)


def _words(text: Document, link: Link) -> str:
    """Return the words of a link as authored, without the marks of math, and with plain minus signs."""
    source = text.source.text
    end = source.find(_END, link.start)
    words = source[link.start : max(end, link.start)]
    if _BY_NAME.search(words[1:].replace("![", "")):
        return ""
    plain = words.replace("$", "").replace("−", "-")
    return NUMBER_WORD.sub(lambda word: f"{value_of(word[0]):g}", plain)


def _of_state(words: str, fragment: str, link: Link) -> Iterator[Diagnostic]:
    for name, value in said(fragment.partition("?")[2]):
        mention = rf"(?<![\w.]){re.escape(name)}(?:\s*(?:=|to|is|at)\s*|\s+){_NUMBER}"
        told = re.findall(mention, words)
        if told and re.fullmatch(_NUMBER, value) and float(value) not in map(float, told):
            message = f"the link says {name} = {told[0]} and sets it to {value}"
            yield _warning(link, message, f"write {name}={told[0]} in its address, or {value} in its words")
        passes = set(_PASSES.findall(words.lower()))
        if name == "mode" and passes and value not in passes:
            (told_pass, *_) = sorted(passes)
            yield _warning(
                link, f"the link says {told_pass} and sets mode to {value}", f"write mode={told_pass}"
            )


def _of_label(words: str, label: str, link: Link) -> Iterator[Diagnostic]:
    own = _LABELLED.fullmatch(label)
    told = _LABELLED.search(words)
    if own and told and (told[1].lower(), told[2]) != (own[1].lower(), own[2]):
        message = f"the link says {told[0]} and leads to {label}"
        name = link.href[1:].partition("?")[0]
        yield _warning(link, message, f"@{name if ':' in name else FIGURE + name} writes the number itself")


def _warning(link: Link, message: str, hint: str) -> Diagnostic:
    return Diagnostic("link-says", "warning", message, link.location, hint)
