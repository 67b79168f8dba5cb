"""What is served as it stands: assets under hashed names, pictures, and the author's other files."""

from __future__ import annotations

from adjoint.site.site import Files, Site


def render_static(site: Site) -> Files:
    """Return the files by path; the author's own keep their names, since the siblings link to those."""
    files: dict[str, bytes] = dict(site.assets.files)
    for path, file in site.content_files.items():
        files[str(path)] = file.read_bytes()
    for page in site.pages:
        files.update(page.files)
    return files
