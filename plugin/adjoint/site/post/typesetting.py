"""Typeset math for a site: each distinct formula once and for ever, a page's formulas in one batch."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from html import unescape
from pathlib import Path
from typing import Final

from markupsafe import Markup

from adjoint import markup
from adjoint.markup import ComputedValue, Diagnostic, Document, LatexError, Typeset, Typesetter
from adjoint.site.cache.codec import packed, unpacked
from adjoint.site.cache.store import Store, source_key
from adjoint.site.post.values import shown_in_math
from adjoint.site.theme.assets import NPM

_BATCH: Final = "math"
"""The formulas of a page as they were typeset, together."""
_CONTENTS: Final = "formulas"
"""What stands in a batch: the recipe, and its formulas in their order."""
_REMEMBERED: Final = 1024
"""Formulas at hand without asking the store: those that pages share."""

_PHONE: Final = 30
"""Characters that a phone has room for; what KaTeX lets no line break into may be longer."""
_SHOWN: Final = re.compile(r">([^<]+)")
"""What stands between two tags."""

Formula = tuple[str, bool]
"""LaTeX, and whether it is displayed on lines of its own."""


class MathDesk:
    """Typesets for many pages, and remembers what it or another one has set."""

    def __init__(self, store: Store | None = None) -> None:
        self._store = store or Store()
        self._set: dict[Formula, Typeset | LatexError] = {}
        self._batches: dict[Formula, str] | None = None
        """The key of a batch that has it, by formula; read when a batch is not kept."""

    def typeset(self, formulas: Iterable[Formula]) -> Sequence[Typeset | LatexError]:
        """Return each formula typeset, or KaTeX's refusal; those not met before in one batch."""
        wanted = list(formulas)
        distinct = tuple(dict.fromkeys(wanted))
        if any(formula not in self._set for formula in distinct):
            if len(self._set) > _REMEMBERED:
                self._set = {formula: self._set[formula] for formula in distinct if formula in self._set}
            self._set.update(self._found(distinct))
        return [self._set[formula] for formula in wanted]

    def typeset_one(self, formula: Formula) -> Typeset | LatexError:
        """Return a formula typeset, or KaTeX's refusal."""
        return self._set.get(formula) or self.typeset([formula])[0]

    def _found(self, formulas: tuple[Formula, ...]) -> Mapping[Formula, Typeset | LatexError]:
        """Return a page's formulas as they were typeset in an earlier build, those not met before set now.

        They are kept together: a row of the store for each of them would take as long as all else that is
        kept of the page.
        """
        key = source_key(_recipe(), packed(formulas))
        known_to_be_new = self._batches is not None and any(each not in self._batches for each in formulas)
        kept = () if known_to_be_new else self._batch(key)
        if len(kept) == len(formulas):
            return dict(zip(formulas, kept, strict=True))
        known = {**self._set, **self._from_other_batches(formulas)}
        new = [formula for formula in formulas if formula not in known]
        known.update(zip(new, _typesetter().typeset(new) if new else (), strict=True))
        found = {formula: known[formula] for formula in formulas}
        self._keep(key, {formula: made for formula, made in found.items() if isinstance(made, Typeset)})
        return found

    def _batch(self, key: str) -> tuple[Typeset, ...]:
        """Return formulas that were kept together, or none."""
        kept = self._store.get(_BATCH, key)
        found = unpacked(kept, tuple[Typeset, ...]) if kept is not None else None
        return found or ()

    def _keep(self, key: str, made: Mapping[Formula, Typeset]) -> None:
        self._store.add(_BATCH, key, packed(list(made.values())))
        self._store.add(_CONTENTS, key, _recipe().encode() + packed(list(made)))
        if self._batches is not None:
            self._batches.update(dict.fromkeys(made, key))

    def _from_other_batches(self, formulas: Sequence[Formula]) -> Mapping[Formula, Typeset]:
        """Return those formulas that some page had: this one before it was edited, or another."""
        if self._batches is None:
            self._batches = {}
            for key, contents in self._store.every(_CONTENTS).items():
                self._batches.update(dict.fromkeys(_read_contents(contents), key))
        known: dict[Formula, Typeset] = {}
        for key in {self._batches[formula] for formula in formulas if formula in self._batches}:
            contents = self._store.get(_CONTENTS, key) or b""
            known.update(zip(_read_contents(contents), self._batch(key), strict=False))
        return {formula: known[formula] for formula in formulas if formula in known}


