"""A ready folder for a new post."""

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
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if not slug:
        raise ValueError(f'the title "{title}" has no letter or digit to make a folder name from')
    path = content / "blog" / slug / "index.md"
    if path.exists():
        raise FileExistsError(f"{path} exists already; choose another title")
    path.parent.mkdir(parents=True, exist_ok=True)
    text = _POST.format(title=json.dumps(title, ensure_ascii=False), date=date.isoformat())
    path.write_text(text, encoding="utf-8")
    return path
