"""The code of our templates, kept beside them as Python keeps that of our modules."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jinja2 import FileSystemBytecodeCache, compiler

if TYPE_CHECKING:
    from jinja2.bccache import Bucket

_FOLDER: Final = Path(__file__).parent / "__pycache__"


class CompiledTemplates(FileSystemBytecodeCache):
    """Code of templates by their text; where nothing can be written, each process compiles its own."""

    def __init__(self) -> None:
        """Take the folder that Python has made for this module; another compiler has other files."""
        written = Path(compiler.__file__).stat().st_mtime_ns
        super().__init__(str(_FOLDER), f"%s.{sys.implementation.cache_tag}-{written}.jinja")

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template, unless Python is to keep none."""
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                super().dump_bytecode(bucket)
