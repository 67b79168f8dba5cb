"""Where the pages of a site are worked on: a description that can be sent, and the tools made from it."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path, PurePosixPath

from adjoint.components import COMPONENTS
from adjoint.frozen import frozen
from adjoint.site.cache.store import Store
from adjoint.site.content.scan import Found
from adjoint.site.content.settings import Settings
from adjoint.site.post.links import Links
from adjoint.site.post.typesetting import MathDesk
from adjoint.site.post.workshop import Workshop
from adjoint.site.site import Frame
from adjoint.site.theme.assets import Assets
from adjoint.site.theme.layouts import template_renderer
from adjoint.site.work.remembering import Memory, remembering_shop


@frozen
class Bench:
    """Everything that is the same for all pages of a site."""

    settings: Settings
    links: Links
    files: Mapping[PurePosixPath, Found]
    """The files of the content folder."""
    layouts: tuple[Path, ...]
    assets: Assets
    about: str | None = None
    store: Path | None = None
    """The folder of earlier results, where it can be read."""
    remembers: bool = False
    """Whether whoever works here keeps what components made."""
    themes: tuple[str, ...] = ()
    """Digests of the layouts: a template that was added hides another that the tools may have read."""
    adds: bool = False
    """Whether whoever works here adds to the store what is made."""

    def packed(self) -> bytes:
        """Return the bench as bytes, for whoever works at it."""
        return pickle.dumps(self)


@frozen
class Tools:
    """What a worker holds while it works at a bench."""

    shop: Workshop
    frame: Frame
    store: Store
    """Read, and added to; what cannot be added is handed to the process that builds."""
    layouts: tuple[Path, ...]


@cache
def _memory() -> Memory:
    """Return the memory of this process, which outlasts any bench."""
    return Memory()


@lru_cache(maxsize=2)
def tools(packed: bytes) -> Tools:
    """Return the tools of a bench, made by the first piece of work at it.

    A build has two: posts become pages while the assets are made, of which the pages' files tell.
    """
    bench: Bench = pickle.loads(packed)  # noqa: S301  (packed by the process that builds, never from disk)
    store = Store(bench.store, writes=False, adds=bench.adds)
    paths = {below: found.path for below, found in bench.files.items()}
    shop = Workshop(bench.settings, COMPONENTS, bench.links, paths, MathDesk(store))
    if bench.remembers:
        shop = remembering_shop(shop, _memory())
    shared = {"site": bench.settings, "asset": bench.assets.href, "about": bench.about}
    frame = Frame(bench.settings, bench.assets, template_renderer(bench.layouts, **shared), store)
    return Tools(shop, frame, store, bench.layouts)
