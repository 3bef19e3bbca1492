import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.core.actor import Actor
from app.core.errors import existing
from app.core.words import Visibility
from app.meetings.tables import AgendaItem, ItemKind
from app.meetings.timetable import timetable
from app.vorlagen import access as vorlagen
from app.vorlagen.tables import Vorlage


@dataclass(frozen=True)
class ItemLink:
    """To a mandate, a task or the meeting where the item was before; only for members."""

    word: str
    title: str
    href: str


@dataclass(frozen=True)
class AgendaRow:
    """label: as the group numbers its items, "3.1" or "Ö 3"; number: the place in the whole agenda."""

    id: UUID
    number: int
    label: str
    parent_id: UUID | None
    kind: ItemKind | None
    title: str
    minutes: int | None
    presenter: str
    visibility: Visibility
    note: str
    vorlage_id: UUID | None
    vorlage_label: str  # "2024/012", or its title where it has no number; "" without one
    vorlage_open: bool  # everybody of the body may read it
    starts_at: datetime | None  # running clock time, UTC
    approves_id: UUID | None  # the meeting whose minutes are approved here; none for guests
    supplement_on: date | None  # Nachtrag of that day
    supplement_mailed: bool
    links: tuple[ItemLink, ...]  # none for guests

    @property
    def confidential(self) -> bool:
        return self.visibility == Visibility.CONFIDENTIAL

    @property
    def printed_label(self) -> str:
        """A lone number is an ordinal: "3.", but "3.1" and "Ö 3"."""
        return f"{self.label}." if self.label.isdecimal() else self.label

    @property
    def supplement(self) -> str:
        """Nachtrag vom 12.12.2026; "" for what was there when the invitations went out."""
        return f"Nachtrag vom {self.supplement_on:%d.%m.%Y}" if self.supplement_on else ""

    @property
    def marked_title(self) -> str:
        """For lists of plain lines: mails, calendars, the paper."""
        return f"{self.title} ({self.supplement})" if self.supplement_on else self.title


# The rooms of agenda_link, mandate and task lie above and are read by name; also mandates that were
# moved under the item.
LINKS = """
SELECT coalesce(json_agg(json_build_object(
  'word', CASE WHEN l.mandate IS NOT NULL THEN 'Auftrag' WHEN l.task IS NOT NULL THEN 'Aufgabe'
    ELSE 'Fortsetzung aus' END,
  'title', coalesce(m.title, t.title, em.title),
  'href', coalesce('/auftraege/' || m.id, '/aufgaben/' || t.id,
    '/sitzungen/' || em.id || '#punkt-' || e.id)
) ORDER BY l.earlier NULLS LAST, m.due_on, t.due_on, m.id, t.id), '[]')
FROM (SELECT mandate, task, earlier FROM agenda_link WHERE agenda_item = ai.id
  UNION SELECT s.mandate, NULL, NULL FROM mandate_step s JOIN mandate here ON here.id = s.mandate
  WHERE s.agenda_item = ai.id AND here."group" = mt."group") l
LEFT JOIN mandate m ON m.id = l.mandate LEFT JOIN task t ON t.id = l.task
LEFT JOIN agenda_item e ON e.id = l.earlier LEFT JOIN meeting em ON em.id = e.meeting
"""
AGENDA = f"""
SELECT ai.id, n.number, n.label, ai.parent AS parent_id, ai.kind, ai.title, ai.minutes, ai.presenter,
  ai.visibility, ai.note, ai.vorlage AS vorlage_id, ai.approves AS approves_id, ai.supplement_on,
  ai.supplement_mailed_at IS NOT NULL AS supplement_mailed, mt.starts_at AS begins_at,
  v.reference, v.title AS vorlage_title, v.visibility AS vorlage_visibility, ({LINKS}) AS links
FROM agenda_numbers({{}}) n JOIN agenda_item ai ON ai.id = n.item
JOIN meeting mt ON mt.id = ai.meeting LEFT JOIN vorlage v ON v.id = ai.vorlage
ORDER BY n.number
"""


async def agenda_of(meeting_id: UUID, *, confidential: bool = True) -> list[AgendaRow]:
    """In order; guests get it without confidential items, labels and times stay the same."""
    found = await AgendaItem.raw(AGENDA, meeting_id)
    if not found:
        return []
    agenda = [_row(row) for row in found]
    starts = timetable(found[0]["begins_at"], agenda).starts
    for_guests: dict[str, Any] = {} if confidential else {"links": (), "approves_id": None}
    return [
        replace(row, starts_at=starts.get(row.id), **for_guests)
        for row in agenda
        if confidential or not row.confidential
    ]


LEFT_OUT = {"begins_at", "reference", "vorlage_title", "vorlage_visibility"}


def _row(row: dict[str, Any]) -> AgendaRow:
    told = {
        "kind": ItemKind(row["kind"]) if row["kind"] else None,
        "visibility": Visibility(row["visibility"]),
        "vorlage_label": _label(row),
        "vorlage_open": row["vorlage_visibility"] == Visibility.PUBLIC,
        "starts_at": None,
        "links": tuple(ItemLink(**link) for link in json.loads(row["links"])),
    }
    return AgendaRow(**{name: row[name] for name in row if name not in LEFT_OUT} | told)


def _label(row: dict[str, Any]) -> str:
    """The title of a paper that is not public stays on the paper's own page."""
    if row["vorlage_id"] is None:
        return ""
    public = row["vorlage_visibility"] == Visibility.PUBLIC
    return str(row["reference"] or (row["vorlage_title"] if public else "Vorlage"))


async def agenda_item(meeting_id: UUID, item_id: UUID) -> AgendaItem:
    """For its form; the caller has checked the right to the meeting."""
    here = (AgendaItem.id == item_id) & (AgendaItem.meeting == meeting_id)
    return existing(await AgendaItem.objects().where(here).first())


# Read by name, because these rooms lie above; deleting the item would take their rows along.
MINUTED = """
SELECT EXISTS (SELECT FROM minutes_item WHERE agenda_item = {})
  OR EXISTS (SELECT FROM decision WHERE agenda_item = {})
  OR EXISTS (SELECT FROM minutes_information WHERE agenda_item = {}) AS minuted
"""


async def is_minuted(item_id: UUID) -> bool:
    """Minutes, a decision or an information hang on the item."""
    rows = await AgendaItem.raw(MINUTED, item_id, item_id, item_id)
    return bool(rows[0]["minuted"])


async def vorlage_choices(actor: Actor, body_id: UUID) -> dict[str, str]:
    """Papers of the body that the actor may read, the newest first."""
    rows = (
        await Vorlage.select(Vorlage.id, Vorlage.reference, Vorlage.title)
        .where(Vorlage.body == body_id, vorlagen.readable_by(actor))
        .order_by(Vorlage.created_at, ascending=False)
        .limit(200)
    )
    return {
        str(row["id"]): " ".join(filter(None, [row["reference"], row["title"]]))[:90]
        for row in rows
    }


def parent_choices(rows: Sequence[AgendaRow], item_id: UUID | None = None) -> dict[str, str]:
    """What an item may stand below; nothing for one that has sub-items itself."""
    if any(row.parent_id == item_id for row in rows if row.parent_id):
        return {}
    return {
        str(row.id): f"{row.printed_label} {row.title}"[:90]
        for row in rows
        if row.parent_id is None and row.id != item_id
    }
