"""One piece of work at a time in a process: a worker of an executor may be one of several threads."""

from __future__ import annotations

import threading

AT_WORK = threading.RLock()
"""Held by whoever uses the tools of this process."""
