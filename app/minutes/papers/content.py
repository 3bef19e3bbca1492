"""The record in German words, as the templates of templates/minutes/niederschrift.* set it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.core import clock
from app.core.words import Visibility
from app.groups.tables import Role, Standing
from app.invitations.tables import Attendance
from app.minutes.papers.blocks import blocks_of_item, blocks_of_text, nested
from app.minutes.parts import TaskPart
from app.minutes.record import LEADING, Attendee, DecisionPart, ItemPart, Record
from app.people.tables import Side
from app.web.filters import datum, tag, uhrzeit, von_bis

Json = dict[str, Any]
INTERNAL = "Nur für Mitglieder der Gruppe"
PUBLIC = "Öffentlicher Auszug ohne Namen"
NOT_YET = "Entwurf, noch nicht genehmigt"
PRESENCE = (
    (Attendance.PRESENT, "Anwesend"),
    (Attendance.EXCUSED, "Entschuldigt"),
    (Attendance.ABSENT, "Unentschuldigt"),
)
ABLE = (Standing.VOTING, Standing.DEPUTY)  # a deputy votes for whom they stand in
BENCHES: tuple[tuple[str, Callable[[Attendee], bool]], ...] = (
    ("Öffentliche Träger", lambda p: p.standing in ABLE and p.side == Side.PUBLIC),
    ("Freie Träger", lambda p: p.standing in ABLE and p.side == Side.FREE),
    ("Politik", lambda p: p.standing in ABLE and p.side == Side.POLITICS),
    ("Weitere Mitglieder", lambda p: p.standing in ABLE),
    ("Beratend", lambda p: p.standing == Standing.ADVISORY),
    ("Gäste", lambda _: True),
)


@dataclass(frozen=True, kw_only=True)
class Edition:
    """Which paper it becomes. `note` ends the Niederschrift."""

    public: bool = False  # made from excerpt.public_part
    note: str = ""

    @property
    def name(self) -> str:
        return "Öffentlicher Auszug" if self.public else "Niederschrift"


def content_of(record: Record, edition: Edition) -> Json:
    """Only strings, truths and lists of them: templates show them and interpret nothing."""
    day, approved = tag(record.held_on), record.approved_on is not None
    return {
        "title": f"{edition.name}: {record.group_name}, {day}",
        "short": f"{edition.name} {record.group_name}, {datum(record.held_on)}",
        "heading": "Niederschrift",
        "body": record.body_name,
        "subtitle": record.group_name,
        "notice": _notice(record, edition),
        "stand": "" if approved else f"{NOT_YET} (Stand {datum(clock.now())})",
        "facts": list(_facts(record)),
        "attendance": _attendance(record, named=not edition.public),
        "agenda": [_heading(item, edition) for item in record.items],
        "items": [_item(record, item, edition) for item in record.items],
        "files": _files(record),
        "approved": _approved(record),
        "signatures": [] if edition.public or not approved else _signatures(record),
        "taken": f"Protokoll: {record.taken_by}." if record.taken_by else "",
        "fingerprint": "" if edition.public or not approved else record.fingerprint,
        "note": edition.note,
    }


def _notice(record: Record, edition: Edition) -> str:
    if edition.public:
        return PUBLIC
    internal = any(item.visibility != Visibility.PUBLIC for item in record.items)
    return INTERNAL if internal else ""


def _facts(record: Record) -> Iterator[list[str]]:
    yield ["Sitzung", record.meeting_title]
    yield ["Datum", tag(record.held_on)]
    if record.began_at:
        yield ["Beginn", f"{uhrzeit(record.began_at)} Uhr"]
        yield ["Ende", _end(record, record.began_at)]
    else:
        yield ["Zeit", f"{von_bis(record.starts_at, record.ends_at)} (laut Einladung)"]
    yield ["Ort", record.place or "nicht angegeben"]
    for label, names in _leading(record):
        yield [label, names]
    if record.taken_by:
        yield ["Protokoll", record.taken_by]
    if record.attendance_known and record.voters:
        yield ["Stimmen", f"{record.voters_present} von {record.voters} vertreten"]


def _end(record: Record, began_at: datetime) -> str:
    if record.ended_at is None:
        return "nicht angegeben"
    same_day = clock.berlin(record.ended_at).date() == clock.berlin(began_at).date()
    day = "" if same_day else f"{datum(record.ended_at)}, "
    return f"{day}{uhrzeit(record.ended_at)} Uhr"


def _leading(record: Record) -> Iterator[tuple[str, str]]:
    """Those of them who were there."""
    for role in LEADING:
        names = [p.name for p in record.who_was(Attendance.PRESENT) if p.role == role and p.name]
        if names:
            yield Role(role).label, ", ".join(names)


def _attendance(record: Record, *, named: bool) -> list[Json]:
    return [
        {
            "label": f"{label} ({len(people)})",
            "benches": _benches(people, named=named, parted=attendance == Attendance.PRESENT),
        }
        for attendance, label in (PRESENCE if named else PRESENCE[:1])
        if (people := record.who_was(attendance))
    ]


def _benches(people: Sequence[Attendee], *, named: bool, parted: bool) -> list[Json]:
    """Each person on the first bench that fits."""
    left, found = list(people), []
    for label, fits in BENCHES if parted or not named else ():
        there = [person for person in left if fits(person)]
        left = [person for person in left if not fits(person)]
        if there:
            found.append({"label": f"{label} ({len(there)})", "people": _names(there, named=named)})
    return found or [{"label": "", "people": _names(people, named=named)}]


def _names(people: Sequence[Attendee], *, named: bool) -> list[str]:
    return [f"{p.name} ({p.note})" if p.note else p.name for p in people] if named else []


def _heading(item: ItemPart, edition: Edition) -> str:
    return item.title if edition.public else f"TOP {item.label}: {item.title}"


def _item(record: Record, item: ItemPart, edition: Edition) -> Json:
    blocks = blocks_of_item(item)
    return {
        "heading": _heading(item, edition),
        "notice": " · ".join(filter(None, [_closed(item), item.times])),
        "flow": nested(blocks),
        "blocks": blocks,
        "text": "\n\n".join(
            filter(None, [item.text.strip(), *(each.words for each in item.information)])
        ),
        "decisions": [_decision(record, decision) for decision in item.decisions],
        "tasks": [_task(task, edition) for task in item.tasks],
        "columns": _columns(edition),
        "empty": item.is_empty,
    }


def _closed(item: ItemPart) -> str:
    return "Nichtöffentlich" if item.visibility == Visibility.CONFIDENTIAL else ""


def _decision(record: Record, decision: DecisionPart) -> Json:
    votes = f" ({decision.votes})" if decision.votes else ""
    blocks = blocks_of_text(decision.text)
    label = "Beschluss" if record.decides else "Beschluss der Gruppe"
    return {
        "label": f"{label} {decision.number}".strip(),
        "flow": nested(blocks),
        "blocks": blocks,
        "text": decision.text.strip(),
        "result": f"Ergebnis: {decision.outcome.label}{votes}",
    }


def _columns(edition: Edition) -> list[str]:
    return ["Was", "Bis", "Stand"] if edition.public else ["Was", "Wer", "Bis", "Stand"]


def _task(task: TaskPart, edition: Edition) -> list[str]:
    due = datum(task.due_on) if task.due_on else "ohne Termin"
    who = [] if edition.public else [task.everybody or "offen"]
    return [task.title, *who, due, task.status.label]


def _files(record: Record) -> list[list[str]]:
    """Name with its place, and SHA-256; first those of the items in their order."""
    labels = {item.id: f"zu TOP {item.label}" for item in record.items}
    order = [*labels, None]
    placed = [(file, file.item_id if file.item_id in labels else None) for file in record.files]
    return [
        [f"{file.label} ({labels[at] if at else 'zum Protokoll'})", f"SHA-256: {file.sha256}"]
        for file, at in sorted(placed, key=lambda pair: order.index(pair[1]))
    ]


def _approved(record: Record) -> str:
    if record.approved_on is None:
        return ""
    by = f" durch {record.approved_by}" if record.approved_by else ""
    return f"Genehmigt am {datum(record.approved_on)}{by}."


def _signatures(record: Record) -> list[list[str]]:
    """What stands under each line: the part and, where it is known, the name."""
    leading = [name for _, names in _leading(record) for name in names.split(", ")]
    return [
        ["Leitung", leading[0] if leading else record.approved_by],
        ["Protokollführung", record.taken_by],
    ]
