"""Mandates of all groups, of one group or of one Vorlage, as the board and the table show them."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.core.paging import PER_PAGE
from app.core.words import Badge
from app.groups.tables import Group
from app.mandates import access, rules
from app.mandates.queries.proposals import point_of
from app.mandates.queries.warnings import DISCUSSED, IS_UNDER_WAY, MOVED_LATELY
from app.mandates.tables import Mandate, MandateKind, MandateStatus

NEVER, SILENT, ANY = "nie-beraten", "ohne-schritt", "irgendeine"
WARNINGS = {
    NEVER: rules.NEVER_DISCUSSED.word, SILENT: rules.SILENT.word, ANY: "irgendeine davon",
}  # fmt: skip
# Who reads a group reads its mandates. Values: offices, groups.
READABLE = """(g.body = ANY({}::uuid[]) OR g.id = ANY({}::uuid[]))"""
# Tasks lie in a room above and are read by name. Values: since when a step is late; offices, groups;
# group, group, Vorlage, Vorlage; states; kind, kind; warning three times.
ROWS = f"""
WITH found AS (
  SELECT m.*, g.name AS group_name, g.body AS group_body, dp.marker, dp.position, v.id AS vorlage_id, v.reference,
    v.title AS vorlage_title, v.body, v.committee, v.visibility,
    NOT ({IS_UNDER_WAY}) OR {DISCUSSED} AS discussed,
    {IS_UNDER_WAY} AND NOT {MOVED_LATELY} AS silent
  FROM mandate m JOIN steering_group g ON g.id = m."group"
  LEFT JOIN decision_point dp ON dp.id = m.decision_point LEFT JOIN vorlage v ON v.id = dp.vorlage
  WHERE {READABLE} AND ({{}}::uuid IS NULL OR m."group" = {{}})
    AND ({{}}::uuid IS NULL OR v.id = {{}})
    AND m.status = ANY({{}}::text[]) AND ({{}} = '' OR m.kind = {{}})
), shown AS (
  SELECT *, count(*) OVER () AS found FROM found
  WHERE {{}} = '' OR ({{}} <> '{SILENT}' AND NOT discussed) OR ({{}} <> '{NEVER}' AND silent)
)
"""
COLUMNS = """
SELECT m.id, m.kind, m.title, m.status, m.due_on, m."group" AS group_id, m.group_name, m.group_body, m.found,
  m.discussed, m.silent, m.decision_point AS point_id, m.marker, m.position, m.vorlage_id,
  m.reference, m.vorlage_title, m.body, m.committee, m.visibility, coalesce(s.sentence, '') AS last_sentence,
  coalesce(s.on_day, (s.at AT TIME ZONE 'Europe/Berlin')::date) AS last_on, work.tasks, work.done
FROM (SELECT * FROM shown ORDER BY {order} LIMIT {} OFFSET {}) m
LEFT JOIN LATERAL (SELECT sentence, on_day, at FROM mandate_step WHERE mandate = m.id
  ORDER BY at DESC, id LIMIT 1) s ON true
CROSS JOIN LATERAL (SELECT count(*) AS tasks, count(*) FILTER (WHERE t.status = 'done') AS done
  FROM task t WHERE t.mandate = m.id AND t.status <> 'dropped') work
