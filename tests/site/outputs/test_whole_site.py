"""Our own site as it is published: whatever an index, a feed or a page's head names is there."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from adjoint.site.build import Built, Request, build

ROOT = Path(__file__).parents[3]
ADDRESSED = re.compile(r'(?:href|content|src)="(https://adjoint\.example/[^"#?]*)')


@pytest.fixture(scope="module")
def built() -> Built:
    return build(Request(ROOT / "content", ROOT / "layouts"))


def is_published(address: str, built: Built) -> bool:
    path = address.removeprefix(built.site.settings.url).partition("#")[0]
    return (f"{path}index.html" if path.endswith("/") or not path else path) in built.files


def pages(built: Built) -> Mapping[str, str]:
    return {path: data.decode() for path, data in built.files.items() if path.endswith(".html")}


def test_every_address_in_the_sitemap_is_published(built: Built) -> None:
    root = ET.fromstring(built.files["sitemap.xml"])  # noqa: S314  (our own output)
    addresses = [element.text or "" for element in root.iter() if element.tag.endswith("}loc")]
    assert [address for address in addresses if not is_published(address, built)] == []
    indexable = {path for path in pages(built) if path != "404.html"}
    assert len(addresses) == len(set(addresses)) == len(indexable)


def test_every_address_in_llms_txt_is_published(built: Built) -> None:
    addresses = re.findall(r"\]\((\S+)\)", built.files["llms.txt"].decode())
    assert len(addresses) == len(built.site.pages)
    assert [address for address in addresses if not is_published(address, built)] == []


def test_every_address_on_our_site_in_the_feed_is_published(built: Built) -> None:
    text = built.files["feed.xml"].decode().replace("&lt;", "<").replace("&quot;", '"')
    addresses = set(ADDRESSED.findall(text))
    assert any(address.endswith(".svg") for address in addresses)
    assert [address for address in addresses if not is_published(address, built)] == []


def test_the_figures_bring_their_letters_along_and_are_small(built: Built) -> None:
    figures = {path: data for path, data in built.files.items() if path.endswith(".svg") and "blog/" in path}
    assert len(figures) > 10
    assert [path for path, data in figures.items() if b"<text" in data or b"font-face" in data] == []
    assert max(len(gzip.compress(data)) for data in figures.values()) < 24_000


def test_every_full_address_in_a_page_is_published(built: Built) -> None:
    for path, text in pages(built).items():
        assert [address for address in ADDRESSED.findall(text) if not is_published(address, built)] == [], (
            path
        )


def test_every_block_of_linked_data_parses(built: Built) -> None:
    for path, text in pages(built).items():
        blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
        assert all(json.loads(block) for block in blocks)
        assert blocks or path == "404.html", path


def test_no_page_holds_a_style_or_a_script_of_its_own(built: Built) -> None:
    for path, text in pages(built).items():
        tags = re.findall(r"<[a-z][^>]*>", text)
        assert [tag for tag in tags if re.search(r"^<style|\sstyle=|\son[a-z]+=", tag)] == [], path
        scripts = [tag for tag in tags if tag.startswith("<script")]
        assert all("src=" in tag or 'type="application/' in tag for tag in scripts), path
