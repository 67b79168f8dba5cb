"""The code of our templates, kept beside them as Python keeps that of our modules."""

from __future__ import annotations

import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Final

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
        bucket = Bucket(environment, self.get_cache_key(name, filename), checksum)
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the code of a template from its file; of one that is damaged, none."""
        with suppress(OSError):
            kept = Path(self._get_cache_filename(bucket)).read_bytes()
            digest, code = kept[:_DIGEST], kept[_DIGEST:]
            if sha256(code).digest() == digest:
                bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template, unless Python is to keep none."""
        if sys.dont_write_bytecode:
            return
        code = bucket.bytecode_to_string()
        with suppress(OSError):
            _write_whole(Path(self._get_cache_filename(bucket)), sha256(code).digest() + code)


def _write_whole(file: Path, data: bytes) -> None:
    """Write a file so that no other process ever reads a part of it."""
    with NamedTemporaryFile("wb", dir=file.parent, prefix=file.name, suffix=".tmp", delete=False) as made:
        begun = Path(made.name)
        try:
            made.write(data)
            made.close()
            begun.replace(file)
        except OSError:
            begun.unlink(missing_ok=True)
            raise
