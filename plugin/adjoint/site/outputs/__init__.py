"""What a site is published as: each output is a pure function to files from what it shows of the site.

A new output is one module here and one entry in ``OUTPUTS``; ``kinds`` says which kinds there are.
"""

from __future__ import annotations

from adjoint.site.outputs.crawling import render_crawling
from adjoint.site.outputs.feed import newest, render_feed, still_content
from adjoint.site.outputs.headers import other_hosts, render_headers
from adjoint.site.outputs.home import render_home
from adjoint.site.outputs.kinds import OfEvery, OfPage, OfSite, OfSome, Output
from adjoint.site.outputs.labels import render_labels
from adjoint.site.outputs.llms import render_full, render_llms, whole_sibling
from adjoint.site.outputs.moved import render_moved
from adjoint.site.outputs.pages import render_page
from adjoint.site.outputs.search import page_words, render_search, render_text
from adjoint.site.outputs.siblings import render_sibling
from adjoint.site.outputs.social import render_social, social_names
from adjoint.site.outputs.static import render_assets, render_pictures

OUTPUTS: tuple[Output, ...] = (
    OfSite(render_moved),
    OfSite(render_home),
    OfSite(render_labels),
    OfPage(render_page),
    OfPage(render_sibling),
    OfPage(render_social, social_names),
    OfPage(render_pictures),
    OfPage(render_text),
    OfSome("feed", newest, still_content, render_feed),
    OfSite(render_crawling),
    OfSite(render_llms),
    OfEvery("llms-full", whole_sibling, render_full),
    OfEvery("search", page_words, render_search),
    OfEvery("headers", other_hosts, render_headers),
    OfSite(render_assets),
)
"""A later output's file goes before an earlier one's, those of pages as one, and an author's before all."""
