"""The scripts of a site as they are shipped: in files of their own, or joined to others for a page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from adjoint.frozen import frozen
from adjoint.site.theme.assets import Assets
from adjoint.site.theme.joining import as_module, parts_in


@frozen
class Scripts:
    """What is run."""

    texts: Mapping[str, str]
    """Files by the name they are served under; each joined module by its plain name, as one by itself."""
    names: Mapping[str, str]
    """Under which of these names a module is found, by its plain name."""

    @property
    def modules(self) -> Mapping[str, str]:
        """The text of each module by its plain name, whichever pages are made of them."""
        return {name: self.texts[found] for name, found in self.names.items() if found in self.texts}

    def plain(self, name: str) -> str:
        """Return the plain name of a module from that, or from that of its file."""
        return next((plain for plain, found in self.names.items() if found == name), name)


def shipped_scripts(files: Mapping[str, bytes], assets: Assets) -> Scripts:
    """Return the scripts of a site.

    A module that no page has yet stands as the next page that needs it would have it.

    Args:
        files: what is published, by path.
        assets: what pages take from.
    """
    scripts = {path: data.decode() for path, data in sorted(files.items()) if path.endswith(".js")}
    hrefs = {name: PurePosixPath(href).name for name, href in assets.hrefs.items() if name.endswith(".js")}
    names = {**hrefs, **{name: name for name in assets.parts}}
    codes = {name: part.code for name, part in assets.parts.items()}
    for text in scripts.values():
        # All files hold the same of a module, unless one was tampered with.
        codes |= {name: code for name, code in parts_in(text).items() if code != codes.get(name)}
    texts = {PurePosixPath(path).name: text for path, text in scripts.items()}
    texts |= {name: as_module(name, code, names) for name, code in codes.items()}
    return Scripts(texts, names)
