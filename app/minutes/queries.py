import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.core.words import Visibility
from app.decisions.queries import OF_ITEM
from app.groups.access import may_write_minutes
from app.groups.queries.names import name_on
from app.groups.tables import Group
from app.meetings import interests
from app.meetings.tables import Meeting
from app.minutes import access, listening, rules
from app.minutes.clocks import CLOCKS, STRETCHES, Clock, clocks_in
from app.minutes.record import Record
from app.minutes.rules import Save
from app.minutes.tables import (
    Became,
    Information,
    Minutes,
    MinutesRevision,
    MinutesStatus,
    TextRevision,
)
from app.tasks.queries import ASSIGNEES, Assignee
from app.textblocks.queries import BLOCKS, Block, blocks_in

# Values: meeting, whether with decisions.
RECORD = f"""
WITH held AS (
  SELECT mt.*, (mt.starts_at AT TIME ZONE mt.zone)::date AS held_on FROM meeting mt WHERE mt.id = {{}}
), seat AS (
  SELECT DISTINCT ON (m.person) m.person, m.standing, m.role,
    coalesce(t.name, '') AS traeger, coalesce(t.side, '') AS side
  FROM held JOIN membership m ON m."group" = held."group"
    AND m.since <= held.held_on AND (m.until IS NULL OR m.until >= held.held_on)
  LEFT JOIN traeger t ON t.id = m.traeger
  ORDER BY m.person, m.standing = 'voting' DESC, m.since DESC
)
SELECT json_build_object(
  'meeting_id', held.id, 'meeting_title', held.title, 'starts_at', held.starts_at,
  'ends_at', held.ends_at, 'began_at', held.began_at, 'ended_at', held.ended_at,
  'place', concat_ws(', ', nullif(held.place, ''), nullif(held.room, '')), 'group_id', g.id,
  'group_name', {name_on("g", "held.held_on")},
  'group_kind', g.kind, 'body_name', b.name, 'taken_by', coalesce(mi.taken_by, ''),
  'voters', (SELECT count(*) FROM seat WHERE standing = 'voting'),
  'attendees', (
    SELECT coalesce(json_agg(json_build_object(
      'invitation_id', i.id, 'deputy', i.deputy_name, 'attendance', i.attendance,
      'came_at', i.came_at, 'left_at', i.left_at,
      'name', concat_ws(' ', nullif(p.title, ''), p.given_name, p.family_name),
      'standing', coalesce(seat.standing, ''), 'traeger', coalesce(seat.traeger, ''),
      'side', coalesce(seat.side, ''), 'role', coalesce(seat.role, '')
    ) ORDER BY din5007(p.family_name), din5007(p.given_name), i.id), '[]')
    FROM invitation i JOIN person p ON p.id = i.person LEFT JOIN seat ON seat.person = p.id
    WHERE i.meeting = held.id AND i.revoked_at IS NULL),
  'files', (
    SELECT coalesce(json_agg(json_build_object(
      'id', a.id, 'item_id', a.agenda_item, 'name', f.name, 'title', a.title, 'sha256', f.sha256
    ) ORDER BY a.created_at, a.id), '[]')
    FROM attachment a JOIN file f ON f.id = a.file
    WHERE a.meeting = held.id AND a.place <> 'meeting' AND a.removed_at IS NULL),
  'items', (
    SELECT coalesce(json_agg(json_build_object(
      'id', ai.id, 'number', ai.number, 'label', ai.label, 'title', ai.title, 'visibility', ai.visibility,
      'text', coalesce(mii.text, ''), 'rich', coalesce(mii.rich, ''), 'version', coalesce(mii.version, 0),
      'changed_by', coalesce(mii.changed_by_name, ''), 'changed_at', mii.changed_at,
      'tasks', (
        SELECT coalesce(json_agg(json_build_object(
          'id', t.id, 'title', t.title, 'person_id', t.person, 'due_on', t.due_on,
          'status', t.status, 'visibility', t.visibility,
          'who', coalesce(tp.given_name || ' ' || tp.family_name, tt.name, ''),
          'others', (SELECT coalesce(json_agg(json_build_object(
              'person_id', o.id, 'who', o.given_name || ' ' || o.family_name
            ) ORDER BY din5007(o.family_name), o.id), '[]')
            FROM task_responsible r JOIN person o ON o.id = r.person WHERE r.task = t.id)
        ) ORDER BY t.created_at, t.id), '[]')
        FROM task t LEFT JOIN person tp ON tp.id = t.person
          LEFT JOIN traeger tt ON tt.id = t.traeger
        WHERE t.agenda_item = ai.id),
      'spoken', CASE WHEN g.minutes_clock THEN (
        SELECT coalesce(json_agg(json_build_array(talk.began_at, talk.ended_at)
          ORDER BY talk.began_at), '[]')
        FROM ({STRETCHES}) talk) ELSE '[]' END,
      'information', (
        SELECT coalesce(json_agg(json_build_object('id', inf.id, 'text', inf.text)
          ORDER BY inf.created_at, inf.id), '[]')
        FROM minutes_information inf WHERE inf.agenda_item = ai.id AND inf.became = ''),
      'decisions', CASE WHEN {{}} THEN (SELECT coalesce(json_agg(d), '[]') FROM ({OF_ITEM}) d)
        ELSE '[]' END
    ) ORDER BY ai.number), '[]')
    FROM (SELECT item.*, n.number, n.label
          FROM agenda_numbers(held.id) n JOIN agenda_item item ON item.id = n.item) ai
    LEFT JOIN minutes_item mii ON mii.agenda_item = ai.id AND mii.minutes = mi.id)
) AS content
FROM held JOIN steering_group g ON g.id = held."group" JOIN body b ON b.id = g.body
LEFT JOIN minutes mi ON mi.meeting = held.id
"""

