"""The markdown sibling: the post's own frontmatter and text, with what its components computed.

Prose is copied from the source byte for byte; only component tags, computed values and MDX leftovers change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from adjoint.markup import Document
from adjoint.markup.literals import Malformed
from adjoint.markup.marks import UNCLOSED
from adjoint.markup.places import Places
from adjoint.markup.values import read_value

_OURS = ("markdown_url", "canonical_url")


def sibling_text(
    frontmatter: str, heading: str, takeaways: Sequence[str], body: str, addresses: Mapping[str, str]
) -> str:
    """Return the whole text of a sibling.

    Args:
        frontmatter: the post's YAML between its fences, computed values filled in.
        heading: what stands over the takeaways.
        takeaways: markdown, one line each.
        body: the post's markdown, components told in words.
        addresses: ``markdown_url`` and ``canonical_url``.
    """
    kept = [
        line for line in frontmatter.splitlines() if not line.startswith(tuple(f"{key}:" for key in _OURS))
    ]
    added = [f"{key}: {_yaml_text(addresses[key])}" for key in _OURS]
    listed = [f"## {heading}", "", *(f"- {text}" for text in takeaways), ""] if takeaways else []
    return "\n".join(["---", *kept, *added, "---", *listed, body.strip("\n")]) + "\n"


def closed(body: str, document: Document) -> str:
    """Return a body whose last block of code is closed, so that nothing set under it becomes a part of it.

    Args:
        body: the document as plain markdown.
        document: what it was made of.
    """
    for token in document.tokens:
        if UNCLOSED in token.meta:
            places = Places(document.source, document.frontmatter.body)
            line = document.source.text[places.line_start(token) :]
            # In a list or a footnote it ends with that, by the indent of what comes after.
            if token.level == 0 and line.startswith(token.markup, _indent(line)):
                return f"{body.rstrip()}\n{token.markup}\n"
    return body


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def filled(yaml: str, numbers: Mapping[tuple[str, str], str]) -> str:
    """Return a frontmatter with its computed values filled in, otherwise byte for byte.

    Args:
        yaml: the text between the fences.
        numbers: what is written for a value, by expression and format; others are left as they stand.
    """
    written, read = [], 0
    while (start := yaml.find("{=", read)) >= 0:
        try:
            value = read_value(yaml, start, len(yaml))
        except Malformed:
            written.append(yaml[read : start + 2])
            read = start + 2
            continue
        authored = yaml[start : value.span.end]
        written += [yaml[read:start], numbers.get((value.expression, value.format), authored)]
        read = value.span.end
    return "".join([*written, yaml[read:]])


def _yaml_text(text: str) -> str:
    return f"'{text}'" if ":" in text else text
