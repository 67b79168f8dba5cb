"""Links to a state of a widget, ``#toy?b=-1``: their faults, and where they lead without a script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from urllib.parse import unquote, urlsplit

from markupsafe import Markup

from adjoint.components.settings import Settings, refusals
from adjoint.frozen import frozen
from adjoint.markup import Diagnostic, Document, Location, nearest
from adjoint.site.post.links import Links

_FIGURE = re.compile(r'<figure class="[^"]*" id="([^"]+)">')


@frozen
class StateLink:
    """A link that sets a widget of some page."""

    href: str
    """As authored."""
    folder: str
    """That of the page."""
    fragment: str
    """Such as ``toy?b=-1&mode=backward``."""
    location: Location

    @property
    def widget(self) -> str:
        """The widget's id."""
        return unquote(self.fragment.partition("?")[0])

    @property
    def query(self) -> str:
        """What it is set to."""
        return self.fragment.partition("?")[2]


@frozen
class Stateful:
    """A page as links to states see it: what can be set there, and the links that stand in it."""

    folder: str
    settings: Mapping[str, Settings]
    """What can be set in each of its widgets, by id."""
    links: tuple[StateLink, ...] = ()
    """Those in its text, wherever they lead."""
    ids: frozenset[str] = frozenset()
    """Of everything on the page, while it is looked at by itself."""

    @property
    def own_links(self) -> tuple[StateLink, ...]:
        """The links that set a widget of the same page."""
        return tuple(link for link in self.links if link.folder == self.folder)

    @property
    def seen_from_elsewhere(self) -> Stateful:
        """What other pages need to know of it: what they may set, and what it sets of theirs."""
        links = tuple(link for link in self.links if link.folder != self.folder)
        return Stateful(self.folder, self.settings, links)


def state_links(texts: Iterable[Document], folder: str, links: Links) -> tuple[StateLink, ...]:
    """Return the links of a page whose fragment holds a question mark, if they lead to a page of the site.

    Args:
        texts: the page's body and lines.
        folder: the page's folder.
        links: every address of the site.
    """
    found = []
    for text in texts:
        for link in text.links:
            parts = urlsplit(link.href)
            if "?" in parts.fragment and not parts.scheme and not parts.netloc:
                target = links.page(parts.path, folder) if parts.path else folder
                if target is not None:
                    found.append(StateLink(link.href, target, parts.fragment, link.location))
    return tuple(found)


def state_faults(links: Iterable[StateLink], page: Stateful) -> Iterator[Diagnostic]:
    """Yield what is wrong with links to the states of a page's widgets.

    Args:
        links: those that lead to the page.
        page: where they lead.
    """
    for link in links:
        if unquote(link.fragment) in page.ids:
            continue
        if link.widget in page.settings:
            for code, refusal in refusals(link.widget, page.settings[link.widget], link.query):
                yield Diagnostic(code, "error", str(refusal), link.location, refusal.hint)
        else:
            yield _misled(link, page)


def _misled(link: StateLink, page: Stateful) -> Diagnostic:
    """Return the fault of a link to a state of what is no widget of the page."""
    offered = f"the page can set {', '.join(page.settings)}" if page.settings else None
    if link.widget in page.ids:
        message = f'"{link.widget}" is nothing that a link could set'
        hint = offered or f'write "#{link.widget}"'
        return Diagnostic("unknown-setting", "error", message, link.location, hint)
    message = f'the link "{link.href}" leads nowhere on its page'
    close = nearest(link.widget, page.settings) or nearest(link.widget, page.ids)
    guess = f'did you mean "#{close}?{link.query}"?' if close else offered
    return Diagnostic("broken-link", "error", message, link.location, guess)


def faults_between(pages: Mapping[str, Stateful]) -> Iterator[Diagnostic]:
    """Yield what is wrong with links from one page to the states of another's widgets, by place.

    Args:
        pages: all pages of the site by folder, as seen from elsewhere.
    """
    for link in sorted((link for page in pages.values() for link in page.links), key=_place):
        yield from state_faults((link,), pages[link.folder])


def states_wanted(pages: Iterable[Stateful]) -> Mapping[str, tuple[str, ...]]:
    """Return the fragments by which pages set widgets of others, by the folder they lead to."""
    wanted: dict[str, set[str]] = {}
    for page in pages:
        for link in page.links:
            wanted.setdefault(link.folder, set()).add(link.fragment)
    return {folder: tuple(sorted(fragments)) for folder, fragments in wanted.items()}


def _place(link: StateLink) -> tuple[str, int, int, str]:
    return link.location.path, link.location.line, link.location.column, link.fragment


def with_targets(body: str, fragments: Iterable[str]) -> str:
    """Return a page's body in which links to states find a target, at the head of the figure that they set.

    Without a script a browser looks for an id that is the whole fragment.
    """
    wanted: dict[str, list[str]] = {}
    for fragment in sorted({unquote(fragment) for fragment in fragments}):
        wanted.setdefault(fragment.partition("?")[0], []).append(fragment)

    def targets(figure: re.Match[str]) -> str:
        names = wanted.get(unescape(figure[1]), ())
        spans = (Markup('<span id="{}"></span>').format(name) for name in names)
        return figure[0] + "".join(span for span in spans if span not in body)

    return _FIGURE.sub(targets, body) if wanted else body
