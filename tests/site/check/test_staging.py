"""What a reader does waits on the stage until somebody asks what has come of it, and comes to the same."""

from __future__ import annotations

import pytest
from py_mini_racer import JSEvalException

from adjoint.site.check.stage.staging import Stage

HTML = '<html><body><button>Press</button></body><script src="/assets/press.js"></script></html>'
SCRIPT = """\
const button = document.querySelector("button");
let rests = true;
let presses = 0;
button.addEventListener("click", async () => {
  if (!rests) button.setAttribute("data-row", "early");
  rests = false;
  await null;
  await null;
  rests = true;
  button.textContent = `${++presses}`;
});
"""


def _stage(script: str = SCRIPT) -> Stage:
    stage = Stage(HTML, {"press.js": script}.__getitem__)
    stage.begin()
    return stage


def _asked(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows with each question that V8 is asked."""
    found: list[str] = []
    machine = stage._machine
    assert machine is not None
    run = machine.run

    def listened(script: str, seconds: float) -> object:
        found.append(script)
        return run(script, seconds)

    monkeypatch.setattr(machine, "run", listened)
    return found


def test_what_is_done_waits_for_a_question_and_scripts_end_in_between(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stage = _stage()
    asked = _asked(stage, monkeypatch)
    for _ in range(3):
        stage.drive(("button", "click", {}))
    assert not asked
    assert stage.look(("button", ""), ("button", "data-row")) == [["3"], [None]]
    assert len(asked) == 1
    stage.settle()
    assert len(asked) == 1


def test_what_fails_while_it_waits_is_told_by_the_next_question() -> None:
    for fails in ("throw new Error('no such thing')", "await null; throw new Error('no such thing')"):
        stage = _stage(SCRIPT.replace("await null;", f"{fails};", 1))
        stage.drive(("button", "click", {}))
        with pytest.raises(JSEvalException, match="no such thing") as told:
            stage.look(("button", ""))
        assert stage.blamed(told.value) == "press.js"


def test_where_scripts_cannot_be_let_end_nothing_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = _stage()
    monkeypatch.setattr(stage, "_may_wait", False)
    asked = _asked(stage, monkeypatch)
    for _ in range(3):
        stage.drive(("button", "click", {}))
    assert len(asked) == 3
    assert stage.look(("button", ""), ("button", "data-row")) == [["3"], [None]]
