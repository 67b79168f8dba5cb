"""Whatever happens between builds, a warm one leaves what a cold one would: byte for byte."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from adjoint.markup import Fault
from adjoint.site.build import Built, Request, build
from adjoint.site.cache.store import NAME
from adjoint.site.publish import MANIFEST, publish_site
from adjoint.site.work.leftovers import Leftovers

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
)
SLUGS = st.sampled_from(["blog/one", "blog/two", "blog/three", "about", "notes/four"])
BODIES = st.sampled_from(
    [
        "Words.",
        "A formula, $x^2 + {number}$, and its value {{= 2 + {number} }}.",
        '<ComputeGraph id="toy" expr="e = a * b" inputs={{{{ a: 2, b: {number} }}}} />\n\nIt is {{= e }}.',
        "[Another post](/blog/one/) and [one more](/blog/two/).",
        "![A picture](picture.png)",
        "![A picture of all](/shared.png) and [a file](/data.csv)",
        "![A picture of others](https://pictures.example/a.png)",
        "A <b>bold</b> word.",
        "## A heading\n\nSee @a-heading. Not sound: {{= nothing }}.",
    ]
)
MATTERS = st.sampled_from(
    [
        "labels: calculus, sums",
        "labels: [Sums]\ndescription: About sums.",
        "release: false\nlabels: sums",
        "aliases: /old/",
        "updated: 2026-12-01\nheroImage: picture.png",
    ]
)


def published(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


class Author(RuleBasedStateMachine):
    """Writes, renames, deletes and sets, and builds each time; the machine under the desk is not reliable."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Path(tempfile.mkdtemp(prefix="adjoint-author-"))
        self.content, self.layouts = self.desk / "content", self.desk / "layouts"
        self.drafts = False
        self.last: Built | None = None
        self.layouts.mkdir()

    @initialize()
    def begin(self) -> None:
        self.write_settings("Notes", "https://notes.example/", "")
        self.write_post("blog/one", "Words.", "labels: sums", 1)
        self.write_post("blog/two", "[One](/blog/one/)", "labels: sums", 2)

    def teardown(self) -> None:
        shutil.rmtree(self.desk)

    def write(self, path: str, data: bytes) -> None:
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    @rule(
        title=st.sampled_from(["Notes", "Essays"]),
        url=st.sampled_from(["https://notes.example/", "https://notes.example/under/"]),
        more=st.sampled_from(
            [
                "",
                "author: Ada\n",
                "description: On sums.\nlanguage: de\n",
                "components:\n  ComputeGraph:\n    mode: forward\n",
                "raw_html: allow\n",
                "known_paths: [/data.csv]\n",
            ]
        ),
    )
    def write_settings(self, title: str, url: str, more: str) -> None:
        self.write("site.yaml", f"title: {title}\nurl: {url}\n{more}".encode())

    @rule(slug=SLUGS, body=BODIES, matter=MATTERS, number=st.integers(1, 3))
    def write_post(self, slug: str, body: str, matter: str, number: int) -> None:
        front = f"---\ntitle: On {slug.replace('/', ' ')}\ndate: 2026-11-0{number}\n{matter}\n---\n\n"
        self.write(f"{slug}/index.md", (front + body.format(number=number)).encode())

    @rule(place=st.sampled_from(["blog/one", "blog/two"]), tail=st.binary(max_size=2))
    def put_picture(self, place: str, tail: bytes) -> None:
        self.write(f"{place}/picture.png", PNG + tail)

    @rule(name=st.sampled_from(["shared.png", "data.csv"]), tail=st.binary(max_size=2))
    def put_shared_file(self, name: str, tail: bytes) -> None:
        self.write(name, PNG + tail)

    @rule(before=SLUGS, after=SLUGS)
    def rename(self, before: str, after: str) -> None:
        if (self.content / before).is_dir() and not (self.content / after).exists():
            (self.content / after).parent.mkdir(parents=True, exist_ok=True)
            (self.content / before).rename(self.content / after)

    @rule(place=st.sampled_from(["blog/two", "about", "shared.png", "data.csv", "blog/one/picture.png"]))
    def delete(self, place: str) -> None:
        path = self.content / place
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)

    @rule(text=st.sampled_from(["", "<p>{{ title }} moved.</p>", "{{ site.title }} {{ permalink }}"]))
    def set_a_layout(self, text: str) -> None:
        layout = self.layouts / "moved.html.jinja"
        if text:
            layout.write_text(text)
        else:
            layout.unlink(missing_ok=True)

    @rule(color=st.sampled_from(["red", "blue"]))
    def set_a_style(self, color: str) -> None:
        (self.layouts / "assets").mkdir(exist_ok=True)
        (self.layouts / "assets" / "print.css").write_text(f"p {{ color: {color} }}")

    @rule()
    def show_or_hide_drafts(self) -> None:
        self.drafts = not self.drafts

    @rule()
    def start_the_generator_anew(self) -> None:
        self.last = None

    @rule(at=st.floats(0, 1), damage=st.sampled_from([b"\x00" * 64, b"\xff", b"cut"]))
    def damage_the_cache(self, at: float, damage: bytes) -> None:
        cache = self.desk / "cache" / NAME
        if cache.is_file():
            data = bytearray(cache.read_bytes())
            start = int(at * len(data))
            data[start : start + len(damage)] = damage
            cache.write_bytes(data[:start] if damage == b"cut" else data)

    @rule(path=st.sampled_from(["index.html", "blog/one/index.html", "feed.xml", MANIFEST]))
    def damage_the_site(self, path: str) -> None:
        file = self.desk / "warm" / path
        if file.is_file() and path != MANIFEST:
            file.write_bytes(b"not ours")

    @invariant()
    def a_warm_build_leaves_what_a_cold_one_does(self) -> None:
        if not (self.content / "site.yaml").is_file():
            return
        warm, cold = self.desk / "warm", self.desk / "cold"
        shutil.rmtree(cold, ignore_errors=True)
        before = published(warm)
        told = [self.build(warm, self.desk / "cache"), self.build(cold, None)]
        assert told[0] == told[1]
        assert published(warm) == (before if told[0] else published(cold))

    def build(self, output: Path, store: Path | None) -> list[str]:
        """Build and publish; return what is wrong."""
        try:
            after = self.last if store else None
            built = build(Request(self.content, self.layouts, self.drafts, store, after=after))
            publish_site(built.files, output, leftovers=Leftovers(store / "leftovers") if store else None)
            built.site.store.close()
            self.last = built if store else self.last
        except Fault as fault:
            return sorted(str(found) for found in fault.diagnostics)
        return []


