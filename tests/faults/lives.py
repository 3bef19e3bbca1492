"""Many short lives of the worker: started once, then forked for each, so that two hundred deaths
take minutes and not an hour.

Reads one line per life, the crash point or nothing; answers with the process id, and later with
how it ended: 0, 137 at a crash point, -9 for SIGKILL.
"""

import asyncio
import os
import sys

from app.core import db
from app.core.settings import settings
from app.invitations import jobs as invitations
from app.outbox import jobs as outbox


async def _work() -> None:
    """As the worker does, until there is nothing left to do."""
    invitations.IN_A_ROW = 1  # so that much is still unwritten while much is sent
    await db.start_pool(4)
    while any([await invitations.write_ordered(), await outbox.deliver()]):
        pass
    await db.close_pool()


def _live(crash_at: str) -> None:
    os.environ["SPURWERK_CRASH_AT"] = crash_at
    settings.cache_clear()
    asyncio.run(_work())
    os._exit(0)


def _say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def main() -> None:
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _live(line.strip())
        _say(child)
        _, status = os.waitpid(child, 0)
        _say(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
