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
    text = held.text
    before = held.path.read_text(encoding="utf-8") if held.path.is_file() else ""
    if text == before:
        return False
    if not text:
        held.path.unlink()
        return True
    part = held.path.with_name(f".{held.path.name}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(held.path)
    return True
