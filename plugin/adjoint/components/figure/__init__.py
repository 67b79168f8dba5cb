"""``Figure``: what an author encloses, with a number and a caption."""
