"""Whatever a text holds, it is parsed without an exception, and every place points at what it names."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from adjoint.markup import Document, Source, inline_text, parse_document, parse_inline, render_markdown
from tests.markup.stubs import html, markdown, number, told

MARKS = (
    *(
        "<Box>",
        "</Box>",
        '<Box a="b>c">',
        "<Box />",
        "<Stat value={2} />",
        "<Stat>",
        "</Stat>",
        "<Box",
        " a={[1, ",
    ),
    *("{= e }", "{= f(a) :.2f}", "{=", "}", "{", "{/*", "*/}", "{/* c */}", "$", "$$", "$x$", "@eqn:a", "\\"),
    *(
        "*",
        "**",
        "_",
        "~~",
        "`",
        "```",
        "[",
        "]",
        "(",
        ")",
        "![",
        "[a](b)",
        "[^1]",
        "[^1]: ",
        "<b>",
        "</b>",
        "<!--",
    ),
    *(
        "\n",
        "\n\n",
        "\n    ",
        "\n  ",
        "\t",
        " ",
        "> ",
        "- ",
        "1. ",
        "- [ ] ",
        "# ",
        "---\n",
        "| a | b |\n|--|--|\n",
    ),
    *(
        "import a from 'b'\n",
        "export const a = 1\n",
        "word",
        "a b",
        "é",
        "∂",
        "&amp;",
        '"',
        "'",
        "\x00",
        "\r\n",
    ),
)
TEXTS = st.one_of(st.lists(st.sampled_from(MARKS), max_size=40).map("".join), st.text(max_size=200))
PLAIN = st.text(st.sampled_from("ab \n>-*_`#|[]()!.1\t"), max_size=200)
VOID = {"br", "hr", "img", "input"}


class Nesting(HTMLParser):
    """Whether every element is closed, in its order, and no block stands within a paragraph."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        if tag not in VOID:
            assert tag not in {"div", "p", "ul", "ol", "table", "blockquote", "pre"} or "p" not in self.open
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open
        assert self.open.pop() == tag


def parsed(text: str) -> Document:
    return parse_document(Source("post.md", text))[0]


@settings(deadline=None)
@given(TEXTS)
def test_any_text_is_parsed_and_told_in_both_outputs(text: str) -> None:
    document = parsed(text)
    html(document)
    markdown(document)
    for token in document.tokens:
        inline_text(token.children or ())


@settings(deadline=None)
@given(TEXTS)
def test_every_span_holds_what_it_is_the_span_of(text: str) -> None:
    document = parsed(text)
    source = document.source
    for value in document.values:
        assert source.slice(value.span)[:2] == "{="
        assert source.slice(value.span)[-1] == "}"
        assert value.location == source.location(value.span.start)
    for tag in document.tags:
        assert source.slice(tag.opening).startswith(f"<{tag.name}")
        assert source.slice(tag.opening).endswith(">")
        for name, span in tag.name_spans.items():
            assert source.slice(span) == name
    for reference in document.references:
        assert source.slice(reference.span) == f"@{reference.id}"
    for math in document.math:
        for offset, character in enumerate(math.latex):
            assert character == "\n" or source.text[math.source_offset(offset)] == character


@settings(deadline=None)
@given(TEXTS)
def test_every_fault_lies_within_the_text(text: str) -> None:
    source = Source("post.md", text)
    for fault in parse_document(source)[1]:
        assert 1 <= fault.location.line <= source.text.count("\n") + 1
        assert 1 <= fault.location.column <= len(source.line(fault.location.line)) + 1


@settings(deadline=None)
@given(PLAIN)
def test_plain_markdown_stands_in_the_sibling_byte_for_byte(text: str) -> None:
    document = parsed(text)
    assert (
        render_markdown(document, component=told, value=number)
        == document.source.text[document.frontmatter.body :]
    )


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from([mark for mark in MARKS if not mark.startswith(("<b", "</b", "<!"))]), max_size=40
    )
)
def test_elements_are_closed_in_their_order_and_no_block_stands_within_a_paragraph(marks: list[str]) -> None:
    nesting = Nesting()
    nesting.feed(html(parsed("".join(marks))))
    nesting.close()
    assert not nesting.open


@settings(deadline=None)
@given(TEXTS)
def test_any_line_is_parsed_with_its_faults_placed_by_the_caller(text: str) -> None:
    document, faults = parse_inline(text, Source("site.yaml", "x" * 5000).location)
    assert not document.tags
    assert all(fault.location.path == "site.yaml" for fault in faults)
