"""The passages of a post: every run of text a reader meets, its place named to outlast edits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from adjoint.components.model import Call
from adjoint.components.numerals import numeral
from adjoint.components.schema import Latex, Line
from adjoint.frozen import frozen
from adjoint.markup import ComputedValue, Document, Location, Math, Tag
from adjoint.site.post.checked import Checked
from adjoint.site.post.lines import as_line
from adjoint.site.post.offers import Computed

if TYPE_CHECKING:
    from markdown_it.token import Token

OPENING: Final = "the opening"


@frozen
class Passage:
    """A paragraph, heading, cell, caption or formula."""

    place: str
    """Where it stands, without counting lines: ``paragraph under "Why one sweep is enough"``."""
    kind: str
    """What a number in it stands in, in the singular: ``sentence``, ``caption``, ``formula``."""
    section: str
    """The heading it stands under."""
    owner: str
    """The id of the component whose caption or enclosed text it is; empty for free text."""
    text: str
    """As authored; empty for a displayed formula."""
    values: tuple[ComputedValue, ...]
    locate: Callable[[int], Location]
    """Gives the place of an offset in the text."""
    math: tuple[Math, ...] = ()
    """Its formulas, in their order."""
    locate_source: Callable[[int], Location] | None = None
    """Gives the place of an offset in the source that the formulas count by; left out, it is the text."""
    row: str = ""
    """Of a table's cell, all that its row says."""

    def place_in(self, math: Math, offset: int) -> Location:
        """Return the place of an offset in one of its formulas."""
        return (self.locate_source or self.locate)(math.source_offset(offset))


@lru_cache(maxsize=1)
def passages(post: Checked) -> Sequence[Passage]:
    """Return every passage of a post: its frontmatter, its body, then the lines of its components."""
    return tuple(_passages(post))


def _passages(post: Checked) -> Iterator[Passage]:
    yield from _frontmatter(post)
    yield from _body(post)
    under = sections(post)
    for made in post.computed.values():
        yield from _lines(post, made, under[made.call.id])


def sections(post: Checked) -> Mapping[str, str]:
    """Return the heading that each component of a post stands under, by the component's id."""
    found: dict[str, str] = {}
    section, previous = OPENING, ""
    for token in post.document.tokens:
        if token.type == "inline" and previous == "heading_open":
            section = words_of(token)
        for part in (token, *(token.children or ())):
            tag: Tag | None = part.meta.get("tag")
            if tag is not None and tag.index in post.computed:
                found.setdefault(post.computed[tag.index].call.id, section)
        previous = token.type
    return {made.call.id: found.get(made.call.id, OPENING) for made in post.computed.values()}


def enclosing(post: Checked) -> Mapping[str, tuple[str, ...]]:
    """Return the headings that each heading of a post stands below, the nearest first."""
    found: dict[str, tuple[str, ...]] = {}
    above: list[tuple[str, str]] = []
    previous: Token | None = None
    for token in post.document.tokens:
        if token.type == "inline" and previous is not None and previous.type == "heading_open":
            level = previous.tag
            above = [one for one in above if one[0] < level]
            found.setdefault(words_of(token), tuple(words for _, words in reversed(above)))
            above.append((level, words_of(token)))
        previous = token
    return found


def named(call: Call) -> str:
    """Return what a component is called: by the id its author gave it, else by its title or its number."""
    title = call.props.get("title")
    if "id" in call.tag.props or not title:
        return call.id
    return f'{call.tag.name} "{title}"'


def _frontmatter(post: Checked) -> Iterator[Passage]:
    matter, frontmatter = post.matter, post.document.frontmatter
    lines: list[tuple[str, str, tuple[str | int, ...], str]] = [("title", "title", ("title",), matter.title)]
    lines.append(("description", "description", ("description",), matter.description))
    lines += [
        (f"takeaway {number}", "takeaway", ("takeaways", number - 1), text)
        for number, text in enumerate(matter.takeaways, 1)
    ]
    for place, kind, path, text in lines:
        if text and text in post.teller.lines:
            at = frontmatter.value_locations[path]
            line = post.teller.lines[text]
            locate = _in_yaml(post.document, at, text)
            yield Passage(place, kind, "", "", text, line.values, locate, line.math)


def _staying(place: Location) -> Callable[[int], Location]:
    return lambda _offset: place


