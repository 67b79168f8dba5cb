"""Regular expressions that cost nothing until they are used.

``re.compile`` of all that tells what sentences may say took a third of the start of a check, and a text that
says nothing of the kind asks for few of them.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import cast


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return what does all that ``re.compile`` of the same would do, compiled when it is first asked for it.

    It is for a pattern at the top of a module, used by its methods; a match's ``re`` is what was compiled.
    """
    return cast("re.Pattern[str]", _Uncompiled(text, flags))


class _Uncompiled:
    """A pattern that takes each method from the compiled one when that is first looked for."""

    def __init__(self, text: str, flags: int) -> None:
        self.pattern = text
        self._flags = flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self._flags)

    def __getattr__(self, name: str) -> object:
        found = getattr(self._compiled, name)
        setattr(self, name, found)
        return found
