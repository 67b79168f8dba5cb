"""What other systems would read is warned of where it goes out as text, and nowhere else."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adjoint.markup import Source, parse_document
from adjoint.site.post import other_syntax as other
from adjoint.site.post.other_syntax import other_syntax


def told(text: str) -> list[str]:
    document, _ = parse_document(Source("post.md", text))
    found = list(other_syntax(document))
    assert {one.code for one in found} <= {"lookalike-syntax"}
    return [f"{one.location.line}:{one.location.column} {one.message.split(' is ')[0]}" for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":::{note}\nText.\n:::\n", ["1:1 :::{note}"]),
        ("Text.\n\n::: warning\nText.\n:::\n", ["3:1 ::: warning"]),
        ('!!! note "Title"\n', ["1:1 !!! note"]),
        ("> [!NOTE]\n> Text.\n", ["1:3 [!NOTE]"]),
        ('A {{< youtube id="x" >}} and {{% b %}} and {% include c.html %}.', [
            '1:3 {{< youtube id="x" >}}', "1:30 {{% b %}}", "1:44 {% include c.html %}",
        ]),
        ("- A [[Wiki page]] and [[other|words]].", ["1:5 [[Wiki page]]", "1:23 [[other|words]]"]),
        ("A.\n\nimport X from './x.js'\n", ["3:1 import X from './x.js'"]),
        (r"As \(x^2\) says.", [r"1:4 \(x^2\)"]),
        (r"\begin{equation} x \end{equation}", [r"1:1 \begin{equation}"]),
        ("import X from 'x'\n\nText.", ["1:1 this"]),
        ("export default is a word\nof two lines.", ["1:1 this"]),
        ("As in [@knuth1984, p. 3] and [see @a; -@b].", ["1:7 [@knuth1984, p. 3]", "1:30 [see @a; -@b]"]),
        ("[js](javascript:x), [b](https://a.example)", ["1:1 [js](javascript:x)"]),
        ("```{note}\nText.\n```\n", ["1:4 {note}"]),
        ("As said^[An *aside*.] here.", ["1:8 ^[An "]),
        ("As said[^1] and[^2] and[^my note].\n\n[^1]: Here.\n", ["1:24 [^my note]"]),
        ("- import X from 'x'\n- ```{note}\n  a\n", ["1:3 import X from 'x'", "2:6 {note}"]),
        ("[js](JavaScript:x)", ["1:1 [js](JavaScript:x)"]),
        ("```\t{python}\nx\n```\n", ["1:5 {python}"]),
        ("~~~ \t{r}\nx\n~~~\n", ["1:6 {r}"]),
        ("In 1984^[See Knuth.].", ["1:8 ^[See Knuth.]"]),
    ],
)  # fmt: skip
def test_the_syntax_of_another_system(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "`:::{note}`, `[[a]]`, `{{< x >}}`, `[@key]`",
        "```md\n:::{note}\n[[a]] [@key] {{< x >}}\nimport X from 'x'\n```\n",
        "    :::{note}\n",
        r"\[\[a\]\] and \[@key\] and \{{< x >}}",
        "[[1, 2], [3, 4]] and [[0]] and $[[a]]$",
        "[a@b.example] and [@eqn:x] and me@b.example",
        "We import X from Y, a : : colon::: and what?!",
        r"`\(x^2\)` and $\text{\(x^2\)}$ and \(plain\)",
        "[[a]](/b/)\n",
        "```python\nx\n```\n",
        "A[^long-name] and 10^[3] and [^a-z].\n\n[^long-name]: Here.\n",
        "Some[^1], [^0-9 ], [^a-z ], [^a-z A-Z], [^aeiou ], n^[2], n^[i, j] and n^[ 2 ].",
    ],
)
def test_what_only_looks_like_it(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize("pattern", [*other._AT_LINE_STARTS, *other._ANYWHERE], ids=lambda one: one.pattern)
@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_told_makes_a_text_likely(pattern: re.Pattern[str], data: st.DataObject) -> None:
    """So no warning hangs on what else stands in the text."""
    found = pattern.search(data.draw(st.from_regex(pattern)))
    assert found
    mark = found[0].replace("\n", " ")
    assert other._MARKED.search(mark)
    for blank in " \t":
        assert other._is_likely(Source("post.md", f"Text, - {mark.replace(' ', blank)} and more"))


CONTAINERS = ("", "- ", "> ", "1. ", "> - ", "## ", "{/* a */} ")


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize(
    "mark",
    [
        *("```{note}", "~~~ {note}", "```\t{python}", "~~~ \t{r}", "````\t{note}", "```\f{note}"),
        *("import X from 'x'", "export const x = 1", r"\(x^2\)"),
    ],
)
def test_where_a_mark_stands_a_text_that_is_not_likely_would_tell_nothing(
    container: str, mark: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"{container}{mark}\n"
    looked_at_first = told(text)
    monkeypatch.setattr(other, "_is_likely", lambda _source: True)
    assert told(text) == looked_at_first
