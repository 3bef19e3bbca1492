"""Mails are read in a process of their own that can be stopped (docs/adr/0025)."""

import atexit
import contextlib
import json
import select
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from subprocess import PIPE, Popen

from app.replies.rules.bounces import HEAD, Kind, Report
from app.replies.rules.child import MAIL, REPORT, SECONDS
from app.replies.rules.decoded import Decoded, from_json
from app.replies.rules.mime import HEAD_BYTES, MOST_BYTES, TOO_LARGE

ROOT = Path(__file__).parents[2]
START_SECONDS = 60.0
CLOCK_SECONDS = 20.0  # a busy machine is no poison: the limit that counts is processor time
TOO_LONG = "Das Lesen der E-Mail hat zu lange gedauert."
_FOUND_BY = {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"}


class Stopped(Exception):
    """The process is gone: the mail was too much for it."""


class Reader:
    """One process, started with the first mail; no variable of ours, and so no secret, reaches it."""

    def __init__(self, seconds: float = SECONDS, clock_seconds: float = CLOCK_SECONDS) -> None:
        self._seconds, self._clock = seconds, clock_seconds
        self._lock = threading.Lock()
        self._child: Popen[bytes] | None = None

    def read(self, raw: bytes) -> Decoded:
        """Blocks, so call it in a thread. Never an exception: trouble stands in the result."""
        with self._lock:
            if len(raw) > MOST_BYTES:
                return self._head_of(raw, TOO_LARGE)
            try:
                return from_json(self._ask(raw))
            except (Stopped, OSError, ValueError, TypeError, KeyError):
                self.close()
                return self._head_of(raw, TOO_LONG)

    def report(self, raw: bytes) -> Report:
        """What a mail to the bounce address tells; blocks as well and raises as little."""
        with self._lock:
            try:
                kind, words = json.loads(self._ask(raw[:HEAD], REPORT))
                return Report(Kind(kind), words)
            except (Stopped, OSError, ValueError, TypeError):
                self.close()
                return Report(Kind.UNREADABLE)

    def _head_of(self, raw: bytes, trouble: str) -> Decoded:
        """Who wrote it and when, if only that can be read; the rest stays outside."""
        head = raw[:HEAD_BYTES].partition(b"\n\n")[0].partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        try:
            found = from_json(self._ask(head))
        except (Stopped, OSError, ValueError, TypeError, KeyError):
            self.close()
            return Decoded(trouble=trouble)
        return Decoded(**{**found.__dict__, "trouble": trouble, "method": "", "said": ()})

    def _ask(self, raw: bytes, what: bytes = MAIL) -> bytes:
        child = self._running()
        assert child.stdin is not None
        child.stdin.write(struct.pack("!I", 1 + len(raw)) + what + raw)
        child.stdin.flush()
        return _block(child, self._clock)

    def _running(self) -> "Popen[bytes]":
        if self._child is None or self._child.poll() is not None:
            self.close()
            command = [sys.executable, "-B", "-m", "app.replies.rules.child", str(self._seconds)]
            self._child = Popen(  # noqa: S603 - no word of it comes from outside
                command, stdin=PIPE, stdout=PIPE, stderr=subprocess.DEVNULL, cwd=ROOT, env=_FOUND_BY
            )
            _block(self._child, START_SECONDS)
        return self._child

    def close(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()


def _block(child: "Popen[bytes]", seconds: float) -> bytes:
    """Raises Stopped at the child's end and when the clock has run out."""
    assert child.stdout is not None
    until = time.monotonic() + seconds
    (length,) = struct.unpack("!I", _octets(child, 4, until))
    return _octets(child, length, until)


def _octets(child: "Popen[bytes]", count: int, until: float) -> bytes:
    assert child.stdout is not None
    found = b""
    while len(found) < count:
        left = until - time.monotonic()
        if left <= 0 or not select.select([child.stdout], [], [], left)[0]:
            raise Stopped
        piece = child.stdout.read1(count - len(found))  # type: ignore[attr-defined]
        if not piece:
            raise Stopped
        found += piece
    return found


READER = Reader()
atexit.register(READER.close)
