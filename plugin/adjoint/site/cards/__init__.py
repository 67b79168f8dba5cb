"""Pictures as PNG: lines of text and shapes, the same on every machine."""
