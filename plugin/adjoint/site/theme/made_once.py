"""The assets of a site, made once for each state of the layouts and the code.

To make them, every component is loaded and the browser's modules are written, of which a build that makes one
page anew needs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from adjoint.frozen import frozen
from adjoint.site.cache.codec import packed, unpacked
from adjoint.site.cache.store import Store
from adjoint.site.theme.assets import Assets

_KIND: Final = "assets"


@frozen
class _Made:
    source: str
    """All that they were made from."""
    assets: Assets


def site_assets(layouts: Sequence[Path], base: str, source: str, store: Store) -> Assets:
    """Return the assets of a site.

    Args:
        layouts: its folders of layouts, the first before the others.
        base: the site's base path.
        source: a digest of the layouts and the code.
        store: keeps them, those of one state.
    """
    data = store.get(_KIND, base)
    kept = unpacked(data, _Made) if data is not None else None
    if kept is None or kept.source != source:
        kept = _Made(source, _made(layouts, base))
        store.add(_KIND, base, packed(kept))
    return kept.assets


def _made(layouts: Sequence[Path], base: str) -> Assets:
    from adjoint.autodiff import browser_module  # noqa: PLC0415  (only here all that is served is needed)
    from adjoint.components import COMPONENTS  # noqa: PLC0415
    from adjoint.site.theme.assets import gather  # noqa: PLC0415
    from adjoint.site.theme.layouts import theme_assets  # noqa: PLC0415
    from adjoint.site.theme.publishing import publishable  # noqa: PLC0415

    return publishable(gather(theme_assets(layouts), COMPONENTS.values(), browser_module), base)
