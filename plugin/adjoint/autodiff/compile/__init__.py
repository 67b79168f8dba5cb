"""Graphs as straight-line code: Python for one point, NumPy for many, JavaScript for the browser."""
