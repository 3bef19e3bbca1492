"""From rows to figures and tables of a report; pure."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from app.core.clock import berlin
from app.decisions.rules import votes_in_words
from app.decisions.tables import Outcome
from app.mandates.rules import LIVE, SETTLED
from app.mandates.tables import MandateKind, MandateStatus
from app.reports.rules.facts import Facts, Grid, Part, counted, part_of
from app.reports.rules.money import climate, finance
from app.reports.tables import SectionKind
from app.tasks.tables import TaskStatus
from app.vorlagen.rules.points import point_label
from app.web.filters import datum

Row = dict[str, Any]
FINISHED = (*SETTLED, MandateStatus.DROPPED)


def facts_of(
    rows: dict[str, Sequence[Row]], *, until: date, session: tuple[str, date | None], now: datetime
) -> Facts:
    """`rows`: by the names of queries/sources.py; `session`: of the committee, with its name."""
    mandates, tasks = rows["mandates"], rows["tasks"]
    held = [row for row in rows["meetings"] if row["over"]]
    coming = [row for row in rows["meetings"] if not row["over"]]
    parts = {
        SectionKind.MANDATES: _mandates(mandates, until),
        SectionKind.DECISIONS: _decisions(rows["decisions"]),
        SectionKind.TASKS: _tasks(tasks, until),
        SectionKind.MEETINGS: _meetings(held),
        SectionKind.QUESTIONS: _questions(mandates),
        SectionKind.STEPS: _steps(coming, mandates, until, session),
        SectionKind.FINANCE: finance(rows["papers"]),
        SectionKind.CLIMATE: climate(rows["papers"]),
    }
    figures = _figures(mandates, rows["decisions"], tasks, held, until)
    return Facts(now, figures, {kind.value: part for kind, part in parts.items()})


def _figures(
    mandates: Sequence[Row], decisions: Sequence[Row], tasks: Sequence[Row], held: Sequence[Row],
    until: date,
) -> tuple[tuple[str, str], ...]:  # fmt: skip
    settled = sum(row["status"] in SETTLED for row in mandates)
    return (
        ("Aufträge finalisiert", f"{settled} von {len(mandates)}"),
        ("Aufgaben erledigt", str(_count(tasks, _is_done))),
        ("Aufgaben offen", str(len(tasks) - _count(tasks, _is_done))),
        ("davon überfällig", str(sum(_is_overdue(row, until) for row in tasks))),
        ("Sitzungen", str(len(held))),
        ("Empfehlungen", str(sum(row["outcome"] == Outcome.RECOMMENDED for row in decisions))),
    )


def _count(rows: Iterable[Row], which: Any) -> int:
    return sum(map(bool, map(which, rows)))


def _is_done(task: Row) -> bool:
    return bool(task["status"] == TaskStatus.DONE)


def _is_overdue(task: Row, until: date) -> bool:
    return not _is_done(task) and bool(task["due_on"] and task["due_on"] < until)


def _mandates(rows: Sequence[Row], until: date) -> Part:
    columns = ("Auftrag", f"Stand am {datum(until)}", "Im Zeitraum")
    lines = tuple((_with_origin(row), _status(row["status"]), _moves(row)) for row in rows)
    grid = Grid("Aufträge und ihr Stand", columns, lines)
    note = counted(len(rows), "Auftrag", "Aufträge")
    return part_of(note, [grid], "Es gibt noch keinen Auftrag.")


def _with_origin(row: Row) -> str:
    """Title, and the decision point it comes from."""
    if row["position"] is None:
        return f"{row['title']} ({row['group_name']})"
    point = point_label(row["marker"], row["position"])
    origin = ", ".join(filter(None, [row["reference"], point]))
    return f"{row['title']} (aus {origin})"


def _status(code: str) -> str:
    return MandateStatus(code).label


def _moves(row: Row) -> str:
    moves = json.loads(row["moves"])
    if not moves:
        return "neu" if row["fresh"] else "unverändert"
    return "\n".join(
        f"{datum(datetime.fromisoformat(move['at']))}: {_status(move['was'])} → "
        f"{_status(move['became'])}. {move['sentence']}".strip()
        for move in moves
    )


def _decisions(rows: Sequence[Row]) -> Part:
    grid = Grid(
        "Empfehlungen und Beschlüsse der Gruppen", ("Datum und Gruppe", "Wortlaut", "Ergebnis"),
        tuple((f"{datum(row['starts_at'])}, {row['group_name']}", row["text"].strip(), _result(row))
              for row in rows),
    )  # fmt: skip
    return part_of(
        f"{len(rows)} im Zeitraum", [grid],
        "Im Zeitraum gibt es keine öffentliche Empfehlung aus einem versandten Protokoll.",
    )  # fmt: skip


def _result(row: Row) -> str:
    votes = votes_in_words(row["yes"], row["no"], row["abstentions"])
    word = Outcome(row["outcome"]).label
    return f"{word} ({votes})" if votes else word


def _tasks(rows: Sequence[Row], until: date) -> Part:
    groups = tuple(dict.fromkeys(row["group_name"] for row in rows))
    numbers = Grid(
        "Aufgaben der Gruppen", ("Gruppe", "erledigt", "offen", "davon überfällig"),
        tuple(_of_group(name, [r for r in rows if r["group_name"] == name], until) for name in groups),
    )  # fmt: skip
    public = Grid(
        "Öffentliche Aufgaben", ("Aufgabe", "Gruppe", "Bis", "Stand"),
        tuple((row["title"], row["group_name"], _day(row["due_on"]), _task_state(row, until))
              for row in rows if row["told"]),
    )  # fmt: skip
    done = _count(rows, _is_done)
    note = f"{done} erledigt, {len(rows) - done} offen"
    return part_of(note, [numbers, public], "Im Zeitraum gibt es keine Aufgaben.")


def _of_group(name: str, rows: Sequence[Row], until: date) -> tuple[str, ...]:
    done = _count(rows, _is_done)
    overdue = sum(_is_overdue(row, until) for row in rows)
    return name, str(done), str(len(rows) - done), str(overdue)


def _task_state(row: Row, until: date) -> str:
    word = TaskStatus(row["status"]).label
    return f"{word}, überfällig" if _is_overdue(row, until) else word


def _day(day: date | None) -> str:
    return datum(day) if day else "ohne Termin"


def _meetings(rows: Sequence[Row]) -> Part:
    grid = Grid(
        "Sitzungen im Zeitraum", ("Datum", "Gruppe", "Sitzung"),
        tuple((datum(row["starts_at"]), row["group_name"], row["title"]) for row in rows),
    )  # fmt: skip
    return part_of(f"{len(rows)} im Zeitraum", [grid], "Im Zeitraum hat keine Gruppe getagt.")


def _questions(mandates: Sequence[Row]) -> Part:
    rows = [
        row for row in mandates
        if row["kind"] == MandateKind.QUESTION and row["status"] not in FINISHED
    ]  # fmt: skip
    grid = Grid(
        "Fragen, die noch offen sind", ("Frage", "Gruppe", "Stand", "Bis"),
        tuple((r["title"], r["group_name"], _status(r["status"]), _day(r["due_on"])) for r in rows),
    )  # fmt: skip
    return part_of(counted(len(rows), "Frage", "Fragen"), [grid], "Zurzeit ist keine Frage offen.")


def _steps(
    coming: Sequence[Row], mandates: Sequence[Row], until: date, session: tuple[str, date | None]
) -> Part:
    """Coming sessions and what is due, in order of their day."""
    name, session_on = session
    steps = [
        (berlin(row["starts_at"]).date(), f"{row['group_name']}, {row['title']}") for row in coming
    ]
    steps += [
        (row["due_on"], f"Frist: {row['title']} ({row['group_name']})")
        for row in mandates
        if row["due_on"] and row["due_on"] >= until and row["status"] in LIVE
    ]
    steps += [(session_on, f"Sitzung: {name}")] if session_on else []
    grid = Grid(
        "Nächste Termine und Fristen", ("Wann", "Was"),
        tuple((datum(day), what) for day, what in sorted(steps)),
    )  # fmt: skip
    return part_of(counted(len(steps), "Termin", "Termine"), [grid])
