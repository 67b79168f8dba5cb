"""A build, from the content folder to files in memory: read all, index, assemble, render.

Nothing here writes. ``publish`` puts the files on disk once every page of the site is right.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from adjoint.autodiff import browser_module
from adjoint.components import COMPONENTS
from adjoint.markup import Diagnostic, Fault, Location, parse_frontmatter, read_frontmatter
from adjoint.site.aliases import alias_faults
from adjoint.site.assemble import Checked, Workshop, checked, tell
from adjoint.site.assets import gather, publishable
from adjoint.site.layouts import DEFAULT, template_renderer, theme_assets
from adjoint.site.links import Links
from adjoint.site.outputs import OUTPUTS
from adjoint.site.page import Page
from adjoint.site.settings import FILE_NAME, Settings, read_settings
from adjoint.site.site import Files, Site
from adjoint.site.sources import Content, Post, read_content
from adjoint.site.store import Store
from adjoint.site.typesetting import MathDesk


@dataclass(frozen=True)
class Request:
    """What to build: where the content and the layouts are, and whether drafts are shown."""

    content: Path
    layouts: Path | None = None
    """A site's own templates and assets, before the default theme's."""
    drafts: bool = False
    store: Path | None = None
    """The folder that keeps slow work between builds; without one, all is made anew."""


@dataclass(frozen=True)
class Built:
    """A site ready to be published, with what there is to say about it."""

    site: Site
    files: Files
    index: Mapping[str, Post]
    """Each post under the folder it is published in."""
    shop: Workshop
    checked: Mapping[str, Checked] = field(default_factory=dict)
    """The posts that this build computed itself, by folder; those it found in a store are not among them."""


def build(request: Request) -> Built:
    """Return all files of a site.

    Raises:
        Fault: with everything that is wrong in the settings and in every post.
        OSError: the content or the layouts cannot be read.
    """
    content = read_content(request.content)
    settings = _settings(content)
    posts = [post for post in content.posts if request.drafts or not _is_draft(post)]
    index = _index(posts, settings)
    folders = [request.layouts, DEFAULT] if request.layouts else [DEFAULT]
    assets = publishable(gather(theme_assets(folders), COMPONENTS, browser_module), settings.path)
    links = Links(settings.path, frozenset(index), frozenset(content.files), settings.known_paths)
    shop = Workshop(settings, COMPONENTS, links, content.files, MathDesk())
    sound = _check_all(index, shop)
    pages = [tell(post, folder, shop) for folder, post in sound.items()]
    misplaced = tuple(alias_faults(pages, index))
    if misplaced:
        raise Fault(*misplaced)
    site = Site(
        settings,
        tuple(sorted(pages, key=_newest_first)),
        assets,
        content.files,
        template_renderer(folders, site=settings, asset=assets.href),
        Store(request.store),
    )
    files: dict[str, bytes] = {}
    for output in OUTPUTS:
        files.update(output(site))
    return Built(site, files, index, shop, sound)


def _settings(content: Content) -> Settings:
    path = (content.root / FILE_NAME).as_posix()
    if content.settings is None:
        message = f"there is no {FILE_NAME}"
        hint = "it needs at least title: and url:"
        raise Fault(Diagnostic("missing-settings", "error", message, Location(path, 1, 1), hint))
    return read_settings(parse_frontmatter(content.settings), COMPONENTS, path)


def _is_draft(post: Post) -> bool:
    """Tell whether a post says ``release: false``; such a post is no part of a published site at all."""
    if "release" not in post.source.text:
        return False
    frontmatter, _ = read_frontmatter(post.source)
    return frontmatter.values.get("release") is False


def _index(posts: Sequence[Post], settings: Settings) -> Mapping[str, Post]:
    """Return every post under the folder it is published in, before any is parsed."""
    index: dict[str, Post] = {}
    faults: list[Diagnostic] = []
    for post in posts:
        folder = post.folder.as_posix().removeprefix(".")
        rival = next((other for other in index if other.lower() == folder.lower()), None)
        if rival is not None:
            message = f'the permalink "{settings.path}{folder}/" is taken by {index[rival].source.path}'
            place = Location(post.source.path, 1, 1)
            faults.append(Diagnostic("duplicate-slug", "error", message, place, "rename one of the two"))
        else:
            index[folder] = post
    if faults:
        raise Fault(*faults)
    return index


def _check_all(index: Mapping[str, Post], shop: Workshop) -> Mapping[str, Checked]:
    """Return every post parsed and computed, by its folder.

    Raises:
        Fault: with all that is wrong in any of them.
    """
    sound: dict[str, Checked] = {}
    faults: list[Diagnostic] = []
    for folder, post in index.items():
        try:
            sound[folder] = checked(post, folder, shop)
        except Fault as fault:
            faults.extend(fault.diagnostics)
    if faults:
        raise Fault(*faults)
    return sound


def _newest_first(page: Page) -> tuple[bool, int, str]:
    day = page.matter.date or dt.date.min
    return (not page.is_post, -day.toordinal(), page.folder)
