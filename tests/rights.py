"""The routes of the rights matrix: one row per route. tests/house/test_rights*.py walk app.routes
against it; who may what in general stands in tests/matrix.py."""

from dataclasses import dataclass
from typing import Literal

from tests.matrix import CAPABILITIES, RECOGNISED, Capability, Expected, Who

__all__ = ["Expected", "Right", "own", "public"]

PLAIN: dict[Who, Expected] = {
    Who.ANONYMOUS: "login", Who.STRANGER: 404, Who.FORMER: 404, Who.OTHER_OFFICE: 404,
    Who.MEMBER: "open",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Right:
    """What each of the cast meets at one route; "open" is any answer that is no refusal.

    Either a capability of tests/matrix.py, or the answers written out: then the capability is the
    one that has them. stranger: Dirk, member of another group of the same body. former: Eva, who
    has left. other_office: Frieda, Koordination of another body. member: Carla. right: the least
    who may. Both at once must agree.
    """

    method: Literal["GET", "POST"]
    path: str  # as Litestar writes it: /gruppen/{group_id:uuid}
    capability: str = ""
    anonymous: Expected | None = None  # None: as the capability says, or PLAIN
    stranger: Expected | None = None
    former: Expected | None = None
    other_office: Expected | None = None
    member: Expected | None = None
    right: str = "anna"
    form: tuple[tuple[str, str], ...] = ()  # what a POST sends; empty forms answer 422

    def __post_init__(self) -> None:
        """Raises ValueError where the written out answer is another than the capability's."""
        for who, plain in PLAIN.items():
            told: Expected | None = getattr(self, who.value)
            meant = CAPABILITIES[self.capability].answer(who) if self.capability else told or plain
            if told not in {None, meant}:
                raise ValueError(f"{self.method} {self.path}: {who} {told}, {meant} in the matrix")
            object.__setattr__(self, who.value, meant)

    @property
    def known_as(self) -> str:
        """The capability's name; raises LookupError for answers that tests/matrix.py has nowhere."""
        return self.capability or recognised(self)

    @property
    def of(self) -> Capability:
        return CAPABILITIES[self.known_as]


def recognised(row: Right) -> str:
    for name, right in RECOGNISED:
        answers = CAPABILITIES[name]
        same = all(getattr(row, who.value) == answers.answer(who) for who in PLAIN)
        if same and right in {"", row.right}:
            return name
    raise LookupError(f"{row.method} {row.path}: no capability of tests/matrix.py answers like it")


def public(method: Literal["GET", "POST"], path: str) -> Right:
    """Open to everybody: login, legal pages, links with a token of their own."""
    return Right(method=method, path=path, capability="public")


def own(method: Literal["GET", "POST"], path: str) -> Right:
    """Everybody signed in, each for themselves."""
    return Right(method=method, path=path, capability="everybody")


def leading(method: Literal["GET", "POST"], path: str) -> Right:
    return Right(method=method, path=path, member=403, capability="meeting_lead")


def link(method: Literal["GET", "POST"], path: str) -> Right:
    """Whoever holds the token; the matrix holds one that nobody has."""
    nobody: Expected = 404
    return Right(
        method=method, path=path, anonymous=nobody, stranger=nobody, former=nobody,
        other_office=nobody, member=nobody,
    )  # fmt: skip
