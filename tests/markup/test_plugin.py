"""The plugin in another generator: the same syntax, shown plainly."""

from __future__ import annotations

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin

from adjoint.markup import adjoint_plugin


def test_a_parser_of_any_preset_reads_the_syntax() -> None:
    for preset in ("commonmark", "js-default", "gfm-like"):
        md = MarkdownIt(preset, {"linkify": False}).use(adjoint_plugin)
        html = md.render("<Callout n={1}>\n\nNow *{= e :.2f}* and $x < y$.\n\n</Callout>\n")
        assert html == (
            '<div class="component" data-component="Callout" data-props="{&quot;n&quot;: 1}">\n'
            '<p>Now <em><span class="computed">{= e :.2f}</span></em> and '
            '<span class="math inline">x &lt; y</span>.</p>\n'
            "</div>\n"
        )


def test_it_stands_beside_other_plugins() -> None:
    md = MarkdownIt().use(deflist_plugin).use(adjoint_plugin)
    assert '<span class="math inline">x</span>' in md.render("Term\n\n: $x$ and <Stat />\n")


def test_components_are_rendered_as_the_generator_asks() -> None:
    md = MarkdownIt().use(
        adjoint_plugin, component=lambda tag: (f"<x-{tag.name.lower()}>", f"</x-{tag.name.lower()}>")
    )
    assert md.render("<Box>\ntext\n</Box>\n\nand <Stat /> here") == (
        "<x-box><p>text</p>\n</x-box><p>and <x-stat></x-stat> here</p>\n"
    )


def test_math_and_values_are_rendered_as_the_generator_asks() -> None:
    md = MarkdownIt().use(
        adjoint_plugin,
        typeset=lambda latex, display: f"[{latex}|{display}]",
        value=lambda value: f"<{value.format}>",
    )
    assert md.render("$a$ {= e:d}\n\n$$\nb\n$$\n") == "<p>[a|False] <d></p>\n[b|True]\n"


def test_what_is_found_is_left_in_the_environment() -> None:
    env: dict[str, object] = {}
    MarkdownIt().use(adjoint_plugin).render("<Box>\n\n{= e", env)
    found = env["adjoint"].found  # type: ignore[attr-defined]
    assert [fault.code for fault in found.faults] == ["unclosed-tag", "unclosed-value"]
    assert [tag.name for tag in found.tags] == ["Box"]
