"""The sibling keeps what the author wrote: every line, verbatim and in order, with markers for components."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from adjoint.cli import main

ROOT = Path(__file__).parents[2]
SEED = ROOT.parent / "shared"
OWN = Path(__file__).parent / "sibling_case"


def published_sibling(content: Path, slug: str, output: Path) -> str:
    assert main(["--content", str(content), "--output", str(output), "--quiet"]) == 0
    return (output / "blog" / slug / "index.md").read_text(encoding="utf-8")


def lines_that_must_stand(text: str) -> list[str]:
    """Every line but blank ones and the words with which another system described its components."""
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("> [")]


def markers(text: str) -> list[str]:
    """The component markers, at whatever depth of list they stand."""
    return [line.split("]")[0].strip() for line in text.splitlines() if line.lstrip().startswith("> [")]


def frontmatter(text: str) -> list[tuple[str, object]]:
    return list(yaml.safe_load(text.split("---\n")[1]).items())


def assert_stand_in_order(wanted: list[str], text: str) -> None:
    lines = iter(text.splitlines())
    for line in wanted:
        assert line in lines, f"missing, or out of order: {line!r}"


@pytest.mark.parametrize(
    ("content", "slug", "expected"),
    [
        pytest.param(
            SEED / "seed-site",
            "backprop-is-just-the-chain-rule",
            SEED / "seed-sibling.md",
            marks=pytest.mark.skipif(
                not SEED.is_dir(), reason="the seed post stands beside our own checkouts only"
            ),
        ),
        pytest.param(OWN / "content", "tea", OWN / "expected.md"),
    ],
    ids=["seed", "own"],
)
def test_a_sibling_keeps_every_line_marker_and_key_in_order(
    content: Path, slug: str, expected: Path, tmp_path: Path
) -> None:
    text = published_sibling(content, slug, tmp_path / "dist")
    wanted = expected.read_text(encoding="utf-8")
    assert_stand_in_order(lines_that_must_stand(wanted), text)
    assert markers(text) == markers(wanted)
    assert frontmatter(text) == frontmatter(wanted)


def test_below_a_path_the_links_of_the_frontmatter_lead_there_too(tmp_path: Path) -> None:
    post = tmp_path / "content" / "blog" / "one"
    post.mkdir(parents=True)
    (tmp_path / "content" / "site.yaml").write_text(
        "title: N\nurl: https://n.example/sub/\n", encoding="utf-8"
    )
    (post / "index.md").write_text(
        "---\ntitle: One\ndate: 2026-11-24\n"
        'takeaways:\n  - See [it](/blog/one/) and [it](/blog/one/#part "T").\n'
        "  - Or [elsewhere](https://n.example/blog/one/).\n---\n\n## Part\n\nText.\n",
        encoding="utf-8",
    )
    text = published_sibling(tmp_path / "content", "one", tmp_path / "dist")
    (takeaways,) = (value for key, value in frontmatter(text) if key == "takeaways")
    assert takeaways == [
        'See [it](/sub/blog/one/) and [it](/sub/blog/one/#part "T").',
        "Or [elsewhere](https://n.example/blog/one/).",
    ]
