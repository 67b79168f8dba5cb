"""The one writer: a rendered site reaches the disk whole, changed files only, stale files last.

Every file is written under a temporary name and renamed, so a reader or a crash never meets half a file.
A manifest names what the folder holds because of us. It is widened before the first write and narrowed
after the last, so a build that is killed leaves nothing behind that the next one does not know.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

MANIFEST = ".adjoint.json"
_BEING_WRITTEN = ""


class PublishError(RuntimeError):
    """The output folder cannot be published to; the text says why and what to do."""


@dataclass(frozen=True)
class Published:
    """What publishing did, in counts of files."""

    written: int
    unchanged: int
    removed: int


def publish(files: Mapping[str, bytes], output: Path) -> Published:
    """Make a folder hold exactly these files.

    Args:
        files: contents by path below the folder, with forward slashes.
        output: the folder; created if missing.

    Raises:
        PublishError: the folder holds files of somebody else's, or another build is publishing to it.
        OSError: the disk refuses.
    """
    output = output.resolve()
    try:
        with FileLock(_lock_path(output), timeout=0):
            return _publish(files, output)
    except Timeout as error:
        raise PublishError(f"another build is writing to {output}; wait for it to end") from error


def _publish(files: Mapping[str, bytes], output: Path) -> Published:
    former = _read_manifest(output)
    if former is None and output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise PublishError(
            f"{output} holds files that Adjoint did not write; empty it or name another folder"
        )
    digests = {path: hashlib.sha256(data).hexdigest() for path, data in sorted(files.items())}
    former = former or {}
    output.mkdir(parents=True, exist_ok=True)
    for path, digest in former.items():
        if digest == _BEING_WRITTEN:
            _part(output / path).unlink(missing_ok=True)
    changed = [path for path, data in files.items() if not _holds(output / path, data)]
    stale = sorted(set(former) - set(files))
    if changed or stale:
        _write_manifest(output, {**former, **dict.fromkeys(changed, _BEING_WRITTEN)})
    for path in changed:
        _write(output / path, files[path])
    for path in stale:
        _remove(output, path)
    if digests != former or changed or not (output / MANIFEST).is_file():
        _write_manifest(output, digests)
    return Published(len(changed), len(files) - len(changed), len(stale))


def _lock_path(output: Path) -> Path:
    name = hashlib.sha256(str(output).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"adjoint-{name}.lock"


def _read_manifest(output: Path) -> dict[str, str] | None:
    try:
        manifest = json.loads((output / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except NotADirectoryError as error:
        raise PublishError(f"{output} is a file, or lies below one; name a folder") from error
    except (ValueError, OSError) as error:
        raise PublishError(f"{output / MANIFEST} is damaged; empty the folder and build again") from error
    return {str(path): str(digest) for path, digest in manifest.items()}


def _write_manifest(output: Path, digests: Mapping[str, str]) -> None:
    text = json.dumps(digests, indent=0, sort_keys=True, ensure_ascii=False)
    _write(output / MANIFEST, text.encode())


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _part(path: Path) -> Path:
    return path.with_name(f".{path.name}.part")


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = _part(path)
    part.write_bytes(data)
    part.replace(path)


def _remove(output: Path, path: str) -> None:
    (output / path).unlink(missing_ok=True)
    for folder in (output / path).parents:
        if folder == output or (folder.is_dir() and any(folder.iterdir())):
            return
        if folder.is_dir():
            folder.rmdir()
