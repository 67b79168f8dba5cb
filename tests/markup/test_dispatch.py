"""The inline parser that asks fewer rules finds what markdown-it's own finds."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it.parser_inline import ParserInline

from adjoint.markup import Source
from adjoint.markup.marks import begin_reading
from adjoint.markup.parser import _parser

PIECES = [
    *"ab \n*_`[]()!<>&;:@${}=\\~^-#/\"'",
    "](/x)",
    "[^a]",
    "{= e }",
    "$x$",
    "&amp;",
    "<B/>",
    "@eqn:a",
    "<br>",
]


def found(text: str, inline: ParserInline) -> str:
    md = _parser()
    own, md.inline = md.inline, inline
    try:
        begun, env = begin_reading(Source("post.md", text), 0)
        return repr([token.as_dict() for token in md.parse(text, env)]) + repr(begun.found)
    finally:
        md.inline = own


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
@example("[" * 150 + "x" + "]" * 150)
@example("*a [b](c" * 60)
def test_the_same_tokens_are_found(text: str) -> None:
    plain = ParserInline()
    plain.ruler, plain.ruler2 = _parser().inline.ruler, _parser().inline.ruler2
    assert found(text, _parser().inline) == found(text, plain)