RECIPIENTS = """
SELECT DISTINCT ON (din5007(p.family_name), din5007(p.given_name), p.id)
  p.id, p.given_name || ' ' || p.family_name AS name, p.email, m.since
FROM membership m JOIN person p ON p.id = m.person
WHERE m."group" = {} AND m.since <= {} AND (m.until IS NULL OR m.until >= {})
  AND (m.role <> 'mitglied' OR m.standing = 'voting') AND NOT p.blocked
ORDER BY din5007(p.family_name), din5007(p.given_name), p.id, m.since
"""


async def record_of(meeting_id: UUID, *, decisions: bool = True) -> Record:
    """As everything stands now, in one statement; the caller knows that it may be read.

    Without decisions for who asks only about the people.
    """
    row = (await Minutes.raw(RECORD, meeting_id, decisions))[0]
    return Record.of(json.loads(row["content"]))


async def record_to_write(actor: Actor, meeting_id: UUID) -> Record:
    """For those who write, while the minutes are open; raises RuleViolation once they are approved."""
    _, _, minutes = await access.minutes_to_write(actor, meeting_id)
    rules.check_open(minutes)
    return await record_of(meeting_id)


async def frozen_record(minutes_id: UUID) -> Record:
    """As it was approved; later changes to tasks, people and the agenda do not reach it."""
    revision = (
        await MinutesRevision.objects()
        .where(
            MinutesRevision.minutes == minutes_id,
            MinutesRevision.status == MinutesStatus.APPROVED,
        )
        .first()
    )
    assert revision is not None
    return Record.of(json.loads(revision.content))


@dataclass(frozen=True)
class Earlier:
    meeting_id: UUID
    held_on: date


PREVIOUS = """
SELECT mt.id AS meeting_id, (mt.starts_at AT TIME ZONE mt.zone)::date AS held_on
FROM meeting mt JOIN minutes mi ON mi.meeting = mt.id
WHERE mt."group" = {} AND mt.starts_at < {} AND mi.status <> 'draft'
ORDER BY mt.starts_at DESC LIMIT 1
"""


BESIDE = f"""
SELECT (SELECT row_to_json(earlier) FROM ({PREVIOUS}) earlier) AS previous,
  (SELECT coalesce(json_agg(hint), '[]') FROM ({interests.HINTS}) hint) AS hints,
  (SELECT coalesce(json_agg(able), '[]') FROM ({ASSIGNEES}) able) AS people,
  (SELECT coalesce(json_agg(clock), '[]') FROM ({CLOCKS}) clock) AS clocks,
  (SELECT coalesce(json_agg(block), '[]') FROM ({BLOCKS}) block) AS blocks
"""


async def previous_minutes(group: Group, meeting: Meeting) -> Earlier | None:
    """The last ones of the group that were sent or approved."""
    rows = await Minutes.raw(PREVIOUS, group.id, meeting.starts_at)
    return Earlier(**rows[0]) if rows else None


@dataclass(frozen=True)
class Beside:
    """What stands beside the minutes and is no part of them; hints: by agenda item."""

    previous: Earlier | None
    hints: Mapping[UUID, list[str]]
    people: tuple[Assignee, ...] = ()  # who may be given a task
    clocks: Mapping[UUID, Clock] = field(default_factory=dict)  # by agenda item
    blocks: tuple[Block, ...] = ()


