"""Where a test lets the process die as if its power were cut (docs/adr/0027)."""

import os
from collections import Counter

from app.core.settings import settings

PASSED: Counter[str] = Counter()
KILLED = 137


def crash_point(name: str) -> None:
    """Dies here when SPURWERK_CRASH_AT says "name" or "name:3", the third time.

    Settings refuse the variable on any address with https, so nothing public runs with it.
    """
    wanted = settings().crash_at
    if not wanted:
        return
    PASSED[name] += 1
    at, _, number = wanted.partition(":")
    if at == name and PASSED[name] == int(number or 1):
        os._exit(KILLED)
