"""Sweeps: what all derivatives of a function cost in forward and in reverse mode."""
