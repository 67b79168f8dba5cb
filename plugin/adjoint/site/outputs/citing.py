"""How a post is cited: a line for people, an entry for their bibliographies."""

from __future__ import annotations

import re
from unicodedata import combining, normalize

from adjoint.frozen import frozen
from adjoint.site.post.page import Page
from adjoint.site.site import Frame

_IN_TEX = str.maketrans({
    **{mark: f"\\{mark}" for mark in "&%$#_"},
    # BibTeX counts braces, those after a backslash too.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
})  # fmt: skip
_IN_MARKDOWN = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>&$"})
_WORD = re.compile(r"[a-z0-9]+")


@frozen
class Citation:
    """What a post is cited by."""

    author: str
    """May be empty."""
    title: str
    site: str
    year: int
    url: str
    key: str
    """Under which a bibliography keeps it."""

    @property
    def line(self) -> str:
        """The citation as one line of markdown."""
        named = [self.author] if self.author else []
        parts = ", ".join([*map(_plain, named), f"*{_plain(self.title)}*", _plain(self.site), str(self.year)])
        return f"{parts}. <{self.url}>"

    @property
    def bibtex(self) -> str:
        """The citation as an entry of BibTeX; names and titles stay as they are written."""
        fields = {
            "author": self.author,
            "title": self.title,
            "howpublished": self.site,
        }
        lines = [f"  {name} = {{{{{text.translate(_IN_TEX)}}}}}," for name, text in fields.items() if text]
        return "\n".join(
            [f"@misc{{{self.key},", *lines, f"  year = {{{self.year}}},", f"  url = {{{self.url}}}", "}"]
        )


def citation(frame: Frame, page: Page) -> Citation | None:
    """Return how a post is cited; a page without a date is not."""
    if not page.is_post or page.matter.date is None:
        return None
    return Citation(
        author=page.matter.author or frame.settings.author,
        title=page.plain_title,
        site=frame.settings.title,
        year=page.matter.date.year,
        url=frame.canonical(page),
        key=_key(page.folder, page.matter.date.year),
    )


def _key(folder: str, year: int) -> str:
    """Return a key that BibTeX can read: of a letter that is not in ASCII the base, or else its number."""
    base = "".join(mark for mark in normalize("NFKD", folder.lower()) if not combining(mark))
    spelled = "".join(mark if mark.isascii() or not mark.isalnum() else f"-{ord(mark):x}" for mark in base)
    return "-".join([*_WORD.findall(spelled), str(year)])


def _plain(text: str) -> str:
    """Return a text with no sign that markdown would read."""
    return " ".join(text.split()).translate(_IN_MARKDOWN)