def _read_contents(contents: bytes) -> tuple[Formula, ...]:
    """Return the formulas of a batch; none if they were typeset by another recipe."""
    recipe = _recipe().encode()
    own = contents.startswith(recipe)
    return (unpacked(contents[len(recipe) :], tuple[Formula, ...]) if own else None) or ()


@cache
def _typesetter() -> Typesetter:
    """Return the one V8 of this process, which stays between builds."""
    return Typesetter()


@cache
def _recipe() -> str:
    """Return what typeset math depends on beside its LaTeX: KaTeX, and the code that uses it."""
    code = sorted(path for path in Path(markup.__file__).parent.iterdir() if path.suffix in {".py", ".js"})
    return source_key((NPM / "stamp").read_bytes(), *(path.read_bytes() for path in code))


class PageMath:
    """Typesets for one page and knows the style rules that the page has come to need."""

    def __init__(self, desk: MathDesk) -> None:
        self._desk = desk
        self._rules: set[str] = set()

    def typeset(self, latex: str, display: bool) -> Markup:  # noqa: FBT001  (a component asks by position)
        """Return a formula as HTML, for a component; otherwise as ``html`` does."""
        return Markup(self.html(latex, display))  # noqa: S704  (KaTeX escapes what it sets)

    def html(self, latex: str, display: bool) -> str:  # noqa: FBT001  (as above)
        """Return a formula as HTML.

        Raises:
            LatexError: KaTeX cannot read it; authored formulas were checked by ``math_faults`` before.
        """
        result = self._desk.typeset_one((latex, display))
        if isinstance(result, LatexError):
            raise result
        self._rules |= result.rules
        is_wide = not display and len(latex) > _PHONE and _is_unbroken(result.html)
        return _scrolling(result.html) if is_wide else result.html

    def rules(self) -> tuple[str, ...]:
        """Return the style rules that the formulas typeset so far need, sorted."""
        return tuple(sorted(self._rules))


def _is_unbroken(html: str) -> bool:
    """Whether a stretch of an inline formula, within which no line may break, is wider than a phone."""
    stretches = html.split('class="katex-base"')[1:]
    return any(len(unescape("".join(_SHOWN.findall(stretch)))) > _PHONE for stretch in stretches)


def _scrolling(html: str) -> str:
    """Return a formula that scrolls by itself where it is too wide, not the page."""
    return f'<span class="katex-long" tabindex="0" role="group" aria-label="Long formula">{html}</span>'


def math_faults(
    texts: Iterable[Document], numbers: Mapping[str, float], desk: MathDesk
) -> Iterator[Diagnostic]:
    """Typeset every formula of a page in one batch and yield what KaTeX refuses, in its own words.

    Args:
        texts: the page's body and lines.
        numbers: the computed values, by expression; where one is missing, its fault has been told.
        desk: remembers what it has set.
    """

    def digits(value: ComputedValue) -> str:
        return math_value(value, numbers.get(value.expression, 0.0))

    formulas = [(text, math) for text in texts for math in text.math]
    results = desk.typeset([(math.latex_with(digits), math.display) for _, math in formulas])
    for (text, math), result in zip(formulas, results, strict=True):
        if isinstance(result, LatexError):
            place = text.source.location(math.filled(digits).source_offset(result.position))
            yield Diagnostic("latex", "error", result.message, place)


def math_value(value: ComputedValue, number: float) -> str:
    """Return a computed value as LaTeX, in braces where it is an argument."""
    text = shown_in_math(value, number)
    return f"{{{text}}}" if value.grouped else text
