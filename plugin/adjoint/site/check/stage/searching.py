"""The search asked as a reader asks it, on an index of a few small pages whose answers are known."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator, Sequence
from typing import Final

from adjoint.frozen import frozen
from adjoint.site.check.stage.staging import Stage, Step
from adjoint.site.search.pieces import PLACES

SCRIPT: Final = "search.js"
FOLDER: Final = "/search/"
STYLE: Final = "/search.css"
ELSE: Final = "https://example.net/?q="
_PAUSE: Final = 120
"""Milliseconds after the last letter until an answer is looked for."""
_AT_ONCE: Final = 8
_EXCERPT: Final = 190
_DIALOG: Final = "dialog.search"
_BUILT: Final = (
    '<div class="search__head" role="search"><input class="search__input" type="search"'
    ' aria-label="Search the posts" placeholder="Search the posts" autocomplete="off" autocapitalize="off"'
    ' spellcheck="false" enterkeyhint="go" autofocus="">'
    '<button class="button" type="button">Close</button></div>'
    '<div class="search__body"><p class="search__status" role="status"></p>'
    '<ul class="search__results" aria-label="Pages found"></ul>'
    '<button class="button" type="button" hidden="">More</button></div>'
)
"""The dialog as it is first opened."""
_UNREACHED: Final = "The search could not be loaded; is there a connection?"
_INPUT: Final = f"{_DIALOG} input"
_LINKS: Final = f"{_DIALOG} .search__link"
_FITS: Final = ("One whole excerpt of words. " * 7)[:_EXCERPT].rstrip().ljust(_EXCERPT, "s")
"""A text that is shown whole, to the last letter."""
_LONG: Final = "It begins with much else. " * 9 + "Then a tangent comes, and more is said of it. " * 6

_PAGES: Final[tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]] = (
    # The title, and sections: id, title, text. The number of a page is its place.
    ("Grad school", (("", "", "A grad is not yet a gradient."),)),
    ("Gradients", (("", "", "Each gradient points up."),)),
    ("A grade", (("", "", "The grade of a hill."),)),
    ("Loss", (("", "", "The loss of all losses; no glosses."),)),
    ("Chain", (("", "", "A chain, and a chain."),)),
    ("Chain rule", (("", "", "Nothing."), ("a", "The rule", "A chain of a rule."))),
    ("Common", (("", "", "Common."),)),
    ("Rare", (("", "", "Rare."),)),
    ("Ad", (("", "", "Adam, by an ad."),)),
    ("École", (("", "", "Une École, l’école."),)),
    ("梯度下降", (("", "", "用梯度下降。"),)),
    ("Sections", (("", "", "Alpha alpha alpha alpha."), ("b", "", "Alpha " * 5), ("c", "Beta", ""))),
    ("More sections", (("", "Gamma", ""), ("d", "", "Gamma delta gamma delta."))),
    ("Tangents", (("", "", _LONG),)),
    ("Plurals", (("", "", "A box by a church, a dish, and a class on a base: to bathe."),)),
    ("Basin", (("", "", "A basin with a clasp, a bath, 猫."),)),
    ("Excerpts", (("", "", _FITS),)),
)
_ABOUT: Final = {11: "What sections are."}
"""Descriptions of pages, by their number."""
_WEIGHTS: Final[dict[str, dict[int, int]]] = {
    # What each word weighs on each page.
    "ad": {8: 30},
    "adam": {8: 20},
    "alpha": {11: 20},
    "base": {14: 10},
    "basin": {15: 30},
    "bath": {15: 10},
    "bathe": {14: 10},
    "beta": {11: 10},
    "box": {14: 10},
    "chain": {4: 60, 5: 20},
    "church": {14: 10},
    "clasp": {15: 10},
    "class": {14: 10},
    "common": {4: 3, 5: 2, 6: 12, 8: 1},
    "delta": {12: 10},
    "dish": {14: 10},
    "ecole": {9: 30},
    "excerpt": {16: 10},
    "gamma": {12: 10},
    "grad": {0: 10},
    "grade": {2: 22},
    "gradient": {1: 20},
    "loss": {3: 30},
    "losses": {3: 10},
    "rare": {7: 10},
    "rule": {5: 30},
    "tangent": {13: 20},
    "tensor": {0: 3, 1: 9, 2: 5, 3: 11, 4: 1, 5: 63, 6: 8, 7: 2, 8: 7, 9: 12},
    "下降": {10: 9},
    "度下": {10: 9},
    "梯度": {10: 9},
    "猫": {15: 9},
}
_CUTS: Final = ("ad", "gamma", "loss", "tensor", "下降")
"""The first words of the pieces of the index."""


@frozen
class Query:
    """A question, and what is to be found."""

    text: str
    pages: tuple[int, ...]
    marks: tuple[str, ...] = ()
    """All that is marked, in order."""
    fragment: str = ""
    """Of the first page found."""
    says: str = ""
    """What is shown of it, if that is looked at."""


_TENSOR: Final = (5, 9, 3, 1, 6, 8, 2, 0, 7, 4)
_QUERIES: Final = (
    Query("Grad", (2, 0, 1), ("grade", "grade", "Grad", "grad", "gradient", "Gradients", "gradient")),
    Query("losses", (3,), ("Loss", "loss", "losses"), says="The loss of all losses; no glosses."),
    Query("chains, rule", (5,), ("Chain", "rule", "rule", "chain", "rule"), "#a"),
    Query("common rare", (7, 6, 4, 5, 8), ("Rare", "Rare", "Common", "Common")),
    Query("ad", (8,), ("Ad", "ad")),
    Query("ecole", (9,), ("École", "École", "école")),
    Query("梯度下降", (10,), ("梯度下降", "梯度下降")),
    Query("alpha", (11,), ("Alpha", "alpha", "alpha", "alpha")),
    Query("gamma delta", (12,), ("Gamma", "delta", "gamma", "delta"), "#d"),
    Query("beta", (11,), ("Beta",), "#c", _ABOUT[11]),
    Query("boxes", (14,), ("box",)),
    Query("churches", (14,), ("church",)),
    Query("dishes", (14,), ("dish",)),
    Query("classes", (14,), ("class",)),
    Query("class", (14,), ("class",)),
    Query("bases", (14,), ("base",)),
    Query("bathes", (14,), ("bathe",)),
    Query("excerpt", (16,), says=_FITS),
    Query("猫", (15,), ("猫",)),
    Query("zebra", ()),
)


def search_faults(stage: Stage) -> Iterator[str]:
    """Yield what the search of a page does not find, mark or do by keys.

    Args:
        stage: a page with the button of a search in ``FOLDER``.
    """
    yield from _elsewhere(stage)
    stage.drive(("body", "wish", {"served": {}}), ("[data-search]", "click", {}))
    if not stage.look((f"head link[href='{STYLE}']", ""))[0]:
        yield "the button of the search does not load its style"
        return
    stage.drive((f"head link[href='{STYLE}']", "load", {}))
    if stage.look((_DIALOG, "=open"), (":focus", "class")) != [["true"], ["search__input"]]:
        yield "the button of the search does not open it, with the focus in its field"
        return
    html, name = stage.look((_DIALOG, "=innerHTML"), (_DIALOG, "aria-label"))
    if (html, name) != ([_BUILT], ["Search"]):
        yield f"the search is opened as {html}"
    yield from _lost(stage)
    stage.drive(("body", "wish", {"served": _served()}))
    before = _status(stage)
    for query in _QUERIES:
        before = yield from _answered(stage, query, before)
    yield from _excerpt(stage)
    yield from _more(stage)
    yield from _keys(stage)
    yield from _closed(stage)


def _elsewhere(stage: Stage) -> Iterator[str]:
    """Where the search cannot be fetched, its button leads to another one."""
    link = f"head link[href='{STYLE}']"
    stage.overlook()
    stage.drive(("[data-search]", "click", {}))
    stage.drive((link, "error", {}), ("body", "forget", SCRIPT))
    stage.drive((link, "mark", ["href", ""]))
    if stage.noticed() != [["gone", ELSE]]:
        yield "where its style cannot be loaded the button of the search leads nowhere"


def _served() -> dict[str, str]:
    texts = {
        f"{FOLDER}{number}.json": {
            "title": title,
            "href": f"/{number}/",
            "draft": number == 2,
            "description": _ABOUT.get(number, ""),
            "sections": sections,
        }
        for number, (title, sections) in enumerate(_PAGES)
    }
    parts = list(_pieces())
    index = {
        "pages": [f"{number}.json" for number in range(len(_PAGES))],
        "pieces": [[a, b] for a, b, _ in parts],
    }
    files = {**texts, f"{FOLDER}index.json": index, **{FOLDER + name: words for _, name, words in parts}}
    return {address: json.dumps(data) for address, data in files.items()}


def _pieces() -> Iterator[tuple[str, str, dict[str, list[int]]]]:
    words = list(_WEIGHTS)
    ends = [*(words.index(cut) for cut in _CUTS), len(words)]
    for number, first in enumerate(_CUTS):
        held = words[ends[number] : ends[number + 1]]
        piece = {word: [page * PLACES + weight for page, weight in _WEIGHTS[word].items()] for word in held}
        yield first, f"words-{number}.json", piece


def _typed(text: str) -> Step:
    return _INPUT, "set", text


def _ask(stage: Stage, text: str) -> None:
    stage.drive(_typed(text), ("body", "wait", _PAUSE + 1))


def _status(stage: Stage) -> str:
    (said,) = stage.look((f"{_DIALOG} [role=status]", ""))
    return said[0] or ""


def _is_open(stage: Stage) -> bool:
    return stage.look((_DIALOG, "=open")) == [["true"]]


def _lost(stage: Stage) -> Iterator[str]:
    """Where nothing is served the search says so; it goes on once there is a connection again."""
    _ask(stage, "grad")
    if (said := _status(stage)) != _UNREACHED:
        yield f'a search without a connection says "{said}"'
    stage.drive(("body", "wish", {"served": {**_served(), f"{FOLDER}words-0.json": None}}))
    _ask(stage, "chain")
    if (said := _status(stage)) != _UNREACHED:
        yield f'a search of what the server does not find says "{said}"'


def _answered(stage: Stage, query: Query, before: str) -> Generator[str, None, str]:
    """Ask something; return what the search then says, which it said before until it answered."""
    stage.drive(
        _typed("rare"), ("body", "wait", _PAUSE - 20), _typed(query.text), ("body", "wait", _PAUSE - 20)
    )
    if _status(stage) != before:
        yield "the search answers before a reader has written the question"
    stage.drive(("body", "wait", 21))
    count = len(query.pages)
    wanted = (
        f"{count} page{'' if count == 1 else 's'} found" if count else f"Nothing found for “{query.text}”"
    )
    (said, *_), hrefs, marks, titles, excerpts = stage.look(
        (f"{_DIALOG} [role=status]", ""),
        (_LINKS, "href"),
        (f"{_LINKS} mark", ""),
        (f"{_LINKS} .search__title", ""),
        (f"{_LINKS} .search__excerpt", ""),
    )
    pages = [f"/{number}/" for number in query.pages]
    if [(href or "").partition("#")[0] for href in hrefs] != pages or said != wanted:
        yield f'a search for "{query.text}" finds {hrefs} and says "{said}", it should find {pages}'
    elif titles != [_PAGES[number][0] + (" (draft)" if number == 2 else "") for number in query.pages]:
        yield f'a search for "{query.text}" names the pages {titles}'
    elif pages and hrefs[0] != pages[0] + query.fragment:
        yield f'a search for "{query.text}" leads to {hrefs[0]}, it should lead to {pages[0]}{query.fragment}'
    elif marks[: len(query.marks)] != list(query.marks):
        yield f'a search for "{query.text}" marks {marks}, it should mark {list(query.marks)}'
    elif query.says and excerpts != [query.says]:
        yield f'a search for "{query.text}" shows {excerpts}, it should show "{query.says}"'
    return said or ""


def _excerpt(stage: Stage) -> Iterator[str]:
    """An excerpt begins and ends between words, a little before the first word that was asked for."""
    _ask(stage, "tangent")
    first = _LONG.index("tangent")
    start = _LONG.rfind(" ", 0, first - _EXCERPT // 4) + 1
    end = _LONG.rfind(" ", 0, start + _EXCERPT + 1)
    (found,) = stage.look((f"{_LINKS} .search__excerpt", ""))
    if found != [f"… {_LONG[start:end]} …"]:
        yield f'an excerpt is "{found}", it should be "… {_LONG[start:end]} …"'


def _more(stage: Stage) -> Iterator[str]:
    """So many pages are shown at once; the button shows the next ones, and leads the keyboard there."""
    more = f"{_DIALOG} .search__body > button"
    shown: Sequence[str] = [f"/{number}/" for number in _TENSOR]
    _ask(stage, "tensor")
    stage.overlook()
    stage.drive((more, "click", {}), _typed("rare"), ("body", "wait", _PAUSE + 1))
    stage.drive(("body", "wait", 1))
    if stage.noticed():
        yield "more results of an earlier question take the focus"
    _ask(stage, "tensor")
    for wanted in (shown[:_AT_ONCE], shown):
        hrefs, hidden = stage.look((_LINKS, "href"), (more, "=hidden"))
        if [(href or "").partition("#")[0] for href in hrefs] != wanted or hidden != [
            str(wanted is shown).lower()
        ]:
            yield f"of {len(shown)} pages found {hrefs} are shown, it should be {wanted}"
            return
        if wanted is not shown:
            stage.drive((more, "click", {}))
    at, focus = stage.look((f"{_LINKS}:at({_AT_ONCE})", "^*"), (":focus", "^*"))
    if at != focus or _status(stage) != f"{len(shown)} pages found":
        yield "more results do not have the focus"


def _keys(stage: Stage) -> Iterator[str]:
    """Arrow keys, Home and End go from the field through the results; a letter goes on with the question."""
    stage.drive((_INPUT, "focus", {}))
    focus, field, links = stage.look((":focus", "^*"), (_INPUT, "^*"), (_LINKS, "^*"))
    last = len(links) - 1
    way = ("ArrowUp", None), ("ArrowDown", 0), ("Home", 0), ("End", last), ("ArrowDown", last)
    back = (
        ("ArrowUp", last - 1),
        ("Home", 0),
        ("ArrowDown", 1),
        ("ArrowUp", 0),
        ("ArrowUp", None),
        ("Home", None),
    )
    for key, place in (*way, *back):
        stage.overlook()
        is_in_field = focus == field
        stage.drive((":focus", "keydown", {"key": key}))
        (focus,), noticed = stage.after((":focus", "^*"))
        wanted = field if place is None else [links[place]]
        # Within the field all keys but one are the browser's.
        is_passed = is_in_field and key != "ArrowDown"
        if focus != wanted or (["passed", key] in noticed) != is_passed:
            yield f"the key {key} does not lead to {'the field' if place is None else f'result {place + 1}'}"
            return
    for key, held, stays in (("a", {}, False), ("a", {"ctrlKey": True}, True), ("Tab", {}, True)):
        stage.drive((f"{_LINKS}:at(0)", "focus", {}))
        stage.overlook()
        stage.drive((":focus", "keydown", {"key": key, **held}))
        (focus,), noticed = stage.after((":focus", "^*"))
        if (focus != field) != stays or ["passed", key] not in noticed:
            yield f"the key {key} over a result does not go where it should"


_OTHERS: Final[tuple[dict[str, bool], ...]] = (
    {},
    {"ctrlKey": True, "shiftKey": True},
    {"ctrlKey": True, "altKey": True},
    {"ctrlKey": True, "metaKey": True},
)
"""What may be held down beside K without the search being meant."""


def _closed(stage: Stage) -> Iterator[str]:
    """Escape, the button, the ground around it and a result close the dialog; Ctrl-K opens it again."""
    enter = (_INPUT, "keydown", {"key": "Enter"})
    for words, step in (
        ("Escape", (_INPUT, "keydown", {"key": "Escape"})),
        ("its button", (f"{_DIALOG} .search__head button", "click", {})),
        ("a press beside it", (_DIALOG, "click", {})),
        ("a result", (_LINKS, "click", {})),
        ("Enter", enter),
    ):
        stage.overlook()
        stage.drive(step)
        (is_open, links), noticed = stage.after((_DIALOG, "=open"), (_LINKS, "^*"))
        if is_open == ["true"]:
            yield f"{words} does not close the search"
        if words == "Enter" and noticed != [["pressed", int(links[0] or 0)]]:
            yield "Enter does not follow the first result"
        for held in _OTHERS:
            stage.drive(("body", "keydown", {"key": "k", **held}))
        if _is_open(stage):
            yield "the search opens by a key that is not its own"
        stage.overlook()
        held_down = {"metaKey": True} if words == "Escape" else {"ctrlKey": True}
        key = ("body", "keydown", {"key": "K" if words == "Enter" else "k", **held_down})
        stage.drive(key, key)
        (is_open,), noticed = stage.after((_DIALOG, "=open"))
        if is_open != ["true"] or ["passed", "k"] in noticed:
            yield "Ctrl-K does not open the search"
        stage.drive((_INPUT, "focus", {}), (f"{_DIALOG} .search__body", "click", {}))
        stage.drive((_INPUT, "keydown", {"key": "Enter", "isComposing": True}))
        if not _is_open(stage):
            yield "the search closes while a reader composes a word or presses within it"
