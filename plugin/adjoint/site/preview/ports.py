"""The port that the preview listens on."""

from __future__ import annotations

import errno
import os
import socket
from typing import Final

LOOPBACK: Final = "127.0.0.1"
_TRIED: Final = 50


def listen(port: int) -> socket.socket:
    """Return a socket of this machine alone, at a port or, where that is taken, at the next free one.

    Raises:
        OSError: no port can be had.
    """
    if port == 0:
        return _bound(0)
    last = min(port + _TRIED, 65536)
    for tried in range(port, last):
        try:
            return _bound(tried)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
    raise OSError(errno.EADDRINUSE, f"the ports {port} to {last - 1} are all taken; name another with --port")


def _bound(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            # Else the last preview's port stays taken for a minute. (Windows means another thing by it.)
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((LOOPBACK, port))
        listening.listen()
    except OSError:
        listening.close()
        raise
    return listening
