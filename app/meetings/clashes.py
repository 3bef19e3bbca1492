"""What speaks against a date: warnings for forms, previews and polls. They never block."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.groups import access as groups
from app.groups.rules.notice import holiday_names, notice_of
from app.groups.tables import Group
from app.meetings.tables import Meeting
from app.people.queries.bodies import stored_body

# Who is invited to the other meeting and has not declined; before invitations, who would be.
# Invitations lie above this feature and are read by name.
BUSY = """
WITH slot AS (
  SELECT n, s, e, (s AT TIME ZONE 'Europe/Berlin')::date AS day
  FROM unnest({}::timestamptz[], {}::timestamptz[]) WITH ORDINALITY AS t(s, e, n)
), other AS (
  SELECT slot.n, slot.day, mt.id, mt.title, mt."group" AS group_id, g.name AS group_name,
    lower(concat_ws(', ', nullif(mt.place, ''), nullif(mt.room, ''))) AS place
  FROM slot JOIN meeting mt ON mt.starts_at < slot.e AND mt.starts_at > slot.s - interval '2 days'
    AND mt.ends_at > slot.s AND mt.status NOT IN ('cancelled', 'held') AND mt.id <> ALL({}::uuid[])
  JOIN steering_group g ON g.id = mt."group" AND g.body = {}
)
SELECT other.n, other.title, other.group_id, other.group_name, other.place, p.names
FROM other LEFT JOIN LATERAL (
  SELECT array_agg(DISTINCT concat_ws(' ', nullif(p.title, ''), p.given_name, p.family_name)) AS names
  FROM membership m JOIN person p ON p.id = m.person AND NOT p.blocked
  WHERE m."group" = {} AND m."group" <> other.group_id
    AND m.since <= other.day AND (m.until IS NULL OR m.until >= other.day)
    AND (EXISTS (SELECT FROM invitation i WHERE i.meeting = other.id AND i.person = p.id
        AND i.revoked_at IS NULL AND i.answer <> 'declined')
      OR (NOT EXISTS (SELECT FROM invitation i WHERE i.meeting = other.id)
        AND EXISTS (SELECT FROM membership o WHERE o."group" = other.group_id AND o.person = p.id
          AND o.invite_by_default AND o.since <= other.day
          AND (o.until IS NULL OR o.until >= other.day))))
) p ON true
ORDER BY other.n, other.group_name, other.id
"""
SCHOOL = """
SELECT name, since, until FROM school_holiday
WHERE body = {} AND since <= {} AND until >= {} ORDER BY since
"""


@dataclass(frozen=True)
class Slot:
    """A time that somebody thinks of, UTC."""

    starts_at: datetime
    ends_at: datetime

    @property
    def day(self) -> date:
        return clock.berlin(self.starts_at).date()


@dataclass(frozen=True)
class Asked:
    """What is planned: where, and which meetings it is about, so that none clashes with itself."""

    where: str = ""  # place and room
    leaving_out: Collection[UUID] = ()
    with_notice: bool = True  # the forms of one meeting say the Ladungsfrist themselves


Warnings = Mapping[Slot, list[str]]


async def warnings_for(
    actor: Actor, group: Group, slots: Sequence[Slot], asked: Asked | None = None
) -> Warnings:
    """German sentences of each slot, the gravest first; empty lists for what is free.

    Four statements, however many slots. A group the actor may not read is not named, and neither
    is who sits in it.
    """
    about = asked or Asked()
    if not slots:
        return {}
    body = await stored_body(group.body)
    found: dict[Slot, list[str]] = {slot: [] for slot in slots}
    for row in await _busy(group, slots, about.leaving_out):
        found[slots[row["n"] - 1]] += _clash(actor, group, row, about.where)
    school = await _school(group.body, slots)
    for slot in found:
        found[slot] += _of_the_day(slot.day, str(body.land), school)
        if about.with_notice:
            found[slot] += _notice(group, slot.day, str(body.land))
    return found


async def _busy(
    group: Group, slots: Sequence[Slot], leaving_out: Collection[UUID]
) -> list[dict[str, Any]]:
    starts, ends = [slot.starts_at for slot in slots], [slot.ends_at for slot in slots]
    return list(await Meeting.raw(BUSY, starts, ends, list(leaving_out), group.body, group.id))


async def _school(body_id: UUID, slots: Sequence[Slot]) -> list[dict[str, Any]]:
    days = [slot.day for slot in slots]
    return list(await Meeting.raw(SCHOOL, body_id, max(days), min(days)))


def _clash(actor: Actor, group: Group, row: dict[str, Any], where: str) -> list[str]:
    if row["group_id"] == group.id:
        return [f"Die Gruppe hat zu dieser Zeit schon eine Sitzung: {row['title']}."]
    may = _may_read(actor, group, row["group_id"])
    other = f"{row['group_name']}, {row['title']}" if may else "eine andere Gruppe"
    told = []
    if where and row["place"] == where.lower():
        told.append(f"{where} ist dann schon belegt: {other}.")
    if names := row["names"]:
        told.append(_people(names, other, named=may))
    return told


def _may_read(actor: Actor, group: Group, other_id: UUID) -> bool:
    """Both groups are of one body."""
    return groups.may_read(actor, Group(id=other_id, body=group.body))


def _people(names: list[str], other: str, *, named: bool) -> str:
    sits = "Ein Mitglied hat" if len(names) == 1 else f"{len(names)} Mitglieder haben"
    who = f" ({', '.join(names)})" if named else ""
    return f"{sits} dann eine andere Sitzung{who}: {other}."


def _of_the_day(day: date, land: str, school: Sequence[dict[str, Any]]) -> list[str]:
    public = holiday_names(land, day.year).get(day)
    told = [f"Feiertag: {public}."] if public else []
    told += [
        f"Schulferien: {each['name']}." for each in school if each["since"] <= day <= each["until"]
    ]
    return told + (["Der Tag liegt in der Vergangenheit."] if day < clock.today() else [])


def _notice(group: Group, day: date, land: str) -> list[str]:
    if group.notice_days is None or day < clock.today():
        return []
    notice = notice_of(group.notice_days, day, clock.today(), land)
    if notice.kept or notice.latest_on is None:
        return []
    return [
        f"Die Ladungsfrist ist nicht mehr einzuhalten (spätestens {notice.latest_on:%d.%m.%Y})."
    ]
