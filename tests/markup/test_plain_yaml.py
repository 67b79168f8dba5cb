"""What is read of YAML without its own reader is what that makes of it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adjoint.markup import Source
from adjoint.markup.frontmatter import _read_yaml
from adjoint.markup.plain_yaml import read_plain_yaml

PIECES = [
    *"abntyNO019.-_+ '\"[]{},:#?!|>&*%@`\\=~é—½\u2028\x85\xa0\x07\ufeff\ufffe\U0001f600\t",
    *(" a", "b ", ", ", ": ", " #", "yes", "null", "1e3", "0x1f", "12:30", "2020-01-01", "A few words"),
]
VALUES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join)
LINES = st.builds(
    "{}:{}{}{}".format,
    st.sampled_from(["title", "date", "labels", "a_b-2", "on", "n", "e5", "1"]),
    st.sampled_from([" ", "  ", ""]),
    st.one_of(VALUES, VALUES.map('"{}"'.format), VALUES.map("'{}'".format), VALUES.map("[{}]".format)),
    st.sampled_from(["", " "]),
)


@given(st.lists(LINES, max_size=4).map(lambda lines: "".join(f"{line}\n" for line in lines)))
@example('title: A — "b" (c)\ndate: 2020-01-01\nlabels: [d e, f]\n')
@example("a: [b , c]  \nd: ''\ne: \"'\"\n")
@example("a: b\na: c\n")
@example("yes: b\n")
@example("a: [b, 1]\n")
@example("a: b\x07\n")
@example("a: b\n  c\n")
def test_what_is_plain_is_read_as_yaml_reads_it(raw: str) -> None:
    source = Source("post.md", f"---\n{raw}---\nText")
    start, end = 4, len(source.text) - 8
    plain = read_plain_yaml(source, start, end)
    if plain is not None:
        frontmatter, faults = _read_yaml(source, start, end, end)
        assert not faults
        assert plain.values == frontmatter.values
        assert plain.locations == frontmatter.locations
        assert plain.value_locations == frontmatter.value_locations


@pytest.mark.parametrize(
    ("raw", "is_plain"),
    [
        ('title: On slopes\ndate: 2020-01-01\nlabels: [a b, c]\ndescription: "What: that\'s it"\n', True),
        ("title: 2020\n", False),
        ("release: false\n", False),
        ("title: a: b\n", False),
        ("takeaways:\n  - a\n", False),
    ],
)
def test_frontmatter_is_plain_where_it_holds_nothing_but_words(raw: str, is_plain: bool) -> None:
    assert (read_plain_yaml(Source("site.yaml", raw), 0, len(raw)) is not None) is is_plain
