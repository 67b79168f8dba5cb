"""What a parsed post tells of itself: its tags, headings, links and images, each with its place."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from adjoint.markup import Document, Source, highlight, parse_document, render_html
from tests.markup import stubs

POST = """---
title: Post
---

# One *word*

<Outer a="1">
  <Inner b={[1, {{ c: 2 }}]} />
  Text <Stat /> here.
</Outer>

> ## Two {= e } <Stat />

[a](/b/ "t") ![c {= e }](d.png) [e][f] <https://g.example>

[f]: ../h/
"""


def parsed(text: str) -> Document:
    document, faults = parse_document(Source("post.md", text))
    assert not faults
    return document


def test_tags_know_their_order_and_what_encloses_them() -> None:
    tags = parsed(POST.replace("{{ c: 2 }}", "{ c: 2 }")).tags
    assert [(tag.name, tag.index, tag.parent, tag.inline) for tag in tags] == [
        ("Outer", 0, None, False),
        ("Inner", 1, 0, False),
        ("Stat", 2, 0, True),
        ("Stat", 3, None, True),
    ]


def test_every_part_of_a_prop_has_its_place() -> None:
    document = parsed(POST.replace("{{ c: 2 }}", "{ c: 2 }"))
    inner = document.tags[1]
    told = {path: document.source.slice(span) for path, span in inner.prop_spans.items()}
    assert told == {("b",): "[1, { c: 2 }]", ("b", 0): "1", ("b", 1): "{ c: 2 }", ("b", 1, "c"): "2"}
    assert str(inner.location) == "post.md:8:3"


def test_headings_have_ids_and_words() -> None:
    document = parsed(POST.replace("{{ c: 2 }}", "{ c: 2 }"))
    assert [(found.level, found.text, found.id, str(found.location)) for found in document.headings] == [
        (1, "One word", "one-word", "post.md:5:3"),
        (2, "Two e", "two-e", "post.md:12:6"),
    ]


def test_links_and_images_have_their_addresses_as_authored() -> None:
    document = parsed(POST.replace("{{ c: 2 }}", "{ c: 2 }"))
    assert [(link.href, str(link.location)) for link in document.links] == [
        ("/b/", "post.md:14:1"),
        ("../h/", "post.md:14:33"),
        ("https://g.example", "post.md:14:40"),
    ]
    (image,) = document.images
    assert (image.src, image.alt, str(image.location)) == ("d.png", "c e", "post.md:14:14")


def test_ids_of_headings_do_not_change_with_a_computed_number() -> None:
    document = parsed("## Slope {= e }\n")
    assert document.headings[0].id == "slope-e"


def test_the_defaults_of_rendering_suffice_for_a_plain_text() -> None:
    document = parsed("See @eqn:a, $x_{= n}$ ![i](j.png).\n")
    html = render_html(
        document, component=stubs.component, typeset=stubs.typeset, value=stubs.value, link=lambda href: href
    )
    assert html == (
        '<p>See <a href="#eqn:a">eqn:a</a>, <math display="inline"><mtext>x_{n}</mtext></math> '
        '<img src="j.png" alt="i">.</p>\n'
    )


def test_code_is_coloured_by_class_and_code_in_an_unknown_language_stays_plain() -> None:
    assert '<span class="mi">1</span>' in highlight("x = 1\n", "python")
    assert '<code class="language-nosuch">a &lt; b\n</code>' in highlight("a < b\n", "nosuch")


def test_the_same_text_gives_the_same_document_in_another_process() -> None:
    script = (
        "from adjoint.markup import *; from tests.markup.stubs import html\n"
        "print(html(parse_document(Source('p', 'a {= e } $x$ <b>c</b>\\n\\n<Box x={1} />\\n'))[0]))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
