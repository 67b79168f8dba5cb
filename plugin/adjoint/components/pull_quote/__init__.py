"""``PullQuote``: a sentence set large."""
