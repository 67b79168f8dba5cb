"""Pages on a stage: whoever moves a slider or presses a button sees what the build would have rendered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from adjoint.markup import Diagnostic
from adjoint.site.check.reading import Written
from adjoint.site.check.replay.browser import Browser
from adjoint.site.check.replay.values import texts_at
from adjoint.site.check.stage.following import SCRIPT, following_faults
from adjoint.site.check.stage.furniture import furniture_faults
from adjoint.site.check.stage.readers import ALWAYS, Look, looks, rendered
from adjoint.site.check.stage.runnable import lacks, untried_faults
from adjoint.site.check.stage.staging import Stage
from adjoint.site.post.offers import Computed

_SCRIPTS: Final = {
    "ComputeGraph": "compute-graph.js",
    "gradient-descent": "gradient-descent.js",
    "gradient-flow": "gradient-flow.js",
    "sweeps": "sweeps.js",
}


def widget_faults(page: Written, browser: Browser) -> Iterator[Diagnostic]:
    """Yield a fault for each figure of a page that shows otherwise than the build, whatever a reader does."""
    from py_mini_racer import JSEvalException  # noqa: PLC0415  (V8 is loaded by the first comparison)

    if len(page.published.ids) != len(set(page.published.ids)):
        return  # A script may take the one for the other; the ids are told of by themselves.
    alive = [made for made in page.post.computed.values() if _is_alive(page, made)]
    stage = browser.stage(page.data.decode())
    yield from untried_faults(stage.scripts, browser)
    doing, script = "the page is opened", "tape.js"
    try:
        stage.begin()
        moved: set[str] = set()
        for made in alive:
            script = _script(made)
            for look in looks(made, made.call.id):
                # One script for all figures of a kind: one of them is put through everything.
                if script in moved and not look.brief:
                    break
                doing = f"{made.call.id}: once {look.words}"
                yield from _seen(page, browser, stage, made, look)
                stage.settle()
            moved.add(script)
        doing, script = "a reader uses it", "theme.js"
        for name, words in furniture_faults(page, stage, partial(lacks, stage.scripts, browser)):
            yield _fault(browser, name, f"{page.html}: {words}")
        stage.settle()
        doing, script = "a reader follows a link that sets a figure", SCRIPT
        for words in following_faults(page, stage):
            yield _fault(browser, SCRIPT, f"{page.html}: {words}")
        stage.settle()
    except JSEvalException as error:
        words = f"{page.html}: {doing}, it fails: {_why(error)}"
        yield _fault(browser, stage.blamed(error) or script, words)


def _is_alive(page: Written, made: Computed) -> bool:
    figure = page.published.figures.get(made.call.id)
    return figure is not None and bool(figure.data)


def _seen(page: Written, browser: Browser, stage: Stage, made: Computed, look: Look) -> Iterator[Diagnostic]:
    """Do what a reader does, and yield a fault for the first thing that is not as it should be."""
    stage.drive(*look.steps)
    html = None
    if look.props is not None:
        html = rendered(made, look.props, page.post.teller.context())
        if html is None:
            return
    script = _script(made)
    found = stage.differences(made.call.id, html, (*ALWAYS, *look.skipped)) if look.skipped != ("*",) else []
    for place, what, there, here in found[:1]:
        words = f'{what} of {place} is "{there}" in the browser, by the build it is "{here}"'
        yield _fault(browser, script, f"{page.html}: {made.call.id}: once {look.words}, {words}")
    for selector, way, wanted in look.texts:
        if way in {"=", "in"}:
            told, should = _firsts(stage, selector, wanted)
        else:
            (told,), should = _firsts(stage, selector), wanted
        if not _fits(told, way, should):
            words = f'{selector} says "{told}" in the browser, it should say "{should}"'
            yield _fault(browser, script, f"{page.html}: {made.call.id}: once {look.words}, {words}")
            return
    if look.moved is not None:
        yield from _values(page, browser, stage, made.call.id, look.moved)


def _fits(told: str | None, way: str, should: str | None) -> bool:
    if not told or should is None:
        return False
    return told.startswith(should) if way == "^" else told in should if way == "in" else told == should


def _values(
    page: Written, browser: Browser, stage: Stage, graph: str, moved: Mapping[str, float]
) -> Iterator[Diagnostic]:
    """Yield a fault where a computed value in prose does not follow a graph that has moved."""
    wanted = texts_at(page, graph, moved)
    numbers, texts = stage.look(("main data.computed", "data-computed"), ("main data.computed", ""))
    for number, text in zip(numbers, texts, strict=True):
        if number in wanted and text != wanted[number]:
            told = f'a computed value says "{text}" once {graph} has moved, it should say "{wanted[number]}"'
            yield _fault(browser, "computed.js", f"{page.html}: {told}")
            return


def _firsts(stage: Stage, *selectors: str | None) -> list[str | None]:
    parts = [(selector or "").partition(":nth(") for selector in selectors]
    places = [int(nth.rstrip(")")) if nth else 0 for _, _, nth in parts]
    texts = stage.look(*((plain, "") for plain, _, _ in parts))
    return [found[place] if place < len(found) else None for found, place in zip(texts, places, strict=True)]


def _script(made: Computed) -> str:
    effect = getattr(made.result, "effect", None)
    return _SCRIPTS[effect.slug if effect else made.component.tag]


def _fault(browser: Browser, script: str, words: str) -> Diagnostic:
    return Diagnostic("browser-differs", "error", words, browser.place(script))


def _why(error: Exception) -> str:
    lines: Sequence[str] = [line.strip() for line in str(error).splitlines() if line.strip()]
    return next(
        (line for line in lines if "Error" in line and not line.startswith("<")), lines[0] if lines else ""
    )
