"""Tests of the components, each in a folder of its own."""
