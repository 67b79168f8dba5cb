"""The theme: layouts and assets, the default one and a site's own."""
