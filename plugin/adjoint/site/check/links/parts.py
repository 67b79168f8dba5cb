"""The parts of a site: ids that are one thing's only, images with words for them, labels, siblings."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

from adjoint.markup import Diagnostic, Document, Image, Location
from adjoint.site.check.reading import Reading, Written
from adjoint.site.labels import same_label
from adjoint.site.post.page import output_path


def part_faults(reading: Reading) -> Iterator[Diagnostic]:
    """Yield what is wrong with the parts of a site."""
    yield from _ids(reading)
    yield from _published_images(reading)
    yield from _labels(reading)
    yield from _siblings(reading)


def _ids(reading: Reading) -> Iterator[Diagnostic]:
    for path, page in reading.pages.items():
        author = reading.author_of(path)
        for name, count in Counter(page.ids).items():
            if count > 1:
                place = author.place_of_id(name) if author else Location(path, 1, 1)
                message = f'the id "{name}" stands {count} times in the page'
                yield Diagnostic("duplicate-id", "error", message, place, "give each its own")


def image_faults(page: Written) -> Iterator[Diagnostic]:
    """Yield a fault for every image whose author gave no words for it."""
    for text in page.texts:
        for image in text.images:
            if not image.alt.strip() and not _is_an_ornament(text, image):
                message = f'the image "{image.src}" has no text for those who do not see it'
                hint = f'say what it shows, ![three nodes]({image.src}); a mere ornament is <img alt="">'
                yield Diagnostic("missing-alt", "error", message, image.location, hint)


def _is_an_ornament(text: Document, image: Image) -> bool:
    """Tell whether an image is written as HTML, with an ``alt`` that is meant to be empty."""
    line = text.source.line(image.location.line)[image.location.column - 1 :]
    tag = _IMG.match(line)
    return tag is not None and _ALT.search(tag[0]) is not None


_IMG: Final = re.compile(r"<img\b[^>]*")
_ALT: Final = re.compile(r"\salt\b")


def _published_images(reading: Reading) -> Iterator[Diagnostic]:
    for path, page in reading.pages.items():
        author = reading.author_of(path)
        for image in page.images:
            if image.alt is None:
                place = author.place(image.src) if author else Location(path, 1, 1)
                message = f'the image "{image.src}" has no alt attribute'
                yield Diagnostic("missing-alt", "error", message, place, 'alt="" is for mere ornaments')


def _labels(reading: Reading) -> Iterator[Diagnostic]:
    """Yield a fault for each label that another post writes with other capitals."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for page in reading.written:
        for label in page.matter.labels:
            spellings[same_label(label)][label] += 1
    usual = {key: min(counted, key=lambda name: (-counted[name], name)) for key, counted in spellings.items()}
    for page in reading.written:
        for number, label in enumerate(page.matter.labels):
            best = usual[same_label(label)]
            if label != best:
                places = page.post.document.frontmatter.value_locations
                place = places.get(("labels", number)) or places.get(("labels",)) or page.top
                message = f'the label "{label}" is "{best}" elsewhere'
                yield Diagnostic("label-spelling", "error", message, place, f'write "{best}"')


def _siblings(reading: Reading) -> Iterator[Diagnostic]:
    site = reading.built.site
    for page in site.pages:
        path = output_path(page, "index.md")
        written = reading.author_of(output_path(page, "index.html"))
        place = written.top if written else Location(path, 1, 1)
        if path not in reading.built.files:
            yield Diagnostic("missing-sibling", "error", f"the page has no markdown sibling {path}", place)
        elif written and written.published.alternates.get("text/markdown") != site.path(path):
            yield Diagnostic(
                "missing-sibling", "error", f"the page does not lead to its sibling {path}", place
            )
