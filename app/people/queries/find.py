"""People of one body: filtered, searched, by name, a page from any place on."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from piccolo.columns import And
from piccolo.columns.combination import WhereRaw
from piccolo.query import OrderByRaw
from piccolo.querystring import QueryString

from app.core.paging import PER_PAGE
from app.people.rules import full_name
from app.people.tables import Person, Side

MOST_COUNTED = 1_000
FAMILY, GIVEN = 'din5007("person"."family_name")', 'din5007("person"."given_name")'
FORWARDS = OrderByRaw(f'{FAMILY}, {GIVEN}, "person"."id"'), True
BACKWARDS = OrderByRaw(f'{FAMILY} DESC, {GIVEN} DESC, "person"."id"'), False  # Piccolo adds DESC
BEYOND = (
    f'({FAMILY}, {GIVEN}, "person"."id") {{sign}} ('
    "(SELECT din5007(family_name) FROM person WHERE id = {{}}), "
    "(SELECT din5007(given_name) FROM person WHERE id = {{}}), {{}})"
)
# (SELECT din5007(…)) is worked out once; PostgreSQL's generic plans would do so for every row.
# Every word somewhere: in what the person's own row says, or in one Träger or further address.
FOUND = """(strpos("person"."found_by", (SELECT din5007({}))) > 0 OR "person"."id" IN (
  SELECT a.person FROM traeger t JOIN affiliation a ON a.traeger = t.id
  WHERE t.body = {} AND strpos(t.found_by, (SELECT din5007({}))) > 0
  UNION ALL
  SELECT a.person FROM traeger t JOIN affiliation a ON a.traeger = t.id
  WHERE t.body = {} AND strpos(a.found_by, (SELECT din5007({}))) > 0
  UNION ALL
  SELECT a.person FROM person_address a WHERE strpos(a.email, (SELECT lower({}))) > 0))"""
WORKS = """"person"."id" IN (SELECT a.person FROM affiliation a JOIN traeger t ON t.id = a.traeger
  WHERE t.body = {} AND (a.until IS NULL OR a.until >= {})"""
AT_TRAEGER = " AND t.id = {}"
ON_SIDE = " AND t.side = {}"
IN_REGION = " AND t.id IN (SELECT w.traeger FROM traeger_works_in w WHERE w.region = {})"
AS_FUNCTION = " AND strpos(a.found_by, (SELECT din5007({}))) > 0"
WITHOUT_SEAT = """NOT EXISTS (SELECT 1 FROM membership m
  WHERE m.person = "person"."id" AND (m.until IS NULL OR m.until >= {}))"""
WORKS_FOR = """coalesce((SELECT string_agg(concat_ws(', ', t.name, nullif(a.function, '')), ' · '
    ORDER BY din5007(t.name), a.function)
  FROM affiliation a JOIN traeger t ON t.id = a.traeger
  WHERE a.person = "person"."id" AND (a.until IS NULL OR a.until >= {})), '')"""
OFFERED = """
SELECT 'traeger' AS kind, id, name, found_by AS sort FROM traeger WHERE body = {}
UNION ALL
SELECT 'region', id, name, din5007(name) FROM region WHERE body = {}
ORDER BY sort, name
"""

Condition = Any  # what Piccolo's where() takes


@dataclass(frozen=True)
class Wanted:
    """Träger, side, region and function must all be true of one affiliation of today."""

    body_id: UUID
    words: tuple[str, ...] = ()
    traeger_id: UUID | None = None
    side: Side | None = None
    region_id: UUID | None = None
    function: str = ""
    without_seat: bool = False


@dataclass(frozen=True)
class PersonRow:
    id: UUID
    name: str
    email: str
    blocked: bool
    works_for: str  # "Träger, Funktion · Träger"


@dataclass(frozen=True)
class PeoplePage:
    """`before` and `after` are the people at whom the neighbouring pages end and begin."""

    rows: tuple[PersonRow, ...]
    before: UUID | None
    after: UUID | None
    count: int
    is_more: bool  # than `count`


@dataclass(frozen=True)
class Offered:
    """Ids as text → names, by name."""

    traeger: dict[str, str]
    regions: dict[str, str]


async def offered(body_id: UUID) -> Offered:
    rows = await Person.raw(OFFERED, body_id, body_id)
    named = [(row["kind"], str(row["id"]), row["name"]) for row in rows]
    return Offered(
        {id_: name for kind, id_, name in named if kind == "traeger"},
        {id_: name for kind, id_, name in named if kind == "region"},
    )


async def people_page(
    wanted: Wanted, *, today: date, after: UUID | None = None, before: UUID | None = None
) -> PeoplePage:
    """Rows after or before a person; from the beginning when no full page stands before."""
    found = _matching(wanted, today)
    rows = await _rows(found, today, after=after, before=before)
    if not (after or before) and len(rows) <= PER_PAGE:
        return _page(rows, len(rows), earlier=False, later=False)  # all of them
    count = await _count(found, MOST_COUNTED + 1)
    if before and len(rows) > PER_PAGE:
        return _page(rows[PER_PAGE - 1 :: -1], count, earlier=True, later=True)
    if before:
        after, rows = None, await _rows(found, today)
    return _page(rows[:PER_PAGE], count, earlier=bool(after), later=len(rows) > PER_PAGE)


def _matching(wanted: Wanted, today: date) -> Condition:
    found: Condition = And(Person.body == wanted.body_id, Person.erased_at.is_null())
    for word in wanted.words:
        found = And(found, WhereRaw(FOUND, word, wanted.body_id, word, wanted.body_id, word, word))
    if works := _works(wanted):
        sql, values = works
        found = And(found, WhereRaw(f"{WORKS}{sql})", wanted.body_id, today, *values))
    if wanted.without_seat:
        found = And(found, WhereRaw(WITHOUT_SEAT, today))
    return found


def _works(wanted: Wanted) -> tuple[str, list[Any]] | None:
    asked = (
        (AT_TRAEGER, wanted.traeger_id),
        (ON_SIDE, wanted.side and wanted.side.value),
        (IN_REGION, wanted.region_id),
        (AS_FUNCTION, wanted.function),
    )
    chosen = [(sql, value) for sql, value in asked if value]
    return ("".join(sql for sql, _ in chosen), [value for _, value in chosen]) if chosen else None


async def _count(found: Condition, most: int) -> int:
    """Counting stops: an exact number of very many helps nobody and costs a look at each."""
    some = Person.select(Person.id).where(found).limit(most)
    rows = await Person.raw("SELECT count(*) AS n FROM ({}) AS counted", *some.default_querystrings)
    return int(rows[0]["n"])


async def _rows(
    found: Condition, today: date, *, after: UUID | None = None, before: UUID | None = None
) -> list[PersonRow]:
    """One more than a page, nearest to the place first."""
    if place := after or before:
        beyond = BEYOND.format(sign=">" if after else "<")
        found = And(found, WhereRaw(beyond, place, place, place))
    order, ascending = BACKWARDS if before else FORWARDS
    rows = (
        await Person.select(
            Person.id, Person.title, Person.given_name, Person.family_name, Person.email,
            Person.blocked, QueryString(WORKS_FOR, today, alias="works_for"),
        )
        .where(found)
        .order_by(order, ascending=ascending)
        .limit(PER_PAGE + 1)
    )  # fmt: skip
    return [
        PersonRow(
            row["id"],
            full_name(row["title"], row["given_name"], row["family_name"]),
            row["email"],
            row["blocked"],
            row["works_for"],
        )
        for row in rows
    ]


def _page(rows: list[PersonRow], count: int, *, earlier: bool, later: bool) -> PeoplePage:
    return PeoplePage(
        tuple(rows),
        before=rows[0].id if earlier and rows else None,
        after=rows[-1].id if later else None,
        count=min(count, MOST_COUNTED),
        is_more=count > MOST_COUNTED,
    )
