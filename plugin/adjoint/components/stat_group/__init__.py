"""``StatGroup``: statistics side by side."""
