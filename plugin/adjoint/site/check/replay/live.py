"""Which published figures are alive, and how each is put to the test: one entry a kind of figure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from adjoint.components.lab.lab import Lab
from adjoint.components.model import Call
from adjoint.markup import Diagnostic
from adjoint.site.check.published import Figure
from adjoint.site.check.reading import Written
from adjoint.site.check.replay.browser import Browser
from adjoint.site.check.replay.comparison import Comparison, differs, together
from adjoint.site.check.replay.counting import compare_counts
from adjoint.site.check.replay.depths import compare_flows
from adjoint.site.check.replay.descents import compare_descent
from adjoint.site.check.replay.graphs import compare_graph
from adjoint.site.check.replay.shipped import compare_shipped
from adjoint.site.check.replay.values import compare_values
from adjoint.site.check.stage.specimen import specimen_faults
from adjoint.site.check.stage.widgets import widget_faults
from adjoint.site.post.offers import Computed
from adjoint.site.theme.modules import ModuleError

LIVE: Final[dict[str, Callable[[Call, Any, Figure, Browser], Comparison]]] = {
    "ComputeGraph": compare_graph,
    "gradient-descent": compare_descent,
    "gradient-flow": compare_flows,
    "sweeps": compare_counts,
}
"""By component, or by effect where a component has several."""


def compare_scripts(browser: Browser) -> Comparison:
    """Compare the shipped scripts by themselves, whatever pages use of them.

    Raises:
        ImportError: there is no V8 to run them.
    """
    found = script_numbers(browser)
    # Only where the numbers agree is it the scripts' own fault if a figure does otherwise.
    return found if found.faults else together([found, script_handling(browser)])


def script_numbers(browser: Browser) -> Comparison:
    """Compare what the shipped scripts reckon, write and draw."""
    return _of_scripts(compare_shipped, browser)


def script_handling(browser: Browser) -> Comparison:
    """Try what the shipped scripts do under a reader's hands."""
    return _of_scripts(lambda one: Comparison(faults=tuple(specimen_faults(one))), browser)


def _of_scripts(compare: Callable[[Browser], Comparison], browser: Browser) -> Comparison:
    from py_mini_racer import JSEvalException  # noqa: PLC0415  (V8 is loaded by the first comparison)

    try:
        return compare(browser)
    except (JSEvalException, ModuleError) as error:
        words = f"a script that every page ships fails: {_first_line(error)}"
        where = browser.place(error.name if isinstance(error, ModuleError) else browser.asked)
        return Comparison(faults=(Diagnostic("browser-differs", "error", words, where),))


def compare_page(page: Written, browser: Browser) -> Comparison:
    """Compare all that lives on a page with the engine, in the scripts and data that the page ships."""
    found = together([page_figures(page, browser), page_values(page, browser)])
    # Only where the numbers agree is it the scripts' own fault if a figure shows otherwise.
    return found if found.faults else together([found, page_handling(page, browser)])


def page_figures(page: Written, browser: Browser) -> Comparison:
    """Compare the figures of a page with the engine."""
    return together(_figures(page, browser))


def page_handling(page: Written, browser: Browser) -> Comparison:
    """Try what the figures of a page do under a reader's hands."""
    return Comparison(faults=tuple(widget_faults(page, browser)))


def page_values(page: Written, browser: Browser) -> Comparison:
    """Compare the computed values of a page with the engine, at every stop of its sliders."""
    from py_mini_racer import JSEvalException  # noqa: PLC0415  (V8 is loaded by the first comparison)

    try:
        return compare_values(page, browser)
    except (JSEvalException, ModuleError) as error:
        words = f"the script of the page's computed values fails: {_first_line(error)}"
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        words = f"the data of the page's computed values cannot be read ({type(error).__name__}: {error})"
    return Comparison(faults=(Diagnostic("browser-differs", "error", words, page.top),))


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]


def _figures(page: Written, browser: Browser) -> Iterator[Comparison]:
    for made in page.post.computed.values():
        figure = page.published.figures.get(made.call.id)
        kind = _kind(made)
        if figure is None or not figure.data:
            if kind in LIVE and not _is_still(made):
                yield Comparison(faults=(differs(made.call, "its data is not in the page"),))
        elif kind in LIVE:
            yield _compared(LIVE[kind], made, figure, browser)
        else:
            message = f"{made.call.id}: nothing compares the scripts of {kind} with the engine"
            yield Comparison(faults=(Diagnostic("not-compared", "warning", message, made.call.location()),))


def _kind(made: Computed) -> str:
    return made.result.effect.slug if isinstance(made.result, Lab) else made.component.tag


def _is_still(made: Computed) -> bool:
    """Whether a figure has nothing to compute in a browser, so that its page holds no data."""
    lab = made.result
    return isinstance(lab, Lab) and lab.effect.still_without_controls and not lab.stage.controls


def _compared(
    compare: Callable[[Call, Any, Figure, Browser], Comparison],
    made: Computed,
    figure: Figure,
    browser: Browser,
) -> Comparison:
    from py_mini_racer import JSEvalException  # noqa: PLC0415  (V8 is loaded by the first comparison)

    try:
        return compare(made.call, made.result, figure, browser)
    except (JSEvalException, ModuleError) as error:
        words = f"the page's script fails: {_first_line(error)}"
        return Comparison(faults=(differs(made.call, words),))
    except (KeyError, TypeError, ValueError, IndexError) as error:
        words = f"{type(error).__name__}: {error}"
        return Comparison(faults=(differs(made.call, f"the page's data cannot be read ({words})"),))