ORDER BY {outer}
"""
BY_DUE = "due_on NULLS LAST, created_at, id"
LIST = ROWS + COLUMNS.replace("{order}", BY_DUE).replace(
    "{outer}", "m.due_on NULLS LAST, m.created_at, m.id"
)
AS_GIVEN = ROWS + COLUMNS.replace("{order}", "created_at, id").replace(
    "{outer}", "m.created_at, m.id"
)
# Of the mandates the reader may see. Values: offices, groups, group, group.
PAPERS = f"""
SELECT DISTINCT v.id, v.reference, v.title, v.body, v.committee, v.visibility
FROM mandate m JOIN steering_group g ON g.id = m."group"
JOIN decision_point dp ON dp.id = m.decision_point JOIN vorlage v ON v.id = dp.vorlage
WHERE {READABLE} AND ({{}}::uuid IS NULL OR g.id = {{}}) ORDER BY v.reference, v.title, v.id
"""
ROAD = tuple(status for status in MandateStatus if status not in rules.ASIDE)


@dataclass(frozen=True)
class MandateRow:
    id: UUID
    kind: MandateKind
    title: str
    status: MandateStatus
    due_on: date | None
    group_id: UUID
    group_name: str
    light: Badge
    point: tuple[str, str | None] | None  # where it comes from; its address for who may open it
    last_sentence: str
    last_on: date | None
    tasks: int
    done: int
    warnings: tuple[Badge, ...]
    may_move: bool

    @property
    def state(self) -> Badge:
        return rules.BADGES[self.status]

    @property
    def tasks_done(self) -> str:
        """2 von 5 Aufgaben erledigt; "" without any."""
        if not self.tasks:
            return ""
        noun = "Aufgabe" if self.tasks == 1 else "Aufgaben"
        return f"{self.done} von {self.tasks} {noun} erledigt"


@dataclass(frozen=True)
class Wanted:
    """What the filter asks for; `warning` is a key of WARNINGS or empty, `page` 0 means all."""

    statuses: tuple[MandateStatus, ...] = tuple(MandateStatus)
    kind: str = ""
    vorlage_id: UUID | None = None
    warning: str = ""
    page: int = 0


@dataclass(frozen=True)
class Mandates:
    rows: list[MandateRow]
    found: int  # over all pages

    @property
    def parts(self) -> list[tuple[str, int, str]]:
        """For the bar: settled, in work, open, resting."""
        return _parts([row.status for row in self.rows])

    @property
    def sentence(self) -> str:
        settled = sum(row.status in rules.SETTLED for row in self.rows)
        return rules.progress_sentence(settled, len(self.rows))

    @property
    def first_rows(self) -> list[MandateRow]:
        """For the panel: those somebody works on come first."""
        return sorted(self.rows, key=lambda row: row.status not in rules.LIVE)[:5]

    @property
    def columns(self) -> list[tuple[Badge, list[MandateRow]]]:
        """For the board: the whole road, and what lies beside it where there is any."""
        by_status = {
            status: [r for r in self.rows if r.status == status] for status in MandateStatus
        }
        return [
            (rules.BADGES[status], rows)
            for status, rows in by_status.items()
            if rows or status in ROAD
        ]


def _parts(statuses: list[MandateStatus]) -> list[tuple[str, int, str]]:
    kinds = (
        ("sw-c1", "finalisiert oder berichtet", rules.SETTLED),
        ("sw-c2", "in Arbeit", (MandateStatus.IN_PROGRESS, MandateStatus.PROPOSED)),
        ("sw-c0", "offen", (MandateStatus.OPEN,)),
        ("sw-c5", "ruhend oder entfallen", rules.ASIDE),
    )
    counted = ((tone, sum(s in kind for s in statuses), word) for tone, word, kind in kinds)
    return [(tone, count, f"{count} {word}") for tone, count, word in counted if count]


async def mandates_for(actor: Actor, wanted: Wanted, group_id: UUID | None = None) -> Mandates:
    """One statement. Of a group or a Vorlage in the order they were given, else the next due first."""
    papers = (wanted.vorlage_id, wanted.vorlage_id)
    values = (
        clock.now() - rules.SILENT_AFTER, list(actor.office_of), list(actor.member_of),
        group_id, group_id, *papers, [status.value for status in wanted.statuses],
        wanted.kind, wanted.kind, wanted.warning, wanted.warning, wanted.warning,
        PER_PAGE if wanted.page else None, PER_PAGE * max(wanted.page - 1, 0),
    )  # fmt: skip
    by_due = wanted.page and not group_id
    rows = await (Mandate.raw(LIST, *values) if by_due else Mandate.raw(AS_GIVEN, *values))
    today = clock.today()
    return Mandates([_row(actor, row, today) for row in rows], rows[0]["found"] if rows else 0)


async def papers_of(actor: Actor, group_id: UUID | None = None) -> dict[str, str]:
    """Vorlagen to filter by: id → number or title, as far as the reader may open them."""
    values = (list(actor.office_of), list(actor.member_of), group_id, group_id)
    rows = await Mandate.raw(PAPERS, *values)
    return {
        str(row["id"]): rules.origin_label(row["reference"], row["title"])
        for row in rows
        if access.may_open_vorlage(actor, row["body"], row["committee"], row["visibility"])
    }


def _row(actor: Actor, row: dict[str, Any], today: date) -> MandateRow:
    told = {name: row[name] for name in MandateRow.__dataclass_fields__ if name in row}
    status = MandateStatus(row["status"])
    return MandateRow(
        **told | {"kind": MandateKind(row["kind"]), "status": status},
        light=rules.light_of(status, row["due_on"], today),
        point=point_of(actor, row) if row["point_id"] else None,
        warnings=rules.warnings_of(discussed=row["discussed"], silent=row["silent"]),
        may_move=access.may_move(actor, Group(id=row["group_id"], body=row["group_body"])),
    )
