"""Gradient descent: optimisers racing down a surface, as contour map, table and live widget."""
