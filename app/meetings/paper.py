"""The agenda as a paper: with a reminder, or as invitation to print and to put into files.

The mail of an invitation links to it and does not carry it: docs/adr/0034.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.core import clock
from app.meetings.queries.agenda import AgendaRow
from app.meetings.queries.meetings import MeetingHead
from app.outbox.rules import OutgoingPart
from app.people.queries.bodies import stored_body
from app.people.tables import Body
from app.web.filters import datum, tag, uhrzeit, von_bis
from app.web.typeset import typeset

TEMPLATE = "meetings/tagesordnung.typ"
INVITED = "Hiermit laden wir Sie zu dieser Sitzung ein."
HIDDEN_ITEM = "Nichtöffentlicher Punkt (Titel nach Anmeldung)"


@dataclass(frozen=True)
class Agenda:
    """As one kind of reader may see it. `lines`: number and title; no paper without items."""

    lines: tuple[tuple[str, str], ...]
    paper: OutgoingPart | None


async def agenda_for(head: MeetingHead, rows: Sequence[AgendaRow], *, member: bool) -> Agenda:
    """Outside of any transaction. Guests do not even learn of an item that is not public."""
    seen = [row for row in rows if member or not row.confidential]
    if not seen:
        return Agenda((), None)
    pdf = await typeset(TEMPLATE, content_of(head, seen))
    name = f"Tagesordnung-{clock.berlin(head.starts_at):%Y-%m-%d-%H%M}.pdf"
    lines = tuple((row.printed_label, title_of(row)) for row in seen)
    return Agenda(lines, OutgoingPart(name=name, media_type="application/pdf", content=pdf))


async def invitation_for(head: MeetingHead, rows: Sequence[AgendaRow], *, member: bool) -> bytes:
    """PDF, titles as in the mail to the same reader; once the meeting is over, only the agenda."""
    seen = [row for row in rows if member or not row.confidential]
    content = content_of(head, seen)
    if not head.over:
        body = await stored_body(head.body_id)
        content |= {"heading": "Einladung", "letter": INVITED, "sender": _sender(body)}
        content["title"] = f"Einladung: {head.group_name}, {tag(head.starts_at)}"
    return await typeset(TEMPLATE, content)


def _sender(body: Body) -> list[str]:
    """Who invites, and whom to ask."""
    asked = ", ".join(part for part in (body.contact_name, body.contact_mail) if part)
    return [body.office_name or body.name, *([f"Rückfragen: {asked}"] if asked else [])]


def title_of(row: AgendaRow) -> str:
    return HIDDEN_ITEM if row.confidential else row.marked_title


def content_of(head: MeetingHead, rows: Sequence[AgendaRow]) -> dict[str, Any]:
    """Only strings and lists of strings: typst shows them and interprets nothing."""
    where = [["Ort", head.where]] if head.where else []
    video = [["Video", head.video_url]] if head.video_url else []
    return {
        "title": f"Tagesordnung: {head.group_name}, {tag(head.starts_at)}",
        "short": f"Tagesordnung {head.group_name}, {datum(head.starts_at)}",
        "heading": "Tagesordnung",
        "letter": "",
        "sender": [],
        "body": head.body_name,
        "subtitle": f"{head.group_name}, {head.title}",
        "facts": [
            ["Datum", tag(head.starts_at)],
            ["Zeit", von_bis(head.starts_at, head.ends_at)],
            *where,
            *video,
        ],
        "items": [_item(row) for row in rows],
    }


def _item(row: AgendaRow) -> list[str]:
    """Number, when it is its turn, title, who speaks."""
    begins = f"{uhrzeit(row.starts_at)} Uhr" if row.starts_at else ""
    return [row.label, begins, title_of(row), "" if row.confidential else row.presenter]
