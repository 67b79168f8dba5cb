r"""LaTeX to what it says, by recursive descent over the grammar of printed mathematics.

From loose to tight: sums, products (by ``\cdot``, ``\times``, ``/`` or by standing side by side), signs,
powers. What can be read in two ways, such as ``1/2h``, is refused, and so is what this grammar lacks: nothing
is skipped that a reader would take to mean something.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from itertools import chain
from typing import Any, ClassVar, Final

from adjoint.components.equation.verify.derivatives import FRACTIONS, DerivativeReader
from adjoint.components.equation.verify.names import EULER, FUNCTIONS, GREEK_FUNCTIONS, MATRICES, SymbolReader
from adjoint.components.equation.verify.sums import MOST_TERMS, read_range
from adjoint.components.equation.verify.tokens import Token, Unread, tokens
from adjoint.components.equation.verify.tree import (
    RELATIONS,
    Apply,
    Binary,
    Chain,
    Counts,
    Fold,
    Negative,
    Node,
    Number,
    Of,
    Relation,
    Route,
    Symbol,
    Vector,
)
from adjoint.components.equation.verify.vectors import at_vector, closing, componentwise, skip_transposition

_JOINING: Final = frozenset({"and", "so", "so that", "hence", "thus", "therefore", "where", "with", "then"})
_SEPARATORS: Final = frozenset(
    {",", ";", ".", r"\\", "&", "quad", r"\begin", r"\end", r"\Rightarrow", r"\implies", r"\iff"}
    | {r"\Longrightarrow", r"\Leftrightarrow", r"\Longleftrightarrow", r"\therefore"}
)
"""What parts equations; of one that follows from another both must hold."""
_BRACES: Final = {r"\underbrace": "_", r"\overbrace": "^"}
_CLOSING: Final = {"(": ")", "[": "]", r"\{": r"\}"}
_ENVIRONMENTS: Final = frozenset(
    {"aligned", "align", "align*", "gathered", "split", "alignedat", "equation", "equation*"}
)
_UNSEEN: Final = frozenset({"white", "transparent", "#fff", "#ffffff", "none", "black", "#000", "#000000"})
"""Colours of one of our two grounds."""
MAX_DEPTH: Final = 40
MOST_SIGNS: Final = 400


def read_formula(latex: str, names: Collection[str], *, wary: bool = False) -> tuple[Chain, ...]:
    r"""Return the equations of a formula.

    Args:
        latex: as the reader sees it, computed values filled in.
        names: the keys of the names that have a meaning; they decide whether ``\sigma(t)`` is a product and
            whether ``d`` in ``\frac{de}{db}`` is a name.
        wary: whether to refuse ``f(x + 1)`` where f has no meaning, which may be a function or a factor.

    Raises:
        Unread: a part of it cannot be read, or there is nothing to verify.
    """
    return _Reader(latex, names, wary=wary).formula()


class _Reader(DerivativeReader):
    """A cursor over the tokens of one formula."""

    def __init__(self, latex: str, names: Collection[str], *, wary: bool) -> None:
        super().__init__(tokens(latex), names)
        self._latex = latex
        self._wary = wary
        self._depth = 0
        self._bars = 0
        self._terms = 1
        self._signs = 0
        self._labels: list[Chain] = []
        """What the labels of braces say of what they embrace."""

    def formula(self) -> tuple[Chain, ...]:
        chains: list[tuple[list[Node | Vector], list[Relation]]] = []
        while self._skip_separators():
            goes_on = self.token.text in RELATIONS and chains
            sides, relations = chains.pop() if goes_on else ([self._whole_side()], [])
            while self.token.text in RELATIONS or self._at_alignment(RELATIONS):
                self.skip("&")
                sign = self.next()
                relations.append(Relation(RELATIONS[sign.text], sign.start, sign.end))
                self.skip("&")
                sides.append(self._whole_side())
            if not relations:
                message = "this is no equation: there is no sign such as = in it"
                raise Unread(message, sides[0].start, sides[0].end)
            chains.append((sides, relations))
            if self.token.kind != "end" and not self._at_separator():
                raise self.misplaced(self.token)
        if not chains:
            raise Unread("there is nothing to verify", 0, self.token.end)
        stated = [componentwise(sides, relations, self._latex) for sides, relations in chains]
        return (*chain(*stated), *self._labels)

    def _whole_side(self) -> Node | Vector:
        """Read all that stands on one side of a sign: a sum, or a vector by itself."""
        self._signs = 0
        if not at_vector(self):
            return self._side()
        opening = self.next()
        marks = {","} if opening.text != r"\begin" else {"&", r"\\"}
        if opening.text == r"\begin":
            self.group()
        entries, between = [self._side()], set[str]()
        while self.token.text in marks:
            between.add(self.next().text)
            if self.token.text != r"\end":
                entries.append(self._side())
        if opening.text == r"\begin":
            self.expect(r"\end", opening)
            self.group()
        else:
            self.expect(closing(opening.text), opening)
        if len(between) > 1:
            raise Unread("matrices are not read", opening.start, self.last.end, MATRICES)
        skip_transposition(self)
        if self.token.text in {"+", "-"} or self._starts_factor():
            hint = "write an equation for each entry"
            raise Unread("sums and products of vectors are not read", opening.start, self.token.end, hint)
        return Vector(tuple(entries), opening.start, self.last.end)

    def _skip_separators(self) -> bool:
        """Go on to the next equation; tell whether there is one."""
        while self._at_separator() and not at_vector(self):
            if self.token.text in {r"\begin", r"\end"}:
                command = self.next()
                name = "".join(token.text for token in self.group())
                if name not in _ENVIRONMENTS:
                    hint = MATRICES if name.rstrip("*").endswith(("matrix", "array")) else None
                    raise Unread(f"the environment {name} cannot be read", command.start, command.end, hint)
                if name == "alignedat":
                    self.group()
            else:
                self._next_separator()
        return self.token.kind != "end"

    def _next_separator(self) -> None:
        mark, after = self.next(), self.token
        if mark.text == "." and after.kind == "digit" and after.start == mark.end:
            message = "a number that begins with a point is not read"
            raise Unread(message, mark.start, after.end, "write 0 before it")

    def _at_separator(self) -> bool:
        token = self.token
        joins = token.kind == "words" and token.text.strip(" ,;.:") in {*_JOINING, ""}
        return joins or token.text in _SEPARATORS

    def _side(self) -> Node:
        """Read a sum: terms with ``+`` or ``-`` between them."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Unread(f"nested deeper than {MAX_DEPTH} levels", self.token.start, self.token.end)
        left = self._term()
        while self.token.text in {"+", "-"} or self._at_alignment({"+", "-"}):
            self.skip("&")
            sign = self.next()
            right = self._term()
            left = self._joined(sign.text, left, right)
        self._depth -= 1
        return left

    def _joined(self, operator: str, left: Node, right: Node) -> Node:
        """Return two parts with a sign between them, unless so many follow that nobody reads them as one.

        Each is a part of the next, and who looks into the whole goes down them one by one.
        """
        self._signs += 1
        if self._signs > MOST_SIGNS:
            message = f"more than {MOST_SIGNS} sums and products on one side are not read"
            raise Unread(message, left.start, right.end, "state it in steps, each in a formula of its own")
        return Binary(operator, left, right, left.start, right.end)

    def _term(self) -> Node:
        """Read a product, perhaps with signs before it."""
        if self.token.text in {"-", "+"}:
            sign = self.next()
            self._depth += 1
            if self._depth > MAX_DEPTH:
                raise Unread(f"more than {MAX_DEPTH} signs before a term", sign.start, self.token.end)
            operand = self._term()
            self._depth -= 1
            return operand if sign.text == "+" else Negative(operand, sign.start, operand.end)
        left = right = self._factor()
        while True:
            if self.token.text in {r"\cdot", r"\times", "*"}:
                self.next()
                right = self._signed_factor()
                left = self._joined("*", left, right)
            elif self.token.text in {"/", r"\div"}:
                left = self._divided(left)
            elif self._starts_factor():
                before, first = right, next(token for token in self.tokens[self.at :] if token.text != "{")
                right = self._factor()
                _keep_apart(before, first, right)
                left = self._joined("*", left, right)
            else:
                return left

    def _signed_factor(self) -> Node:
        if self.token.text == "-":
            sign = self.next()
            operand = self._factor()
            return Negative(operand, sign.start, operand.end)
        return self._factor()

    def _divided(self, left: Node) -> Node:
        slash = self.next()
        is_group = self.token.text == "{"
        right = self._signed_factor()
        if self._starts_factor() or (is_group and isinstance(right, Binary)):
            hint = r"write \frac{…}{…}, or put brackets around what is divided by"
            raise Unread(
                "what stands below this / can be read in two ways", slash.start, self.token.end, hint
            )
        return self._joined("/", left, right)

    def _starts_factor(self) -> bool:
        token = self.token
        if token.kind in {"letter", "digit"}:
            return True
        if token.kind == "words":
            return not self._at_separator()
        if token.text == "|":
            return self._bars == 0
        if token.kind == "command":
            return token.text not in RELATIONS and token.text not in _SEPARATORS | {
                r"\}", r"\in", r"\to", r"\cdot", r"\times", r"\div", r"\%",
            }  # fmt: skip
        return token.text in {"(", "[", "{"}

    def _factor(self) -> Node:
        """Read an atom and the powers it is raised to."""
        opening = self.token
        atom = self._atom()
        if opening.text == "{" and self.token.text == "^" and not isinstance(atom, Number | Symbol):
            raise self._unseen(opening)
        while self.token.text in {"^", "'", "!", r"\%"}:
            mark = self.token
            if mark.text == r"\%":
                self.next()
                unit = atom.unit / 100 if isinstance(atom, Number) else 1.0
                if not isinstance(atom, Number):
                    raise self.misplaced(mark)
                atom = Number(atom.value / 100, atom.start, mark.end, unit)
                continue
            if mark.text != "^":
                raise self.misplaced(mark)
            self.next()
            exponent = self._exponent(mark)
            if isinstance(atom, Symbol) and (atom.key == EULER or atom.key in {"e"} - {*self.names}):
                atom = Apply("exp", (exponent,), atom.start, exponent.end)
            else:
                atom = Binary("^", atom, exponent, atom.start, exponent.end)
        return atom

    def _exponent(self, mark: Token) -> Node:
        inside = self.token
        if inside.text == "{" and self.peek().text == "(":
            message = "a superscript in brackets can be read as a power or as an index"
            raise Unread(message, mark.start, inside.end, "write the power without brackets")
        if inside.text in {r"\prime", "*", r"\ast", r"\top", r"\dagger", r"\star"} or inside.kind == "end":
            raise self.misplaced(inside)
        return self._argument()

    def _argument(self) -> Node:
        """Read what a command or a script takes: a group in braces, or a single token."""
        token = self.token
        if token.text == "{":
            return self._braced()
        if token.kind == "digit":
            self.next()
            return Number(float(token.text), token.start, token.end)
        if token.kind in {"letter", "command"}:
            return self._atom(single=True)
        raise self.misplaced(token)

    def _braced(self) -> Node:
        opening = self.expect("{")
        inside = self._side()
        self.expect("}", opening)
        return inside

    def _atom(self, *, single: bool = False) -> Node:
        token = self.token
        read = self._atoms.get(token.text)
        if read is not None:
            return read(self)
        if token.kind == "digit":
            return self.number()
        if self.starts_symbol():
            return self._named(single=single)
        if token.text in FUNCTIONS:
            return self._function(FUNCTIONS[self.next().text], token)
        raise self.misplaced(token)

    def _boxed(self) -> Node:
        r"""Read ``\boxed{…}`` for what is inside."""
        self.next()
        return self._braced()

    def _coloured(self) -> Node:
        r"""Read ``\textcolor{…}{…}``, whose second braces nobody sees."""
        command = self.next()
        colour = "".join(token.text for token in self.group())
        if colour.lower() in _UNSEEN:
            raise Unread(
                f"nobody sees what is {colour}", command.start, self.last.end, "leave the colour out"
            )
        return self._invisible()

    def _named(self, *, single: bool) -> Node:
        """Read a name, or the operation that it names where no quantity has it."""
        start = self.token
        symbol = self.symbol(scripts=not single)
        if single or symbol.key in self.names:
            return symbol if single else self._of_names(symbol)
        operation = GREEK_FUNCTIONS.get(symbol.key) or FUNCTIONS.get(symbol.key.lower())
        word = len(symbol.key) > 1 and symbol.key not in GREEK_FUNCTIONS
        applied = operation is not None and (word or self.token.text in {"(", "^"})
        if operation and applied:
            return self._function(operation, start)
        if self._wary and self._seems_applied(symbol):
            message = f"{symbol.key} may be a function of what follows in brackets, or a factor"
            raise Unread(message, symbol.start, self.token.end, r"write a product with \cdot")
        return symbol

    def _seems_applied(self, symbol: Symbol) -> bool:
        """Tell whether a bracket follows a name without a space that would make a product of it."""
        return self.token.text == "(" and r"\," not in self._latex[symbol.end : self.token.start]

    def _of_names(self, symbol: Symbol) -> Node:
        """Return a name, with the names that follow it in brackets if nothing else stands there."""
        if self.token.text != "(":
            return symbol
        at, names = self.at, list[Symbol]()
        while self.token.text in {"(", ","}:
            self.next()
            if not self.starts_symbol():
                break
            names.append(self.symbol())
        if names and self.token.text == ")" and all(name.key in self.names for name in names):
            return Of(symbol, tuple(names), symbol.start, self.next().end)
        self.at = at
        return symbol

    def _invisible(self) -> Node:
        """Read a group in braces, which shows nothing: what stands inside must hold together by itself."""
        opening = self.token
        signed = self.peek().text in {"+", "-"}
        inside = self._braced()
        if signed or (isinstance(inside, Binary) and inside.operator in {"+", "-"}):
            raise self._unseen(opening)
        return inside

    def _unseen(self, opening: Token) -> Unread:
        message = "a reader does not see these braces"
        return Unread(message, opening.start, self.last.end, "write brackets, ( and )")

    def _bracketed(self) -> Node:
        opening = self.next()
        inside = self._side()
        if opening.text == "[" and self.token.text in {"<", ">"}:
            return self._indicator(opening, inside)
        self.expect(_CLOSING[opening.text], opening)
        return inside

    def _indicator(self, opening: Token, left: Node) -> Node:
        """Read Iverson's bracket, ``[u > v]``: 1 where it is true, else 0."""
        sign = self.next()
        right = self._side()
        closing = self.expect("]", opening)
        greater, less = (left, right) if sign.text == ">" else (right, left)
        if isinstance(less, Number) and less.value == 0:
            return Apply("heaviside", (greater,), opening.start, closing.end)
        return Apply("exceeds", (greater, less), opening.start, closing.end)

    def _absolute(self) -> Node:
        opening = self.next()
        self._bars += 1
        inside = self._side()
        self._bars -= 1
        closing = self.expect("|", opening)
        return Apply("abs", (inside,), opening.start, closing.end)

    def _fraction(self) -> Node:
        command = self.next()
        partial = self.partial_fraction(command)
        if partial is not None:
            return partial
        above = self._argument()
        below = self._argument()
        return Binary("/", above, below, command.start, self.last.end)

    def _root(self) -> Node:
        command = self.next()
        degree: Node | None = None
        if self.token.text == "[":
            opening = self.next()
            degree = self._side()
            self.expect("]", opening)
        inside = self._argument()
        end = self.last.end
        if degree is None:
            return Apply("sqrt", (inside,), command.start, end)
        if isinstance(degree, Number) and degree.value == 3:
            return Apply("cbrt", (inside,), command.start, end)
        one = Number(1.0, degree.start, degree.end)
        return Binary("^", inside, Binary("/", one, degree, degree.start, degree.end), command.start, end)

    def _labelled(self) -> Node:
        r"""Read what a brace embraces, and its label.

        Words decorate, ``\text{through } c`` says which paths are meant, and a formula is equal to what is
        embraced.
        """
        command = self.next()
        inside = self._braced()
        if self.token.text != _BRACES[command.text]:
            return inside
        self.next()
        if self.token.text != "{" or self.peek().kind != "words":
            self._labels.append(self._label(inside))
            return inside
        label = self.group()
        if not label or label[0].text.strip() != "through":
            for token in label:
                if token.kind != "words":
                    raise self.misplaced(token)
            return inside
        reader = SymbolReader([*label[1:], Token("end", "", label[-1].end, label[-1].end)])
        through = reader.symbol()
        if reader.token.kind != "end":
            raise self.misplaced(reader.token)
        return Route(inside, through, label[0].start, label[-1].end)

    def _label(self, embraced: Node) -> Chain:
        """Read the formula that labels a brace, such as ``= 7``, as an equation about what is embraced."""
        opening = self.token
        if opening.text != "{":
            return Chain((embraced, self._argument()), (Relation("=", opening.start, opening.end),))
        sign = self.next()
        if self.token.text in RELATIONS:
            sign = self.next()
        label = self._side()
        self.expect("}", opening)
        return Chain((embraced, label), (Relation(RELATIONS.get(sign.text, "="), sign.start, sign.end),))

    def _function(self, operation: str, start: Token) -> Node:
        r"""Read the operands of a function: in brackets, or the factors that follow, as in ``\tanh wx``."""
        power: Node | None = None
        if self.token.text == "_" and operation == "log":
            self.next()
            base = self._argument()
            operation = {2.0: "log2", 10.0: "log10"}.get(base.value if isinstance(base, Number) else 0.0, "")
            if not operation:
                raise Unread(
                    "the base of a logarithm is 2 or 10", base.start, base.end, r"write \ln, or divide by \ln"
                )
        if self.token.text == "^":
            mark = self.next()
            power = self._exponent(mark)
            if isinstance(power, Negative):
                hint = r"write \arcsin and the like, or \frac{1}{…}"
                raise Unread("this power can be read as an inverse", mark.start, power.end, hint)
        operands = self._operands(start)
        applied: Node = Apply(operation, operands, start.start, self.last.end)
        return Binary("^", applied, power, start.start, self.last.end) if power else applied

    def _operands(self, start: Token) -> tuple[Node, ...]:
        if self.token.text in {"(", "[", r"\{"}:
            opening = self.next()
            operands = [self._side()]
            while self.token.text == ",":
                self.next()
                operands.append(self._side())
            self.expect(_CLOSING[opening.text], opening)
            return tuple(operands)
        if not self._starts_factor():
            raise Unread("a function has nothing to work on", start.start, self.token.end)
        operand = self._factor()
        while self._starts_factor() and not self._starts_function():
            factor = self._factor()
            operand = self._joined("*", operand, factor)
        if self.token.text in {"(", "/"}:
            hint = "put brackets around what the function is of"
            raise Unread(
                "how far this function reaches can be read in two ways", start.start, self.token.end, hint
            )
        return (operand,)

    def _starts_function(self) -> bool:
        return self.token.text in FUNCTIONS or self.token.text in {r"\operatorname", r"\sum", r"\prod", "("}

    def _fold(self) -> Node:
        command = self.next()
        below: list[Token] = []
        above: list[Token] = []
        while self.token.text in {"_", "^"}:
            script = self.next()
            inside = self.group() if self.token.text == "{" else [self.next()]
            if script.text == "_":
                below = inside
            else:
                above = inside
        over = read_range(command, below, above)
        outer = self._terms
        self._terms *= over.last - over.first + 1 if isinstance(over, Counts) else 1
        if self._terms > MOST_TERMS:
            message = f"sums within sums have {self._terms:,} terms, and {MOST_TERMS:,} can be tried"
            raise Unread(message, command.start, self.token.start)
        body = self._term()
        self._terms = outer
        return Fold("+" if command.text == r"\sum" else "*", over, body, command.start, body.end)

    def _at_alignment(self, signs: Collection[str]) -> bool:
        return self.token.text == "&" and self.peek().text in signs

    _atoms: ClassVar[Mapping[str, Callable[[Any], Node]]] = {
        "{": _invisible,
        **dict.fromkeys(_CLOSING, _bracketed),
        "|": _absolute,
        **dict.fromkeys(FRACTIONS, _fraction),
        r"\sqrt": _root,
        **dict.fromkeys(_BRACES, _labelled),
        r"\boxed": _boxed,
        r"\textcolor": _coloured,
        r"\partial": DerivativeReader.slashed_partial,
        r"\bar": DerivativeReader.adjoint,
        r"\overline": DerivativeReader.adjoint,
        r"\nabla": DerivativeReader.gradient,
        r"\sum": _fold,
        r"\prod": _fold,
    }
    """What each token that begins a part of an equation begins."""


def _keep_apart(before: Node, first: Token, factor: Node) -> None:
    """Refuse a factor that a reader takes for more digits of the number before it, or for its fraction.

    Args:
        before: what stands to the left.
        first: the first token of the factor that is seen.
        factor: what is to be multiplied by it.
    """
    if not isinstance(before, Number):
        return
    hint = r"write \cdot between them"
    if first.kind == "digit":
        raise Unread("side by side these are read as one number", before.start, factor.end, hint)
    parts = (factor.left, factor.right) if isinstance(factor, Binary) and first.text in FRACTIONS else ()
    if parts and all(isinstance(part, Number) for part in parts):
        raise Unread("this is read as a number and a part of one", before.start, factor.end, hint)
