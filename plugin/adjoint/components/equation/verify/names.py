r"""Names in LaTeX: ``b``, ``\theta_{t+1}``, ``\mathit{loss}``, ``\hat m``; and the names of functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from adjoint.autodiff.lexer import GREEK
from adjoint.autodiff.operations import ALIASES, OPERATIONS
from adjoint.components.equation.verify.tokens import Token, Unread
from adjoint.components.equation.verify.tree import Number, Symbol

FONTS: Final = frozenset(
    {
        rf"\{name}"
        for name in ("mathrm", "mathit", "mathbf", "mathsf", "mathtt", "mathcal", "boldsymbol", "bm")
    }
    | {r"\operatorname", r"\mathop"}
)
ACCENTS: Final = {r"\hat": "hat", r"\widehat": "hat", r"\tilde": "tilde", r"\vec": "", r"\dot": "dot"}
"""Marks above a letter that make another name of it, and what they add to the letter's own."""
_LETTERS: Final = {f"\\{name}": name for name in GREEK.values()} | {
    r"\varepsilon": "epsilon", r"\vartheta": "theta", r"\varphi": "phi", r"\varrho": "rho",
    r"\varsigma": "sigma", r"\ell": "l", r"\imath": "i", r"\jmath": "j",
}  # fmt: skip

_BY_LATEX: Final = {
    row.latex: row.name
    for row in OPERATIONS.values()
    if row.latex.startswith("\\") and row.latex[1:].isalpha()
}
_BY_NAME: Final = {
    name: ALIASES.get(name, name)
    for name in (*OPERATIONS, *ALIASES)
    if OPERATIONS[ALIASES.get(name, name)].binds == 5 or name in {"exp", "max", "min"}
}
_GREEK: Final = frozenset({r"\sigma", r"\Phi", r"\varphi"})
FUNCTIONS: Final = {
    **{latex: name for latex, name in _BY_LATEX.items() if latex not in _GREEK},
    **{name: operation for name, operation in _BY_NAME.items() if len(name) > 1},
    r"\log": "log", r"\ln": "log", r"\exp": "exp", r"\max": "max", r"\min": "min",
}  # fmt: skip
"""Operations by the command or the word that a formula calls them by."""
GREEK_FUNCTIONS: Final = {"sigma": "sigmoid", "Phi": "normal_cdf", "phi": "normal_pdf"}
"""Letters that are functions where no quantity has the name."""


MATRICES: Final = (
    "a vector is read where it is a whole side, (d, c + d), and no matrix is; write an equation for each"
    " entry, or leave verify out"
)
_MENDS: Final = {
    r"\cdots": "the dots stand for terms that nobody wrote; write them, or leave verify out",
    r"\dots": "the dots stand for terms that nobody wrote; write them, or leave verify out",
    r"\ldots": "the dots stand for terms that nobody wrote; write them, or leave verify out",
    r"\infty": "every value is a finite number",
    "'": r"write a derivative as \frac{\partial e}{\partial b}",
    "!": "there is no factorial",
    r"\pm": "write two equations",
    r"\int": "integrals are not computed",
    r"\lim": "limits are not computed",
    r"\begin": MATRICES,
    r"\|": "write the length out as a square root",
}  # fmt: skip
"""What to say of a token that cannot be read."""


EULER: Final = "upright e"
"""Upright, e is Euler's number whatever the names of the page are."""


