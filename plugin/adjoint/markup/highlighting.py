"""Code coloured by Pygments when the site is built; the theme says what each class looks like."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from pygments.lexer import Lexer


def highlight(code: str, language: str) -> Markup:
    """Return a block of code as HTML.

    Args:
        code: its text.
        language: any name Pygments knows, such as ``python``; code in any other stays plain.
    """
    inner = _coloured(code, language)
    return Markup('<div class="highlight"><pre tabindex="0"><code{}>{}</code></pre></div>\n').format(
        Markup(' class="language-{}"').format(language) if language else "", inner
    )


# A post that is written has the same blocks at every save.
@lru_cache(maxsize=64)
def _coloured(code: str, language: str) -> Markup:
    lexer = _lexer(language.lower()) if language else None
    if lexer is None:
        return escape(code)
    import pygments  # noqa: PLC0415  (loaded by the first block in a known language)

    return Markup(pygments.highlight(code, lexer, _formatter()))  # noqa: S704  (Pygments escapes what it colours)


@cache
def _lexer(language: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415
    from pygments.util import ClassNotFound  # noqa: PLC0415

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


@cache
def _formatter() -> Any:  # noqa: ANN401  (Pygments' formatter is generic over its output)
    from pygments.formatters import HtmlFormatter  # noqa: PLC0415

    return HtmlFormatter(nowrap=True)
