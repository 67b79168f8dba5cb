"""What a browser is given while its author writes."""

from __future__ import annotations

import re
from pathlib import Path

from adjoint.site.build import Request, build
from adjoint.site.preview.proofs import Kept, Proofs

PAGE = "blog/one/index.html"
POST = "---\ntitle: One\ndate: 2026-11-24\n---\n\nA formula: $x^2$.\n"


def test_what_a_page_was_sent_with_is_found_after_a_save_and_a_picture_is_drawn_when_asked(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "blog" / "one"
    folder.mkdir(parents=True)
    (tmp_path / "site.yaml").write_text("title: T\nurl: https://t.example\n", encoding="utf-8")
    (folder / "index.md").write_text(POST, encoding="utf-8")
    kept = Kept()
    first = build(Request(tmp_path, remembers=True))
    page = (Proofs(first.files, kept).find(PAGE) or b"").decode()
    style = re.search(r"/(assets/math\.\w+\.css)", page)
    picture = re.search(r"https://t.example/(blog/one/social\.\w+\.png)", page)
    assert style
    assert picture
    assert kept.sheets["page/blog/one"][1][picture[1]] is None
    assert (Proofs(first.files, kept).find(picture[1]) or b"").startswith(b"\x89PNG")
    (folder / "index.md").write_text(POST.replace("$x^2$", "x"), encoding="utf-8")
    second = Proofs(build(Request(tmp_path, remembers=True)).files, kept)
    assert b"math." not in (second.find(PAGE) or b"")
    assert second.find(style[1])
    assert second.find("assets/math.0123456789.css") is None
