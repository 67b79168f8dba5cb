"""What a page loads: the styles and scripts of the components it uses, and of the kinds of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from adjoint.components import COMPONENTS
from adjoint.components.lab_canvas.component import COMPONENT as LAB_CANVAS
from adjoint.components.model import Parts
from adjoint.site.post.loading import loads

ONE = Parts(widgets=(Path("one/widget.js"), Path("one/help.js")), style=Path("one/style.css"))
OTHER = Parts(widgets=(Path("other/widget.js"), Path("one/help.js")))
BASE = Path("lab/widget.js")
TWO_KINDS = replace(LAB_CANVAS, widgets=(BASE,), kinds=(ONE, OTHER), kind=lambda result: result)


def test_a_page_without_components_loads_nothing() -> None:
    assert loads([], COMPONENTS) == loads([], ())
    assert loads([], COMPONENTS).scripts == ()


def test_a_page_loads_the_kinds_it_uses_and_no_others() -> None:
    assert loads([(TWO_KINDS, OTHER)], ["LabCanvas"]).scripts == ("lab.js", "other.js", "help.js")
    assert loads([(TWO_KINDS, OTHER)], ["LabCanvas"]).styles == ("lab.css",)
    assert loads([(TWO_KINDS, ONE)], ["LabCanvas"]).styles == ("lab.css", "one.css")


def test_what_several_use_is_loaded_once_in_the_order_of_the_components() -> None:
    both = loads([(TWO_KINDS, OTHER), (TWO_KINDS, ONE)], ["LabCanvas"])
    assert both.scripts == ("lab.js", "one.js", "help.js", "other.js")
    assert both == loads([(TWO_KINDS, ONE), (TWO_KINDS, OTHER), (TWO_KINDS, OTHER)], ["LabCanvas"])