class SymbolReader:
    """A cursor over tokens that reads names and numbers."""

    def __init__(self, given: Sequence[Token]) -> None:
        self.tokens = list(given)
        self.at = 0

    @property
    def token(self) -> Token:
        """The token that comes next."""
        return self.tokens[self.at]

    @property
    def last(self) -> Token:
        """The token that was read last."""
        return self.tokens[max(self.at - 1, 0)]

    def next(self) -> Token:
        """Return the next token and go on."""
        token = self.token
        if token.kind != "end":
            self.at += 1
        return token

    def peek(self) -> Token:
        """Return the token after the next."""
        return self.tokens[min(self.at + 1, len(self.tokens) - 1)]

    def skip(self, text: str) -> None:
        """Go past a token, if it comes next."""
        if self.token.text == text:
            self.next()

    def expect(self, text: str, opening: Token | None = None) -> Token:
        """Return the next token, which must have a certain text.

        Raises:
            Unread: it has another.
        """
        token = self.token
        if token.text == text and token.kind != "end":
            return self.next()
        if opening is not None and token.kind == "end":
            raise Unread(f"{opening.text} is never closed", opening.start, opening.end, f"add {text}")
        if opening is not None:
            shown = token.text or "the end"
            message = f"{shown} stands where {text} should close {opening.text}"
            raise Unread(message, token.start, token.end)
        raise Unread(f"{text} is missing", token.start, token.end)

    def group(self) -> list[Token]:
        """Return the tokens within the braces that come next.

        Raises:
            Unread: there are none.
        """
        opening = self.expect("{")
        inside: list[Token] = []
        depth = 1
        while True:
            token = self.next()
            if token.kind == "end":
                raise Unread("this brace is never closed", opening.start, opening.end, "add }")
            depth += (token.text == "{") - (token.text == "}")
            if not depth:
                return inside
            inside.append(token)

    def number(self) -> Number:
        """Read digits, with a point and with commas in braces between groups: ``1{,}024.5``."""
        start = self.token
        digits, unit = "", 1.0
        while self.token.kind == "digit" or self._is_mark(digits):
            if self.token.text == "{":
                self.at += 3
                continue
            digits += self.next().text
        if "." in digits:
            unit = 10.0 ** -len(digits.partition(".")[2])
        return Number(float(digits), start.start, self.last.end, unit)

    def _is_mark(self, digits: str) -> bool:
        after = [token.text for token in self.tokens[self.at : self.at + 4]]
        if after[0] == ".":
            return "." not in digits and self.peek().kind == "digit"
        if after[:3] != ["{", ",", "}"] or "." in digits or digits.startswith("0"):
            return False
        group = [token.kind == "digit" for token in self.tokens[self.at + 3 : self.at + 7]]
        # Groups have three digits; in 0{,}6 the comma is a point to many.
        return all(group[:3]) and len(group) >= 3 and not all(group[3:] or [False])

    def starts_symbol(self) -> bool:
        """Tell whether a name comes next."""
        token = self.token
        if token.kind == "words":
            return token.text.isidentifier()  # with space around them they are words of a sentence
        if token.kind == "letter":
            return True
        return token.text in _LETTERS or token.text in FONTS or token.text in ACCENTS

    def symbol(self, *, scripts: bool = True) -> Symbol:
        """Read a name and its subscript.

        Raises:
            Unread: there is no name.
        """
        token = self.token
        if not self.starts_symbol():
            shown = token.text or "the end"
            raise Unread(f"{shown} stands where a name is wanted", token.start, token.end)
        self.next()
        if token.text in FONTS:
            head = "".join(self._letter(inside) for inside in self.group()).replace(r"\_", "_")
            if token.text == r"\mathrm" and head == "e":
                head = EULER
        elif token.text in ACCENTS:
            inner = self.argument_symbol()
            head, mark = inner.head, ACCENTS[token.text]
            head = f"{head} {mark}".strip()
            if inner.index:
                return Symbol(head, inner.index, token.start, self.last.end)
        else:
            head = self._letter(token)
        symbol = Symbol(head, "", token.start, self.last.end)
        return self.subscripted(symbol) if scripts and self.token.text == "_" else symbol

    def subscripted(self, symbol: Symbol) -> Symbol:
        """Read the subscript that follows a name."""
        self.expect("_")
        if self.token.kind == "end":
            raise self.misplaced(self.token)
        inside = self.group() if self.token.text == "{" else [self.next()]
        return replace(symbol, index=plain(inside), end=self.last.end)

    def argument_symbol(self) -> Symbol:
        """Read a name in braces, or a name of one token."""
        if self.token.text != "{":
            return self.symbol(scripts=False)
        opening = self.next()
        symbol = self.symbol()
        self.expect("}", opening)
        return symbol

    @staticmethod
    def misplaced(token: Token) -> Unread:
        """Return the refusal of a token where it stands."""
        if token.kind == "end":
            return Unread("the equation ends too early", max(token.start - 1, 0), token.end)
        if token.kind == "words":
            hint = r"put words into the caption; a name of several letters is \mathit{loss}"
            return Unread(
                f'the words "{token.text.strip()}" cannot be verified', token.start, token.end, hint
            )
        return Unread(f"{token.text} cannot be read here", token.start, token.end, _MENDS.get(token.text))

    @staticmethod
    def _letter(token: Token) -> str:
        if token.kind == "words":
            return token.text.strip()
        return _LETTERS.get(token.text) or GREEK.get(token.text, token.text)


def plain(inside: Sequence[Token]) -> str:
    """Return a subscript as plain text, without fonts and braces."""
    return "".join(
        SymbolReader._letter(token)  # noqa: SLF001  (the same reading of letters)
        for token in inside
        if token.text not in {"{", "}"} and token.text not in FONTS
    )
