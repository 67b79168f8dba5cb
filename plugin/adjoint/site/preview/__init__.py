"""A live preview: the site as it will be published, from memory, rebuilt and shown at every save."""
