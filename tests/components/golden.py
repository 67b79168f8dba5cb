"""Golden cases of a component: a folder with ``input.md``, and what its tags become.

``expected.html`` and ``expected.md`` are the two outputs of a right input; ``faults.txt`` stands in their
place where it is wrong, one line for each fault.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from adjoint.components.model import Component, Context
from adjoint.components.templates import icon
from adjoint.markup import (
    Diagnostic,
    Fault,
    Source,
    Tag,
    parse_document,
    render_html,
    render_markdown,
)
from adjoint.site.gathering import Faults
from adjoint.site.post.calls import validated_calls
from adjoint.site.post.lines import parse_lines
from adjoint.site.post.typesetting import MathDesk, math_faults

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

DESK = MathDesk()


def cases(folder: Path) -> list[Path]:
    """Return the case folders below ``cases/`` of a test folder, in order."""
    return sorted(path for path in (folder / "cases").iterdir() if path.is_dir())


def check(case: Path, *components: Component[Any], update: bool) -> None:
    """Compare every output of a case with the one expected, or rewrite the expected ones."""
    outputs = _outputs(Source("input.md", (case / "input.md").read_text(encoding="utf-8")), components)
    if update:
        for name in ("expected.html", "expected.md", "faults.txt"):
            (case / name).unlink(missing_ok=True)
        for name, text in outputs.items():
            (case / name).write_text(text, encoding="utf-8")
    expected = {
        path.name: path.read_text(encoding="utf-8") for path in case.iterdir() if path.name != "input.md"
    }
    assert outputs == expected


def _outputs(source: Source, components: Sequence[Component[Any]]) -> dict[str, str]:
    try:
        html, markdown = _rendered(source, components)
    except Fault as fault:
        return {"faults.txt": "".join(f"{_told(found)}\n" for found in fault.diagnostics)}
    return {"expected.html": f"{html}\n", "expected.md": f"{markdown}\n"}


def _rendered(source: Source, components: Sequence[Component[Any]]) -> tuple[str, str]:
    document, found = parse_document(source)
    faults = Faults(found)
    calls = validated_calls(document, {component.tag: component for component in components}, {}, faults)
    lines = parse_lines(None, document.frontmatter, calls.values(), faults)
    faults.found.extend(math_faults((document, *lines.values()), {}, DESK))
    results = {}
    for index, (component, call) in calls.items():
        with faults.gathering():
            results[index] = component, component.compute(call, Context(_typeset, icon))
    faults.settle()
    context = Context(
        _typeset,
        icon,
        inline=lambda text: Markup(f"<i>{escape(text)}</i>"),
        text=str,
        formula=lambda latex: _typeset(latex, display=True),
        latex=str,
    )

    def told(way: str) -> Callable[[Tag, Any], Any]:
        def tell(tag: Tag, children: Any) -> Any:
            component, result = results[tag.index]
            return getattr(component, way)(result, children, context)

        return tell

    html = render_html(
        document,
        component=told("html"),
        typeset=_typeset,
        value=lambda value: Markup(escape(value.expression)),
        link=str,
    )
    markdown = render_markdown(
        document,
        component=told("markdown"),
        value=lambda value: value.expression,
    )
    return str(html).strip(), markdown.strip()


def _typeset(latex: str, display: bool) -> Markup:
    """Show a formula's source: KaTeX's own output is not the component's concern."""
    return Markup('<math data-display="{}">{}</math>').format(str(display).lower(), latex.strip())


def _told(found: Diagnostic) -> str:
    hint = f" ({found.hint})" if found.hint else ""
    return f"{found.location}: {found.code}: {found.message}{hint}"
