"""Pictures of a page: files that stand beside the post, and figures that its components compute."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from adjoint.components.lab.card import FIGURE, HEIGHT
from adjoint.frozen import frozen
from adjoint.markup import Diagnostic, Document, Fault, Image, Location, nearest
from adjoint.site.cards.outlining import outlined
from adjoint.site.gathering import Faults
from adjoint.site.post.links import Links
from adjoint.site.theme.assets import hashed

FIGURE_SIZE = (1200, 630)
"""Width and height, in CSS pixels, of a component's stand-alone figure."""
PART_SIZE = (FIGURE, HEIGHT)
"""Those of its part, which shows the figure without the words beside it."""


@frozen
class Picture:
    """A picture as published, under a content-hashed name."""

    path: str
    """Its path below the output folder."""
    data: bytes
    href: str
    width: int
    height: int
    has_part: bool = False
    """Whether ``#part`` of it is its figure without the words beside it, for small screens."""


@frozen
class Pictures:
    """The pictures of a page by the address an author wrote for each."""

    found: Mapping[str, Picture]

    def html(self, image: Image) -> Markup:
        """Return an image of the body with its dimensions, to be loaded when it comes near."""
        shown = self.found.get(image.src)
        title = Markup(' title="{}"').format(image.title) if image.title else ""
        size = Markup(' width="{}" height="{}"').format(shown.width, shown.height) if shown else ""
        href = shown.href if shown else image.src
        return Markup('<img src="{}" alt="{}"{}{} loading="lazy" decoding="async">').format(
            href, image.alt, title, size
        )


def page_pictures(
    texts: Iterable[Document], folder: str, links: Links, files: Mapping[PurePosixPath, Path], faults: Faults
) -> Pictures:
    """Return the pictures of a page; those of other hosts are left as they are.

    Args:
        texts: the page's body and lines.
        folder: the page's folder.
        links: the addresses of the site.
        files: the files of the content folder.
        faults: takes each image whose file is not there or is no picture.
    """
    found: dict[str, Picture] = {}
    for text in texts:
        for image in text.images:
            if not urlsplit(image.src).netloc:
                with faults.gathering():
                    found[image.src] = picture(image.src, folder, links, files, image.location)
    return Pictures(found)


def picture(
    reference: str, folder: str, links: Links, files: Mapping[PurePosixPath, Path], place: Location
) -> Picture:
    """Return the picture that a post names.

    Args:
        reference: the image's address as authored, relative to the post or from the site's root.
        folder: the page's folder.
        links: the addresses of the site.
        files: the files of the content folder.
        place: where the post names it.

    Raises:
        Fault: there is no such file, or it is no picture.
    """
    found = links.file(reference, folder)
    if found is None:
        name = PurePosixPath(reference).name
        elsewhere = sorted(f"/{path}" for path in files if path.name == name)
        close = elsewhere[0] if elsewhere else nearest(name, {path.name for path in files})
        hint = f'did you mean "{close}"?' if close else "put the file beside the post"
        raise Fault(Diagnostic("missing-image", "error", f'there is no image "{reference}"', place, hint))
    import imagesize  # noqa: PLC0415  (it loads an HTTP client)

    width, height = imagesize.get(files[found])
    if width <= 0 or height <= 0:
        message = f'"{reference}" is not a picture whose size can be read'
        raise Fault(Diagnostic("bad-image", "error", message, place, "use PNG, JPEG, WebP, GIF or SVG"))
    data = files[found].read_bytes()
    path = str(hashed(found, data))
    return Picture(path, data, links.base + quote(path), int(width), int(height))


def figure(svg: str, name: str, folder: str, links: Links) -> Picture:
    """Return a component's computed figure as a picture of its page.

    Args:
        svg: the stand-alone SVG document.
        name: the component's id.
        folder: the page's folder.
        links: the addresses of the site.
    """
    data = outlined(svg).encode()
    path = str(hashed(PurePosixPath(folder) / f"{name.replace(':', '-')}.svg", data))
    return Picture(path, data, links.base + quote(path), *FIGURE_SIZE, has_part='<view id="part"' in svg)
