"""What a process that works may raise reaches the one that asked: every exception can be pickled."""

from __future__ import annotations

import importlib
import inspect
import pickle
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest

import adjoint
from adjoint.markup import Diagnostic, Location

TOLD = Diagnostic("code", "error", "what is wrong", Location("post.md", 1, 1))
EXAMPLES = {"str": "what is wrong", "int": 3, "str | None": "how to mend it", "Diagnostic": TOLD}
"""What is given for a parameter, by its type."""


def exceptions() -> Iterator[type[Exception]]:
    for module in pkgutil.walk_packages(adjoint.__path__, "adjoint."):
        if module.name.endswith("__main__"):  # they do something when they are imported
            continue
        for _, found in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(found, Exception) and found.__module__ == module.name:
                yield found


def an_example(kind: type[Any]) -> Exception:
    own = kind.__init__
    if not inspect.isfunction(own):
        return kind("what is wrong")  # type: ignore[no-any-return]
    given = list(inspect.signature(own).parameters.values())[1:]
    examples = [EXAMPLES[str(one.annotation)] for one in given if one.kind is not one.KEYWORD_ONLY]
    return kind(*examples)  # type: ignore[no-any-return]


@pytest.mark.parametrize("kind", sorted(set(exceptions()), key=repr))
def test_an_exception_comes_out_of_a_pickle_as_it_went_in(kind: type[Exception]) -> None:
    sent = an_example(kind)
    came = pickle.loads(pickle.dumps(sent))  # noqa: S301  (our own)
    assert (type(came), came.args, str(came)) == (kind, sent.args, str(sent))
    assert vars(came) == vars(sent)
