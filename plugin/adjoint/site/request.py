"""What is asked of a build or a check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from adjoint.frozen import frozen

if TYPE_CHECKING:
    from adjoint.site.build import Built
    from adjoint.site.content.scan import Found


@frozen
class Request:
    """What to build: where the content and the layouts are, and whether drafts are shown."""

    content: Path
    layouts: Path | None = None
    """A site's own templates and assets, before the default theme's."""
    drafts: bool = False
    store: Path | None = None
    """The folder that keeps slow work between builds; without one, all is made anew."""
    scans: Mapping[Path, tuple[Found, ...]] = field(default_factory=dict)
    """What is known of the files of a folder, so that they need not be looked at again."""
    after: Built | None = None
    """An earlier build of this process from the same store: what it knows is not read again."""
    remembers: bool = False
    """Whether this process keeps what the components of its posts made, to build them again and again."""
    draws: bool = True
    """Whether pictures for other sites are drawn before they are asked for."""
