"""The statements of a search, put together from the arms and the reader's right to each.

Words are asked for through an index where the reader's part is large, row by row where it is small
or nearly every row has them: then PostgreSQL must not choose the index of words.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from piccolo.querystring import QueryString

from app.core import clock
from app.core.actor import Actor
from app.invitations.access import attended_meetings
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
RANK = f"round(ts_rank({{words}}, {ASKED})::numeric, 1)::float8"
# A paper's words carry no weight; its heading is looked at by itself.
PAPER_RANK = (
    f"CASE WHEN search_words({{heading}}, '') @@ {ASKED} THEN 1::float8 ELSE 0.1::float8 END"
)


@dataclass(frozen=True)
class Right:
    """An arm with the condition that lets this reader in; `few`: the reader's part is small."""

    number: int
    arm: Arm
    readable: QueryString
    few: bool


async def rights_of(actor: Actor) -> tuple[Right, ...]:
    today = clock.today()
    conditions: tuple[tuple[Arm, access.Condition], ...] = (
        (arms.POINT, access.points(actor)),  # before the whole paper, which has its words too
        (arms.VORLAGE, access.papers(actor)),
        (arms.MINUTES, access.minutes(actor)),
        (arms.DECISION, access.minutes(actor)),
        (arms.AGENDA, access.agenda(actor, await attended_meetings(actor))),
        (arms.TASK, access.tasks(actor, today)),
        (arms.MANDATE, access.group_content(actor)),
        (arms.GROUP, access.group_content(actor)),
        (arms.FORMER_NAME, access.group_content(actor)),
        (arms.DIRECTORY, access.directory(actor)),
        (arms.FELLOW, access.fellows(actor, today)),
        (arms.ATTACHMENT, access.attachments(actor)),
        (arms.EVENT_FILE, access.group_content(actor)),
    )
    return tuple(
        Right(number, arm, condition.querystring, arm.of_groups and not actor.office_of)
        for number, (arm, condition) in enumerate(conditions)
    )


def candidates(right: Right, *, newest: bool, group: UUID | None, year: int | None) -> QueryString:
    """At most one more than are sorted: number, ids, group, day, rank. In the order of the index of
    words, that is in none, or the newest.
    """
    arm, by_hand = right.arm, newest or right.few
    hit = (HIT_ON_THE_WAY if by_hand else HIT).format(words=arm.words)
    rank = (PAPER_RANK if arm is arms.VORLAGE else RANK).format(
        words=arm.words, heading=arm.heading
    )
    order = f" ORDER BY {arm.newest}" if by_hand else ""
    values: list[object] = [right.number, right.readable]
    where = ""
    if group:
        where += f" AND {arm.group} = {{}}"
        values.append(group)
    if year:
        where += f" AND {arm.day} BETWEEN {{}} AND {{}}"
        values += [date(year, 1, 1), date(year, 12, 31)]
    return QueryString(
        f'(SELECT {{}}::int AS number, {arm.id} AS id, {arm.same or arm.id} AS same, {arm.group} AS "group", {arm.day} AS day, '
        f"{rank} AS rank {arm.tables} WHERE {hit} AND ({{}}){where}{order} LIMIT {arm.most + 1})",
        *values,
    )


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
