"""A ready folder for a new post, and the settings of a new site."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from pathlib import Path

_POST = """\
---
title: {title}
date: {date}
description: >-
  What the reader will know at the end, in a sentence or two.
labels: []
release: false
takeaways:
  - The one thing to remember.
---

Begin with the question.

At these inputs $y$ is {{= y }}, and it grows {{= grad(y, w) }} times as fast as $w$.

<ComputeGraph id="toy" expr="y = x * w + b" inputs={{{{ x: 2, w: 0.5, b: 1 }}}} highlight="w" />
"""

_SETTINGS = """\
title: The name of your site
url: https://example.org/
author: Your name
description: What it is about, in a sentence.
"""
_LONGEST = 80
"""Letters of a folder's name: an address to read, and shorter than file systems allow."""
_APOSTROPHES = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}]")


def new_post(content: Path, title: str, date: dt.date) -> Path:
    """Write a draft with a title and a first graph, and return its path.

    Args:
        content: the content folder.
        title: the post's title; its slug is made from it.
        date: the day of publication to start with.

    Raises:
        ValueError: the title holds no letter or digit to make a slug from.
        FileExistsError: there is a post of that slug.
    """
    slug = _slug(title)
    if not slug:
        raise ValueError(f'the title "{title}" has no letter or digit to make a folder name from')
    path = content / "blog" / slug / "index.md"
    if path.exists():
        raise FileExistsError(f"{path} exists already; choose another title")
    path.parent.mkdir(parents=True, exist_ok=True)
    text = _POST.format(title=json.dumps(title, ensure_ascii=False), date=date.isoformat())
    path.write_text(text, encoding="utf-8")
    return path


def new_settings(content: Path) -> Path | None:
    """Write ``site.yaml`` for a site to begin with, and return its path; one that is there stays."""
    path = content / "site.yaml"
    if path.exists():
        return None
    content.mkdir(parents=True, exist_ok=True)
    path.write_text(_SETTINGS, encoding="utf-8")
    return path


def _slug(title: str) -> str:
    """Return a folder name: Latin letters lose their accents, others stay, hyphens stand between words."""
    letters = (_plain(letter) for letter in _APOSTROPHES.sub("", title.casefold()))
    slug = re.sub(r"[\W_]+", "-", "".join(letters)).strip("-")
    if len(slug) <= _LONGEST:
        return slug
    whole_words = slug[: _LONGEST + 1].rpartition("-")[0]
    return whole_words or slug[:_LONGEST]


def _plain(letter: str) -> str:
    return unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode() or letter
