"""Each text is a German sentence for the person who gave the address."""

from app.core.errors import RuleViolation


class NotFetched(RuleViolation):
    """Nothing came back that may be used."""


class Refused(NotFetched):
    """We do not go there: the address breaks one of our own rules."""


class NotReachable(NotFetched):
    """The other side does not answer, too slowly, or with an error. status: its HTTP status."""

    def __init__(self, sentence: str, status: int | None = None) -> None:
        super().__init__(sentence)
        self.status = status


class TooMuch(NotFetched):
    """More than we take from one address."""
