"""The command `spurwerk`; every command is a few lines around an operation."""

from app.cli import digest, outbox, person, retention, system, vorlage  # noqa: F401 - each adds its commands
from app.cli.group import main

if __name__ == "__main__":
    main()
