"""The register: decisions with their numbers, of one group or of all the reader's own."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.core.actor import Actor
from app.core.clock import berlin
from app.core.paging import PER_PAGE
from app.core.words import Visibility
from app.decisions.rules import TO_IMPLEMENT, number_label, votes_in_words
from app.decisions.tables import Implementation, ImplementationStep, Outcome, RegisterEntry
from app.groups.queries.names import berlin_day, name_on
from app.minutes import access as minutes
from app.vorlagen import access as vorlagen

AT_A_TIME = 500  # rows of a file
AT_ONCE = 20  # beside a Vorlage or a mandate

# What the group has said of earlier minutes is done when those are approved; what somebody noted goes first.
STATE = "CASE WHEN e.implementation = 'open' AND earlier.status = 'approved' THEN 'done' ELSE e.implementation END"
ROWS = f"""
SELECT e.id, e.year, e.number, {STATE} AS implementation, e.version, e.removed_at, e.removed_by_name,
  coalesce(d.text, '') AS text, d.outcome, d.yes, d.no, d.abstentions,
  mt.id AS meeting_id, mt.title AS meeting_title, mt.starts_at, g.id AS group_id,
  {name_on("g", berlin_day("mt.starts_at"))} AS group_name,
  item.id AS item_id, coalesce(item.title, '') AS item_title, item.visibility,
  v.id AS vorlage_id, v.reference, v.title AS vorlage_title, v.body AS vorlage_body,
  v.committee, v.visibility AS vorlage_visibility,
  coalesce(step.on_day, (earlier.approved_at AT TIME ZONE 'Europe/Berlin')::date) AS on_day,
  coalesce(step.sentence, CASE WHEN earlier.status = 'approved' THEN 'Das Protokoll ist genehmigt.' END, '') AS sentence,
  item.approves IS NOT NULL AS approves, count(*) OVER () AS found
FROM register_entry e JOIN meeting mt ON mt.id = e.meeting JOIN steering_group g ON g.id = e."group"
LEFT JOIN decision d ON d.id = e.decision LEFT JOIN agenda_item item ON item.id = d.agenda_item
LEFT JOIN vorlage v ON v.id = item.vorlage LEFT JOIN minutes earlier ON earlier.meeting = item.approves
LEFT JOIN LATERAL (SELECT s.on_day, s.sentence FROM implementation_step s WHERE s.entry = e.id
  ORDER BY s.at DESC, s.id LIMIT 1) step ON true
WHERE {minutes.READABLE}"""
FILTERED = f"""{ROWS}
  AND ({{}}::uuid IS NULL OR g.id = {{}}) AND ({{}}::integer IS NULL OR e.year = {{}})
  AND ({{}} = '' OR ({STATE} = {{}} AND d.outcome = ANY({{}}::text[])))
  AND ({{}} = '' OR d.outcome = {{}} OR ({{}} = 'removed' AND d.id IS NULL))
  AND NOT EXISTS (SELECT FROM unnest({{}}::text[]) word WHERE strpos(
    lower(concat_ws(' ', e.number || '/' || e.year, d.text, item.title, mt.title, step.sentence)),
    word) = 0)
"""
# One group by its numbers, several by the days of their meetings.
LIST = f"""{FILTERED}
ORDER BY e.year DESC, CASE WHEN {{}}::uuid IS NULL THEN mt.starts_at END DESC, e.number DESC, e.id
LIMIT {{}} OFFSET {{}}
"""
ONE = f"{ROWS} AND e.id = {{}}"
# Decisions at items that are about a Vorlage, or about the mandates that came from it; or about one.
ABOUT = f"""{ROWS} AND (item.vorlage = {{}} OR item.id IN (
  SELECT at.agenda_item FROM mandate
  LEFT JOIN decision_point point ON point.id = mandate.decision_point
  JOIN (SELECT mandate, agenda_item FROM agenda_link WHERE mandate IS NOT NULL
    UNION SELECT mandate, agenda_item FROM mandate_step) at ON at.mandate = mandate.id
  WHERE mandate.id = {{}} OR point.vorlage = {{}}))
ORDER BY mt.starts_at DESC, e.number DESC, e.id LIMIT {{}}
"""
OFFERED = f"""
SELECT DISTINCT g.id, g.name, e.year FROM register_entry e JOIN meeting mt ON mt.id = e.meeting
JOIN steering_group g ON g.id = e."group" WHERE {minutes.READABLE} ORDER BY g.name, e.year DESC
"""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the filter asks for; `outcome` "removed" are the numbers whose decision is gone."""

    group_id: UUID | None = None
    year: int | None = None
    state: str = ""
    outcome: str = ""
    words: tuple[str, ...] = ()  # all of them, in small letters


