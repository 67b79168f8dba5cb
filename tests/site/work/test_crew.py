"""Whoever works, and whatever happens to them, the site is the same byte for byte."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from adjoint.cli import main
from adjoint.site.build import Request, build
from adjoint.site.publish import Publication, publish_site
from adjoint.site.work.crew import Crew
from adjoint.site.work.remote import RemoteError, crew_at

POSTS = 40


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "content"
    for number in range(POSTS):
        post = folder / "blog" / f"post-{number}"
        post.mkdir(parents=True)
        front = f"title: Post {number}\ndate: 2026-11-{1 + number % 28:02}\nlabels: l{number % 3}, all"
        link = f"[the next](/blog/post-{(number + 1) % POSTS}/)"
        text = f"---\n{front}\n---\n\nA formula, $x_{{{number}}}^2$, and {link}: {{= 2 + {number} }}.\n"
        (post / "index.md").write_text(text, encoding="utf-8")
    (folder / "site.yaml").write_text("title: Notes\nurl: https://notes.example/\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def alone(content: Path) -> Mapping[str, bytes]:
    return dict(build(Request(content)).files)


def test_processes_make_the_same_site(content: Path, alone: Mapping[str, bytes], tmp_path: Path) -> None:
    crew = Crew(2)
    assert dict(build(Request(content, store=tmp_path), crew).files) == alone
    crew.leave()
    warm = build(Request(content, store=tmp_path))
    assert warm.why == {}
    assert dict(warm.files) == alone


def test_a_process_that_is_killed_loses_nothing(
    content: Path, alone: Mapping[str, bytes], tmp_path: Path
) -> None:
    crew = Crew(2)
    killed: list[int] = []

    def kill_one(*_: object) -> None:
        if not killed and crew._pool is not None:
            killed.append(next(iter(crew._pool._processes)))
            os.kill(killed[0], signal.SIGKILL)

    assert dict(build(Request(content, store=tmp_path), crew, kill_one).files) == alone
    assert killed
    crew.leave()
    assert build(Request(content, store=tmp_path)).why == {}


def test_others_take_the_places_of_processes_that_were_killed_while_they_had_nothing_to_do() -> None:
    crew = Crew(2)
    assert sorted(crew.each(abs, [-1, -2], 2)) == [1, 2]
    pool = crew._pool
    assert pool is not None
    os.kill(next(iter(pool._processes)), signal.SIGKILL)
    assert pool._executor_manager_thread is not None
    pool._executor_manager_thread.join()
    assert sorted(crew.each(abs, [-1, -2], 2)) == [1, 2]
    assert crew._pool is not pool
    crew.leave()


def test_a_build_ends_whose_processes_are_all_killed_while_much_is_handed_to_them() -> None:
    program = (
        "import os, signal; from adjoint.site.work.crew import Crew\n"
        "mine = os.getpid()\n"
        "def work(piece):\n"
        "    if os.getpid() != mine: os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return len(piece)\n"
        "crew = Crew(2)\n"
        "print(list(crew.each(work, [bytes(1_000_000)] * 9, 9)))\n"
        "crew.leave()"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, timeout=300)
    assert told.stdout.decode() == f"{[1_000_000] * 9}\n"


def test_whoever_is_at_work_has_stopped_before_a_failed_publishing_clears_away(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crew, begun, at_work = Crew(2), list[Future[Any]](), list[int]()
    begin, remove = crew._begin, shutil.rmtree

    def noted(task: Any, piece: Any) -> Future[Any]:
        begun.append(begin(task, piece))
        return begun[-1]

    def counted(folder: Path, *, ignore_errors: bool) -> None:
        at_work.append(sum(not future.done() for future in begun))
        remove(folder, ignore_errors=ignore_errors)

    def interrupted(*_: object) -> str:
        raise KeyboardInterrupt

    built = build(Request(content, store=tmp_path / "store"), crew)
    monkeypatch.setattr(crew, "_begin", noted)
    monkeypatch.setattr(shutil, "rmtree", counted)
    monkeypatch.setattr(Publication, "put", interrupted)
    with pytest.raises(KeyboardInterrupt):
        publish_site(built.files, tmp_path / "dist")
    assert len(begun) > 1
    assert at_work == [0]
    crew.leave()
    assert list((tmp_path / "dist").iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a program given as a line cannot be copied")
def test_workers_end_when_whoever_builds_is_killed() -> None:
    program = (
        "import os, time; from adjoint.site.work.crew import Crew\n"
        # Two who write to one pipe at once: each line goes out whole.
        "def work(_): os.write(1, b'at work\\n'); time.sleep(600)\n"
        "list(Crew(2).each(work, [1, 2], 2))"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as builder:
        assert builder.stdout is not None
        assert [builder.stdout.readline() for _ in range(2)] == [b"at work\n"] * 2
        builder.kill()
        # The end comes when nobody is left who could write.
        assert builder.communicate(timeout=300)[0] == b""


def test_faults_come_from_all_processes_in_the_order_of_their_places(tmp_path: Path) -> None:
    told = []
    for jobs in (1, 2):
        for number in range(20):
            post = tmp_path / "content" / "blog" / f"p{number:02}"
            post.mkdir(parents=True, exist_ok=True)
            (post / "index.md").write_text(f"---\ntitle: P\ndate: 2026-11-01\n---\n\n{{= a{number} }}\n")
        (tmp_path / "content" / "site.yaml").write_text("title: Notes\nurl: https://notes.example/\n")
        crew = Crew(jobs)
        with pytest.raises(Exception, match="value") as caught:
            build(Request(tmp_path / "content"), crew)
        crew.leave()
        told.append(sorted(str(caught.value).splitlines()))
    assert told[0] == told[1]
    assert len(told[0]) == 20


@pytest.mark.parametrize("address", ["spark://host:1", "foo", "dask://host", "dask://host:port"])
def test_an_address_of_another_kind_is_refused_whatever_there_is_to_do(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--content", "nowhere", "--executor", address])
    assert ended.value.code == 2
    assert f"{address} is no executor that is known; write dask://host:port" in capsys.readouterr().err


def test_an_address_at_which_nobody_works_is_told(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed", reason="Dask is an extra")
    monkeypatch.setattr("adjoint.site.work.remote._PATIENCE", "1s")
    output = tmp_path / "dist"
    told = StringIO()
    with redirect_stderr(told):
        status = main(
            ["--content", str(content), "--output", str(output), "--executor", "dask://127.0.0.1:1"]
        )
    assert (status, output.exists()) == (2, False)
    assert "no Dask scheduler answers" in told.getvalue()


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """A cluster of two workers on this machine."""
    distributed = pytest.importorskip("distributed", reason="Dask is an extra")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        yield cluster.scheduler_address.replace("tcp://", "dask://")


@pytest.mark.filterwarnings("ignore")
def test_dask_makes_the_same_site(scheduler: str, content: Path, alone: Mapping[str, bytes]) -> None:
    with crew_at(scheduler) as crew:
        assert crew.hands == 2
        assert dict(build(Request(content), crew).files) == alone


@pytest.mark.filterwarnings("ignore")
def test_a_dask_worker_that_is_killed_loses_nothing(
    scheduler: str, content: Path, alone: Mapping[str, bytes]
) -> None:
    from distributed import Client

    with Client(scheduler.replace("dask://", "tcp://"), set_as_default=False) as client:
        killed: list[int] = []

        def kill_one(*_: object) -> None:
            if not killed:
                killed.append(next(iter(client.run(os.getpid).values())))
                os.kill(killed[0], signal.SIGKILL)

        with crew_at(scheduler) as crew:
            assert dict(build(Request(content), crew, kill_one).files) == alone
        assert killed


@pytest.mark.filterwarnings("ignore")
def test_a_dask_worker_with_another_version_is_refused(
    scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adjoint.site.work.remote.code_version", lambda: str(os.getpid()))
    with pytest.raises(RemoteError, match="another Adjoint"), crew_at(scheduler):
        pass


@pytest.mark.parametrize(
    ("jobs", "posts", "sizes"),
    [
        (2, 1, [1]),
        (2, 4, [1, 1, 1, 1]),
        (2, 12, [3, 3, 3, 3]),
        (1, 4, [2, 2]),
        (16, 40, [1] * 40),
        (2, 100, [25, 18, 14, 10, 8, 6, 4, 4, 4, 4, 3]),
        (2, 150, [32, 29, 22, 16, 12, 9, 7, 5, 4, 4, 4, 4, 2]),
    ],
)
def test_few_posts_are_shared_out_one_by_one_and_of_many_the_last(
    jobs: int, posts: int, sizes: list[int]
) -> None:
    shared_out = list(Crew(jobs).portions(range(posts), handed=False))
    assert [len(some) for some in shared_out] == sizes
    assert [post for some in shared_out for post in some] == list(range(posts))


def test_posts_that_are_handed_over_go_in_small_portions() -> None:
    assert max(len(some) for some in Crew(2).portions(range(1000), handed=True)) == 8


def test_what_is_loaded_before_a_process_is_copied_starts_no_thread() -> None:
    """Threads are not copied: whoever needs one would wait for it for ever."""
    script = (
        "import sys, threading; from adjoint.site.work.making import load_libraries; load_libraries(); "
        "print(threading.active_count(), 'py_mini_racer' in sys.modules, 'numpy' in sys.modules); "
        "import os; print(len(os.listdir('/proc/self/task')) if os.path.isdir('/proc/self/task') else 1)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["1", "True", "False", "1"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are copied on Linux")
def test_a_process_is_copied_where_several_work_on_several_pieces() -> None:
    script = (
        "from adjoint.site.work.crew import Crew; "
        "print(*(Crew(hands).copies_this_process(pieces) for hands, pieces in ((2, 2), (2, 1), (1, 9))))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["True", "False", "False"]
    assert not Crew(executor=ThreadPoolExecutor(2), hands=2).copies_this_process(9)


def test_a_process_in_which_v8_runs_is_not_copied() -> None:
    """Python does not count V8's threads."""
    script = (
        "import threading; from adjoint.markup.machine import Machine; Machine(); "
        "from adjoint.site.work.crew import start_method; "
        "print(threading.active_count(), start_method().get_start_method())"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.split() in (["1", "forkserver"], ["1", "spawn"])
