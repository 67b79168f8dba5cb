"""What a check does with a text grows with the text and not with its square: it is counted, for clocks waver.

Counted are the characters that patterns are tried on, and calls. Whoever looks through a paragraph again for
each of its formulas, statements or clauses does four times as much for twice the text.
"""

from __future__ import annotations

import cProfile
import pkgutil
import pstats
import re
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import pytest

from adjoint.markup import Location
from adjoint.site.build import Request, build
from adjoint.site.check import locks
from adjoint.site.check.locks.asserted.contradicted import contradicted
from adjoint.site.check.locks.formulas import typed_formulas
from adjoint.site.check.locks.linked import misled
from adjoint.site.check.locks.literals import typed_numbers
from adjoint.site.check.locks.mentions import unknown_mentions
from adjoint.site.check.locks.path_counts import miscounted
from adjoint.site.check.locks.prose import passages
from adjoint.site.check.locks.reach import REACH
from adjoint.site.check.locks.retyped import retyped
from adjoint.site.check.locks.stated import misstated
from adjoint.site.check.locks.typing import TypedText, typed_texts, typing_of
from adjoint.site.post.checked import Checked, watching

GRAPH: Final = (
    '<ComputeGraph id="toy" expr="e = (a + b) * (b + 1)" '
    "inputs={{ a: { value: 2, min: -3, max: 3, step: 1 }, b: { value: 1, min: -3, max: 3, step: 1 } }} />\n\n"
)
TEXTS: Final[dict[str, Callable[[int], str]]] = {
    "formulas in a sentence": lambda n: "Here " + " and ".join(["$c + d = 5$"] * n) + ".",
    "formulas in sentences": lambda n: " ".join(f"Here $c + {k} = 5$ is wrong." for k in range(n)),
    "statements in a sentence": lambda n: "Here " + ", and ".join(["$e$ is 7"] * n) + ".",
    "statements in sentences": lambda n: " ".join(["So $e$ is 6, and the derivative by $b$ is 4."] * n),
    "numbers in a sentence": lambda n: "It is " + " and ".join(["$e$ is six or 5"] * n) + ".",
    "words for formulas": lambda n: " ".join(["In the figure the output is 7."] * n),
    "clauses in a sentence": lambda n: "In the figure " + "; ".join(["$e$ grows as $b$ grows"] * n) + ".",
    "clauses in sentences": lambda n: " ".join(["The graph has two inputs. $d$ depends on $a$."] * n),
    "comparisons": lambda n: " ".join(["Here $c$ is smaller than $d$."] * n),
    "items of a list": lambda n: "See:\n\n" + "- So $e$ is 6\n- $e$ depends on $a$ alone\n" * n,
    "rows of a table": lambda n: "| node | value |\n| - | - |\n" + "| $e$ | 7 |\n" * n,
    "mentions": lambda n: "See figure 7. " * n,
    "nothing": lambda n: "None of this is said of it in so many words, so it goes on " * n,
}
MANY: Final = 5 * REACH // 24
"""So many that the least of the texts is much longer than what is read around a place."""
MOST: Final = 2.5
"""Times as much for twice as much text."""


class Counting:
    """A pattern that counts the characters it is tried on."""

    def __init__(self, pattern: re.Pattern[str], counts: list[int]) -> None:
        self._of = pattern
        self._counts = counts
        self.pattern = pattern.pattern

    def _count(self, text: str, start: int = 0, end: int = sys.maxsize) -> None:
        self._counts[0] += max(min(end, len(text)) - start, 0)

    def search(self, text: str, *span: int) -> re.Match[str] | None:
        found = self._of.search(text, *span)
        self._count(text, *((*span, 0)[:1] if found else span), *([found.end()] if found else []))
        return found

    def match(self, text: str, *span: int) -> re.Match[str] | None:
        found = self._of.match(text, *span)
        self._counts[0] += len(found[0]) if found else 0
        return found

    def fullmatch(self, text: str, *span: int) -> re.Match[str] | None:
        self._count(text, *span)
        return self._of.fullmatch(text, *span)

    def finditer(self, text: str, *span: int) -> Iterator[re.Match[str]]:
        self._count(text, *span)
        return self._of.finditer(text, *span)

    def findall(self, text: str) -> list[Any]:
        self._count(text)
        return self._of.findall(text)

    def split(self, text: str) -> list[Any]:
        self._count(text)
        return self._of.split(text)

    def sub(self, by: str | Callable[[re.Match[str]], str], text: str) -> str:
        self._count(text)
        return self._of.sub(by, text)


def counting(value: object, counts: list[int]) -> object:
    """Return a module's value with its patterns replaced by such as count."""
    if isinstance(value, re.Pattern):
        return Counting(value, counts)
    if type(value) is tuple:
        return tuple(counting(one, counts) for one in value)
    return value


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Give the count of characters that the patterns of all modules that read texts are tried on."""
    counts = [0]
    for module in pkgutil.walk_packages(locks.__path__, f"{locks.__name__}."):
        of = import_module(module.name)
        for name, value in list(vars(of).items()):
            other = counting(value, counts)
            if other != value:
                monkeypatch.setattr(of, name, other)
    return counts


@pytest.fixture(scope="module")
def posts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Checked]:
    """Return all texts as posts, by folder: each as it is and twice as long."""
    content = tmp_path_factory.mktemp("work")
    (content / "site.yaml").write_text("title: T\nurl: https://example.org\nauthor: A\ndescription: D\n")
    for place, text in enumerate(TEXTS.values()):
        for many in (1, 2):
            folder = content / "blog" / f"{place}-{many}"
            folder.mkdir(parents=True)
            head = "---\ntitle: T\ndate: 2026-11-24\ndescription: D\n---\n\n"
            (folder / "index.md").write_text(f"{head}{GRAPH}{text(many * MANY)}\n", encoding="utf-8")
    with watching() as found:
        build(Request(content))
    return {Path(folder).name: post for folder, post in found.items()}


def looked_into(post: Checked) -> Iterator[object]:
    """Yield all that is found of a post's text, as the check reports it."""
    formulas = list(typed_formulas(post))
    for formula in formulas:
        yield (formula.key, formula.words, formula.told()) if formula.is_refuted else formula.typed()
    for number in typed_numbers(post):
        yield number.key, number.words, number.warning()
    for wrong in (*misstated(post), *miscounted(post), *misled(post), *contradicted(post)):
        yield wrong.key, wrong.words, wrong.told()
    yield from unknown_mentions(post)
    yield from typed_texts(passages(post), formulas)


def calls_of(work: Callable[[], object]) -> int:
    profile = cProfile.Profile()
    profile.runcall(work)
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", TEXTS)
def test_twice_the_text_is_twice_the_work(text: str, posts: dict[str, Checked], counted: list[int]) -> None:
    place = list(TEXTS).index(text)
    characters, calls = [], []
    for many in (1, 2):
        counted[0] = 0
        calls.append(calls_of(lambda: [*looked_into(posts[f"{place}-{many}"])]))  # noqa: B023  (called at once)
        characters.append(counted[0])
    assert 0 < characters[1] < MOST * characters[0], (characters, calls)
    assert calls[1] < MOST * calls[0], (characters, calls)


def test_twice_the_places_are_twice_the_work() -> None:
    def compared(many: int) -> int:
        now = [TypedText(f"paragraph under {k}", "7", Location("", 1, 1)) for k in range(many)]
        locked = typing_of(now)
        return calls_of(lambda: retyped(locked, now))

    assert compared(400) < MOST * compared(200)
