"""What a post's text surely does not mean is warned of with its place, and the post is published."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from adjoint.cli import main

GRAPH = '<ComputeGraph expr="e = (a + b) * (b + 1)" inputs={{ a: 2, b: 1 }} />'
CLAIM = ' claim="grad(d,a) == 0" />'

TEXTS = {
    f"{GRAPH}\n\nIt is {{= grad(d, a) }}, or {{= 1 + grad(d, a) }}.": [
        "8:10: always-zero: d does not depend on a, so grad(d, a) is always 0; ZERO: grad(d, a) == 0",
    ],
    f"{GRAPH}\n\nIt is {{= grad(e, a) - 2 }}, or {{= grad(b, a) }}.": [],
    f"{GRAPH.replace(' />', CLAIM)}\n\nIt is {{= grad(d, a) }}.": [],
    "## Numbers in this text\n\n| number | expression | checked |\n| - | - | - |\n| 7 | `e` | yes |": [
        '6:1: forged-provenance: "Numbers in this text" FORGED',
        '8:1: forged-provenance: "a table of numbers, expressions and checks" FORGED',
    ],
    "One.\n\n- ```py\n  x = 1\n\nTwo.\n\n````\ncode\n```\n\nThree.": [
        "8:1: unclosed-code: NEVER; end it with a line of ```",
        "13:1: unclosed-code: NEVER; end it with a line of ````",
    ],
    "```\ncode\n```\n\n> ~~~\n> code\n> ~~~\n\n1. ```\n   code\n   ```  \n\n```\n```": [],
    "A `<script>`.\n\n<script>\n<b onclick=x>\n</script>\n\n> a\n> <b>x <iframe src=y></iframe></b>\n": [
        "8:1: dropped-html: <script> CLEANED",
        "13:8: dropped-html: <iframe> CLEANED",
    ],
    '<a href="javascript:x()" id="a" onclick="x">y</a> <callout>z</callout> <p style="a">b</p>\n': [
        "6:1: dropped-html: href of <a> CLEANED",
        "6:1: dropped-html: onclick of <a> CLEANED",
        "6:51: lookalike-tag: <callout> is HTML, MEANS <Callout>",
        "6:72: dropped-html: style of <p> CLEANED",
    ],
    "x<y and y>z, `a<b>`.\n\n<int>\n\n<div>\nList<int>\n</div>\n\n<figure>A</figure>": [
        "6:2: unread-tag: <y and y> NOTHING \\<",
        "8:1: unread-tag: <int> NOTHING \\<",
        "11:5: unread-tag: <int> NOTHING &lt;",
    ],
    "<!-- <script> -->\n\n<details class='x' title='>'><summary>a</summary>x</details> <br/>\n": [],
    "<img src='https://a.b/c.png' alt='' loading='lazy' onerror='x'>\n": [
        "6:1: dropped-html: onerror of <img> CLEANED"
    ],
}
SHORT = {
    "MEANS": "in which it means nothing; the component is written",
    "FORGED": "is typed, and reads as if it had been computed; remove it: the build writes this table "
    "itself, of the values written {= … }",
    "ZERO": "if that is what you mean, claim it",
    "NEVER": "the block of code that begins here is never closed, and takes in all that follows",
    "NOTHING": "is no element of HTML, so it stands as text; did you mean a less-than sign? write",
    "CLEANED": "is dropped from the page, for this site cleans the HTML in its posts; "
    "site.yaml may say raw_html: allow",
}


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[-24:])
def test_a_text_is_warned_of(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = Path("content/blog/post")
    folder.mkdir(parents=True)
    head = "---\ntitle: A post\ndate: 2026-11-24\n---\n\n"
    (folder / "index.md").write_text(f"{head}{text}\n", encoding="utf-8")
    Path("content/site.yaml").write_text("title: T\nurl: https://t.example/\n", encoding="utf-8")
    assert main(["--quiet"]) == 0
    told = re.findall(r"^content/blog/post/index\.md:(.*)$", capsys.readouterr().err, re.MULTILINE)
    told = [line.replace(" warning:", "", 1) for line in told]
    for word, hint in SHORT.items():
        told = [line.replace(hint, word) for line in told]
    assert told == TEXTS[text]
