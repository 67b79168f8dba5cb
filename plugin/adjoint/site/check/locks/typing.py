"""What a post types and nothing proves: numerals and number words, settings in links, formulas with digits.

None of it can be checked, so the lock holds it: a digit or a sign that changes is told, and whoever reads
the lock sees at once what rests on the author's word. Code blocks and addresses are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from adjoint.frozen import frozen
from adjoint.markup import Location
from adjoint.site.check.locks.reach import FOOTNOTE, TAG
from adjoint.site.number_words import NUMBER_WORD

if TYPE_CHECKING:
    from adjoint.site.check.locks.formulas import Formula
    from adjoint.site.check.locks.prose import Passage

_HIDDEN: Final = re.compile(
    r"\{=[^{}]*\}|(?<!\\)\$\$?(?!\s)[^$]+(?<!\s)\$\$?(?!\d)|\]\((?:[^()]|\([^()]*\))*\)|\]\[[^\]]*\]"
    rf"|(?=</?[A-Za-z]){TAG}|https?://\S+|@[\w:-]+|{FOOTNOTE}|&#?\w++;|\{{#[^{{}}]*\}}",
    re.DOTALL,
)
"""What holds no typed numeral: computed values, formulas, addresses, tags, references."""
_NUMERAL: Final = re.compile(
    r"(?:(?<![^\s(\[*\"'“‘])[-−+](?=\d))?\d+(?:[.,:]\d+)*(?:[eE][-+]?\d+)?(?:[  ]?%)?"
)
_SETTING: Final = re.compile(r"\]\([^()\s]*#([^()\s]*\?[^()\s]*)")
"""Of a link that sets a widget, all that stands after the ``#``, which would begin a comment in a lock."""
_TITLE: Final = re.compile(r"\s(\"[^\"]*\"|'[^']*')\s*\)$")
VALUE: Final = re.compile(r"\{=[^{}]*\}")
_SIGNS: Final = re.compile(
    r"[0-9=+<>/^*-]|−|\\(?:frac|tfrac|dfrac|sqrt|cdot|times|pm|mp|div|le|leq|ge|geq|ne|neq|approx|sim"
    r"|equiv|leftarrow|gets|in|notin|to|rightarrow|gg|ll|propto|lesssim|gtrsim|subset)(?![A-Za-z])"
)
"""What a formula of more than names holds."""
_PLAIN: Final = re.compile(r"\s*+([-−+]?)\s*+(\d++(?:\.\d+)?)\s*+(\\%)?\s*")


@frozen
class TypedText:
    """A numeral, or a formula between dollars, with its place."""

    place: str
    text: str
    location: Location
    reason: str = ""
    """Why a formula that states something is not proved."""


Typing = Mapping[str, tuple[str, ...]]
"""What each place of a post types: numerals in their order, then formulas in theirs."""


def is_formula(text: str) -> bool:
    """Tell a typed formula from a numeral."""
    return text.startswith("$")


def typed_texts(passages: Iterable[Passage], formulas: Iterable[Formula]) -> list[TypedText]:
    """Return what a post types and nothing proves or refutes, place by place in the order of its text."""
    numerals = [one for passage in passages for one in _numerals(passage)]
    return [*numerals, *(one for formula in formulas for one in _unproved(formula))]


def typing_of(texts: Iterable[TypedText]) -> Typing:
    """Return typed texts by their places, as a lock holds them."""
    return {place: tuple(sorted(here, key=is_formula)) for place, here in by_place(texts).items()}


def by_place(texts: Iterable[TypedText]) -> Typing:
    """Return texts by their places, in the order in which they come."""
    found: dict[str, list[str]] = {}
    for one in texts:
        found.setdefault(one.place, []).append(one.text)
    return {place: tuple(here) for place, here in found.items()}


def _numerals(passage: Passage) -> Iterator[TypedText]:
    text = _HIDDEN.sub(_without_title, passage.text)
    found = [
        (match.start(), "".join(match[0].split()).replace("−", "-")) for match in _NUMERAL.finditer(text)
    ]
    found += [(match.start(), "-".join(match[0].lower().split())) for match in NUMBER_WORD.finditer(text)]
    found += [(match.start(1), match[1]) for match in _SETTING.finditer(passage.text)]
    for offset, words in sorted(found):
        yield TypedText(passage.place, words, passage.locate(offset))


def _without_title(hidden: re.Match[str]) -> str:
    """Return blanks as long as what holds no typed text, but for the title of a link or an image."""
    title = _TITLE.search(hidden[0]) if hidden[0].startswith("](") else None
    kept = title[0] if title else ""
    return "\x00" * (len(hidden[0]) - len(kept)) + kept


def _unproved(formula: Formula) -> Iterator[TypedText]:
    if formula.is_refuted or formula.is_proved:
        return
    typed = VALUE.sub(" ", formula.math.latex)
    if not _SIGNS.search(typed) or formula.only_names:
        return
    location = formula.passage.place_in(formula.math, 0)
    plain = _PLAIN.fullmatch(formula.math.latex)
    if plain:
        sign, digits, per_cent = plain.groups()
        numeral = f"{sign.replace('−', '-')}{digits}{'%' if per_cent else ''}"
        yield TypedText(formula.passage.place, numeral, location)
    else:
        yield TypedText(formula.passage.place, f"${formula.text}$", location, formula.typed().reason)
