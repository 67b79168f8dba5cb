"""Where the default theme is."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import adjoint

_PACKAGE = Path(adjoint.__file__).parent
DEFAULT: Final = next(
    folder
    for folder in (_PACKAGE / "layouts", _PACKAGE.parent.parent / "layouts")
    if folder.is_dir() or folder.parent == _PACKAGE.parent.parent
)
"""Inside a wheel's package, or at the root of a checkout."""
