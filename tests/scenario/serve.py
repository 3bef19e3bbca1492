"""The command `spurwerk` with a clock that a file moves: `python -m tests.scenario.serve WORDS`.

The file holds by how many seconds the clock is ahead. Everything else is the ordinary program.
"""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from piccolo.columns.defaults.timestamptz import TimestamptzNow

from app.core import clock

HOME = Path(os.environ["SPURWERK_DATA_DIR"])
AHEAD, ROUNDS = HOME / "clock", HOME / "rounds"


def moved() -> datetime:
    return datetime.now(UTC) + timedelta(seconds=float(AHEAD.read_text()))


async def note_round() -> None:
    """The last job of a round of the worker: who moved the clock waits for it."""
    new = ROUNDS.with_suffix(".new")
    new.write_text(str(int(ROUNDS.read_text()) + 1))
    new.rename(ROUNDS)


clock.now = moved  # before any other module of the app has taken it
TimestamptzNow.python = lambda _: moved()  # type: ignore[method-assign]

if __name__ == "__main__":
    from app import worker
    from app.cli import __main__  # noqa: F401 - adds all commands
    from app.cli.group import main

    worker.JOBS.append(note_round)
    main()
