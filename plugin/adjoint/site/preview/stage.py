"""What the preview shows now, and the word to every open page when that changes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import TypedDict

from adjoint.site.preview.edition import Answer, Edition, waiting
from adjoint.site.preview.faults import Failure


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

    def __init__(self) -> None:
        self.edition: Edition | None = None
        self.failure: Failure | None = None
        self._closed = False
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
        self._closed = True
        self._next()

    def answer(self, address: str) -> Answer:
        """Return what is sent for an address."""
        return self.edition.answer(address) if self.edition else waiting(self.state(address)["page"])

    def state(self, address: str) -> State:
        """Return what the page at an address has to know."""
        troubles = self.failure.troubles if self.failure else ()
        page = self.edition.digest(address) if self.edition else ""
        return {"page": page, "faults": [trouble.told() for trouble in troubles]}

    async def events(self, address: str) -> AsyncIterator[str]:
        """Yield server-sent events for the page at an address: its state now, and each state after it."""
        sent = None
        yield f"retry: {_RETRY}\n\n"
        while not self._closed:
            turn = self._turn
            state = self.state(address)
            if state != sent:
                sent = state
                yield f"data: {json.dumps(state)}\n\n"
            try:
                await asyncio.wait_for(turn.wait(), STILL_HERE)
            except TimeoutError:
                yield ": still here\n\n"

    def _next(self) -> None:
        turn, self._turn = self._turn, asyncio.Event()
        turn.set()
