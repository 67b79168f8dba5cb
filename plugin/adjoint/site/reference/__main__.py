"""``python -m adjoint.site.reference``: write ``docs/reference.md`` anew, or the file named."""

import sys
from pathlib import Path

from adjoint.site.reference import reference

Path(sys.argv[1] if len(sys.argv) > 1 else "docs/reference.md").write_text(reference(), encoding="utf-8")
