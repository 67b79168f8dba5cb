"""Links to other sites, asked for only on request: their answers change while the site does not."""

from __future__ import annotations

import http.client
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from adjoint.markup import Diagnostic, Location

SECONDS: Final = 10.0
"""So long a server may take to answer."""
AT_ONCE: Final = 8
_HEADERS: Final = {"User-Agent": "adjoint check", "Accept": "*/*"}
_GONE: Final = frozenset({404, 410})
_HEAD_REFUSED: Final = frozenset({400, 403, 404, 405, 406, 410, 429, 500, 501, 503})
"""Some servers know no HEAD, and some say of it that a page is not there: then GET is asked."""


def external_faults(links: Mapping[str, Location], seconds: float = SECONDS) -> Iterator[Diagnostic]:
    """Ask for every address: an error for each that is gone, a warning for each that gives no answer.

    Args:
        links: addresses, each with its place.
        seconds: how long to wait for an answer.
    """
    with ThreadPoolExecutor(AT_ONCE) as threads:
        answers = threads.map(lambda address: answer(address, seconds), links)
        for (address, place), (status, words) in zip(links.items(), answers, strict=True):
            if status in _GONE:
                yield Diagnostic("dead-link", "error", f'"{address}" is gone: {words}', place)
            elif status is None or status >= 400:
                yield Diagnostic("unanswered-link", "warning", f'"{address}" gave no page: {words}', place)


def answer(address: str, seconds: float) -> tuple[int | None, str]:
    """Return the status with which a server answers, and its words; None where there is no answer."""
    status, words = _ask(address, "HEAD", seconds)
    if status not in _HEAD_REFUSED:
        return status, words
    return _ask(address, "GET", seconds)


def _ask(address: str, method: str, seconds: float) -> tuple[int | None, str]:
    request = Request(address.partition("#")[0], headers=_HEADERS, method=method)  # noqa: S310  (http and https only)
    try:
        with urlopen(request, timeout=seconds) as response:  # noqa: S310
            return int(response.status), f"{response.status} {response.reason}"
    except HTTPError as error:
        with error:
            return error.code, f"{error.code} {error.reason}"
    except URLError as error:
        return None, str(error.reason)
    except (OSError, http.client.HTTPException) as error:
        return None, str(error) or type(error).__name__
