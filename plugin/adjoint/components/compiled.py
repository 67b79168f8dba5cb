"""The code of our templates, kept beside them as Python keeps that of our modules."""

from __future__ import annotations

import sys
from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, Final

from jinja2 import FileSystemBytecodeCache, compiler
from jinja2.bccache import Bucket

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER: Final = Path(__file__).parent / "__pycache__"
_DIGEST: Final = sha256().digest_size
_OPTIONS: Final = (
    "block_start_string",
    "block_end_string",
    "variable_start_string",
    "variable_end_string",
    "comment_start_string",
    "comment_end_string",
    "line_statement_prefix",
    "line_comment_prefix",
    "trim_blocks",
    "lstrip_blocks",
    "newline_sequence",
    "keep_trailing_newline",
    "optimized",
    "is_async",
    "autoescape",
)
"""The options of an environment that its templates are compiled by."""


class _Sealed(Bucket):
    """The code of a template, kept behind its digest: of a file that is damaged, nothing is read as code."""

    def load_bytecode(self, f: BinaryIO) -> None:
        digest, code = f.read(_DIGEST), f.read()
        if sha256(code).digest() == digest:
            super().load_bytecode(BytesIO(code))

    def write_bytecode(self, f: IO[bytes]) -> None:
        written = BytesIO()
        super().write_bytecode(written)
        f.write(sha256(written.getvalue()).digest() + written.getvalue())


class CompiledTemplates(FileSystemBytecodeCache):
    """Code of templates by their text; where nothing can be written, each process compiles its own."""

    def __init__(self) -> None:
        """Take the folder that Python has made for this module; another compiler has other files."""
        written = Path(compiler.__file__).stat().st_mtime_ns
        super().__init__(str(_FOLDER), f"%s.{sys.implementation.cache_tag}-{written}.jinja")

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """Return the code of a text, as an environment with such options compiles it."""
        options = [str(getattr(environment, option)) for option in _OPTIONS]
        compiled_by = "\0".join([*options, *sorted(environment.extensions), source])
        checksum = self.get_source_checksum(compiled_by)
        bucket = _Sealed(environment, self.get_cache_key(name, filename), checksum)
        self.load_bytecode(bucket)
        return bucket

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template, unless Python is to keep none."""
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                super().dump_bytecode(bucket)
