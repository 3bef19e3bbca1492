"""The rights matrix: one row per route. tests/house/test_rights.py walks app.routes against it."""

from dataclasses import dataclass
from typing import Literal

Expected = Literal["open", "login", 403, 404]


@dataclass(frozen=True, kw_only=True)
class Right:
    """What each of the cast meets at one route; "open" is any answer that is no refusal.

    stranger: Dirk, member of another group of the same body. former: Eva, who has left.
    other_office: Frieda, Koordination of another body. member: Carla. right: who may.
    """

    method: Literal["GET", "POST"]
    path: str  # as Litestar writes it: /gruppen/{group_id:uuid}
    anonymous: Expected = "login"
    stranger: Expected = 404
    former: Expected = 404
    other_office: Expected = 404
    member: Expected = "open"
    right: str = "anna"
    form: tuple[tuple[str, str], ...] = ()  # what a POST sends; empty forms answer 422


def public(method: Literal["GET", "POST"], path: str) -> Right:
    """Open to everybody: login, legal pages, links with a token of their own."""
    return Right(
        method=method, path=path, anonymous="open", stranger="open", former="open",
        other_office="open", member="open",
    )  # fmt: skip


def own(method: Literal["GET", "POST"], path: str) -> Right:
    """Everybody signed in, each for themselves."""
    return Right(
        method=method, path=path, stranger="open", former="open", other_office="open",
        member="open",
    )  # fmt: skip