def _lines(post: Checked, made: Computed, section: str) -> Iterator[Passage]:
    call = made.call
    for prop in made.component.props:
        text = call.props.get(prop.name)
        if isinstance(text, str) and isinstance(prop.kind, Line) and text in post.teller.lines:
            line = post.teller.lines[text]
            place = f"{prop.name} of {named(call)}"
            locate = _within(call, prop.name)
            yield Passage(place, prop.name, section, call.id, text, line.values, locate, line.math)
        elif isinstance(text, str) and isinstance(prop.kind, Latex):
            line = post.teller.lines[as_line(text)]
            place = f"equation {named(call)}"
            here, within = _staying(call.location()), _within(call, prop.name, -len(as_line("")) // 2)
            yield Passage(place, "equation", section, call.id, "", line.values, here, line.math, within)
        elif isinstance(text, int | float) and not isinstance(text, bool) and isinstance(prop.kind, Line):
            here, place = _within(call, prop.name), f"{prop.name} of {named(call)}"
            yield Passage(place, prop.name, section, call.id, numeral(text), (), here)


def _within(call: Call, prop: str, shift: int = 0) -> Callable[[int], Location]:
    return lambda offset: call.location(prop, offset=max(offset + shift, 0))


def _in_yaml(document: Document, at: Location, text: str) -> Callable[[int], Location]:
    """Return what gives the place of an offset in a value of the frontmatter, though YAML folds its lines."""
    source, end = document.source, document.frontmatter.body
    here = source.line_start(at.line) + at.column - 1
    if source.text[here : here + 1] in {"|", ">"}:
        here = source.text.find("\n", here)
    places: list[int] = []
    for character in text:
        if not character.isspace():
            here = source.text.find(character, here, end)
            if here < 0:
                return _staying(at)
        places.append(here)
        here += not character.isspace()
    return lambda offset: source.location(places[min(offset, len(places) - 1)])


def _body(post: Checked) -> Iterator[Passage]:
    open_: list[Token] = []
    section, row = OPENING, ""
    tokens = post.document.tokens
    for place, token in enumerate(tokens):
        if token.nesting > 0 or token.type == "component_open":
            open_.append(token)
            row = _row(tokens[at] for at in range(place, len(tokens))) if token.type == "tr_open" else row
        elif (token.nesting < 0 or token.type == "component_close") and open_:
            open_.pop()
        elif token.type == "inline":
            if open_ and open_[-1].type == "heading_open":
                section = words_of(token)
            is_cell = bool(open_) and open_[-1].type in {"td_open", "th_open"}
            yield passage_of(post, token, open_, section, row if is_cell else "")
        elif token.type == "math_block":
            yield _formula(post, token, open_, section)


def _row(tokens: Iterable[Token]) -> str:
    """Return what a row of a table says, which the tokens begin with."""
    inside = takewhile(lambda token: token.type != "tr_close", tokens)
    return " | ".join(token.content for token in inside if token.type == "inline")


def words_of(token: Token) -> str:
    """Return what a heading's token says, on one line."""
    return " ".join(token.content.split())


def passage_of(post: Checked, token: Token, open_: Sequence[Token], section: str, row: str = "") -> Passage:
    """Return the passage of a token with inline text, given what it stands in and its heading."""
    place, kind, owner = _place(post, open_, section)
    passage = token.meta.get("passage")
    source, body = post.document.source, post.document.frontmatter.body

    def locate(offset: int) -> Location:
        return source.location(body + passage.source(offset) if passage else body)

    values, math = tuple(_values(token)), tuple(_math(token))
    return Passage(place, kind, section, owner, token.content, values, locate, math, source.location, row)


def _math(token: Token) -> Iterator[Math]:
    for child in token.children or ():
        if child.meta.get("math") is not None:
            yield child.meta["math"]
        yield from _math(child)


def _values(token: Token) -> Iterator[ComputedValue]:
    for child in token.children or ():
        if child.type == "computed_value":
            yield child.meta["value"]
        elif child.meta.get("math") is not None:
            yield from child.meta["math"].values
        yield from _values(child)


def _formula(post: Checked, token: Token, open_: Sequence[Token], section: str) -> Passage:
    math = token.meta["math"]
    made = _owner(post, open_)
    if made is not None and made.component.tag == "Equation":
        place, kind = f"equation {named(made.call)}", "equation"
    else:
        place, kind = f"formula under {_quoted(section)}", "formula"
    owner, here = made.call.id if made else "", _staying(math.location)
    source = post.document.source
    return Passage(place, kind, section, owner, "", math.values, here, (math,), source.location)


def _owner(post: Checked, open_: Sequence[Token]) -> Computed | None:
    """Return the innermost component that encloses a token."""
    for token in reversed(open_):
        if token.meta.get("tag") is not None:
            return post.computed.get(token.meta["tag"].index)
    return None


def _place(post: Checked, open_: Sequence[Token], section: str) -> tuple[str, str, str]:
    """Return the name of a place, the kind of its text and the id of the component it is enclosed by."""
    made = _owner(post, open_)
    owner = made.call.id if made else ""
    kinds = {token.type: token for token in open_}
    if "heading_open" in kinds:
        return f"heading {_quoted(section)}", "heading", owner
    if "footnote_open" in kinds:
        return f"footnote {kinds['footnote_open'].meta.get('label', '')}".strip(), "footnote", owner
    within = f"within {named(made.call)}" if made else f"under {_quoted(section)}"
    if "td_open" in kinds or "th_open" in kinds:
        return f"table {within}", "cell of a table", owner
    return f"{'list' if 'list_item_open' in kinds else 'paragraph'} {within}", "sentence", owner


def _quoted(section: str) -> str:
    return section if section == OPENING else f'"{section}"'
