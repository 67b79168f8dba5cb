"""Whole builds against Eleventy, Hugo, Sphinx and Pelican: ``python -m benchmarks.site``.

All build the same posts in turns, in one run, and the best time counts. What does not install is left out.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from benchmarks.site.generators import OTHERS, Generator, adjoint, install
from benchmarks.site.measuring import Cost, FailedError, run
from benchmarks.site.table import printed, write_to

TURNS = ("cold", "nothing changed", "one post changed", "every page stale")


def measured(generator: Generator, posts: int, turn: int) -> dict[str, Cost]:
    """Return what each kind of build takes, one after the other."""

    def build() -> Cost:
        return run(generator.command, generator.folder, generator.env)

    generator.forget()
    costs = {TURNS[0]: build(), TURNS[1]: build()}
    generator.edit(posts // 2, turn)
    costs[TURNS[2]] = build()
    generator.unsettle(turn)
    costs[TURNS[3]] = build()
    return costs


def main() -> None:
    """Compare and print; write the table where it is asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.site", description=__doc__.splitlines()[0])
    parser.add_argument("others", nargs="*", metavar="GENERATOR", help=f"of {', '.join(OTHERS)}; else all")
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--tools", type=Path, default=Path(tempfile.gettempdir()) / "adjoint-benchmarks")
    parser.add_argument(
        "--write", type=Path, metavar="FILE", help="put the table between the marks in a file"
    )
    asked = parser.parse_args()
    asked.tools.mkdir(parents=True, exist_ok=True)
    install(asked.tools)
    with tempfile.TemporaryDirectory() as scratch:
        found = compared(Path(scratch), asked)
    print(printed(found, asked.posts))
    if asked.write:
        write_to(asked.write, found, asked.posts)


def compared(scratch: Path, asked: argparse.Namespace) -> dict[Generator, dict[str, Cost]]:
    """Return the least that each build of each generator took, over all turns."""
    generators = [adjoint(scratch / "adjoint", asked.posts)]
    generators += [OTHERS[name](scratch / name, asked.posts, asked.tools) for name in asked.others or OTHERS]
    best: dict[str, dict[str, Cost]] = {}
    for turn in range(asked.turns):
        for generator in list(generators):
            try:
                costs = measured(generator, asked.posts, turn)
            except (FailedError, OSError) as error:
                print(f"{generator.name} is left out: {error}")
                generators.remove(generator)
                continue
            told = ", ".join(
                f"{kind} {cost.seconds:.2f} s {cost.megabytes:.0f} MB" for kind, cost in costs.items()
            )
            print(f"turn {turn + 1}: {generator.name}: {told}", flush=True)
            for kind, cost in costs.items():
                before = best.setdefault(generator.name, {}).get(kind, cost)
                best[generator.name][kind] = min(before, cost, key=lambda one: one.seconds)
    shutil.rmtree(scratch, ignore_errors=True)
    return {generator: best[generator.name] for generator in generators}


if __name__ == "__main__":
    main()
