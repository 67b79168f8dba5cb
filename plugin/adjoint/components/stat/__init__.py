"""``Stat``: one number, large, with what it is."""
