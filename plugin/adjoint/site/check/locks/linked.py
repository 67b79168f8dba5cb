"""What the words of a link say of a quantity, which is another where the link sets the graph to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from adjoint.autodiff import DomainError
from adjoint.components.numerals import numeral
from adjoint.site.check.locks.misstatement import Misstated
from adjoint.site.check.locks.prose import passages
from adjoint.site.check.locks.reach import REACH
from adjoint.site.number_words import NUMBER_WORD, value_of
from adjoint.site.post.checked import Checked

_LINK: Final = re.compile(
    rf"\[(?P<words>[^\]]{{0,{REACH}}})\]\(#(?:fig:)?(?P<id>[\w-]+)\?(?P<settings>[^)\s]+)\)"
)
_SAID: Final = re.compile(
    r"(?<![\w\\^_/*+-])(?P<name>[^\W\d]\w*)\$?\s*(?:=|is|becomes|equals|comes\s+to)\s*\$?"
    rf"(?P<number>[-−]?\d+(?:\.\d+)?|{NUMBER_WORD.pattern})\$?(?=\s*(?:$|[;!)]|[.,](?!\d))|\s+and\s+(?!a\b|more\b))"
)
_SETTING: Final = re.compile(r"(\w+)=(-?\d+(?:\.\d+)?)")


def misled(post: Checked) -> Iterator[Misstated]:
    """Yield each number that a link's words give a node, and that it does not have where the link leads."""
    for passage in passages(post):
        for link in _LINK.finditer(passage.text) if "](#" in passage.text else ():
            offered = post.quantities.get(link["id"])
            if offered is None or offered.graph is None:
                continue
            inputs = {name: float(number) for name, number in _SETTING.findall(link["settings"])}
            inputs = {name: number for name, number in inputs.items() if name in offered.graph.inputs}
            with suppress(DomainError):
                there = offered.moved(inputs).values if inputs else {}
                for said in _SAID.finditer(link["words"]):
                    name, value = said["name"], there.get(said["name"])
                    if value is None or name in offered.graph.inputs or _is(said["number"], value):
                        continue
                    where = passage.locate(link.start("words") + said.start("number"))
                    told = f"where the link leads {name} is {numeral(value)}"
                    yield Misstated(said["number"], passage.text, None, where, told)


def _is(text: str, value: float) -> bool:
    """Tell whether a number is a value, rounded to the digits that are typed."""
    if NUMBER_WORD.fullmatch(text):
        return value_of(text) == value
    decimals = len(text.partition(".")[2])
    return abs(float(text.replace("−", "-")) - value) <= float(f"0.5e-{decimals}") * (1 + 1e-9)