async def beside(actor: Actor, group: Group, meeting: Meeting) -> Beside:
    """One statement; members get no hints."""
    if not may_write_minutes(actor, group):
        return Beside(await previous_minutes(group, meeting), {})
    able = (group.id, clock.today(), clock.today(), group.body)
    more = (meeting.id, group.id)
    row = (await Minutes.raw(BESIDE, group.id, meeting.starts_at, meeting.id, *able, *more))[0]
    found = json.loads(row["previous"]) if row["previous"] else None
    previous = (
        Earlier(UUID(found["meeting_id"]), date.fromisoformat(found["held_on"])) if found else None
    )
    people = tuple(Assignee(**person) for person in json.loads(row["people"]))
    hints = interests.hints_in(json.loads(row["hints"]))
    clocks, blocks = (json.loads(row[name]) for name in ("clocks", "blocks"))
    return Beside(previous, hints, people, clocks_in(clocks), blocks_in(blocks))


async def clocks_of(meeting_id: UUID) -> Mapping[UUID, Clock]:
    """By agenda item, for a caller who has asked who may see them."""
    rows = await Minutes.raw(
        f"SELECT row_to_json(clock) AS clock FROM ({CLOCKS}) clock", meeting_id
    )
    return clocks_in(json.loads(row["clock"]) for row in rows)


@dataclass(frozen=True)
class Recipient:
    person_id: UUID
    name: str
    address: str
    since: date  # of the membership


async def recipients(group: Group, day: date) -> list[Recipient]:
    """Whoever may read the minutes as a member: no guests, advisers or deputies."""
    return [
        Recipient(row["id"], row["name"], row["email"], row["since"])
        for row in await Minutes.raw(RECIPIENTS, group.id, day, day)
    ]


@dataclass(frozen=True)
class OwnTask:
    id: UUID
    title: str  # empty: confidential, to be read behind the login
    due_on: date | None
    beside: str = ""  # who else is responsible, by name


def tasks_of(record: Record, person_id: UUID) -> list[OwnTask]:
    """The tasks that the meeting gave to one person."""
    return [
        OwnTask(task.id, "" if hidden else task.title, task.due_on, task.beside(person_id))
        for item in record.items
        for task in item.tasks
        if task.is_of(person_id)
        for hidden in [Visibility.CONFIDENTIAL in (item.visibility, task.visibility)]
    ]


async def stands_of(meeting_id: UUID) -> list[str]:
    """What a page may have missed: every text with its version, every other part with its mark."""
    record = await record_of(meeting_id)
    texts = [f"{item.id} {item.version}" for item in record.items if item.version]
    results = [f"{listening.results_place(item.id)} {item.mark}" for item in record.items]
    return [*texts, *results, f"{listening.PEOPLE} {record.people_mark}"]


async def saves_of(minutes_id: UUID, item_id: UUID) -> list[Save]:
    """Newest first, without the texts."""
    rows = (
        await TextRevision.select(
            TextRevision.version, TextRevision.written_by_name, TextRevision.written_at
        )
        .where(TextRevision.item.minutes == minutes_id, TextRevision.item.agenda_item == item_id)
        .order_by(TextRevision.version, ascending=False)
    )
    return [Save(row["version"], row["written_by_name"], row["written_at"]) for row in rows]


@dataclass(frozen=True)
class Changed:
    """An information that is none any more."""

    id: UUID
    text: str
    became: Became
    became_by_name: str
    became_at: datetime


async def changed_information(item_id: UUID) -> list[Changed]:
    """Of an agenda item that the caller may write; the latest first."""
    rows = (
        await Information.select(
            Information.id, Information.text, Information.became, Information.became_by_name,
            Information.became_at,
        )
        .where(Information.agenda_item == item_id, Information.became != "")
        .order_by(Information.became_at, ascending=False)
    )  # fmt: skip
    return [Changed(**{**row, "became": Became(row["became"])}) for row in rows]


async def two_texts(
    minutes_id: UUID, item_id: UUID, versions: tuple[int, int]
) -> tuple[TextRevision | None, TextRevision | None]:
    """In the order asked for; None for a version that is not there."""
    rows = await TextRevision.objects().where(
        TextRevision.item.minutes == minutes_id,
        TextRevision.item.agenda_item == item_id,
        TextRevision.version.is_in(list(versions)),
    )
    found = {row.version: row for row in rows}
    return found.get(versions[0]), found.get(versions[1])
