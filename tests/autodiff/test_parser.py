"""The expression language: what it reads, how it names, and where its errors point."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adjoint.autodiff import (
    ExpressionError,
    Graph,
    compile_scalar,
    forward,
    parse_graph,
    parse_program,
    parse_syntax,
)
from adjoint.autodiff.lexer import MAX_LENGTH, MAX_NAME
from adjoint.autodiff.parser import MAX_DEPTH
from adjoint.autodiff.syntax import Binary, Call, Comparison, Name, Number, Unary, postorder
from tests.autodiff.expressions import INPUTS, expressions, points


def steps(graph: Graph) -> str:
    return "; ".join(
        f"{node.name} = {graph.text(index)}" for index, node in enumerate(graph.nodes) if node.operands
    )


def described(graph: Graph) -> list[tuple[object, ...]]:
    """Return each step with its operands by name, or by value where they are numbers."""

    def operand(index: int) -> object:
        return graph.nodes[index].name or graph.nodes[index].value

    return [(node.name, row.name, *map(operand, node.operands)) for _, node, row in graph.steps()]


def result(text: str, **inputs: float) -> float:
    return compile_scalar(parse_graph(text, inputs=tuple(inputs)))(*inputs.values())[0]


def test_names_given_to_unnamed_steps_never_clash() -> None:
    graph = parse_graph("z = " + " + ".join(f"{a}*{b}" for a in "abuvt" for b in "crspq") + " + k1*u1")
    names = [node.name for node in graph.nodes if node.name]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("text", "inputs", "expected"),
    [
        ("-x^2", {"x": 3.0}, -9.0),
        ("2^-x", {"x": 1.0}, 0.5),
        ("2^3^2", {}, 512.0),
        ("(2^3)^2", {}, 64.0),
        ("x ** 2", {"x": 3.0}, 9.0),
        ("8 / 4 / 2", {}, 1.0),
        ("8 - 4 - 2", {}, 2.0),
        ("-2^2", {}, -4.0),
        ("a·b × 2 − 1", {"a": 2.0, "b": 3.0}, 11.0),
        ("sin(tau/4) + cos(pi)", {}, 0.0),
        ("2 * π * r", {"r": 1.0}, math.tau),
        (".5 + 1.5e-1 + 2.", {}, 2.65),
        ("(a +\n b)\n", {"a": 1.0, "b": 2.0}, 3.0),
        ("α1 + alpha1", {"alpha1": 2.0}, 4.0),
        ("- -x", {"x": 2.0}, 2.0),
        ("+x", {"x": 2.0}, 2.0),
    ],
)
def test_precedence_and_spelling(text: str, inputs: dict[str, float], expected: float) -> None:
    assert result(text, **inputs) == pytest.approx(expected, abs=1e-15)


@pytest.mark.parametrize("text", ["", "  ", "\n;\n"])
def test_a_text_without_an_expression_is_told_with_an_example(text: str) -> None:
    with pytest.raises(ExpressionError, match=r"there is no expression \(write one, such as e = "):
        parse_graph(text)


def test_an_unseen_character_is_told_by_its_number() -> None:
    with pytest.raises(ExpressionError, match=r"U\+200B") as caught:
        parse_graph("a \u200b b")
    assert (caught.value.start, caught.value.end) == (2, 3)


def test_declared_inputs_close_the_vocabulary_and_fix_the_order() -> None:
    assert parse_graph("rate*x", inputs=("x", "rate", "unused")).inputs == ("x", "rate", "unused")
    with pytest.raises(ExpressionError, match="x is an input"):
        parse_graph("x = rate*2", inputs=("x", "rate"))
    with pytest.raises(ExpressionError) as caught:
        parse_graph("x*raet", inputs=("x", "rate"))
    assert (caught.value.start, caught.value.hint) == (2, "did you mean rate?")
    with pytest.raises(ExpressionError, match=r"xy is neither .* \(for a product write x \* y\)"):
        parse_graph("xy + 1", inputs=("x", "y"))


def test_the_output_may_be_any_node() -> None:
    text = "c = a + b; e = c * b"
    assert parse_graph(text, output="c").output == "c"
    assert parse_graph("a * b", output="area").output == "area"
    assert steps(parse_graph("x", output="f", inputs=("x", "y"))) == "f = x"
    with pytest.raises(ExpressionError, match="no step is named f"):
        parse_graph(text, output="f")


def test_a_program_has_several_outputs() -> None:
    program = parse_program(
        "m = 0.9*m0 + g; x = x0 - lr*m", inputs=("x0", "m0", "g", "lr"), outputs=("x", "m")
    )
    assert compile_scalar(program)(1.0, 2.0, 3.0, 0.5) == pytest.approx((1 - 0.5 * 4.8, 4.8))
    with pytest.raises(ExpressionError, match="no step is named n"):
        parse_program("m = a", inputs=("a",), outputs=("n",))


def test_every_node_knows_where_it_was_written() -> None:
    text = "e = (a + b) * (b + 1)"
    graph = parse_graph(text)
    spans = {node.name: text[slice(*node.span)] for node in graph.nodes}
    assert spans["c"] == "a + b"
    assert spans["d"] == "b + 1"
    assert spans["b"] == "b"


def test_the_syntax_of_claims_holds_more_than_graphs() -> None:
    tree = parse_syntax("grad(e, b) == d + c and not 0 < toy.loss <= diverges(sgd, lr=0.51)")
    assert isinstance(tree, Binary)
    assert tree.operator == "and"
    assert isinstance(tree.left, Comparison)
    assert isinstance(tree.right, Unary)
    chain = tree.right.operand
    assert isinstance(chain, Comparison)
    assert chain.operators == ("<", "<=")
    number, name, call = chain.operands
    assert isinstance(number, Number)
    assert isinstance(name, Name)
    assert isinstance(call, Call)
    assert name.text == "toy.loss"
    assert [setting.text for setting, _ in call.settings] == ["lr"]


def test_too_long_and_too_deep_texts_are_refused() -> None:
    with pytest.raises(ExpressionError, match="100,000 characters"):
        parse_graph("a" * (MAX_LENGTH + 1))
    for kind, letter in (("name", "a"), ("number", "1")):
        with pytest.raises(ExpressionError, match=f"a {kind} may have {MAX_NAME} characters"):
            parse_graph(letter * (MAX_NAME + 1))
    for text in ("(" * 5000 + "a" + ")" * 5000, "-" * 5000 + "a", "^".join("a" * 5000), "sin(" * 5000):
        with pytest.raises(ExpressionError, match=f"deeper than {MAX_DEPTH}"):
            parse_graph(text)


def test_long_sums_are_deep_trees_and_do_not_recurse() -> None:
    count = 20_000
    graph = parse_graph("+".join("a" * count))
    assert forward(graph, {"a": 1.0})[-1] == count
    assert sum(isinstance(part, Name) for part in postorder(parse_syntax("+".join("a" * count)))) == count


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    _read_or_refused(text)


@given(st.text(alphabet="ab1.()+-*/^=;,<>! \nsincoe_·θ²", max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_likely_text_is_read_or_refused_with_a_place(text: str) -> None:
    _read_or_refused(text)


def _read_or_refused(text: str) -> None:
    for parse in (parse_graph, parse_syntax):
        refused = _refusal(parse, text)
        if refused is not None:
            assert 0 <= refused.start <= refused.end <= len(text)
            assert refused.message


def _refusal(parse: Callable[[str], object], text: str) -> ExpressionError | None:
    try:
        parse(text)
    except ExpressionError as error:
        return error
    return None


@given(expressions, points)
@settings(max_examples=100, deadline=None)
def test_a_printed_graph_reads_as_the_same_graph(expression: str, point: dict[str, float]) -> None:
    graph = parse_graph(expression, inputs=INPUTS)
    again = parse_graph(steps(graph) or "0", inputs=INPUTS)
    if steps(graph):
        assert described(again) == described(graph)
        assert again.output == graph.output
        assert forward(again, point)[again.outputs[0]] == forward(graph, point)[graph.outputs[0]]
