"""Mandates and tasks that an item may lead to; keys: "auftrag:…" and "aufgabe:…"."""

from textwrap import shorten
from uuid import UUID

from app.agenda.tables import AgendaLink
from app.core.errors import existing
from app.mandates.rules import LIVE
from app.mandates.tables import MandateKind
from app.meetings.tables import AgendaItem

# What is linked already stays on offer when it is done. Values: item, group, states, item, group.
LINKABLE = """
SELECT 'auftrag' AS sort, m.id, m.kind, m.title, l.id IS NOT NULL AS linked
FROM mandate m LEFT JOIN agenda_link l ON l.mandate = m.id AND l.agenda_item = {}
WHERE m."group" = {} AND (m.status = ANY({}::text[]) OR l.id IS NOT NULL)
UNION ALL
SELECT 'aufgabe', t.id, '', t.title, l.id IS NOT NULL
FROM task t LEFT JOIN agenda_link l ON l.task = t.id AND l.agenda_item = {}
WHERE t."group" = {} AND (t.status IN ('open', 'in_progress') OR l.id IS NOT NULL)
ORDER BY 1 DESC, 4, 2
"""


async def linkable(item_id: UUID, group_id: UUID) -> tuple[dict[str, str], list[str]]:
    """Key → words, and the keys that are linked."""
    live = [status.value for status in LIVE]
    rows = await AgendaLink.raw(LINKABLE, item_id, group_id, live, item_id, group_id)
    words = {f"{row['sort']}:{row['id']}": _words(row["kind"], row["title"]) for row in rows}
    return words, [f"{row['sort']}:{row['id']}" for row in rows if row["linked"]]


def _words(kind: str, title: str) -> str:
    word = MandateKind(kind).in_full if kind else "Aufgabe"
    return f"{word}: {shorten(title, 120, placeholder=' …')}"


async def title_of(meeting_id: UUID, item_id: UUID) -> str:
    """404 for an item of another meeting."""
    here = (AgendaItem.id == item_id) & (AgendaItem.meeting == meeting_id)
    row = existing(await AgendaItem.select(AgendaItem.title).where(here).first())
    return str(row["title"])
