"""The parsers that ask fewer rules find what markdown-it's own find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it.parser_inline import ParserInline
from markdown_it.ruler import Ruler
from markdown_it.token import Token

from adjoint.markup import Source
from adjoint.markup.dispatch import HAS_ESCAPES, quick_token
from adjoint.markup.marks import begin_reading
from adjoint.markup.parser import _line_parser, _parser
from adjoint.markup.resolve import Found

if TYPE_CHECKING:
    from adjoint.markup.passages import BlockRule

PIECES = [
    *(
        " **b** ",
        " *c d*",
        "**e",
        " f**.",
        "[g h](/x/)",
        "[i](#j?k=1)",
        "a**l** ",
        "(*m*)",
        " **n-o p**\n",
        "***",
        "`c`",
        "`` d",
        "` e f`",
    ),
    *"ab \n*_`[]()!<>&;:@${}=\\~^-#/\"'",
    "](/x)",
    "[^a]",
    "{= e }",
    "$x$",
    " $y$,",
    " ($\\$ z$)",
    "A$1$",
    "²",
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
        if type(inline) is ParserInline:
            env[HAS_ESCAPES] = True
        tokens = md.parse(text, env)
        for token in tokens:
            # Of the stars that markdown-it pairs late, some remain as texts of nothing.
            token.children = [part for part in token.children or () if part.type != "text" or part.content]
        return repr([token.as_dict() for token in tokens]) + repr(begun.found)
    finally:
        md.inline = own


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
@example("[" * 150 + "x" + "]" * 150)
@example("*a [b](c" * 60)
@example("*a**b* **a*** **b* *c** *_d_* _e **f_ g** ***h** i* *j **k** l*")
@example("$a$ $b$c d$e$ $f $ $ g$ $$ $h\\$ $i\nj$ $²$² US$7 and $8 $$k$$ [$l$](/m) [$n](/o)$ $`p$`")
@example("`a`` b` c ``d` e``f` g [h `i](/j) k` \\``l`")
@example("[a **b** c](/d) [[e](/f)](/g) ![h [i](/j)](/k) [^l](/m) [n](/o(p)) [q](/r 's')\n\n[^l]: t")
def test_the_same_tokens_are_found(text: str) -> None:
    plain = ParserInline()
    plain.ruler2 = _parser().inline.ruler2
    plain.ruler = _parser().inline.ruler
    assert found(text, _parser().inline) == found(text, plain)


@given(
    st.one_of(
        st.text(max_size=30),
        st.lists(st.sampled_from([*PIECES, "a b", "é, ", "1. "]), max_size=4).map("".join),
    )
)
@example("One of two: a (b), c; d.")
@example("")
@example("a\nb")
@example("a\\")
@example("a & b")
def test_a_line_of_mere_text_is_what_a_parse_would_make_of_it(text: str) -> None:
    parser, plain = _line_parser()
    source = Source("post.md", text)
    token = plain(source.text)
    begun, env = begin_reading(source, 0)
    if token is not None:
        assert parser.parseInline(source.text, env) == [token]
        assert begun.found == Found()


def test_a_line_is_mere_text_or_parsed() -> None:
    _, plain = _line_parser()
    assert plain("Post 3 on things, and more (of them)") is not None
    assert not any(plain(text) for text in ("a *b*", "a `b`", "a {= b }", "a\\", "a &amp;", "<b>", "[a](b)"))


def test_a_token_made_at_once_is_like_any_other() -> None:
    quick = quick_token("text", "b", 1, 2, "c")
    assert quick == Token("text", "b", 1, level=2, content="c")
    assert all(hasattr(quick, name) for name in Token.__slots__)


LINES = [
    *(
        "a",
        "b c",
        "#",
        "# a",
        "> ",
        "> a",
        "- ",
        "* a",
        "+ b",
        "1. a",
        "2) b",
        "- - a",
        "> - c",
        "***",
        "---",
        "===",
    ),
    *(
        "```",
        "~~~ x",
        "    code",
        "\tcode",
        "| a | b |",
        "|--|--|",
        "[a]: /x",
        "[^a]: note",
        "$$",
        "$$ x $$",
        "<p>",
    ),
    *(
        "</p>",
        "<B>",
        "</B>",
        "<B />",
        "{/* c",
        "*/}",
        "import a from 'b'",
        "export const a = 1",
        "<!--",
        "-->",
        "",
        "  ",
    ),
]


def blocks(text: str, ruler: Ruler[BlockRule]) -> str:
    md = _parser()
    own, md.block.ruler = md.block.ruler, ruler
    try:
        begun, env = begin_reading(Source("post.md", text), 0)
        return repr([token.as_dict() for token in md.parse(text, env)]) + repr(begun.found)
    finally:
        md.block.ruler = own


@given(st.lists(st.sampled_from(LINES), max_size=30).map("\n".join))
@example("> ```\n> a\n>\n- b\n   1. c")
def test_the_same_blocks_are_found(text: str) -> None:
    plain = Ruler["BlockRule"]()
    plain.__rules__ = _parser().block.ruler.__rules__
    assert blocks(text, _parser().block.ruler) == blocks(text, plain)
