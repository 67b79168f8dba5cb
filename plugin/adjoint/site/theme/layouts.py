"""The theme: Jinja2 templates, a site's own before the default ones, and the files of ``assets/``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import jinja2
from jinja2.runtime import Macro
from markupsafe import Markup

from adjoint.autodiff import browser_source
from adjoint.components.compiled import CompiledTemplates
from adjoint.markup import Fault
from adjoint.site.content.sources import decoded
from adjoint.site.theme.assets import component_files
from adjoint.site.theme.default_theme import DEFAULT
from adjoint.site.theme.escaping import EscapingTemplate
from adjoint.site.theme.template_faults import template_fault, word_fault
from adjoint.site.theme.words import NAME as WORDS
from adjoint.site.theme.words import with_default_words
from adjoint.site.wording import shown
from adjoint.site.words import Words

if TYPE_CHECKING:
    from jinja2.bccache import Bucket

    from adjoint.components.model import Component

__all__ = ["DEFAULT", "script_sources", "template_renderer", "theme_assets", "theme_words"]


def theme_assets(folders: Sequence[Path]) -> Mapping[str, Path]:
    """Return the theme's assets by path below ``assets/``; an earlier folder's file hides a later one's."""
    found: dict[str, Path] = {}
    for folder in reversed(folders):
        assets = folder / "assets"
        if assets.is_dir():
            files = (path for path in sorted(assets.rglob("*")) if path.is_file())
            found.update({path.relative_to(assets).as_posix(): path for path in files})
    return found


def script_sources(folders: Sequence[Path], components: Iterable[Component[Any]]) -> Mapping[str, Path]:
    """Return the files in which a site's scripts were authored, by plain name."""
    modules, files = component_files(components)
    found = {**theme_assets(folders), **files, **{name: browser_source(name) for name in modules}}
    return {name: path for name, path in found.items() if name.endswith(".js")}


_Made = TypeVar("_Made")


class _Loader(jinja2.FileSystemLoader):
    """Finds templates in folders, and says where one is not text."""

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        try:
            source, name, is_current = super().get_source(environment, template)
            return (with_default_words(source, Path(name)) if template == WORDS else source), name, is_current
        except UnicodeDecodeError:
            path = next(
                path for path in (Path(folder, template) for folder in self.searchpath) if path.is_file()
            )
            decoded(path.read_bytes(), shown(path))
            raise


class _Compiled(CompiledTemplates):
    """The code of templates by their text: to compile them takes longer than to render ten posts.

    That of the default theme's is kept between runs.
    """

    def __init__(self) -> None:
        super().__init__()
        self._code: dict[tuple[str, str], Any] = {}
        self._kept: set[str] = set()

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        key = super().get_cache_key(name, filename)
        if filename and Path(filename).resolve().is_relative_to(DEFAULT.resolve()):
            self._kept.add(key)
        return key

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._code.get((bucket.key, bucket.checksum))
        if bucket.code is None and bucket.key in self._kept:
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            super().dump_bytecode(bucket)
        if len(self._code) >= _MOST:
            self._code.clear()
        self._code[bucket.key, bucket.checksum] = bucket.code


_MOST: Final = 256
"""Templates remembered; a preview compiles one anew each time it is edited."""
_COMPILED: Final = _Compiled()


def template_renderer(folders: Sequence[Path], **shared: object) -> Callable[..., bytes]:
    """Return a function that fills a template by name, and returns the file in UTF-8.

    Args:
        folders: searched in order.
        shared: values that every template sees.

    The function raises ``Fault`` where a template is wrong, at its line.
    """
    environment = _environment(folders)
    environment.globals.update(shared)

    def render(name: str, **values: Any) -> bytes:  # noqa: ANN401  (a template takes what it names)
        # Each piece by itself: most are plain, where one sign of the whole would have all looked at.
        return _told(lambda: b"".join(map(str.encode, environment.get_template(name).generate(**values))))

    return render


def theme_words(folders: Sequence[Path], **shared: object) -> Words:
    """Return the words of the theme for what is written without a template.

    Args:
        folders: searched in order.
        shared: values that every template sees; the tags around a word are dropped, addresses with them.

    Raises:
        Fault: ``words.jinja`` is wrong, at its line.
    """
    environment = _environment(folders)
    environment.globals.update(shared)
    template = _told(lambda: environment.get_template(WORDS))
    return Words(**{each.name: _word(template, each.name) for each in fields(Words)})


def _word(template: jinja2.Template, name: str) -> str:
    """Return a word of a template; of a macro, what it writes of ``{engine}``, without tags."""
    try:
        try:
            word = getattr(template.module, name)
            text = word(*["{engine}"][: len(word.arguments)]) if isinstance(word, Macro) else word
            return text.striptags() if isinstance(text, Markup) else str(text)
        except Exception:  # noqa: BLE001  (whatever a site's words raise)
            # As when a template is rendered: the lines of its own text are told, not of its code.
            template.environment.handle_exception()
    except Exception as error:
        raise Fault(word_fault(error, Path(template.filename or WORDS), name)) from error


def _told(make: Callable[[], _Made]) -> _Made:
    """Return what a template makes; where the template is to blame for an error, tell that as a fault."""
    try:
        return make()
    except Exception as error:
        found = template_fault(error)
        if found is None:
            raise
        raise Fault(found) from error


class _Environment(jinja2.Environment):
    """An environment whose templates all see the same values, which are there before the first is read."""

    template_class = EscapingTemplate

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return them as one mapping: Jinja's chain is walked through again for each page."""
        return {**self.globals, **(d or {})}


def _environment(folders: Sequence[Path]) -> jinja2.Environment:
    return _Environment(
        loader=_Loader(folders),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # Each state of the layouts has an environment of its own.
        auto_reload=False,
        bytecode_cache=_COMPILED,
    )
