"""What open pages are told: their own state, at once and whenever it changes, and nothing else."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor

from adjoint.markup import Diagnostic, Fault, Location
from adjoint.site.preview.app import application
from adjoint.site.preview.edition import Edition
from adjoint.site.preview.faults import failure
from adjoint.site.preview.stage import Stage, State
from tests import own_loop

FAULT = Fault(
    Diagnostic("unknown-tag", "error", "no such tag", Location("none.md", 3, 2), "did you mean it?")
)


async def next_state(events: AsyncIterator[str]) -> State:
    while True:
        event = await asyncio.wait_for(anext(events), 10)
        if event.startswith("data: "):
            return json.loads(event.removeprefix("data: "))


def test_a_page_hears_of_its_own_changes_and_of_faults() -> None:
    async def heard() -> list[State]:
        with ThreadPoolExecutor(1) as builder:
            stage = Stage(builder)
            events = stage.events("/")
            states = [await next_state(events)]
            stage.show(Edition({"index.html": b"one"}.get, "/"))
            states.append(await next_state(events))
            stage.show(Edition({"index.html": b"one", "other/index.html": b"two"}.get, "/"))
            stage.tell(failure(FAULT))
            states.append(await next_state(events))
            stage.show(Edition({"index.html": b"three"}.get, "/"))
            states.append(await next_state(events))
            stage.close()
            assert [event async for event in events] == []
            assert not stage.open
            return states

    none, one, faulty, three = own_loop.run(heard())
    assert none == {"page": "", "faults": []}
    assert one["page"] == faulty["page"] != three["page"]
    assert [trouble["place"] for trouble in faulty["faults"]] == ["none.md:3:2"]
    assert one["faults"] == three["faults"] == []


def test_a_page_that_cannot_be_rendered_is_told_as_a_fault_and_ends_nothing() -> None:
    def broken(_: str) -> bytes:
        raise ValueError("a layout says nonsense")

    async def shown() -> Stage:
        with ThreadPoolExecutor(1) as builder:
            stage = Stage(builder)
            stage.show(Edition(broken, "/"))
            assert (await stage.answer("/")).status == 503
            return stage

    found = own_loop.run(shown()).failure
    assert found is not None
    assert found.troubles[0].message == "a layout says nonsense"


async def asked(stage: Stage, host: str, path: str) -> tuple[int, dict[bytes, bytes]]:
    """Ask the application as a server would, and return the status and the headers of its answer."""
    sent: list[dict[str, object]] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(b"host", host.encode())],
    }
    await application(stage)(scope, receive, send)
    return sent[0]["status"], dict(sent[0]["headers"])


def test_another_name_for_this_machine_is_refused() -> None:
    with ThreadPoolExecutor(1) as builder:
        stage = Stage(builder)
        stage.show(Edition({"index.html": b"draft"}.get, "/"))
        for host, status in (("127.0.0.1:8000", 200), ("localhost:8000", 200), ("evil.example", 400)):
            assert own_loop.run(asked(stage, host, "/"))[0] == status
        script = own_loop.run(asked(stage, "localhost", "/_adjoint/client.js"))[1]
        assert script[b"content-type"] == b"text/javascript; charset=utf-8"
        assert own_loop.run(asked(stage, "localhost", "/_adjoint/app.py"))[0] == 404
