"""The syntax of other systems, which goes out as text: warned of with what to write here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from adjoint.markup import Diagnostic, Document, Source
from adjoint.markup.places import Places
from adjoint.site.post.escapes import unescaped

if TYPE_CHECKING:
    from markdown_it.token import Token

_CALLOUT: Final = 'a remark is written <Callout type="info">…</Callout>'
_FORMULA: Final = "a formula is written $…$, or $$…$$ on lines of its own"
_TAG: Final = "a component is written as a tag, such as <Figure …>…</Figure>"
_AT_LINE_STARTS: Final = {
    re.compile(r":{3,}\s*\{?[A-Za-z][\w-]*\}?"): _CALLOUT,
    re.compile(r"(?:!!!|\?\?\?)\+? [A-Za-z][\w-]*"): _CALLOUT,
    re.compile(r"\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]"): _CALLOUT,
    re.compile(r"import\s+[\w{*][^;\"']*\sfrom\s+[\"'][^\"']+[\"']"): (
        "remove it: components are known by their names"
    ),
}
_ANYWHERE: Final = {
    re.compile(r"\[[^\[\]\n]*\]\(\s*(?:javascript|vbscript|data|file):[^)\s]*\)?", re.IGNORECASE): (
        "a link leads to a page, a file or another site, not to a script"
    ),
    re.compile(r"\{\{[<%].*?[%>]\}\}"): _TAG,
    re.compile(r"(?<!\{)\{%.*?%\}"): _TAG,
    re.compile(r"\\begin\{[a-z]+\*?\}"): _FORMULA,
    re.compile(r"\[\[[A-Za-z][^\[\]\n]*\]\]"): "a link is written [words](/address/)",
    re.compile(r"\[(?:[^\[\]\n]*[\s;])?-?@[A-Za-z][\w:.-]*[^\[\]\n]*\]"): (
        "a source is a link, [words](address), or a footnote, [^1]"
    ),
    re.compile(r"\^\[(?=[^\[\]\n]*[^\W\d_]{2})[^\s\[\]]+\s[^\[\]\n]*\]?"): (
        "a footnote is written [^1], and what it says in a paragraph of its own, [^1]: …"
    ),
    # No set of characters, as in [^a-z ]: a name without spaces is a footnote, told where it is not written.
    re.compile(r"\[\^(?![^\[\]\n]*\w-\w\b)[^\W\d_][^\[\]\n]*\s[^\[\]\n]*[^\s\[\]]\]"): (
        "a footnote has a name without spaces, and a paragraph of its own that begins with it, [^1]: …"
    ),
}
_MARKED: Final = re.compile(r"[\[{\\:!?]|import\s")
"""Signs of which each of these holds one; to look for all in every text takes twenty times as long."""
_BRACKETED_MATH: Final = re.compile(r"\\\([^()\n]*[\\^_=][^()\n]*\\\)")
r"""``\(x^2\)``: in the text of a passage the escapes are gone, so it is looked for in the source."""
_TARGET: Final = re.compile(r"\]\((?:\\.|[^\\()\s])*")
_OF_SIGNS: Final = re.compile(rb"@|:::|!!!|\?\?\?|\[[!\[^]|\^\[|\{%|\{\{<|(?:```|~~~)[\t-\r\x1c-\x1f]*\{")
"""What such syntax is written with, but for some that is told by its words as well.

Of blanks, the signs of a text leave out spaces and line ends alone.
"""
_OF_WORDS: Final = {
    b"\\": re.compile(r"\\(?:\(|begin\{)"),
    b":": re.compile(r"\]\(\s*(?i:java|vb|data|file)"),
    b'"': (by_name := re.compile(r"port\b(?<=import)")),
    b"'": by_name,
}
"""That, by a sign of it which is sooner looked for."""
_DIRECTIVE: Final = re.compile(r"\{[A-Za-z][\w-]*\}")


def other_syntax(document: Document) -> Iterator[Diagnostic]:
    """Yield a warning for each mark of another system that stands among the text of a post."""
    if not document.dropped and not _is_likely(document.source):
        return
    places = Places(document.source, document.frontmatter.body)
    for token in document.tokens:
        if token.type == "mdx_esm":
            yield _of_mdx(document, places.line_start(token))
        elif token.type == "inline":
            for found, hint in _in_passage(token):
                yield _warning(document, places.line_start(token), found, hint)
        elif token.type == "fence" and (directive := _DIRECTIVE.match(token.info.strip())):
            hint = f"a block of code is named after its language: {token.markup}python; {_CALLOUT}"
            yield _warning(document, places.line_start(token), directive[0], hint)


def _is_likely(source: Source) -> bool:
    """Tell whether such syntax may stand in a text; in most posts there is none, and nobody looks further."""
    if _OF_SIGNS.search(source.signs):
        return True
    return any(sign in source.signs and words.search(source.text) for sign, words in _OF_WORDS.items())


def _of_mdx(document: Document, start: int) -> Diagnostic:
    word = document.source.text[start:].split(maxsplit=1)[0]
    message = f"this is read as a statement of MDX, and no reader sees it, for it begins with {word}"
    hint = "remove it: components are known by their names; a text begins with another word"
    return Diagnostic("lookalike-syntax", "warning", message, document.source.location(start), hint)


def _in_passage(passage: Token) -> Iterator[tuple[str, str]]:
    """Yield what stands in the text of a passage, not in its code, and what to write instead."""
    begins = True
    for part in passage.children or ():
        if part.type == "text" and _MARKED.search(part.content):
            patterns = {**_AT_LINE_STARTS, **_ANYWHERE} if begins else _ANYWHERE
            for pattern, hint in patterns.items():
                found = (
                    [pattern.match(part.content)]
                    if pattern in _AT_LINE_STARTS
                    else pattern.finditer(part.content)
                )
                for mark in found:
                    if mark and unescaped(mark[0], passage.content) is not None:
                        yield mark[0], hint
        begins = part.type in {"softbreak", "hardbreak"}
    if "\\(" not in passage.content:
        return
    verbatim = [part.content for part in passage.children or () if part.type != "text"]
    for formula in _BRACKETED_MATH.finditer(_TARGET.sub("](", passage.content)):
        if not any(formula[0] in content for content in verbatim):
            yield formula[0], _FORMULA


def _warning(document: Document, start: int, found: str, hint: str) -> Diagnostic:
    place = document.source.location(max(document.source.text.find(found, start), start))
    message = f"{found} is not read here, and stands as text"
    return Diagnostic("lookalike-syntax", "warning", message, place, hint)
