"""Pelican for the corpus, with its own theme and cache."""

AUTHOR = "An author"
SITENAME = "A corpus"
SITEURL = ""
TIMEZONE = "UTC"
DEFAULT_CATEGORY = "posts"
ARTICLE_PATHS = ["blog"]
CACHE_CONTENT = True
LOAD_CONTENT_CACHE = True
CACHE_PATH = "cache"
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
DEFAULT_PAGINATION = False
