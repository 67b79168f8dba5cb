"""Sphinx for the corpus: MyST's markdown, KaTeX prerendered."""

project = "A corpus"
author = "An author"
extensions = ["myst_parser", "sphinxcontrib.katex"]
myst_enable_extensions = ["dollarmath"]
katex_prerender = True
exclude_patterns = ["out"]
suppress_warnings = ["myst.header"]
