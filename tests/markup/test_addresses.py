"""Addresses in the plain markdown of a text: moved in links and images, copied everywhere else."""

from __future__ import annotations

from adjoint.markup import Source, parse_document, render_markdown

HEAD = "---\ntitle: T\n---\n"


def told(text: str) -> str:
    document, faults = parse_document(Source("index.md", HEAD + text))
    assert faults == ()
    return render_markdown(
        document,
        component=lambda _tag, children: children,
        value=lambda value: value.expression,
        address=lambda address: f"/sub{address}" if address.startswith("/") else address,
    ).rstrip("\n")


def test_a_link_an_image_and_html_are_moved_with_all_around_them_kept() -> None:
    text = 'See [*one* [a]](/blog/one/ "One"), ![pic](/pic.png) and <a href="/two/">two</a>.'
    assert told(text) == (
        'See [*one* [a]](/sub/blog/one/ "One"), ![pic](/sub/pic.png) and <a href="/sub/two/">two</a>.'
    )


def test_code_and_other_addresses_stay() -> None:
    text = "`[one](/one/)` and [one](/one/), [near](../near/), [far](https://far.example/one/), [here](#one)"
    assert told(text) == text.replace("and [one](/one/)", "and [one](/sub/one/)")


def test_a_definition_is_moved_once_for_all_its_links() -> None:
    assert told("[a][x] and [b][x]\n\n[x]: </one/>") == "[a][x] and [b][x]\n\n[x]: </sub/one/>"


def test_an_address_that_begins_another_is_not_taken_for_it() -> None:
    assert told("[a](/one/two/) [b](/one/)") == "[a](/sub/one/two/) [b](/sub/one/)"
