"""A build for whoever looks into no picture draws none, nor one that stands as the same code drew it."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest

from adjoint.site import build as building
from adjoint.site.build import Request, build
from adjoint.site.cache.code_version import code_version
from adjoint.site.cards import painting
from adjoint.site.outputs import social
from adjoint.site.publish import publish_site
from adjoint.site.work import printing


def write_post(content: Path) -> None:
    (content / "blog" / "one").mkdir(parents=True)
    (content / "site.yaml").write_text("title: Notes\nurl: https://notes.example/\n")
    (content / "blog" / "one" / "index.md").write_text("---\ntitle: Sums\ndate: 2026-11-24\n---\nWords.\n")


def test_a_picture_is_named_undrawn_then_drawn_for_whoever_asks_and_for_the_next_build(
    tmp_path: Path,
) -> None:
    content, store = tmp_path / "content", tmp_path / "store"
    write_post(content)
    with patch.object(social, "_card", return_value=b"a picture") as card:
        files = build(Request(content, store=store, draws=False)).files
        (picture,) = (path for path in files if path.endswith(".png"))
        assert card.call_count == 0
        assert files[picture] == b"a picture"
        publish_site(build(Request(content, store=store)).files, tmp_path / "dist")
    assert (tmp_path / "dist" / picture).read_bytes() == b"a picture"


@pytest.mark.parametrize(
    ("happens", "draws"),
    [("nothing", 0), ("words", 0), ("layout", 0), ("title", 1), ("code", 1), ("damage", 1), ("loss", 1)],
)
def test_a_picture_is_drawn_again_only_if_it_or_what_draws_it_is_no_more_what_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, happens: str, draws: int
) -> None:
    content, store, output = tmp_path / "content", tmp_path / "store", tmp_path / "dist"
    layouts, post = tmp_path / "layouts", content / "blog" / "one" / "index.md"
    layouts.mkdir()
    write_post(content)
    published = publish_site(build(Request(content, store=store, layouts=layouts)).files, output)
    (picture,) = output.rglob("*.png")
    before, words = picture.read_bytes(), post.read_text()
    if happens == "words":
        post.write_text(f"{words}More.\n")
    elif happens == "layout":
        (layouts / "assets").mkdir()
        (layouts / "assets" / "theme.css").write_text("p { color: red }")
    elif happens == "title":
        post.write_text(words.replace("Sums", "Products"))
    elif happens == "code":
        for module in (building, printing):
            monkeypatch.setattr(module, "code_version", lambda: f"after {code_version()}")
    elif happens == "damage":
        picture.write_bytes(b"?" + before[1:])
    elif happens == "loss":
        picture.unlink()
    with patch.object(social, "_card", wraps=social._card) as card:
        again = publish_site(
            build(Request(content, store=store, layouts=layouts)).files, output, published.stamps
        )
    assert card.call_count == draws
    (found,) = output.rglob("*.png")
    assert (found.read_bytes() == before) == (happens != "title")
    assert (again.counts.written > 0) == (happens not in {"nothing", "code"})


@pytest.mark.parametrize(
    ("steps", "new"),
    [
        (["author"], {"Eve"}),
        (["title"], {"Products"}),
        (["title", "author"], {"Eve"}),
        (["code"], {"Sums", "Notes", "Ann"}),
    ],
)
def test_of_a_picture_only_what_is_new_in_it_is_painted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: list[str], new: set[str]
) -> None:
    content, store, output = tmp_path / "content", tmp_path / "store", tmp_path / "dist"
    write_post(content)
    settings, post = content / "site.yaml", content / "blog" / "one" / "index.md"
    settings.write_text(f"{settings.read_text()}author: Ann\n")
    publish_site(build(Request(content, store=store)).files, output)
    for step in steps:
        if step == "title":
            post.write_text(post.read_text().replace("Sums", "Products"))
        elif step == "author":
            settings.write_text(settings.read_text().replace("Ann", "Eve"))
        else:
            (picture,) = output.rglob("*.png")
            picture.unlink()
            monkeypatch.setattr(social, "code_version", lambda: f"after {code_version()}")
        if step != "title":
            monkeypatch.setattr(social._Latest, "painted", None)  # As in the process of another build.
        with patch.object(painting, "ink", wraps=painting.ink) as ink:
            publish_site(build(Request(content, store=store)).files, output)
    assert {call.args[0].text for call in ink.call_args_list} == new
    publish_site(build(Request(content)).files, tmp_path / "cold")
    (warm,), (cold,) = output.rglob("*.png"), (tmp_path / "cold").rglob("*.png")
    assert (warm.name, warm.read_bytes()) == (cold.name, cold.read_bytes())
