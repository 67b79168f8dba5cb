"""What the preview sends for an address: exactly what a host would, and its own script with each page."""

from __future__ import annotations

import pytest

from adjoint.site.preview.edition import Edition
from adjoint.site.preview.headers import content_type, file_headers, read_rules, with_preview

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'"
HEADERS = f"/sub/*\n  Content-Security-Policy: {POLICY}\n/sub/assets/*\n  Cache-Control: immutable\n"
FILES = {
    "_headers": HEADERS.encode(),
    "index.html": b"<!DOCTYPE html>\n<html><head><title>Front</title></head><body></body></html>",
    "404.html": b"<!DOCTYPE html>\n<title>Not here</title>",
    "blog/a b/index.html": b"<!DOCTYPE html>\n<html><head lang=x><title>One</title></head></html>",
    "blog/a b/index.md": b"# One",
    "assets/theme.0a.css": b"p {}",
}
SITE = Edition(FILES.get, "/sub/")


def test_a_page_is_sent_with_the_previews_script_before_its_own() -> None:
    answer = SITE.answer("/sub/")
    assert answer.status == 200
    before, script, after = answer.body.partition(b'<script type="module" src="/_adjoint/client.js"')
    assert before == b"<!DOCTYPE html>\n<html><head>"
    assert script
    assert f'data-page="{SITE.digest("/sub/")}" data-status="200"'.encode() in after
    rest = answer.body.replace(answer.body[len(before) : answer.body.index(b"</script>") + 9], b"")
    assert rest == FILES["index.html"]


def test_other_files_are_sent_as_they_will_be_published() -> None:
    assert SITE.answer("/sub/blog/a%20b/index.md").body == FILES["blog/a b/index.md"]
    assert SITE.answer("/sub/assets/theme.0a.css").headers["cache-control"] == "immutable"
    assert SITE.answer("/sub/assets/theme.0a.css").headers["content-type"] == "text/css; charset=utf-8"


@pytest.mark.parametrize(
    ("address", "leads"),
    [("/", "/sub/"), ("/sub", "/sub/"), ("/sub/blog/a%20b", "/sub/blog/a%20b/")],
)
def test_an_address_without_its_slash_leads_to_the_page(address: str, leads: str) -> None:
    answer = SITE.answer(address)
    assert (answer.status, answer.headers["location"]) == (302, leads)


@pytest.mark.parametrize(
    "address", ["/sub/none/", "/none/", "/sub/../etc/passwd", "/sub/%2e%2e/secret", "/index.html"]
)
def test_where_nothing_stands_the_sites_own_page_says_so(address: str) -> None:
    answer = SITE.answer(address)
    assert answer.status == 404
    assert b"Not here" in answer.body
    assert b'data-status="404"' in answer.body
    assert SITE.digest(address) == SITE.digest("/sub/404.html")


def test_a_digest_changes_with_the_page_and_not_with_others() -> None:
    edited = Edition({**FILES, "index.html": FILES["index.html"] + b"!"}.get, "/sub/")
    assert edited.digest("/sub/") != SITE.digest("/sub/")
    assert edited.digest("/sub/blog/a%20b/") == SITE.digest("/sub/blog/a%20b/")


def test_a_policy_that_lets_the_sites_own_files_through_stays_as_it_is() -> None:
    assert with_preview(POLICY) == POLICY
    headers = file_headers(read_rules(FILES["_headers"].decode()), "/sub/", "index.html")
    assert headers["content-security-policy"] == POLICY


def test_a_stricter_policy_is_opened_for_the_preview_and_no_further() -> None:
    opened = with_preview("default-src 'none'; style-src https://styles.example; img-src *")
    assert opened == (
        "default-src 'none'; style-src https://styles.example 'self'; img-src *; "
        "script-src 'self'; connect-src 'self'"
    )


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.html", "text/html; charset=utf-8"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.svg", "image/svg+xml; charset=utf-8"),
        ("a.woff2", "font/woff2"),
        ("a.png", "image/png"),
        ("a.unheard-of", "application/octet-stream"),
    ],
)
def test_a_files_type_is_told_by_its_ending(name: str, kind: str) -> None:
    assert content_type(name) == kind
