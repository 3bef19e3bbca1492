"""What the next agenda may take over; a key names each: "punkt:…", "protokoll:…", "aufgabe:…"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from textwrap import shorten
from typing import Any
from uuid import UUID

from app.agenda import rules
from app.core import clock
from app.core.words import Visibility
from app.groups.tables import Group
from app.mandates.rules import LIVE
from app.mandates.tables import MandateKind
from app.meetings.tables import AgendaItem, ItemKind, Meeting

MANY = 100  # rows of each kind
HELD_BEFORE = """
mt."group" = {} AND mt.id <> {} AND mt.starts_at < {} AND mt.status <> 'cancelled'
  AND (mt.status = 'held' OR mt.ends_at < {})
"""
# Of the last meeting with minutes. Values: group, meeting, its begin, now, kinds, meeting.
UNFINISHED = f"""
WITH last AS (
  SELECT mt.id, mt.title, mt.starts_at FROM meeting mt
  WHERE {HELD_BEFORE} ORDER BY mt.starts_at DESC LIMIT 1
)
SELECT ai.id, n.label, ai.title, above.title AS above, ai.kind, ai.visibility, ai.minutes,
  ai.presenter, ai.note, ai.vorlage AS vorlage_id, ai.money_of AS money_of_id, last.title AS meeting,
  last.starts_at,
  concat_ws(E'\\n', mii.text, (SELECT string_agg(inf.text, E'\\n') FROM minutes_information inf
    WHERE inf.agenda_item = ai.id AND inf.became = '')) AS text,
  EXISTS (SELECT FROM decision d WHERE d.agenda_item = ai.id)
    OR EXISTS (SELECT FROM task t WHERE t.agenda_item = ai.id) AS settled
FROM last JOIN minutes mi ON mi.meeting = last.id CROSS JOIN LATERAL agenda_numbers(last.id) n
JOIN agenda_item ai ON ai.id = n.item LEFT JOIN agenda_item above ON above.id = ai.parent
LEFT JOIN minutes_item mii ON mii.minutes = mi.id AND mii.agenda_item = ai.id
WHERE coalesce(ai.kind, '') <> ALL({{}}::text[])
  AND NOT EXISTS (SELECT FROM agenda_item sub WHERE sub.parent = ai.id)
  AND NOT EXISTS (SELECT FROM agenda_link l JOIN agenda_item here ON here.id = l.agenda_item
    WHERE l.earlier = ai.id AND here.meeting = {{}})
ORDER BY n.number
"""
# Values: group, meeting, its begin, now, meeting.
UNAPPROVED = f"""
SELECT mt.id, mt.title, mt.starts_at FROM meeting mt JOIN minutes mi ON mi.meeting = mt.id
WHERE {HELD_BEFORE} AND mi.status <> 'approved'
  AND NOT EXISTS (SELECT FROM agenda_item ai WHERE ai.approves = mt.id AND ai.meeting = {{}})
