"""One page held against its source by all means that need no other page; what is found is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace

from adjoint.markup import Diagnostic
from adjoint.site.cache.code_version import code_version
from adjoint.site.check.browser import Browser
from adjoint.site.check.comparison import Comparison
from adjoint.site.check.differences import derivative_faults
from adjoint.site.check.literals import typed_numbers
from adjoint.site.check.live import compare_page, compare_scripts
from adjoint.site.check.numbers import published_numbers
from adjoint.site.check.parts import image_faults
from adjoint.site.check.reading import Reading, Written
from adjoint.site.check.records import Record, Typed, decode, decode_comparison, encode
from adjoint.site.check.table import table_faults
from adjoint.site.check.written import written_faults
from adjoint.site.content.settings import Settings


def examined_pages(reading: Reading) -> tuple[Comparison, list[Record]]:
    """Return the comparison of the shipped scripts by themselves, and a record of each page.

    Raises:
        ImportError: there is no V8 to run the scripts.
    """
    built = reading.built
    browser = Browser(built.files, built.site.assets.hrefs)
    scripts = _digest({path: data for path, data in built.files.items() if path.endswith(".js")})
    kept = built.site.store.kept
    alone = kept("check-scripts", f"{code_version()}\n{scripts}", lambda: encode(_alone(browser)))
    records = [
        decode(
            kept(
                "check",
                _key(page, built.site.settings, scripts),
                lambda page=page: encode(_examined(page, browser)),  # type: ignore[misc]
            )
        )
        for page in reading.written
    ]
    return decode_comparison(alone), records


def _alone(browser: Browser) -> Comparison:
    """Return what is found of the scripts and the table of operations, whatever pages use of them."""
    scripts = compare_scripts(browser)
    return replace(scripts, faults=(*table_faults(), *scripts.faults))


def _key(page: Written, settings: Settings, scripts: str) -> str:
    """Return all that a record depends on."""
    own = _digest({page.source.path: page.source.text.encode(), page.html: page.data})
    return "\n".join([code_version(), scripts, repr(settings), own])


def _digest(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for path, data in sorted(files.items()):
        digest.update(f"{path} {len(data)}\n".encode() + data)
    return digest.hexdigest()


def _examined(page: Written, browser: Browser) -> Record:
    post = page.post
    typed = (Typed(literal.key, literal.words, literal.warning()) for literal in typed_numbers(post))
    return Record(
        values=sum(len(text.values) for text in page.texts),
        claims=len(post.claims),
        equations=sum(bool(made.call.props.get("verify")) for made in post.computed.values()),
        comparison=compare_page(page, browser),
        faults=(*_derivatives(page), *image_faults(page)),
        numbers=tuple(published_numbers(post)),
        typed=tuple(typed),
    )


def _derivatives(page: Written) -> Iterator[Diagnostic]:
    for made in page.post.computed.values():
        yield from derivative_faults(made.call, made.result)
        yield from written_faults(made.call, made.result)
