"""Formulas of a body as MathML alone, set aside while the rest is cleaned, for they are most of its tags."""

from __future__ import annotations

import re
import sys
from typing import Final

MATHML: Final = frozenset(
    {
        "math", "menclose", "merror", "mfrac", "mi", "mmultiscripts", "mn", "mo", "mover", "mpadded",
        "mphantom", "mroot", "mrow", "ms", "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable",
        "mtd", "mtext", "mtr", "munder", "munderover",
    }
)  # fmt: skip
MATHML_ATTRIBUTES: Final = frozenset(
    {
        "accent", "accentunder", "columnalign", "columnspacing", "display", "displaystyle", "fence", "height",
        "linethickness", "lspace", "mathvariant", "maxsize", "minsize", "rowspacing", "rspace", "scriptlevel",
        "separator", "stretchy", "width",
    }
)  # fmt: skip

_OPENING: Final = '<span class="katex-mathml">'
_VISIBLE: Final = '</span><span class="katex-html" aria-hidden="true">'
_END: Final = "</span>"
_ANNOTATION: Final = re.compile(r"<annotation [^<>]*>[^<]*</annotation>")
_REFERENCE: Final = re.compile(r"&#(\d{3,7});")
_TAG: Final = re.compile(r"(<[^<>]*>)")
_KNOWN: Final = re.compile(rf"<(/?)(semantics|{'|'.join(sorted(MATHML))})(?: [a-z-]+=\"[^\"<>]*\")*(/?)>")


_ATTRIBUTES: Final = {name: set(MATHML_ATTRIBUTES) for name in MATHML}

_MOST: Final = 4096
"""Tags remembered; widths and heights make ever new ones."""


class Formulas:
    """The formulas of a body, and the body with a mark in the place of each."""

    def __init__(self, html: str) -> None:
        self._mark = next(chr(code) for code in range(0xE000, 0xF900) if chr(code) not in html)
        self._found: list[str] = []
        pieces, end = [], 0
        while (start := html.find(_OPENING, end)) >= 0:
            middle = html.find(_VISIBLE, start)
            math = _still(html[start + len(_OPENING) : middle]) if middle >= 0 else None
            behind = _end_of_span(html, middle + len(_VISIBLE)) if math is not None else None
            if math is None or behind is None:
                # It is none of KaTeX's: it stays in the body, to be cleaned with it.
                pieces.append(html[end : start + len(_OPENING)])
                end = start + len(_OPENING)
                continue
            pieces += [html[end:start], f"{self._mark}{len(self._found)}{self._mark}"]
            self._found.append(f"<span>{math}</span>")
            end = behind
        self.rest = "".join([*pieces, html[end:]])
        """The body without them."""

    def put_back(self, cleaned: str) -> str:
        """Return the cleaned body with each formula in its place."""
        return re.sub(f"{self._mark}(\\d+){self._mark}", lambda mark: self._found[int(mark[1])], cleaned)


def _end_of_span(html: str, start: int) -> int | None:
    """Return where the span ends whose content begins at an offset."""
    are_open, end = 1, start
    while are_open:
        # Behind as many ends as spans are open, those are open that began before the last of the ends.
        start = end
        for _ in range(are_open):
            end = html.find(_END, end) + len(_END)
            if end < len(_END):
                return None
        are_open = html.count("<span ", start, end) + html.count("<span>", start, end)
    return end


def _still(mathml: str) -> str | None:
    """Return KaTeX's MathML as a feed holds it, or None if it is not just that."""
    without = _ANNOTATION.sub("", mathml)
    parts = _TAG.split(without)
    try:
        parts[1::2] = map(_CLEANED.__getitem__, parts[1::2])
    except KeyError:
        return None
    if without.count("<") > len(parts) // 2:
        return None
    words = _REFERENCE.sub(_sign, "".join(parts))
    return words.replace("&#x27;", "'").replace("&quot;", '"').replace("\u00a0", "&nbsp;")


def _sign(reference: re.Match[str]) -> str:
    """Return the sign that is referred to; a reference to one that HTML or XML reads otherwise stays."""
    code = int(reference[1])
    is_plain = 160 <= code <= sys.maxunicode and not 0xD800 <= code < 0xE000
    return chr(code) if is_plain else reference[0]


class _CleanedTags(dict[str, str]):
    """Tags of MathML as nh3 leaves them, by what they were; there are few different ones."""

    def __missing__(self, tag: str) -> str:
        known = _KNOWN.fullmatch(tag)
        if known is None:
            raise KeyError(tag)
        if len(self) >= _MOST:
            self.clear()
        return self.setdefault(tag, _cleaned(tag, known[2], closing=known[1] == "/", empty=known[3] == "/"))


def _cleaned(tag: str, name: str, *, closing: bool, empty: bool) -> str:
    """Return what nh3 leaves of one tag."""
    import nh3  # noqa: PLC0415  (loaded by the first feed)

    if closing or name == "semantics":
        return tag if name in MATHML else ""
    if name == "math":
        return nh3.clean(f"{tag}</math>", tags=MATHML, attributes=_ATTRIBUTES).removesuffix("</math>")
    # Out of a formula it would be no element of MathML.
    whole = f"<math>{tag}</{name}></math>" if not empty else f"<math>{tag}</math>"
    cleaned = nh3.clean(whole, tags=MATHML, attributes=_ATTRIBUTES)
    inner = cleaned.removeprefix("<math>").removesuffix("</math>")
    return inner if empty else inner.removesuffix(f"</{name}>")


_CLEANED: Final = _CleanedTags()
