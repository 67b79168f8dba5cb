"""The corpus: posts of about 2,700 words with 34 formulas each, the same bytes on every machine.

Every formula of the whole corpus is distinct, so that no generator's memory of math helps a cold build.
The markdown is what all generators read alike; only the first lines of a post differ from one to the other.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

_VOCABULARY = """
the of gradient value a function that each step node then where product sum rule chain graph local derivative
input output descent small rate loss point surface path layer weight
"""
WORDS: Final = tuple(_VOCABULARY.split())
SECTIONS: Final = 9
PARAGRAPHS: Final = 4
PARAGRAPH_WORDS: Final = 73
FORMULAS: Final = 34
DISPLAYED: Final = 7

_INLINE: Final = (
    r"x_{%d}^{%d}",
    r"\frac{\partial e_{%d}}{\partial b_{%d}}",
    r"f_{%d}(x) = x^2 + %d",
    r"\alpha_{%d} \le %d\,\beta",
    r"\nabla L(\theta_{%d,%d})",
    r"\sqrt{a_{%d} + b_{%d}}",
    r"e^{-\lambda_{%d} t / %d}",
)
_DISPLAY: Final = (
    r"\frac{de}{db} = \sum_{i=%d}^{%d} \frac{\partial e}{\partial c_i} \frac{\partial c_i}{\partial b}",
    r"\theta_{t+1} = \theta_t - \eta_{%d} \nabla L(\theta_t) + \mu_{%d} \left(\theta_t - \theta_{t-1}\right)",
    r"\int_{0}^{%d} e^{-x^2 / %d} \, dx",
)

Frontmatter = Callable[[int, int], str]
"""The first lines of a post, from its number and how many posts there are."""


def frontmatter(number: int, posts: int) -> str:
    """Return ours, which Eleventy, Hugo and MyST read as well."""
    del posts
    return (
        f"---\ntitle: Post {number} on things\ndate: {date(number)}\n"
        f"description: What is said in post {number}.\nlabels: [{', '.join(labels(number))}]\n---\n"
    )


def date(number: int) -> str:
    return f"{2020 + number % 7}-{1 + number % 12:02d}-{1 + number % 28:02d}"


def labels(number: int) -> tuple[str, str]:
    return f"subject {number % 20}", f"series {number % 7}"


def post(number: int, posts: int, link: str = "/blog/post-{}/") -> str:
    """Return the markdown of a post, without its first lines.

    Args:
        number: which post.
        posts: how many there are; each leads to the next.
        link: how a post links to another, by its number.
    """
    chance = random.Random(number)
    next_post = link.format((number + 1) % posts)
    blocks = list(_blocks(number, chance, next_post))
    return "\n\n".join(blocks) + "\n"


def _blocks(number: int, chance: random.Random, next_post: str) -> Iterator[str]:
    formula = 0
    for section in range(SECTIONS):
        yield f"## Section {section} of {number}"
        for _ in range(PARAGRAPHS):
            words = [chance.choice(WORDS) for _ in range(PARAGRAPH_WORDS)]
            words[20] = f"**{words[20]}**"
            words[30] = f"[{words[30]}]({next_post})"
            words[40] = f"`{words[40]}`"
            if formula < FORMULAS - DISPLAYED:
                latex = _INLINE[formula % len(_INLINE)] % (number, formula)
                words[10] = f"${latex}$"
                formula += 1
            words[0] = words[0].capitalize()
            yield " ".join(words) + "."
        if section < DISPLAYED:
            yield f"$$\n{_DISPLAY[section % len(_DISPLAY)] % (number + 1, 100 + section)}\n$$"


def write(folder: Path, posts: int) -> None:
    """Write a corpus for us: ``site.yaml`` and a folder for each post."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "site.yaml").write_text(
        "title: A corpus\nurl: https://example.org\nauthor: An author\ndescription: Many posts.\n",
        encoding="utf-8",
    )
    for number in range(posts):
        place = folder / "blog" / f"post-{number}"
        place.mkdir(parents=True, exist_ok=True)
        text = frontmatter(number, posts) + "\n" + post(number, posts)
        (place / "index.md").write_text(text, encoding="utf-8")
