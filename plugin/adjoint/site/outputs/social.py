"""The picture that stands for a post where it is shared: title and computed figure, 1200 × 630."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from functools import cache, lru_cache, partial
from pathlib import PurePosixPath
from typing import Final

from adjoint.frozen import frozen
from adjoint.site.cache.code_version import code_version
from adjoint.site.cache.codec import packed, unpacked
from adjoint.site.cache.store import Entry, Store, source_key
from adjoint.site.cards.painting import Painting, painted
from adjoint.site.cards.rasterising import drawn, each_run_in_its_face, recipe
from adjoint.site.outputs.summaries import Around
from adjoint.site.post.page import Page, output_path
from adjoint.site.post.pictures import FIGURE_SIZE
from adjoint.site.site import Files, Frame
from adjoint.site.theme.assets import hashed

_PICTURE: Final = "<image"
"""In an image that holds a computed figure."""

CARD: Final = "card"
"""The kind under which what was painted of a page is kept."""
WIDTH, HEIGHT = FIGURE_SIZE
_ROOM: Final = 1080.0
_SIZES: Final = (68.0, 58.0, 48.0, 40.0)
_LINES_ABOVE_A_FIGURE, _LINES_ALONE = 2, 4
_FIGURE_SCALE: Final = 0.7

_NARROW, _WIDE = frozenset("fijltI.,:;'!|()[]’ "), frozenset("mwMW—…%@")
"""Characters about half and one and a half times as wide as the others."""


@frozen
class SocialImage:
    """A social image as pages speak of it and as it is drawn."""

    path: str
    """Below the output folder."""
    svg: str
    url: str
    words: str
    width: int = WIDTH
    height: int = HEIGHT


@frozen
class Title:
    """A title broken into lines of a size at which they fit."""

    size: float
    lines: tuple[str, ...]


def render_social(frame: Frame, page: Page, _around: Around) -> Files:
    """Return the social image of a post."""
    if not page.is_post:
        return {}
    image = social_image(frame, page)
    return {image.path: _card(frame.store, page, image.svg) or _picture(frame.store, image.svg)}


def _card(store: Store, page: Page, svg: str) -> bytes | None:
    """Return an image painted, or None where it must be drawn.

    The title is most of what there is to paint, and stays when the author or the site takes another name.
    """
    if _PICTURE in svg:
        return None
    made_of = source_key(code_version(), page.plain_title)
    kept = store.get_known(CARD, page.folder, made_of)
    own = unpacked(kept, Painting) if kept is not None else None
    painting = painted(svg, own or _Latest.painted)
    if painting is None:
        return None
    if own is None and store.is_shared:
        store.add_entry(Entry(CARD, page.folder, packed(painting), made_of))
    _Latest.painted = painting
    return painting.png


def _picture(store: Store, svg: str) -> bytes:
    return store.kept("social", f"{_recipe()}\n{svg}", partial(_drawn, svg))


def social_names(frame: Frame, page: Page) -> tuple[str, ...]:
    """Return the path of the social image of a post, which is not drawn."""
    return (social_image(frame, page).path,) if page.is_post else ()


class _Latest:
    """The image that was told last, which is drawn right after, and the one that was painted last."""

    told: tuple[Frame, Page, SocialImage] | None = None
    painted: Painting | None = None
    """Most of it is the same for the next post."""


def social_image(frame: Frame, post: Page) -> SocialImage:
    """Return the social image of a post; its name changes whenever its look does."""
    told = _Latest.told
    if told is None or told[0] is not frame or told[1] is not post:
        _Latest.told = told = frame, post, _image(frame, post)
    return told[2]


def _image(frame: Frame, post: Page) -> SocialImage:
    figure = _figure(post)
    title = fitted(post.plain_title, _LINES_ABOVE_A_FIGURE if figure else _LINES_ALONE)
    data = frame.render("social.svg.jinja", title=title, figure=figure, scale=_FIGURE_SCALE, post=post)
    path = hashed(PurePosixPath(output_path(post, "social.png")), data)
    words = f"{post.plain_title}, with a computed figure" if figure else post.plain_title
    return SocialImage(str(path), data.decode(), frame.address(str(path)), words)


def fitted(text: str, most: int) -> Title:
    """Return a title in the largest size at which it takes at most so many lines; a longer one is cut."""
    for size in _SIZES:
        lines = tuple(_broken(text, _ROOM / size))
        if len(lines) <= most:
            return Title(size, lines)
    return Title(size, (*lines[: most - 1], f"{lines[most - 1]} …"))


def _broken(text: str, room: float) -> Iterator[str]:
    """Yield lines of words, each no wider than the room in em."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if line and _width(longer) > room:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line


def _width(text: str) -> float:
    """Return about how wide a text is in em, rather too wide than too narrow."""
    return sum(
        0.3 if mark in _NARROW else 0.9 if mark in _WIDE else 0.7 if mark.isupper() else 0.55 for mark in text
    )


def _figure(post: Page) -> str | None:
    """Return a post's computed figure as a data URL: the one at its head, else its first."""
    shown = [post.hero] if post.hero and post.hero.path.endswith(".svg") else list(post.figures.values())
    if not shown:
        return None
    svg = each_run_in_its_face(shown[0].data.decode())
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode('ascii')}"


@cache
def _recipe() -> str:
    return recipe()


@lru_cache(maxsize=256)
def _drawn(svg: str) -> bytes:
    return drawn(svg)
