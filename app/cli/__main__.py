"""The command `spurwerk`; every command is a few lines around an operation."""

from app.cli import body, digest, outbox, person, system, vorlage  # noqa: F401 - each adds its commands
from app.cli.group import main

if __name__ == "__main__":
    main()
