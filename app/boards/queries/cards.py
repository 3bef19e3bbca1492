"""A board: the tasks of each state, as many as a column shows."""

from dataclasses import dataclass
from typing import Any

from app.boards import access, rules
from app.boards.access import Scope
from app.boards.queries.rows import COLUMNS, JOINED, MATCHES, ORDER, Entry, asked, entry
from app.boards.rules import Wanted
from app.core import clock
from app.tasks.tables import Task, TaskStatus

MOST = 30  # cards of a column; the list has all


def _board(source: str, condition: str) -> str:
    """Values: of IS_MINE, of the source, of ASKED, of the condition, how many of a column."""
    return f"""SELECT x.* FROM (SELECT {COLUMNS}, {access.IS_MINE} AS mine,
  count(*) OVER (PARTITION BY t.status) AS total,
  row_number() OVER (PARTITION BY t.status ORDER BY {ORDER}) AS nth
FROM {source} t {JOINED} WHERE {condition} AND {MATCHES}) x WHERE x.nth <= {{}} ORDER BY x.nth"""


OWN_BOARD = _board(access.OWN_ROWS, access.OWN_GROUPS)
GROUP_BOARD = _board("task", access.OF_GROUP)


@dataclass(frozen=True)
class Card:
    task: Entry
    moves: tuple[TaskStatus, ...]


@dataclass(frozen=True)
class Column:
    status: TaskStatus
    cards: list[Card]
    total: int


async def board(scope: Scope, wanted: Wanted) -> list[Column]:
    """One column of each state; one statement."""
    today = clock.today()
    values = (
        *scope.own_values(today), *scope.source(today), *asked(wanted, today), *scope.condition, MOST,
    )  # fmt: skip
    if scope.group:
        rows = await Task.raw(GROUP_BOARD, *values)
    else:
        rows = await Task.raw(OWN_BOARD, *values)
    return [
        _column(status, [row for row in rows if row["status"] == status], scope)
        for status in TaskStatus
    ]


def _column(status: TaskStatus, rows: list[dict[str, Any]], scope: Scope) -> Column:
    cards = [_card(entry(row, scope.actor), mine=row["mine"], scope=scope) for row in rows]
    return Column(status, cards, rows[0]["total"] if rows else 0)


def _card(task: Entry, *, mine: bool, scope: Scope) -> Card:
    may_edit = access.may_edit_in(scope.actor, task.group_id, task.group_body)
    return Card(task, rules.moves(task.status, may_edit=may_edit, mine=mine))
