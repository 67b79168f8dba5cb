"""Accepting what a check found: the locks written anew, whole files only."""

from __future__ import annotations

from adjoint.site.check.verdict import Held, Verdict


def accept(verdict: Verdict) -> list[Held]:
    """Write every lock that is not what its post publishes, and return those that were written.

    Raises:
        OSError: a file cannot be written.
    """
    return [held for held in verdict.locks if _write(held)]


def _write(held: Held) -> bool:
    text = held.text.encode()
    before = held.path.read_bytes() if held.path.is_file() else b""
    if text == before:
        return False
    if not text:
        held.path.unlink()
        return True
    part = held.path.with_name(f".{held.path.name}.part")
    part.write_bytes(text)
    part.replace(held.path)
    return True
