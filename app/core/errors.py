"""What an operation or a loader may raise; web/errors.py maps each to one answer."""

from typing import TypeVar

Row = TypeVar("Row")
RELOAD = "Bitte laden Sie die Seite neu."


class NotFound(Exception):
    """Not there, or not for this reader: the answer is 404 in both cases."""


class Forbidden(Exception):
    """The reader sees the thing, but may not do this to it: 403."""


class RuleViolation(Exception):
    """A rule of the domain says no; the text is a German sentence for the user."""


class StaleVersion(RuleViolation):
    """Somebody else saved in between; `theirs` is what stands in the database now."""

    def __init__(self, sentence: str, theirs: str = "") -> None:
        super().__init__(sentence)
        self.theirs = theirs


class Gone(Exception):
    """A link that was good once: used, expired or revoked. 410 with the sentence."""


class Busy(Exception):
    """Too much is asked for at once; a moment later it works. 429 with the sentence."""


def existing(row: Row | None) -> Row:
    """Of a query for one row; raises NotFound where there is none."""
    if row is None:
        raise NotFound
    return row
