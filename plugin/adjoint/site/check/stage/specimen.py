"""A small page of the check's own with a figure of each kind, to try its scripts whatever posts show.

A post's own figures are held against the build; what their scripts do under a reader's hands is the same on
every page, and is tried here, once for all pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from markupsafe import Markup, escape

from adjoint.components.compute_graph.component import COMPONENT as GRAPH
from adjoint.components.lab_canvas.component import COMPONENT as LAB
from adjoint.components.model import Call, Component, Context
from adjoint.components.settings import Settings
from adjoint.components.templates import icon
from adjoint.frozen import frozen
from adjoint.markup import Diagnostic, Location, Source, parse_document
from adjoint.site.check.replay.browser import Browser
from adjoint.site.check.stage.around import HTML as AROUND
from adjoint.site.check.stage.around import box_faults, contents_faults, early_faults, theme_faults
from adjoint.site.check.stage.arriving import HTML as PLACE
from adjoint.site.check.stage.arriving import arriving_faults, opened_faults
from adjoint.site.check.stage.beside import HTML, copy_faults, note_faults, preview_faults
from adjoint.site.check.stage.choosing import choice_faults
from adjoint.site.check.stage.descents import descent_faults
from adjoint.site.check.stage.graphs import CALL, graph_faults, sized
from adjoint.site.check.stage.runnable import lacks, untried_faults
from adjoint.site.check.stage.searching import ELSE, FOLDER, STYLE, search_faults
from adjoint.site.check.stage.sharing import sharing_faults
from adjoint.site.check.stage.staging import Stage
from adjoint.site.gathering import Faults
from adjoint.site.post.calls import validated_calls

_POST: Final = f"""\
{CALL}

<LabCanvas id="walk" height={{200}} effect="gradient-descent" params={{{{ preset: "bowl", show: ["sgd", "momentum", "adam"], steps: 18, each: {{ sgd: {{ lr: 0.6 }} }} }}}} />

<LabCanvas id="flow" effect="gradient-flow" params={{{{ layers: 4, width: 2 }}}} />

<LabCanvas id="modes" effect="sweeps" params={{{{ inputs: 10, outputs: 2 }}}} />
"""  # noqa: E501  (as an author writes it)
_SCRIPTS: Final = (
    "compute-graph.js",
    "gradient-descent.js",
    "gradient-flow.js",
    "sweeps.js",
    "address.js",
    "theme-early.js",
    "theme.js",
    "reading.js",
)
_TOLD_AS: Final = {
    "gradient-descent.js": "gradient-descent.js, which lab.js wakes",
    "state.js": "state.js, which address.js asks",
    "contents.js": "contents.js, which theme.js fetches",
    "search.js": "search.js, which theme.js opens and which asks search-index.js",
    "theme.js": "theme.js, before which theme-early.js runs",
}
"""A script that is tried together with another."""
_BROUGHT_BACK: Final = (("flow", "adjoint-gradient-flow", "layers", "3", "3 layers"),)
"""A figure, its element, a setting, where a browser has left it, and what is then shown."""
_CODE: Final = '<div class="highlight"><pre>code</pre></div>'
_LINK: Final = '<a class="specimen" href="#">A link</a>'
_CONTEXT: Final = Context(
    typeset=lambda latex, _display: escape(latex),
    icon=icon,
    inline=escape,
    text=lambda line: line,
)


@frozen
class Made:
    """A figure of the page."""

    component: Component[Any]
    call: Call
    result: Any

    @property
    def id(self) -> str:
        """Its id."""
        return self.call.id

    @property
    def settings(self) -> Settings:
        """What a reader may set."""
        return self.component.settings(self.result) if self.component.settings else {}


@lru_cache(maxsize=1)
def _made() -> tuple[Made, ...]:
    document, _ = parse_document(Source("specimen.md", _POST))
    faults = Faults()
    calls = validated_calls(document, {one.tag: one for one in (GRAPH, LAB)}, {}, faults)
    return tuple(
        Made(component, call, component.compute(call, _CONTEXT)) for component, call in calls.values()
    )


@lru_cache(maxsize=1)
def _figures() -> str:
    return sized("\n".join(str(one.component.html(one.result, Markup(""), _CONTEXT)) for one in _made()))


def _page(scripts: Iterator[str]) -> str:
    loaded = "".join(f'<script type="module" src="/assets/{name}"></script>' for name in scripts)
    button = (
        f'<button type="button" data-search="{FOLDER}" data-search-style="{STYLE}" data-search-else="{ELSE}">'
        "Search</button>"
    )
    prose = f'<div class="prose">{_figures()}{HTML}</div>{_CODE}{AROUND}{PLACE}{_LINK}'
    return f"<!doctype html><html><head>{loaded}</head><body>{button}<main>{prose}</main></body></html>"


def specimen_faults(browser: Browser) -> Iterator[Diagnostic]:
    """Yield a fault for the first thing of each kind that a shipped script does not do as it should."""
    from py_mini_racer import JSEvalException  # noqa: PLC0415  (V8 is loaded by the first comparison)

    stage = browser.stage(_page(browser.name(name) for name in _SCRIPTS))
    yield from untried_faults(stage.scripts, browser)
    script = _SCRIPTS[0]
    try:
        stage.begin()
        for script, act in _ACTS:
            if lacks(stage.scripts, browser, script):
                continue
            for words in islice(act(stage), 1):
                yield _fault(browser.place(script), f"{_TOLD_AS.get(script, script)}: {words}")
            stage.settle()
    except JSEvalException as error:
        blamed = browser.place(stage.blamed(error) or script)
        why = str(error).strip().splitlines()[0]
        yield _fault(blamed, f"{script}: it fails under a reader's hands: {why}")


def _fault(script: Location, words: str) -> Diagnostic:
    return Diagnostic("browser-differs", "error", words, script)


def _walk(stage: Stage) -> Iterator[str]:
    (walk,) = (one for one in _made() if one.id == "walk")
    yield from descent_faults(walk.result, "[id='walk']", stage)
    yield from choice_faults(walk.result, "[id='walk']", stage)


def _brought_back(stage: Stage) -> Iterator[str]:
    """What a browser has set before the scripts came is shown."""
    for figure, tag, name, value, shown in _BROUGHT_BACK:
        control, output = f"#{figure} [data-setting={name}]", f"#{figure} output[for={figure}-{name}]"
        stage.drive((control, "place", {"now": value}), (f"#{figure} {tag}", "wake", None))
        if stage.look((output, "")) != [[shown]]:
            yield f"{name} of {figure}, brought back as {value}, is shown as {stage.look((output, ''))}"
        stage.drive((control, "set", str(stage.look((control, "value"))[0][0])))


def _addresses(stage: Stage) -> Iterator[str]:
    for one in _made():
        yield from sharing_faults(stage, one.id, one.settings, linked=one.id == "walk")
    yield from arriving_faults(stage, _made()[0].settings)


_ACTS: Final[tuple[tuple[str, Callable[[Stage], Iterator[str]]], ...]] = (
    ("compute-graph.js", graph_faults),
    ("gradient-descent.js", _walk),
    ("gradient-flow.js", _brought_back),
    ("state.js", _addresses),
    ("search.js", search_faults),
    ("preview.js", preview_faults),
    ("reading.js", note_faults),
    ("theme.js", copy_faults),
    ("theme.js", theme_faults),
    ("theme-early.js", early_faults),
    ("theme.js", box_faults),
    ("contents.js", contents_faults),
    ("address.js", opened_faults),
)