ORDER BY mt.starts_at DESC LIMIT 3
"""
NOT_HERE = """NOT EXISTS (SELECT FROM agenda_link l JOIN agenda_item here ON here.id = l.agenda_item
  WHERE l.{column} = {alias}.id AND here.meeting = {{}})"""
# A task that sleeps until its Wiedervorlage is left in peace.
# "here" is what the agenda has already, from the last item to the first.
# Values: group, today, day of the meeting, meeting; group, states, meeting; meeting.
AROUND = f"""
(SELECT 'task' AS sort, t.id, '' AS kind, t.title, t.due_on,
  coalesce(nullif(concat_ws(', ', p.given_name || ' ' || p.family_name, (
    SELECT string_agg(o.given_name || ' ' || o.family_name, ', ' ORDER BY din5007(o.family_name), o.id)
    FROM task_responsible tp JOIN person o ON o.id = tp.person WHERE tp.task = t.id)), ''),
    tr.name, '') AS who
FROM task t LEFT JOIN person p ON p.id = t.person LEFT JOIN traeger tr ON tr.id = t.traeger
WHERE t."group" = {{}} AND t.status IN ('open', 'in_progress') AND t.due_on < {{}}
  AND (t.starts_on IS NULL OR t.starts_on <= {{}})
  AND {NOT_HERE.format(column="task", alias="t")}
ORDER BY t.due_on, t.id LIMIT {MANY})
UNION ALL
(SELECT 'mandate', m.id, m.kind, m.title, m.due_on, '' FROM mandate m
WHERE m."group" = {{}} AND m.status = ANY({{}}::text[])
  AND {NOT_HERE.format(column="mandate", alias="m")}
ORDER BY m.due_on NULLS LAST, m.created_at, m.id LIMIT {MANY})
UNION ALL
(SELECT 'here', ai.id, '', ai.title, NULL, above.title
FROM agenda_item ai LEFT JOIN agenda_item above ON above.id = ai.parent
WHERE ai.meeting = {{}} ORDER BY ai.position DESC)
"""
# An item called as the one that was about the mandate before, the last time first.
# Values: meeting, mandates, title of the item for all that fit nowhere.
AT_HOME = """
SELECT DISTINCT ON (l.mandate) l.mandate, here.id AS item FROM agenda_link l
JOIN agenda_item past ON past.id = l.agenda_item JOIN meeting mt ON mt.id = past.meeting
JOIN meeting this ON this.id = {} AND this."group" = mt."group" AND mt.starts_at < this.starts_at
JOIN agenda_item here ON here.meeting = this.id AND lower(here.title) = lower(past.title)
WHERE l.mandate = ANY({}::uuid[]) AND past.title <> {}
ORDER BY l.mandate, mt.starts_at DESC, here.position
"""
NEVER_CARRIED = (ItemKind.WELCOME, ItemKind.APPROVAL, ItemKind.OTHER, ItemKind.DATES)


@dataclass(frozen=True)
class Unfinished:
    id: UUID
    label: str  # in its meeting
    title: str  # as it will stand in the new one
    why: str
    columns: dict[str, Any]  # of the new item
    here: UUID | None  # the item that is called so on this agenda already

    @property
    def note(self) -> str:
        already = "; steht schon auf der Tagesordnung und wird nur verknüpft" if self.here else ""
        return f"TOP {self.label} der letzten Sitzung, {self.why}{already}"


@dataclass(frozen=True)
class Unapproved:
    meeting_id: UUID
    held_on: date
    title: str


@dataclass(frozen=True)
class Linked:
    """A task or a mandate that an item will lead to."""

    id: UUID
    title: str
    note: str


@dataclass(frozen=True)
class Offer:
    items: tuple[Unfinished, ...]
    approvals: tuple[Unapproved, ...]
    tasks: tuple[Linked, ...]
    mandates: tuple[Linked, ...]

    def choices(self) -> dict[str, str]:
        """Key → words, in the order of the page."""
        return {
            **{f"protokoll:{each.meeting_id}": each.title for each in self.approvals},
            **{f"punkt:{each.id}": each.title for each in self.items},
            **{f"aufgabe:{each.id}": f"Aufgabe: {each.title}" for each in self.tasks},
            **{f"auftrag:{each.id}": each.title for each in self.mandates},
        }

    def notes(self) -> dict[str, str]:
        return {
            **{f"punkt:{each.id}": each.note for each in self.items},
            **{f"aufgabe:{each.id}": each.note for each in self.tasks},
            **{f"auftrag:{each.id}": each.note for each in self.mandates if each.note},
        }


async def offer_for(meeting: Meeting, group: Group, now: datetime) -> Offer:
    """What is not on this agenda yet; the caller has checked the right to prepare it."""
    before = (group.id, meeting.id, meeting.starts_at, now)
    kinds = [kind.value for kind in NEVER_CARRIED]
    items = await AgendaItem.raw(UNFINISHED, *before, kinds, meeting.id)
    approvals = await Meeting.raw(UNAPPROVED, *before, meeting.id)
    live = [status.value for status in LIVE]
    held_on = clock.berlin(meeting.starts_at).date()
    overdue = (group.id, clock.berlin(now).date(), held_on, meeting.id)
    around = await AgendaItem.raw(AROUND, *overdue, group.id, live, meeting.id, meeting.id)
    titles = _titles(row for row in around if row["sort"] == "here")
    return Offer(
        items=tuple(found for row in items if (found := _unfinished(row, titles))),
        approvals=tuple(_unapproved(row) for row in approvals),
        tasks=tuple(_task(row) for row in around if row["sort"] == "task"),
        mandates=tuple(_mandate(row) for row in around if row["sort"] == "mandate"),
    )


COPIED = ("kind", "minutes", "presenter", "note")


def _titles(rows: Iterable[dict[str, Any]]) -> dict[str, UUID]:
    """The first item of each title, as it would be called in the next meeting."""
    return {rules.title_again(row["title"], row["who"]).casefold(): row["id"] for row in rows}


def _unfinished(row: dict[str, Any], titles: dict[str, UUID]) -> Unfinished | None:
    why = rules.why_unfinished(row["text"], settled=row["settled"])
    if not why:
        return None
    columns = {name: row[name] for name in COPIED} | {
        "vorlage": row["vorlage_id"], "money_of": row["money_of_id"],
        "visibility": Visibility(row["visibility"]),
    }  # fmt: skip
    title = rules.title_again(row["title"], row["above"])
    return Unfinished(row["id"], row["label"], title, why, columns, titles.get(title.casefold()))


def _unapproved(row: dict[str, Any]) -> Unapproved:
    held_on = clock.berlin(row["starts_at"]).date()
    return Unapproved(row["id"], held_on, rules.approval_title(held_on))


def _task(row: dict[str, Any]) -> Linked:
    due = f"fällig am {row['due_on']:%d.%m.%Y}"
    return Linked(row["id"], row["title"], ", ".join(filter(None, [row["who"], due])))


def _mandate(row: dict[str, Any]) -> Linked:
    title = shorten(row["title"], 120, placeholder=" …")
    due = f"Frist {row['due_on']:%d.%m.%Y}" if row["due_on"] else ""
    return Linked(row["id"], f"{MandateKind(row['kind']).in_full}: {title}", due)


async def items_about(meeting: Meeting, mandates: Sequence[Linked], but: str) -> dict[UUID, UUID]:
    """Mandate → the item of this meeting where it belongs; never one that is called `but`."""
    ids = [each.id for each in mandates]
    rows = await Meeting.raw(AT_HOME, meeting.id, ids, but) if ids else []
    return {row["mandate"]: row["item"] for row in rows}
