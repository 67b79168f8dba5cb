"""The preview at work: it builds, serves, watches, builds again at each save, and ends at Ctrl-C."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import FrameType

import uvicorn

from adjoint.frozen import frozen
from adjoint.site.preview.app import application
from adjoint.site.preview.edition import Edition
from adjoint.site.preview.faults import failure
from adjoint.site.preview.stage import Stage
from adjoint.site.preview.watching import Concerns, saves
from adjoint.site.wording import shown

Build = Callable[[Iterable[Path], Callable[[], None]], Edition]
"""Makes the site as it is saved now; raises what keeps it from that.

It is told what was saved since the last time, and given a function to call now and then, which raises
``Ended`` once nobody waits for the site any more.
"""


class Ended(Exception):  # noqa: N818  (no error: the author has seen enough)
    """The preview has ended while a build was on its way."""


@frozen
class Listener:
    """Who is told what the preview does."""

    built: Callable[[Edition, Sequence[str], float], None]
    """A good build: what was saved before it (nothing, the first time), and its seconds."""
    failed: Callable[[str], None]
    """Nothing could be built, and why."""


def serve(build: Build, sockets: Sequence[socket.socket], watched: Concerns, listener: Listener) -> None:
    """Show a site until the process is told to end.

    Args:
        build: makes the site; called in a thread of its own, one call at a time.
        sockets: what to listen on.
        watched: the folders that builds read.
        listener: told of each build.
    """
    asyncio.run(_Preview(build, watched, listener).run(list(sockets)))


class _Preview:
    def __init__(self, build: Build, watched: Concerns, listener: Listener) -> None:
        self._build = build
        self._watched = watched
        self._listener = listener
        self._builder = ThreadPoolExecutor(1, "build")
        self._stage = Stage(self._builder)
        self._saved: frozenset[Path] = frozenset()
        self._save = asyncio.Event()

    async def run(self, sockets: list[socket.socket]) -> None:
        """Serve and build until a signal ends the server."""
        config = uvicorn.Config(
            application(self._stage), log_level="critical", lifespan="off", server_header=False
        )
        tasks = [asyncio.create_task(self._watch()), asyncio.create_task(self._keep_building())]
        await _Server(config, self._stage).serve(sockets)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _watch(self) -> None:
        async for files in saves(self._watched):
            self._saved |= files
            self._save.set()

    async def _keep_building(self) -> None:
        # By now the folders are watched: what is saved during the first build is built after it.
        await self._rebuild(frozenset())
        while await self._save.wait():
            self._save.clear()
            files, self._saved = self._saved, frozenset()
            await self._rebuild(files)

    async def _rebuild(self, files: frozenset[Path]) -> None:
        start = time.perf_counter()
        loop = asyncio.get_running_loop()
        try:
            edition = await loop.run_in_executor(self._builder, self._rehearsed, files, set(self._stage.open))
        except Ended:
            return
        except Exception as error:  # noqa: BLE001  (whatever is wrong, the preview goes on)
            failed = failure(error)
            self._stage.tell(failed)
            self._listener.failed(failed.report)
            return
        self._stage.show(edition)
        self._listener.built(edition, _shown(files), time.perf_counter() - start)

    def _rehearsed(self, saved: Iterable[Path], addresses: set[str]) -> Edition:
        """Return a new edition whose open pages, and its front, are known to be fit to be shown."""
        edition = self._build(saved, self._carry_on)
        for address in addresses | {edition.base}:
            edition.digest(address)
        return edition

    def _carry_on(self) -> None:
        if self._stage.closed:
            raise Ended


def _shown(files: Iterable[Path]) -> list[str]:
    """Return paths as a person at this folder writes them; last those that an editor has removed again."""
    ordered = sorted(files, key=lambda file: (not file.exists(), file))
    return [shown(file) for file in ordered]


class _Server(uvicorn.Server):
    """Ends quietly at a signal, open streams of events first."""

    def __init__(self, config: uvicorn.Config, stage: Stage) -> None:
        super().__init__(config)
        self._stage = stage
        self._loop = asyncio.get_running_loop()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Ask the server to end; the second time, at once."""
        del sig, frame
        self.force_exit = self.should_exit
        self.should_exit = True
        self._loop.call_soon_threadsafe(self._stage.close)
