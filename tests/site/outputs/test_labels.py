"""Label pages: one for each label, whatever its case, with the posts that bear it."""

from __future__ import annotations

from adjoint.site.labels import gather_labels
from adjoint.site.outputs.labels import render_labels
from adjoint.site.outputs.summaries import Kin, page_labels
from tests.site.outputs.sites import AT_A_PATH, page, site


def test_labels_that_differ_only_by_case_share_one_page_under_the_usual_spelling() -> None:
    posts = (
        page("blog/three", labels=("Calculus",)),
        page("blog/two", labels=("calculus",)),
        page("blog/one", labels=("calculus", "CALCULUS")),
    )
    (label,) = gather_labels(posts)
    assert (label.name, label.folder, label.posts) == ("calculus", "labels/calculus", posts)


def test_labels_that_differ_by_their_marks_have_pages_of_their_own() -> None:
    posts = (page("blog/one", labels=("C", "C++", "C#", "∂", "automatic differentiation")),)
    assert [label.folder for label in gather_labels(posts)] == [
        "labels/automatic-differentiation",
        "labels/c",
        "labels/c-sharp",
        "labels/c-plus-plus",
        "labels/label",
    ]


def test_numbers_in_labels_are_in_their_own_order() -> None:
    posts = [
        page("blog/a", labels=("Week 10", "2d", "Week 2 b")),
        page("blog/b", labels=("week", "10d", "Week 2 a")),
    ]
    names = [label.name for label in gather_labels([post.card for post in posts])]
    assert names == ["2d", "10d", "week", "Week 2 a", "Week 2 b", "Week 10"]
    digits = ("1" + "0" * 5000, "9" * 5000, "07", "٦", "5")
    post = page("blog/a", labels=digits)
    assert [label.name for label in gather_labels([post.card])] == ["5", "٦", "07", "9" * 5000, digits[0]]


def test_a_label_page_lists_its_posts_and_no_others() -> None:
    one, two = page("blog/one", labels=("calculus",)), page("blog/two", labels=("logic",))
    files = render_labels(site(one, two, url=AT_A_PATH))
    assert sorted(files) == ["labels/calculus/index.html", "labels/logic/index.html"]
    text = files["labels/calculus/index.html"].decode()
    assert 'href="/under/a/path/blog/one/"' in text
    assert "/blog/two/" not in text
    assert '<link rel="canonical" href="https://notes.example/under/a/path/labels/calculus/">' in text


def test_a_post_links_to_the_pages_of_its_labels_in_its_own_order() -> None:
    one, two = page("blog/one", labels=("logic", "Calculus")), page("blog/two", labels=("calculus",))
    links = page_labels(site(one, two, url=AT_A_PATH), one)
    assert [link.permalink for link in links] == [
        "/under/a/path/labels/logic/",
        "/under/a/path/labels/calculus/",
    ]


def test_related_posts_share_labels_and_those_that_share_most_come_first() -> None:
    this = page("blog/this", labels=("a", "b", "c"))
    posts = (
        page("blog/newest", labels=("A",)),
        this,
        page("blog/stranger", labels=("z",)),
        page("blog/close", labels=("b", "c")),
        page("blog/oldest", labels=("c",)),
    )
    assert [post.folder for post in Kin(posts).of(this)] == [
        "blog/close",
        "blog/newest",
        "blog/oldest",
    ]
