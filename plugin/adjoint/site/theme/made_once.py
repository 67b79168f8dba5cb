"""The assets of a site, made once for each state of the layouts and the code.

To make them, every component is loaded and the browser's modules are written, of which a build that makes one
page anew needs nothing. Those of the default theme are kept beside our code as well, as Python keeps what it
compiled: the first build of a site need not make them either.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from adjoint.frozen import frozen
from adjoint.site.cache.codec import packed, unpacked
from adjoint.site.cache.store import Store, source_key
from adjoint.site.theme.assets import Assets
from adjoint.site.theme.default_theme import DEFAULT

_KIND: Final = "assets"
_BESIDE: Final = Path(__file__).parent / "__pycache__"
_DIGEST: Final = hashlib.sha256().digest_size


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
        store: keeps them, those of one state; where it keeps nothing, they are made anew.
    """
    kept = _of(source, store.get(_KIND, base))
    if kept is None:
        beside = _beside(base) if store.is_shared and tuple(layouts) == (DEFAULT,) else None
        kept = _of(source, _read(beside))
        if kept is None:
            kept = _Made(source, _made(layouts, base))
            _write(beside, packed(kept))
        store.add(_KIND, base, packed(kept))
    return kept.assets


def _of(source: str, data: bytes | None) -> _Made | None:
    """Return what was kept, if it was made from the same."""
    kept = unpacked(data, _Made) if data is not None else None
    return kept if kept is not None and kept.source == source else None


def _beside(base: str) -> Path:
    """Return where the assets for a base path are kept beside our code, for this Python."""
    return _BESIDE / f"assets-{source_key(base)[:10]}.{sys.implementation.cache_tag}.kept"


def _read(file: Path | None) -> bytes | None:
    """Return what a file holds behind its digest, or None where it is damaged or there is none."""
    if file is None:
        return None
    try:
        sealed = file.read_bytes()
    except OSError:
        return None
    digest, data = sealed[:_DIGEST], sealed[_DIGEST:]
    return data if hashlib.sha256(data).digest() == digest else None


def _write(file: Path | None, data: bytes) -> None:
    """Keep what is read back by ``_read``, unless nothing can be written or Python is to keep nothing."""
    if file is None or sys.dont_write_bytecode:
        return
    part = file.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        part.write_bytes(hashlib.sha256(data).digest() + data)
        part.replace(file)
    with suppress(OSError):
        part.unlink(missing_ok=True)


def _made(layouts: Sequence[Path], base: str) -> Assets:
    from adjoint.autodiff import browser_module  # noqa: PLC0415  (only here all that is served is needed)
    from adjoint.components import COMPONENTS  # noqa: PLC0415
    from adjoint.site.theme.assets import gather  # noqa: PLC0415
    from adjoint.site.theme.layouts import theme_assets  # noqa: PLC0415
    from adjoint.site.theme.publishing import publishable  # noqa: PLC0415

    return publishable(gather(theme_assets(layouts), COMPONENTS.values(), browser_module), base)
