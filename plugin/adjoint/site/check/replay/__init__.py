"""The shipped scripts by themselves, in an embedded V8, against the engine at every state of a page."""
