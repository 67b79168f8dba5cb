"""The words of a page, by section and counted."""

from __future__ import annotations

import pytest

from adjoint.markup import Source, parse_document
from adjoint.site.post.page import Section
from adjoint.site.post.pictures import Pictures
from adjoint.site.post.sections import page_words
from adjoint.site.post.telling import Teller
from adjoint.site.post.typesetting import MathDesk, PageMath

TEXT = r"""
At  the *head*.

![](i.png)

# A *b* $\beta$

text `c` $x^{2} + 1$ ![d $\pi$](j.png)
more

```
code

it is
```

$$
e
$$

<Box>f</Box>
"""


def words_of(text: str) -> tuple[tuple[Section, ...], int]:
    document, _ = parse_document(Source("post.md", text))
    return page_words(document, {}, Teller({}, {}, PageMath(MathDesk()), {}, str, Pictures({}).html, {}))


def test_words_are_found_under_their_headings_and_counted_without_code_and_displayed_math() -> None:
    sections, count = words_of(TEXT)
    assert sections == (
        Section("", "", "At the head."),
        Section("a-b-beta", "A b β", "text c x² + 1 d π more code it is f"),
    )
    counted = r"At the head. A b \beta text c x^{2} + 1 d \pi more f"
    assert count == len(counted.split())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("&nbsp;a b\n\nc\n", "a b c"),
        ("a&nbsp;b\n\nc\n", "a b c"),
        ("a $\\!$ b\n", "a b"),
        ("a\n\n    b  c\n\nd\n", "a b c d"),
        ("a $x~y\u2003z$ b\n", "a x~y z b"),
    ],
)
def test_words_are_one_space_apart_whatever_parts_them(text: str, told: str) -> None:
    (section,), _ = words_of(text)
    assert section.text == told
