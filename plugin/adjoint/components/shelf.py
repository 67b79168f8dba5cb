"""What is known by its name, and loaded when it is first looked at.

A build that makes one post anew, without a lab in it, has no use for the labs; loading them takes longer than
all of its work.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TypeVar

Value = TypeVar("Value")


class Shelf(Mapping[str, Value]):
    """Values by name, in the order in which they were named."""

    def __init__(self, modules: Mapping[str, str]) -> None:
        """Take, for each name, the module that holds the value as its ``COMPONENT``."""
        self._modules = modules

    def __getitem__(self, name: str) -> Value:
        value: Value = import_module(self._modules[name]).COMPONENT
        return value

    def __contains__(self, name: object) -> bool:
        return name in self._modules

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)
