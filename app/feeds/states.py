"""How a feed was when a calendar program last got it: kept in the process, never in the database.

So the next request knows with one look-up that nothing has changed, and who asks without an ETag
gets the same texts joined again. A state ends with its day, because seats begin and end with days;
forgetting one costs a full answer and nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

MOST_STATES = 8192


@dataclass(frozen=True)
class State:
    """`snapshot`: what the database had when the feed was read (pg_snapshot); `groups`: whose
    changes count; `entries`: what was joined, shared with `queries.entries`, unless there were
    texts of this reader alone.
    """

    etag: str
    day: date
    snapshot: str
    groups: list[UUID]
    entries: Sequence[bytes] | None


_STATES: dict[tuple[str, bool], State] = {}


def state_of(token_hash: str, day: date, *, as_days: bool) -> State | None:
    state = _STATES.get((token_hash, as_days))
    return state if state and state.day == day else None


def keep(token_hash: str, state: State, *, as_days: bool) -> None:
    if len(_STATES) >= MOST_STATES:
        _STATES.clear()
    _STATES[token_hash, as_days] = state


def forget_all() -> None:
    _STATES.clear()
