"""The command `spurwerk`; every command is a few lines around an operation."""

from app.cli import (  # noqa: F401 - each adds its commands
    body,
    digest,
    inbound,
    outbox,
    person,
    reminders,
    retention,
    rosters,
    system,
    vorlage,
)
from app.cli.group import main

if __name__ == "__main__":
    main()
