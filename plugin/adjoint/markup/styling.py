"""Inline styles of typeset math turned into classes, which a strict Content-Security-Policy lets through.

Each distinct list of declarations becomes a class, named after what it declares, and a rule for the page's
own style.
"""

from __future__ import annotations

import hashlib
import re

_TAG_WITH_STYLE = re.compile(r'<([a-z]+)((?:\s[^<>]*?)?)\sstyle="([^"]*)"([^<>]*)>')
_CLASS = re.compile(r'(\sclass=")([^"]*)(")')


def class_and_rule(style: str) -> tuple[str, str]:
    """Return the class that stands for an inline style, and the rule that says what it means."""
    declarations = [part.strip() for part in style.split(";") if part.strip()]
    name = "k" + hashlib.sha256(";".join(declarations).encode()).hexdigest()[:8]
    # An inline style is stronger than any rule of KaTeX's own style sheet, and so are these.
    return name, f".{name}{{{';'.join(f'{part}!important' for part in declarations)}}}"


def with_classes(html: str) -> tuple[str, frozenset[str]]:
    """Return HTML in which every inline style became a class, and the rules that it needs."""
    rules: set[str] = set()

    def classed(match: re.Match[str]) -> str:
        tag, before, style, after = match.groups()
        name, rule = class_and_rule(style)
        rules.add(rule)
        attributes, found = _CLASS.subn(rf"\g<1>\g<2> {name}\g<3>", before + after, count=1)
        return f"<{tag}{attributes}>" if found else f'<{tag}{attributes} class="{name}">'

    return _TAG_WITH_STYLE.sub(classed, html), frozenset(rules)
