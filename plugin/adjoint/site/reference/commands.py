"""The commands' options as a table; the commands stand on a floor above, so a test holds this to them."""

from __future__ import annotations

from typing import Final

from adjoint.site.reference.tables import table

OPTIONS: Final = {
    "`--content DIR`": "the folder of posts (`content`)",
    "`--output DIR`": "where the site is published (`dist`)",
    "`--layouts DIR`": "your own templates and assets (`layouts`, if there)",
    "`--drafts`": "show posts with `release: false`",
    "`--quiet`": "print faults only",
    "`build --jobs N`": "how many processes work (one for each processor)",
    "`build --executor dask://HOST:PORT`": "let the workers of a Dask scheduler do the work",
    "`build --no-cache`": "make everything anew",
    "`build --verbose`, `-v`": "say why each page was rebuilt",
    "`build --profile`": "say where the time went",
    "`check --accept`": "write every `numbers.lock` anew, warnings accepted",
    "`check --accept POST …`": "the same of the posts named alone, by slug or path",
    "`check --diff`": "say only what changed since the lock; exit 0",
    "`check --verbose`, `-v`": "list the formulas that nothing proves",
    "`check --strict`": "take warnings for faults",
    "`check --external`": "ask other sites for what is linked to",
    "`check --format FORMAT`": "of the report: `text`, `json`, `github` or `junit`",
    "`serve --port N`": "where to listen, or the next free one (8000)",
    "`serve --open`": "open it in your browser",
    "`--version`": "say which Adjoint this is",
}
"""What each option does, by how it is written behind ``python build.py`` or ``adjoint``."""


def commands() -> str:
    """Return the table of options."""
    return table(("option", "what it does"), OPTIONS.items())
