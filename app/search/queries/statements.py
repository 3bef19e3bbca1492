"""The statements of a search, put together from the arms and the reader's right to each.

First every table is asked how often the words stand in it, up to a limit; arms of those without any are
left out. Rare words are then looked up in the index of words and sorted; for frequent ones the newest
rows are walked until there are enough, and PostgreSQL must not choose the index of words
(docs/adr/0030-suche.md).
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import cast
from uuid import UUID

from piccolo.querystring import QueryString

from app.core import clock
from app.core.actor import Actor
from app.invitations.access import attended_meetings
from app.mandates.tables import Mandate
from app.search import access
from app.search.queries import arms
from app.search.queries.arms import Arm
from app.search.rules.question import Question

ASKED = "(SELECT q FROM asked)"  # worked out once for the whole statement
# Nothing to look for once stop words are gone, or only what must not occur: then nothing is found.
WITH_ASKED = """
WITH asked AS MATERIALIZED (SELECT CASE WHEN querytree(q) NOT IN ('', 'T') THEN q END AS q
  FROM (SELECT to_tsquery('pg_catalog.german', german_fold({})) AS q) AS typed) {}
"""
# One digit: beyond it the day says more. A heading weighs ten times as much as a text.
RANK = f"round(ts_rank(words, {ASKED})::numeric, 1)::float8"
# A paper's words carry no weight; its heading is looked at by itself.
PAPER_RANK = f"CASE WHEN search_words(heading, '') @@ {ASKED} THEN 1::float8 ELSE 0.1::float8 END"
TEXT_RANK = "0.1::float8"
LABEL_RANK = "1::float8"
BESIDE = "(SELECT to_tsquery('pg_catalog.german', german_fold({})))"
LABEL_OF = """(SELECT n.label FROM agenda_item a, agenda_numbers(a.meeting) n
  WHERE a.id = newest.id AND n.item = a.id)"""
MOST = 100  # of an arm are counted and sorted by relevance
MOST_LABELLED = 300  # items are looked at for their label, the newest: counting costs 0.1 ms each
FREQUENT = 2_000  # rows with the words, readable or not: sorting so many takes some 20 ms


@dataclass(frozen=True)
class Right:
    """An arm with the condition that lets this reader in; `is_wide`: into all groups of a body."""

    number: int
    arm: Arm
    condition: access.Condition
    is_wide: bool

    @property
    def readable(self) -> QueryString:
        """Of the few arms that are asked; putting it together takes a while."""
        return cast(QueryString, self.condition.querystring)


async def rights_of(actor: Actor) -> tuple[Right, ...]:
    today = clock.today()
    attended = await attended_meetings(actor)
    conditions: tuple[tuple[Arm, access.Condition], ...] = (
        (arms.POINT, access.points(actor)),  # before the whole paper, which has its words too
        (arms.VORLAGE, access.papers(actor)),
        (arms.MINUTES, access.minutes(actor, arms.STATUS_OF_ITEM)),
        (arms.INFORMATION, access.information(actor, arms.STATUS_OF_MEETING)),
        (arms.DECISION, access.minutes(actor, arms.STATUS_OF_MEETING)),
        (arms.AGENDA, access.agenda(actor, attended)),
        (arms.TASK, access.tasks(actor, today)),
        (arms.TASK_STEP, access.tasks(actor, today)),
        (arms.SUBSTEP, access.tasks(actor, today)),
        (arms.MANDATE, access.group_content(actor, Mandate.group)),
        (arms.MANDATE_STEP, access.group_content(actor, Mandate.group)),
        (arms.MANDATE_PROPOSAL, access.mandate_proposals(actor)),
        (arms.GROUP, access.group_content(actor)),
        (arms.FORMER_NAME, access.group_content(actor)),
        (arms.HOUSE, access.houses(actor)),
        (arms.HOUSE_IN_GROUP, access.seats(actor, today)),
        (arms.DIRECTORY, access.directory(actor)),
        (arms.FELLOW, access.fellows(actor, today)),
        (arms.ATTACHMENT, access.attachments(actor)),
        (arms.MEETING_FILE, access.meeting_files(actor, attended, arms.STATUS_OF_FILE)),
        (arms.TASK_FILE, access.task_files(actor, today)),
        (arms.EVENT_FILE, access.group_content(actor)),
    )
    return tuple(
        Right(number, arm, condition, is_wide=bool(actor.office_of))
        for number, (arm, condition) in enumerate(conditions)
    )


def with_labels(rights: tuple[Right, ...]) -> tuple[Right, ...]:
    """Also items by their label, by the right to the agenda."""
    agenda = next(right for right in rights if right.arm is arms.AGENDA)
    return (*rights, replace(agenda, number=len(rights), arm=arms.BY_LABEL))


def frequency(arm: Arm) -> QueryString:
    """How many rows have the words, or FREQUENT and one more. Decides only which way is taken, if any."""
    tables = " UNION ALL ".join(
        f"SELECT 1 FROM {table} WHERE words @@ {ASKED}" for table in (arm.table, arm.more) if table
    )
    return QueryString(
        f"(SELECT {{}}::text AS table, count(*) AS rows FROM ({tables} "
        f"LIMIT {FREQUENT + 1}) AS counted)",
        arm.table,
    )  # fmt: skip


def candidates(
    right: Right, *, frequent: bool, group: UUID | None, year: int | None
) -> QueryString:
    """The newest that match, at most one more than are counted: number, ids, group, day, rank."""
    arm = right.arm
    hit = arm.hit_on_the_way(ASKED) if frequent else arm.hit(ASKED)
    tables = arm.tables if frequent else arm.tables_of_few
    newest = _newest(right, tables, QueryString(hit), MOST + 1, group=group, year=year)
    return QueryString(
        f'(SELECT {{}}::int AS number, id, same, "group", day, {_rank(arm)} AS rank '
        f"FROM ({{}}) AS newest)",
        right.number, newest,
    )  # fmt: skip


def _newest(
    right: Right, tables: str, hit: QueryString, most: int, *, group: UUID | None, year: int | None
) -> QueryString:
    arm = right.arm
    parts: list[object] = [hit, right.readable]
    where = "({}) AND ({})"
    if group:
        where += f" AND {arm.group} = {{}}"
        parts.append(group)
    if year:
        where += f" AND {arm.day} BETWEEN {{}} AND {{}}"
        parts += [date(year, 1, 1), date(year, 12, 31)]
    return QueryString(
        f'SELECT {arm.id} AS id, {arm.same or arm.id} AS same, {arm.group} AS "group", '
        f"{arm.day} AS day, {arm.words} AS words, {arm.heading} AS heading {tables} "
        f"WHERE {where} ORDER BY {arm.newest} LIMIT {most}",
        *parts,
    )


def labelled(
    right: Right, question: Question, *, group: UUID | None, year: int | None
) -> QueryString:
    """Items of the newest agendas with that label, which is counted only for those that may have it."""
    number, _, below = question.labels[0].rpartition(" ")[2].partition(".")
    hit = f"agenda_item.parent IS {'NOT ' if below else ''}NULL AND agenda_item.position >= {{}}"
    values: list[object] = [int(number)]
    if question.beside:
        hit += f" AND agenda_item.words @@ {BESIDE}"
        values.append(question.beside)
    newest = _newest(
        right, right.arm.tables, QueryString(hit, *values), MOST_LABELLED, group=group, year=year
    )
    return QueryString(
        f'(SELECT {{}}::int AS number, id, same, "group", day, {LABEL_RANK} AS rank '
        f"FROM ({{}}) AS newest WHERE {LABEL_OF} = ANY({{}}::text[]) LIMIT {MOST + 1})",
        right.number, newest, list(question.labels),
    )  # fmt: skip


def _rank(arm: Arm) -> str:
    if arm is arms.VORLAGE:
        return PAPER_RANK
    return RANK if arm.heading_counts else TEXT_RANK


def details(right: Right, ids: list[UUID]) -> QueryString:
    """What the page shows of them; asks for the right once more."""
    arm = right.arm
    return QueryString(
        f"(SELECT {{}}::int AS number, {arm.id} AS id, {arm.heading} AS heading, "
        f"{arm.text} AS text, {arm.place} AS place, {arm.shown_day or arm.day} AS day, "
        f"{arm.state}::text AS state, {arm.href} AS href, {arm.label} AS label {arm.tables} "
        f"WHERE {arm.id} = ANY({{}}::uuid[]) AND ({{}}))",
        right.number, ids, right.readable,
    )  # fmt: skip


def together(parts: list[QueryString]) -> QueryString:
    return QueryString(" UNION ALL ".join(["{}"] * len(parts)), *parts)
