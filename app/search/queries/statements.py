"""The statements of a search, put together from the arms and the reader's right to each.

First every arm is asked how often the words stand in it at all, up to a limit. Rare words are then
looked up in the index of words and sorted; for frequent ones the newest rows are walked until there
are enough, and PostgreSQL must not choose the index of words (docs/adr/0030-suche.md).
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from piccolo.querystring import QueryString

from app.core import clock
from app.core.actor import Actor
from app.invitations.access import attended_meetings
from app.mandates.tables import Mandate
from app.search import access
from app.search.queries import arms
from app.search.queries.arms import Arm

ASKED = "(SELECT q FROM asked)"  # worked out once for the whole statement
HIT = f"{{words}} @@ {ASKED}"
HIT_ON_THE_WAY = f"CASE WHEN {{words}} @@ {ASKED} THEN true ELSE false END"
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
MOST = 100  # of an arm are counted and sorted by relevance
FREQUENT = 2_000  # rows with the words, readable or not: sorting so many takes some 20 ms


@dataclass(frozen=True)
class Right:
    """An arm with the condition that lets this reader in."""

    number: int
    arm: Arm
    readable: QueryString


async def rights_of(actor: Actor) -> tuple[Right, ...]:
    today = clock.today()
    conditions: tuple[tuple[Arm, access.Condition], ...] = (
        (arms.POINT, access.points(actor)),  # before the whole paper, which has its words too
        (arms.VORLAGE, access.papers(actor)),
        (arms.MINUTES, access.minutes(actor, arms.STATUS_OF_ITEM)),
        (arms.DECISION, access.minutes(actor, arms.STATUS_OF_MEETING)),
        (arms.AGENDA, access.agenda(actor, await attended_meetings(actor))),
        (arms.TASK, access.tasks(actor, today)),
        (arms.MANDATE, access.group_content(actor, Mandate.group)),
        (arms.GROUP, access.group_content(actor)),
        (arms.FORMER_NAME, access.group_content(actor)),
        (arms.DIRECTORY, access.directory(actor)),
        (arms.FELLOW, access.fellows(actor, today)),
        (arms.ATTACHMENT, access.attachments(actor)),
        (arms.EVENT_FILE, access.group_content(actor)),
    )
    return tuple(
        Right(number, arm, condition.querystring)
        for number, (arm, condition) in enumerate(conditions)
    )


def frequency(right: Right) -> QueryString:
    """How many rows have the words, or FREQUENT and one more. Decides only which way is taken."""
    arm = right.arm
    return QueryString(
        f"(SELECT {{}}::int AS number, count(*) AS rows FROM (SELECT 1 FROM {arm.table} "
        f"WHERE {HIT.format(words=arm.words)} LIMIT {FREQUENT + 1}) AS counted)",
        right.number,
    )


def candidates(
    right: Right, *, frequent: bool, group: UUID | None, year: int | None
) -> QueryString:
    """The newest that match, at most one more than are counted: number, ids, group, day, rank."""
    arm = right.arm
    hit = (HIT_ON_THE_WAY if frequent else HIT).format(words=arm.words)
    values: list[object] = [right.number, right.readable]
    where = ""
    if group:
        where += f" AND {arm.group} = {{}}"
        values.append(group)
    if year:
        where += f" AND {arm.day} BETWEEN {{}} AND {{}}"
        values += [date(year, 1, 1), date(year, 12, 31)]
    return QueryString(
        f'(SELECT {{}}::int AS number, id, same, "group", day, {_rank(arm)} AS rank FROM ('
        f'SELECT {arm.id} AS id, {arm.same or arm.id} AS same, {arm.group} AS "group", '
        f"{arm.day} AS day, {arm.words} AS words, {arm.heading} AS heading {arm.tables} "
        f"WHERE {hit} AND ({{}}){where} ORDER BY {arm.newest} LIMIT {MOST + 1}) AS newest)",
        *values,
    )


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
        f"{arm.state}::text AS state, {arm.href} AS href {arm.tables} "
        f"WHERE {arm.id} = ANY({{}}::uuid[]) AND ({{}}))",
        right.number, ids, right.readable,
    )  # fmt: skip


def together(parts: list[QueryString]) -> QueryString:
    return QueryString(" UNION ALL ".join(["{}"] * len(parts)), *parts)
