"""Computed values in the page: how each follows the sliders, and how it answers where it comes from."""
