"""The two passes of a build, divided into pieces of work and remembered."""
