"""Executors on other machines, by address: ``dask://host:8786``.

Whoever works there has the same Adjoint installed and sees the content and the layouts under the same paths;
the cache it need not see.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Final

from adjoint.site.cache.code_version import code_version
from adjoint.site.work.crew import Crew

_DASK: Final = "dask://"
_PATIENCE: Final = "10s"


class RemoteError(RuntimeError):
    """Nobody can work at an address; the text says why and what to do."""


@contextmanager
def crew_at(address: str) -> Iterator[Crew]:
    """Give those who work at an address.

    Args:
        address: of a Dask scheduler, such as ``dask://host:8786``.

    Raises:
        RemoteError: nobody works there, or with another version.
    """
    try:
        distributed = import_module("distributed")
    except ImportError as error:
        raise RemoteError("Dask is not installed; install adjoint[dask]") from error
    try:
        client = distributed.Client(
            f"tcp://{address.removeprefix(_DASK)}", timeout=_PATIENCE, set_as_default=False
        )
    except (OSError, ValueError) as error:
        raise RemoteError(f"no Dask scheduler answers at {address}") from error
    with client:
        hands = sum(client.nthreads().values())
        if not hands:
            raise RemoteError(f"the Dask scheduler at {address} has no workers")
        strange = [name for name, found in client.run(code_version).items() if found != code_version()]
        if strange:
            raise RemoteError(
                f"the Dask worker {strange[0]} has another Adjoint, or it stands on other packages"
            )
        yield Crew(executor=client.get_executor(pure=False), hands=hands)
