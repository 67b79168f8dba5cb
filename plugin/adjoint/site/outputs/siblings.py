"""The markdown sibling of every page, at ``index.md`` beside its ``index.html``."""

from __future__ import annotations

from adjoint.site.outputs.citing import citation
from adjoint.site.outputs.summaries import Around
from adjoint.site.post.page import Page, output_path
from adjoint.site.site import Files, Frame


def render_sibling(frame: Frame, page: Page, _around: Around) -> Files:
    """Return the sibling of a page by its path; at its foot, how it is cited."""
    cited = citation(frame, page)
    foot = f"\n{frame.settings.words.cite}: {cited.line}\n" if cited else ""
    return {output_path(page, "index.md"): page.markdown + foot.encode()}
