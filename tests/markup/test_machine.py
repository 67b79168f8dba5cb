"""V8 answers, fails and is stopped, beside an event loop as without one."""

from __future__ import annotations

import asyncio
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Timer

import pytest
from py_mini_racer import JSEvalException, JSTimeoutException

from adjoint.markup.machine import Machine, given
from tests.own_loop import run


def test_it_answers_with_what_stands_in_its_scripts() -> None:
    machine = Machine("const a = 2;", "const twice = (text, number) => text + a * number;")
    text = 'it\'s "\\n" \n é: '
    assert machine.run(f"twice({given(text, 4)})", 10) == f"{text}8"
    assert bytes(machine.run("new Uint8Array([1, 2])", 10)) == b"\1\2"


def test_what_takes_too_long_is_stopped_and_what_fails_is_told() -> None:
    machine = Machine()
    with pytest.raises(JSTimeoutException):
        machine.run("for (;;);", 0.05)
    with pytest.raises(JSEvalException, match="no such thing"):
        machine.run("throw new Error('no such thing')", 10)
    assert machine.run("1 + 1", 10) == 2
    with pytest.raises(JSEvalException, match="SyntaxError"):
        Machine("const")


def test_a_script_that_ends_as_it_is_stopped_leaves_the_next_alone() -> None:
    machine = Machine("const busy = (end) => { while (Date.now() < end); };")
    for _ in range(60):
        with suppress(JSTimeoutException):
            machine.run("busy(Date.now() + 5)", 0.005)
        assert machine.run("1 + 1", 60) == 2


def test_it_answers_beside_a_loop_that_runs() -> None:
    machine = Machine()

    async def ask() -> object:
        await asyncio.sleep(0)
        return machine.run("2 + 3", 10)

    assert run(ask()) == 5
    assert machine.run("3 + 3", 10) == 6


def test_two_threads_may_ask_at_once() -> None:
    machine = Machine(
        "const sum = (last) => { let all = 0; for (let n = 1; n <= last; n++) all += n; return all; };"
    )
    with ThreadPoolExecutor(max_workers=2) as threads:
        answers = threads.map(lambda last: machine.run(f"sum({last})", 60), [200_000] * 8)
        assert set(answers) == {200_000 * 200_001 // 2}


def test_what_ctrl_c_leaves_is_stopped() -> None:
    machine = Machine()
    Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        machine.run("for (;;);", 600)
    assert machine.run("1 + 1", 60) == 2


def test_a_script_that_takes_all_memory_is_stopped_and_the_next_one_runs() -> None:
    machine = Machine("const held = [];", memory=2**25)
    with pytest.raises(JSEvalException, match="memory"):
        machine.run("for (;;) held.push([1]);", 600)
    assert machine.run("held.length = 0; 1 + 1", 60) == 2
