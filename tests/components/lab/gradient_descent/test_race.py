"""A race told as numbers, words and a picture of its own."""

from __future__ import annotations

import math
import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from markupsafe import Markup

from adjoint.autodiff import OPTIMISERS, SURFACES, default_settings
from adjoint.components.lab.lab import Lab, lab_figure, lab_html, lab_markdown, lab_quantities
from adjoint.components.lab_canvas.component import COMPONENT
from tests.components.lab.calls import CONTEXT, call


def lab(params: dict[str, object] | None = None, **props: object) -> Lab:
    result: Lab = COMPONENT.compute(
        call(COMPONENT, effect="gradient-descent", params=params or {}, **props), CONTEXT
    )
    return result


def numbers(params: dict[str, object] | None = None) -> dict[str, float]:
    return dict(lab_quantities(lab(params)).values)


def test_plain_descent_on_a_bowl_is_what_one_computes_by_hand() -> None:
    # x² + 2y² from (−1.7, 1.3): each step multiplies x by 1 − 2·lr and y by 1 − 4·lr.
    found = numbers({"preset": "bowl", "show": "SGD", "lr": 0.08, "steps": 10})
    x, y = -1.7 * 0.84**10, 1.3 * 0.68**10
    assert (found["sgd.x"], found["sgd.y"]) == pytest.approx((x, y), rel=1e-12)
    assert found["sgd.loss"] == pytest.approx(x**2 + 2 * y**2, rel=1e-12)
    assert found["sgd.gradient"] == pytest.approx(math.hypot(2 * x, 4 * y), rel=1e-12)
    assert found["sgd.lr"] == 0.08
    assert found["steps"] == 10


def test_a_step_count_is_infinite_where_a_run_does_not_arrive() -> None:
    found = numbers(
        {"preset": "bowl", "show": ["SGD", "Newton"], "each": {"sgd": {"lr": 0.001}}, "steps": 20}
    )
    assert found["newton.steps"] < found["sgd.steps"] == math.inf
    assert found["sgd.diverged"] == math.inf


def test_a_run_that_diverges_says_at_which_step() -> None:
    # The y direction of x² + 2y² grows by |1 − 4·lr| a step.
    found = numbers({"preset": "bowl", "show": "SGD", "lr": 0.9})
    assert found["sgd.diverged"] == next(
        n for n in range(1, 200) if 2.89 * 0.8 ** (2 * n) + 3.38 * 2.6 ** (2 * n) > 6.27 + 6.27e4
    )


def test_every_number_has_a_name_that_a_post_can_write() -> None:
    found = numbers({"show": "all"})
    assert all(re.fullmatch(r"[a-z]\w*(\.[a-z]\w*)?", name) for name in found)
    assert not any(map(math.isnan, found.values()))
    assert {name.partition(".")[0] for name in found} == {*OPTIMISERS, "start", "steps"}


def test_a_rate_for_all_holds_for_all_and_one_for_one_is_stronger() -> None:
    found = numbers({"show": ["SGD", "Adam"], "lr": 0.002, "each": {"adam": {"lr": 0.1}}})
    assert (found["sgd.lr"], found["adam.lr"]) == (0.002, 0.1)


def test_a_rate_chosen_for_a_surface_is_not_taken_to_another() -> None:
    race = lab({"preset": "bowl", "lr": 0.3, "momentum": 0.5}).state
    assert race.settings_on(SURFACES["bowl"], "momentum") == {"lr": 0.3, "momentum": 0.5}
    assert race.settings_on(SURFACES["ravine"], "momentum")["lr"] < 0.01
    assert race.settings_on(SURFACES["ravine"], "momentum")["momentum"] == 0.5
    own = default_settings(SURFACES["ravine"], OPTIMISERS["newton"])["lr"]
    assert race.settings_on(SURFACES["ravine"], "newton")["lr"] == own


@pytest.mark.parametrize("name", SURFACES)
@pytest.mark.parametrize("show", ["SGD", "all"])
def test_the_picture_is_whole_in_itself(name: str, show: str) -> None:
    text = lab_figure(lab({"preset": name, "show": show}))
    root = ET.fromstring(text)  # noqa: S314  (our own text)
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("1200", "630", "0 0 1200 630")
    assert not re.search(r"url\(|href|https?://(?!www\.w3\.org/2000/svg)", text)
    words = "".join(root.itertext())
    assert all(
        optimiser.title in words for optimiser in OPTIMISERS.values() if show in ("all", optimiser.title)
    )
    assert not re.search(r"\b(nan|inf|None)\b", text)


def test_the_same_call_gives_the_same_bytes() -> None:
    def outputs() -> tuple[Any, ...]:
        result = lab({"show": "all"}, caption="A race.")
        return (
            lab_html(result, Markup(), CONTEXT),
            lab_markdown(result, "", CONTEXT),
            lab_figure(result),
        )

    assert outputs() == outputs()


def test_a_page_with_every_optimiser_and_surface_stays_small() -> None:
    import gzip

    html = lab_html(lab({"show": "all"}), Markup(), CONTEXT)
    assert len(gzip.compress(html.encode(), 9, mtime=0)) < 22_000


def test_the_html_holds_no_number_that_is_not_one() -> None:
    for name in SURFACES:
        html = lab_html(lab({"preset": name, "show": "all", "lr": 1.0}), Markup(), CONTEXT)
        assert not re.search(r"\b(nan|inf|NaN|Infinity|None)\b", html)


def test_every_id_on_the_page_is_given_once_and_begins_with_the_lab_s_own() -> None:
    html = lab_html(lab({"show": "all"}, id="race"), Markup(), CONTEXT)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert all(name == "race" or name.startswith("race-") for name in ids)
    named = re.findall(r'\b(?:for|aria-labelledby)="([^"]+)"|(?:href="|url\()#([^")]+)', html)
    assert {name for pair in named for names in pair for name in names.split()} <= set(ids)