@dataclass(frozen=True, kw_only=True)
class EntryRow:
    """One line of the register; without an outcome its decision was removed."""

    id: UUID
    year: int
    number: int
    implementation: Implementation
    version: int
    removed_at: datetime | None
    removed_by_name: str
    text: str
    outcome: Outcome | None
    votes: str
    meeting_id: UUID
    meeting_title: str
    starts_at: datetime
    group_id: UUID
    group_name: str
    item_id: UUID | None
    item_title: str
    visibility: Visibility | None
    vorlage: tuple[str, str | None] | None  # its label, and its address for who may read it
    on_day: date | None
    sentence: str
    approves: bool  # earlier minutes; then their state is its state

    @property
    def label(self) -> str:
        return number_label(self.number, self.year)

    @property
    def held_on(self) -> date:
        return berlin(self.starts_at).date()

    @property
    def is_to_implement(self) -> bool:
        return self.outcome in TO_IMPLEMENT


@dataclass(frozen=True)
class Page:
    rows: list[EntryRow]
    count: int


async def entries(actor: Actor, wanted: Wanted, number: int) -> Page:
    """`number` of the page, from 1. One statement."""
    return await _some(actor, wanted, PER_PAGE, PER_PAGE * (number - 1))


async def all_entries(actor: Actor, wanted: Wanted) -> AsyncIterator[list[EntryRow]]:
    """For files, some at a time."""
    offset = 0
    while rows := (await _some(actor, wanted, AT_A_TIME, offset)).rows:
        yield rows
        offset += AT_A_TIME


async def _some(actor: Actor, wanted: Wanted, limit: int, offset: int) -> Page:
    rows = await RegisterEntry.raw(
        LIST, *minutes.readers(actor),
        wanted.group_id, wanted.group_id, wanted.year, wanted.year,
        wanted.state, wanted.state, [outcome.value for outcome in TO_IMPLEMENT],
        *[wanted.outcome] * 3, list(wanted.words), wanted.group_id, limit, offset,
    )  # fmt: skip
    return Page([_row(actor, row) for row in rows], rows[0]["found"] if rows else 0)


async def entries_about(actor: Actor, vorlage_id: UUID | None, mandate_id: UUID | None) -> Page:
    """The newest; one statement."""
    rows = await RegisterEntry.raw(
        ABOUT, *minutes.readers(actor), vorlage_id, mandate_id, vorlage_id, AT_ONCE
    )
    return Page([_row(actor, row) for row in rows], rows[0]["found"] if rows else 0)


async def entry_row(actor: Actor, entry_id: UUID) -> EntryRow:
    """The caller's access function found it."""
    return _row(actor, (await RegisterEntry.raw(ONE, *minutes.readers(actor), entry_id))[0])


def _row(actor: Actor, row: dict[str, Any]) -> EntryRow:
    taken = {name: row[name] for name in EntryRow.__dataclass_fields__ if name in row}
    return EntryRow(
        **{
            **taken,
            "implementation": Implementation(row["implementation"]),
            "outcome": Outcome(row["outcome"]) if row["outcome"] else None,
            "visibility": Visibility(row["visibility"]) if row["visibility"] else None,
            "votes": votes_in_words(row["yes"], row["no"], row["abstentions"]),
            "vorlage": _vorlage(actor, row),
        }
    )


def _vorlage(actor: Actor, row: dict[str, Any]) -> tuple[str, str | None] | None:
    """A title that the reader may not know gives way to the number."""
    if not row["vorlage_id"]:
        return None
    paper = row["vorlage_body"], row["vorlage_visibility"], row["committee"]
    opens = vorlagen.may_read_of(actor, *paper)
    number = f"Vorlage {row['reference']}" if row["reference"] else "Vorlage"
    return number, f"/vorlagen/{row['vorlage_id']}" if opens else None


@dataclass(frozen=True)
class Offered:
    """For the filter: groups by id, and years, the newest first."""

    groups: dict[str, str]
    years: list[int]


async def offered(actor: Actor, group_id: UUID | None = None) -> Offered:
    rows = [
        row
        for row in await RegisterEntry.raw(OFFERED, *minutes.readers(actor))
        if group_id in (None, row["id"])
    ]
    groups = {str(row["id"]): row["name"] for row in rows}
    return Offered(groups, sorted({row["year"] for row in rows}, reverse=True))


@dataclass(frozen=True)
class StepRow:
    to_state: Implementation
    on_day: date
    sentence: str
    person_name: str
    at: datetime


async def steps_of(entry_id: UUID) -> list[StepRow]:
    """What became of it, the newest first."""
    rows = (
        await ImplementationStep.select()
        .where(ImplementationStep.entry == entry_id)
        .order_by(ImplementationStep.at, ImplementationStep.id, ascending=False)
    )
    return [
        StepRow(
            Implementation(row["to_state"]), row["on_day"], row["sentence"], row["person_name"],
            row["at"],
        )
        for row in rows
    ]  # fmt: skip
