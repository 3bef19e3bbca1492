"""The list as rows of a table file, and as templates/control/beschlusskontrolle.typ sets it."""

from itertools import groupby
from typing import Any

from app.control.queries.control import Control
from app.control.queries.entries import Entry
from app.control.rules.days import Shown
from app.core.actor import Actor
from app.core.settings import settings
from app.web.filters import datum
from app.web.tables_out import Cell, Column

COLUMNS = (
    Column("Vorlage", 14), Column("Titel", 40), Column("Ergebnis der Beratung", 22),
    Column("Punkt", 10), Column("Wortlaut", 60), Column("Ampel", 14), Column("Stand", 20),
    Column("Aufträge", 30), Column("Zuständig", 36), Column("Letzter Schritt", 50),
    Column("Schritt am", 12), Column("Nächste Sitzung", 24), Column("Sitzung am", 12),
    Column("Frist", 12), Column("Aufgaben offen", 10), Column("Aufgaben überfällig", 10),
    Column("Aufgaben erledigt", 10), Column("Adresse", 60),
)  # fmt: skip


def cells_of(entry: Entry) -> list[Cell]:
    sentence, on = entry.last_step or ("", None)
    meeting = entry.next_meeting
    tasks = entry.tasks
    return [
        entry.reference, entry.vorlage_title, entry.result, entry.label, entry.text,
        _light(entry), entry.state.word, entry.states, _places(entry), sentence, on,
        meeting.title if meeting else "", meeting.on if meeting else None, entry.due_on,
        *((tasks.open, tasks.overdue, tasks.done) if tasks.known else (None, None, None)),
        f"{settings().base_url}/beschlusspunkte/{entry.id}",
    ]  # fmt: skip


def _light(entry: Entry) -> str:
    return f"{entry.light.word}, {entry.why}" if entry.why else entry.light.word


def _places(entry: Entry) -> str:
    return ", ".join(place.label for place in entry.groups.values())


def sheet_of(actor: Actor, shown: Shown, found: Control, chosen: list[list[str]]) -> dict[str, Any]:
    """Only strings and lists of strings: typst shows them and interprets nothing."""
    title = f"Beschlusskontrolle, Stand {datum(shown.on)}"
    return {
        "title": title,
        "body": actor.body_name,
        "facts": [["Stand", datum(shown.on)], *chosen],
        "summary": found.sentence if found.total else "Noch kein Beschlusspunkt.",
        "count": _count(found),
        "papers": [
            {"name": rows[0].paper, "result": rows[0].result, "rows": [_line(row) for row in rows]}
            for rows in (
                list(some) for _, some in groupby(found.entries, key=lambda e: e.vorlage_id)
            )
        ],
    }


def _count(found: Control) -> str:
    shown = len(found.entries)
    return f"{shown} von {found.total} Punkten {'ist' if shown == 1 else 'sind'} aufgeführt."


def _line(entry: Entry) -> list[list[str]]:
    """Cells, each with its large and its small line."""
    sentence, on = entry.last_step or ("–", None)
    return [
        [f"{entry.label} {entry.title}", entry.states],
        [_light(entry), entry.state.word if entry.state.word != entry.light.word else ""],
        [_places(entry) or "–", ""],
        [sentence, datum(on) if on else ""],
        [*_next(entry)],
        [tasks_in_words(entry) or "–", ""],
    ]


def _next(entry: Entry) -> tuple[str, str]:
    meeting = entry.next_meeting
    due = f"Frist {datum(entry.due_on)}" if entry.due_on else ""
    if meeting is None:
        return due or "–", ""
    return f"{meeting.title} am {datum(meeting.on)}", due


def tasks_in_words(entry: Entry) -> str:
    """2 offen (1 überfällig), 3 erledigt; empty where the reader may not count them, or there are none."""
    tasks = entry.tasks
    late = f" ({tasks.overdue} überfällig)" if tasks.overdue else ""
    said = [f"{tasks.open} offen{late}"] if tasks.open else []
    return ", ".join([*said, f"{tasks.done} erledigt"] if tasks.done else said)
