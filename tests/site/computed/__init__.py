"""Tests of computed values in the page."""
