"""The social image: a PNG of the size that networks show, with the title whole, the same on every build."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import imagesize
import pytest

from adjoint.site.outputs.kinds import OfPage
from adjoint.site.outputs.social import fitted, render_social, social_image
from adjoint.site.post.pictures import Picture
from tests.site.outputs.sites import AT_A_PATH, files_of, page, site

SOCIAL = OfPage(render_social)

FIGURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630"><circle cx="9" cy="9" r="9"/></svg>'
)


def test_every_post_has_a_png_of_1200_by_630_and_a_page_that_is_no_post_has_none() -> None:
    files = files_of(SOCIAL, page("blog/one"), page("about", date=None))
    ((path, data),) = files.items()
    assert path.startswith("blog/one/social.")
    assert imagesize.get(BytesIO(data)) == (1200, 630)


def test_the_same_post_gives_the_same_picture_and_another_title_another_one_under_another_name() -> None:
    first = files_of(SOCIAL, page("blog/one", title="Sums"))
    assert files_of(SOCIAL, page("blog/one", title="Sums")) == first
    second = files_of(SOCIAL, page("blog/one", title="Products"))
    assert set(second).isdisjoint(first)
    assert list(second.values()) != list(first.values())


def test_the_computed_figure_of_the_post_is_drawn_into_it() -> None:
    plain = page("blog/one")
    drawn = replace(plain, figures={"toy": Picture("blog/one/toy.svg", FIGURE, "", 1200, 630)})
    (without,) = files_of(SOCIAL, plain).values()
    (with_figure,) = files_of(SOCIAL, drawn).values()
    assert with_figure != without


def test_a_page_names_its_picture_by_the_full_address() -> None:
    post = page("blog/one")
    assert social_image(site(post, url=AT_A_PATH), post).url.startswith(f"{AT_A_PATH}blog/one/social.")


@pytest.mark.parametrize("most", [2, 4])
def test_a_title_of_any_length_fits(most: int) -> None:
    for words in range(1, 60):
        title = fitted(" ".join(["Backpropagation"] * words), most)
        assert 1 <= len(title.lines) <= most
    assert title.lines[-1].endswith(" …")