TestAuthor = Author.TestCase
TestAuthor.settings = settings(
    max_examples=8, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
)


def test_a_template_that_was_added_is_seen_by_the_next_build_of_a_process() -> None:
    author = Author()
    author.begin()
    request = Request(author.content, author.layouts, store=author.desk / "cache")
    page = "blog/one/index.html"
    try:
        built = build(request)
        assert b"November" in built.files[page]
        (author.layouts / "words.jinja").write_text('{% set months = ["Nebelung"] * 12 %}\n')
        assert b"Nebelung" in build(replace(request, after=built)).files[page]
    finally:
        author.teardown()


def test_every_kind_of_change_reaches_all_that_shows_it() -> None:
    author = Author()
    author.begin()
    shows = "![A picture](picture.png) ![Of all](/shared.png) [a file](/data.csv)"
    author.put_picture("blog/one", b"1")
    author.put_shared_file("shared.png", b"1")
    author.put_shared_file("data.csv", b"1")
    author.write_post("blog/one", shows, "labels: sums", 1)
    changes = (
        lambda: author.put_picture("blog/one", b"2"),
        lambda: author.put_shared_file("shared.png", b"2"),
        lambda: author.delete("data.csv"),
        lambda: author.put_shared_file("data.csv", b"1"),
        lambda: author.write_post("blog/two", "Words.", "labels: [Sums]\ndescription: Another.", 3),
        lambda: author.rename("blog/two", "blog/three"),
        lambda: author.write_post("about", "Words.", "aliases: /old/", 1),
        lambda: author.write_post("about", "![Of others](https://pictures.example/a.png)", "", 1),
        lambda: author.write_post("about", "Words.", "", 1),
        lambda: author.set_a_style("red"),
        lambda: author.delete("about"),
    )
    try:
        author.a_warm_build_leaves_what_a_cold_one_does()
        for change in changes:
            change()
            author.a_warm_build_leaves_what_a_cold_one_does()
    finally:
        author.teardown()
