"""``new``: make a folder for a new post."""

from __future__ import annotations

import argparse
import datetime as dt
import sys

from adjoint.cli.shared import COULD_NOT_RUN, OK
from adjoint.site.content.scaffold import new_post, new_settings
from adjoint.site.wording import shown


def run(options: argparse.Namespace) -> int:
    """Write the post's folder, the site's settings if it is the first, and say where they are."""
    try:
        path = new_post(options.content, options.title, dt.datetime.now(tz=dt.UTC).astimezone().date())
    except (FileExistsError, ValueError) as error:
        print(f"adjoint: {error}", file=sys.stderr)
        return COULD_NOT_RUN
    settings = new_settings(options.content)
    if settings:
        print(f"wrote {shown(settings)}: put your site's title and address there")
    print(f"wrote {shown(path)}, a draft: --drafts and serve show it; without release: false it is published")
    return OK
