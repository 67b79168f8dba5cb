"""A sibling whose post ends in a block of code that is never closed, with something set under it."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from adjoint.markup import Source, parse_document
from adjoint.site.post.sibling import closed


@pytest.mark.parametrize(
    "text",
    [
        "Text.\n\n```py\nx = 1",
        "  ~~~~\n~~~\n\n",
        "````\n- ```\n  x\n",
        "- ```\n  x",
        "1. a\n\n   ```\n   x\n",
        "> ```\n> x",
        "A[^1].\n\n[^1]: B.\n\n    ```\n    x",
        "A[^1].\n\n[^1]: B.\n\n```\nx",
        "```\nx\n```",
        "<div>\n\n```\nx",
    ],
)
def test_what_stands_under_it_is_no_code(text: str) -> None:
    document, _ = parse_document(Source("post.md", text))
    html = MarkdownIt().render(f"{closed(text, document)}\n\nThe foot.\n")
    assert html.rstrip().endswith("<p>The foot.</p>")
    assert html.count("<pre>") == 1
