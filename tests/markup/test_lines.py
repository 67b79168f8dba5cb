"""Lines of markdown outside a post's body: titles, captions, takeaways."""

from __future__ import annotations

from adjoint.markup import (
    Document,
    Location,
    inline_text,
    inline_texts,
    parse_inline,
    render_inline,
    render_markdown,
)
from tests.markup import stubs


def line(text: str) -> Document:
    document, faults = parse_inline(text, lambda offset: Location("post.md", 4, 10 + offset))
    assert not faults
    return document


def shown(text: str) -> str:
    return str(render_inline(line(text), typeset=stubs.typeset, value=stubs.value))


def test_a_line_has_marks_code_links_math_and_values() -> None:
    assert shown("*One* `a` [b](/c/) $x$ {= e :.2f}") == (
        '<em>One</em> <code>a</code> <a href="/c/">b</a> '
        '<math display="inline"><mtext>x</mtext></math> <data value=".2f">e</data>'
    )


def test_tags_in_a_line_stay_text() -> None:
    assert shown("What `d` & <c> carry, <Callout> too") == (
        "What <code>d</code> &amp; &lt;c&gt; carry, &lt;Callout&gt; too"
    )


def test_a_line_that_looks_like_a_block_is_none() -> None:
    assert shown("1. not a list") == "1. not a list"
    assert shown("# not a heading") == "# not a heading"


def test_the_words_of_a_line() -> None:
    (passage,) = line("**Bold** `code`, [a link](/x/), ![alt $y$](i.png), $x^2$ and {= e :.1f}").tokens
    words = passage.children or ()
    assert inline_text(words) == "Bold code, a link, alt y, x^2 and e"
    assert inline_text(words, lambda value: f"6{value.format}").endswith("and 6.1f")
    assert inline_texts(words, lambda _value: "6", lambda latex: f"({latex})") == (
        "Bold code, a link, alt y, x^2 and 6",
        "Bold code, a link, alt (y), (x^2) and 6",
    )


def test_the_source_of_a_line_with_its_values_filled_in() -> None:
    told = render_markdown(line("*b* is {= b}"), component=stubs.told, value=lambda _value: "1")
    assert told == "*b* is 1"


def test_a_fault_in_a_line_is_placed_by_the_caller() -> None:
    _, (fault,) = parse_inline("now {= e", lambda offset: Location("post.md", 4, 10 + offset))
    assert fault.location == Location("post.md", 4, 14)
    assert fault.code == "unclosed-value"
