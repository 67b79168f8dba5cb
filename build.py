"""Build the site: ``python build.py``, ``build.py check``, ``build.py new "Title"``."""

import sys

from adjoint.cli import main

if __name__ == "__main__":
    sys.exit(main())
