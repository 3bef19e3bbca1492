"""Which meetings stand in whose calendar, told by prints: one row for all of them.

Full members see all meetings of their group, guests, advisers and deputies those they are invited
to. Whoever has left a group sees nothing of it, invited or not. A print is another one after each
change of a row that the entry is made of: xmin is the transaction that wrote it. Four hundred rows
take longer to unpack than to find, hence one row.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.core import clock
from app.feeds import rules
from app.groups.queries.names import berlin_day, name_on
from app.meetings.tables import Meeting


@dataclass(frozen=True)
class Reader:
    """Of one feed. `since` and `cancelled_since` begin days, so that a feed stays for a day as it is.

    `group`: only of this one, and then also what the person has declined.
    """

    person_id: UUID
    today: date
    since: datetime
    cancelled_since: datetime
    group: UUID | None = None

    @classmethod
    def at(cls, now: datetime, person_id: UUID, group: UUID | None = None) -> "Reader":
        midnight = clock.berlin(now).replace(hour=0, minute=0, second=0, microsecond=0)
        return cls(
            person_id, midnight.date(), midnight - rules.PAST,
            midnight - rules.CANCELLED_STAY, group,
        )  # fmt: skip


SEAT = """
seat AS (
    SELECT "group",
        bool_or(since <= {} AND (until IS NULL OR until >= {})) AS now,
        bool_or(since <= {} AND (until IS NULL OR until >= {})
            AND (role <> 'mitglied' OR standing = 'voting')) AS full_member
    FROM membership WHERE person = {} GROUP BY "group"
)"""
MAY = """((coalesce(seat.full_member, false) OR i.id IS NOT NULL AND coalesce(seat.now, true))
    AND (i.revoked_at IS NULL OR m.status = 'cancelled')
    AND ({}::uuid = m."group" OR {}::uuid IS NULL AND coalesce(i.answer, 'open') <> 'declined'))"""
JOINED = """
JOIN steering_group g ON g.id = m."group"
LEFT JOIN seat ON seat."group" = g.id
LEFT JOIN invitation i ON i.meeting = m.id AND i.person = {}"""
SERIES_MARK = "reihe"
# Former names stand in rows of their own, a handful in all.
FORMER = """
former AS (
    SELECT "group", string_agg(xmin::text, ',' ORDER BY id) AS marks FROM former_name GROUP BY "group"
)"""
PRINT = "concat_ws(' ', m.id, m.updated_at, m.xmin, g.xmin, former.marks)"
NAMED = """LEFT JOIN former ON former."group" = g.id"""
SINGLE = f"""
SELECT {PRINT} AS print, m.starts_at, m.uid FROM meeting m {JOINED} {NAMED}
WHERE m.series IS NULL AND m.starts_at > {{}}
    AND (m.status <> 'cancelled' OR m.updated_at > {{}}) AND {MAY}"""

# Each meeting of the series with its state for this reader: o takes place, c is cancelled, x is
# left out. The others' meetings of a series whose first ones were long ago are needed as well.
IN_SERIES = f"""
of_series AS (
    SELECT m.series, m.recurrence_at, m.id, m.xmin::text AS mark, g.xmin::text AS group_mark, g.name AS group_name,
        m.starts_at > {{}} AS recent, m AS meeting,
        CASE WHEN {MAY} IS NOT TRUE THEN 'x' WHEN m.status <> 'cancelled' THEN 'o'
            WHEN m.updated_at > {{}} THEN 'c' ELSE 'x' END AS state
    FROM meeting m {JOINED}
    WHERE m.series IN (
        SELECT s.id FROM series s JOIN seat ON seat."group" = s."group"
        UNION SELECT f.series FROM invitation v JOIN meeting f ON f.id = v.meeting
        WHERE v.person = {{}} AND f.series IS NOT NULL)
)"""
SERIES = f"""
SELECT concat_ws(' ', '{SERIES_MARK}', s.id, s.xmin::text, o.group_mark, md5(string_agg(
        concat_ws(' ', o.id, o.mark, o.state), ',' ORDER BY o.recurrence_at))) AS print,
    s.starts_at, s.uid
FROM of_series o JOIN series s ON s.id = o.series
GROUP BY s.id, s.xmin::text, o.group_mark, s.starts_at, s.uid
HAVING bool_or(o.recent AND o.state <> 'x')"""
# What can change the feed: for the look whether it has.
GROUPS = """ARRAY(SELECT "group" FROM seat UNION
    SELECT f."group" FROM invitation v JOIN meeting f ON f.id = v.meeting WHERE v.person = {})"""
VISIBLE = f"""
WITH {SEAT}, {FORMER}, {IN_SERIES}
SELECT coalesce(array_agg(each.print ORDER BY each.starts_at, each.uid), ARRAY[]::text[]) AS prints,
    {GROUPS} AS groups, pg_current_snapshot()::text AS snapshot
FROM ({SINGLE} UNION ALL {SERIES}) AS each
"""

WRITTEN = f"""
WITH {FORMER}
SELECT m AS meeting, {name_on("g", berlin_day("m.starts_at"))} AS name, {PRINT} AS print
FROM meeting m JOIN steering_group g ON g.id = m."group" {NAMED}
WHERE m.id = ANY({{}}::uuid[])
"""
ALL_OF_IT = """OVER (PARTITION BY o.series ORDER BY o.recurrence_at
        RANGE BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)"""
WRITTEN_SERIES = f"""
WITH {SEAT}, {IN_SERIES}
SELECT concat_ws(' ', '{SERIES_MARK}', s.id, s.xmin::text, o.group_mark, md5(string_agg(
        concat_ws(' ', o.id, o.mark, o.state), ',') {ALL_OF_IT})) AS print,
    s AS series, o.meeting, o.state, o.group_name, coalesce(before.uid, '') AS sibling
FROM of_series o JOIN series s ON s.id = o.series LEFT JOIN series before ON before.id = s.follows
WHERE s.id = ANY({{}}::uuid[]) ORDER BY s.id, o.recurrence_at
"""


@dataclass(frozen=True)
class Visible:
    """`prints` in order of time; `groups` and `snapshot` tell later whether anything has changed."""

    prints: list[str]
    groups: list[UUID]
    snapshot: str


def _seat(reader: Reader) -> list[Any]:
    return [reader.today] * 4 + [reader.person_id]


def _in_series(reader: Reader) -> list[Any]:
    may = [reader.group, reader.group]
    person = reader.person_id
    return [reader.since, *may, reader.cancelled_since, person, person]


async def visible(reader: Reader) -> Visible:
    single = [
        reader.person_id, reader.since, reader.cancelled_since, reader.group, reader.group,
    ]  # fmt: skip
    (row,) = await Meeting.raw(
        VISIBLE, *_seat(reader), *_in_series(reader), reader.person_id, *single
    )
    return Visible(row["prints"], row["groups"], row["snapshot"])


async def meetings(ids: list[str]) -> list[dict[str, Any]]:
    """Their rows, with the name of the group on that day and the `print`."""
    rows: list[dict[str, Any]] = await Meeting.raw(WRITTEN, ids)
    return rows


async def in_series(reader: Reader, ids: list[str]) -> list[dict[str, Any]]:
    """Each meeting of these series in order, with both rows, its state and the series' `print`."""
    rows: list[dict[str, Any]] = await Meeting.raw(
        WRITTEN_SERIES, *_seat(reader), *_in_series(reader), ids
    )
    return rows
