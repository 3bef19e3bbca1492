"""The record in German words, as templates/minutes/niederschrift.typ sets it."""

from typing import Any

from app.core.words import Visibility
from app.files.operations import StoredFile
from app.files.store import store_bytes
from app.invitations.tables import Attendance
from app.minutes.record import Attendee, DecisionPart, ItemPart, Record, TaskPart
from app.web.filters import datum, tag, von_bis
from app.web.typeset import typeset

INTERNAL = "Nur für Mitglieder der Gruppe"
GROUPS = (
    (Attendance.PRESENT, "Anwesend"),
    (Attendance.EXCUSED, "Entschuldigt"),
    (Attendance.ABSENT, "Unentschuldigt"),
)


async def niederschrift(record: Record, *, note: str = "") -> StoredFile:
    """Makes the PDF and puts its bytes away; outside of any transaction. `note` ends the paper."""
    content = content_of(record) | {"note": note}
    pdf = await typeset("minutes/niederschrift.typ", content)
    return StoredFile(
        name=f"Niederschrift {record.group_name} {record.held_on.isoformat()}.pdf",
        media_type="application/pdf",
        size=len(pdf),
        sha256=await store_bytes(pdf),
    )


def content_of(record: Record) -> dict[str, Any]:
    """Only strings and lists of strings: typst shows them and interprets nothing."""
    day = tag(record.held_on)
    return {
        "title": f"Niederschrift: {record.group_name}, {day}",
        "short": f"Niederschrift {record.group_name}, {datum(record.held_on)}",
        "body": record.body_name,
        "subtitle": f"{record.group_name}, {record.meeting_title}",
        "notice": INTERNAL if _is_internal(record) else "",
        "facts": [
            ["Datum", day],
            ["Zeit", von_bis(record.starts_at, record.ends_at)],
            ["Ort", record.place or "nicht angegeben"],
            ["Protokoll", record.taken_by or "nicht angegeben"],
        ],
        "attendance": _attendance(record),
        "items": [_item(record, item) for item in record.items],
        "approved": f"Genehmigt am {datum(record.approved_on)} durch {record.approved_by}.",
        "taken": f"Protokoll: {record.taken_by}." if record.taken_by else "",
        "fingerprint": record.fingerprint,
    }


def _is_internal(record: Record) -> bool:
    return any(item.visibility != Visibility.PUBLIC for item in record.items)


def _attendance(record: Record) -> list[dict[str, Any]]:
    return [
        {"label": f"{label} ({len(people)})", "people": [_person(p) for p in people]}
        for attendance, label in GROUPS
        if (people := record.who_was(attendance))
    ]


def _person(person: Attendee) -> str:
    return f"{person.name} ({person.note})" if person.note else person.name


def _item(record: Record, item: ItemPart) -> dict[str, Any]:
    return {
        "heading": f"TOP {item.label}: {item.title}",
        "notice": "Nichtöffentlich" if item.visibility == Visibility.CONFIDENTIAL else "",
        "paragraphs": _paragraphs(item.text),
        "decisions": [_decision(record, decision) for decision in item.decisions],
        "tasks": [_task(task) for task in item.tasks],
    }


def _decision(record: Record, decision: DecisionPart) -> dict[str, Any]:
    votes = f" ({decision.votes})" if decision.votes else ""
    label = "Beschluss" if record.decides else "Beschluss der Gruppe"
    return {
        "label": f"{label} {decision.number}".strip(),
        "paragraphs": _paragraphs(decision.text),
        "result": f"Ergebnis: {decision.outcome.label}{votes}",
    }


def _task(task: TaskPart) -> list[str]:
    return [task.title, task.who or "offen", datum(task.due_on), task.status.label]


def _paragraphs(text: str) -> list[str]:
    parts = text.replace("\r\n", "\n").split("\n\n")
    return [part.strip() for part in parts if part.strip()]
