"""What the preview shows now, and the word to every open page when that changes."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Executor
from typing import TypedDict, TypeVar

from adjoint.site.preview.edition import Answer, Edition, waiting
from adjoint.site.preview.faults import Failure, failure

Value = TypeVar("Value")


class State(TypedDict):
    """What a page is told."""

    page: str
    """The digest of what stands at its address; empty until there is a good build."""
    faults: list[dict[str, str | int]]


STILL_HERE = 15.0
"""Seconds of silence after which a page is told that the preview is there, so that no end closes the line."""
_RETRY = 400
"""Milliseconds after which a page that lost the preview looks for it again."""


class Stage:
    """The last good edition, and what is wrong since, if anything is."""

    def __init__(self, builder: Executor) -> None:
        """Take the one thread in which sites are built and pages rendered, one thing after another."""
        self.edition: Edition | None = None
        self.failure: Failure | None = None
        self.open: Counter[str] = Counter()
        """The addresses of the pages that listen, and how many there are of each."""
        self._builder = builder
        self.closed = False
        self._turn = asyncio.Event()

    def show(self, edition: Edition) -> None:
        """Show a good build; whatever was wrong is mended."""
        self.edition, self.failure = edition, None
        self._next()

    def tell(self, failure: Failure) -> None:
        """Say what is wrong; the last good edition stays."""
        self.failure = failure
        self._next()

    def close(self) -> None:
        """End every stream of events."""
        self.closed = True
        self._next()

    async def answer(self, address: str) -> Answer:
        """Return what is sent for an address."""
        return await self._asked(lambda edition: edition.answer(address), waiting(""))

    async def state(self, address: str) -> State:
        """Return what the page at an address has to know."""
        page = await self._asked(lambda edition: edition.digest(address), "")
        troubles = self.failure.troubles if self.failure else ()
        return {"page": page, "faults": [trouble.told() for trouble in troubles]}

    async def events(self, address: str) -> AsyncIterator[str]:
        """Yield server-sent events for the page at an address: its state now, and each state after it."""
        sent = None
        self.open[address] += 1
        try:
            yield f"retry: {_RETRY}\n\n"
            while not self.closed:
                turn = self._turn
                state = await self.state(address)
                if state != sent:
                    sent = state
                    yield f"data: {json.dumps(state)}\n\n"
                try:
                    await asyncio.wait_for(turn.wait(), STILL_HERE)
                except TimeoutError:
                    yield ": still here\n\n"
        finally:
            self.open[address] -= 1
            self.open += Counter()  # forgets those that nobody looks at

    async def _asked(self, ask: Callable[[Edition], Value], otherwise: Value) -> Value:
        """Return an answer of the last good edition, as far as there is one.

        A page that nobody has looked at yet is rendered now, from sources that may be at fault by now.
        """
        edition = self.edition
        if edition is None:
            return otherwise
        try:
            return await asyncio.get_running_loop().run_in_executor(self._builder, ask, edition)
        except Exception as error:  # noqa: BLE001  (whatever is wrong, the preview goes on)
            if self.failure is None:
                self.tell(failure(error))
            return otherwise

    def _next(self) -> None:
        turn, self._turn = self._turn, asyncio.Event()
        turn.set()
