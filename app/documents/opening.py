"""Files to text; a file from outside is opened in a process of its own, with limits."""

import asyncio
import contextlib
import json
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path
from typing import Any

from app.documents.child import TOO_BIG
from app.documents.errors import NotOpened
from app.documents.kinds import DAMAGED, Kind, kind_of

ROOT = Path(__file__).parents[2]
MAX_BYTES = 10_000_000
SECONDS = 60  # by the clock; the child ends itself after 20 seconds of work
AT_ONCE = 2  # children of one process; the others wait
TOO_LARGE = "Die Datei ist größer als 10 MB. Bitte nehmen Sie nur die Vorlage selbst, ohne Anlagen."
TOO_SLOW = "Das Lesen der Datei hat zu lange gedauert. Bitte nehmen Sie nur die Seiten der Vorlage."
_FOUND_BY = {"PYTHONHASHSEED": "0", "PYTHONIOENCODING": "utf-8", "LC_ALL": "C.UTF-8"}

_turns = asyncio.Semaphore(AT_ONCE)


async def opened(content: bytes) -> str | bytes:
    """Lines of a PDF or a Word file as text; anything else comes back as it is, to be decoded.

    Raises NotOpened. Never inside a transaction: it may take SECONDS.
    """
    if len(content) > MAX_BYTES:
        raise NotOpened(TOO_LARGE)
    kind = kind_of(content)
    if kind is Kind.TEXT:
        return content
    return str((await read_apart(kind, content))["text"])


async def read_apart(kind: str, content: bytes) -> dict[str, Any]:
    """What the child says about the file. Raises NotOpened."""
    async with _turns:
        return await _read_apart(kind, content)


async def _read_apart(kind: str, content: bytes) -> dict[str, Any]:
    """No variable of our environment, and so no secret, reaches the child."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-B", "-m", "app.documents.child", kind,
        stdin=PIPE, stdout=PIPE, stderr=asyncio.subprocess.DEVNULL, cwd=ROOT, env=_FOUND_BY,
    )  # fmt: skip
    try:
        said, _ = await asyncio.wait_for(child.communicate(content), SECONDS)
    except TimeoutError:
        raise NotOpened(TOO_SLOW) from None
    finally:
        await _end(child)
    return _answer(child, said)


async def _end(child: Process) -> None:
    if child.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            child.kill()
        await child.wait()


def _answer(child: Process, said: bytes) -> dict[str, Any]:
    """A child that was stopped says nothing: by its limit of time or for its memory."""
    if child.returncode and child.returncode < 0:
        raise NotOpened(TOO_SLOW)
    try:
        answer: dict[str, Any] = json.loads(said)
    except ValueError:
        raise NotOpened(TOO_BIG if child.returncode else DAMAGED) from None
    if "refused" in answer:
        raise NotOpened(answer["refused"])
    return answer
