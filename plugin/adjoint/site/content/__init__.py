"""The content folder as an author keeps it: posts, frontmatter, settings, files."""
