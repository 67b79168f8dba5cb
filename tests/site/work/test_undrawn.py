"""A build for whoever looks into no picture draws none, and leaves later builds what they need."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

from adjoint.site.build import Request, build
from adjoint.site.outputs import social
from adjoint.site.publish import publish_site


def test_a_picture_is_named_undrawn_then_drawn_for_whoever_asks_and_for_the_next_build(
    tmp_path: Path,
) -> None:
    content, store = tmp_path / "content", tmp_path / "store"
    (content / "blog" / "one").mkdir(parents=True)
    (content / "site.yaml").write_text("title: Notes\nurl: https://notes.example/\n")
    (content / "blog" / "one" / "index.md").write_text("---\ntitle: Sums\ndate: 2026-11-24\n---\nWords.\n")
    with patch.object(social, "_card", return_value=b"a picture") as card:
        files = build(Request(content, store=store, draws=False)).files
        (picture,) = (path for path in files if path.endswith(".png"))
        assert card.call_count == 0
        assert files[picture] == b"a picture"
        publish_site(build(Request(content, store=store)).files, tmp_path / "dist")
    assert (tmp_path / "dist" / picture).read_bytes() == b"a picture"
