"""People of one body: filtered, searched, by name, a page from any place on."""

import re
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
# The same for all words together, by their trigrams: sooner for names, later for what many people share.
FOUND_BY_INDEX = '"person"."id" = ANY(ARRAY({}))'
WITH_WORD = """(SELECT p.id FROM person p WHERE p.body = {} AND p.found_by LIKE (SELECT din5007({}))
  UNION ALL
  SELECT a.person FROM traeger t JOIN affiliation a ON a.traeger = t.id
  WHERE t.body = {} AND strpos(t.found_by, (SELECT din5007({}))) > 0
  UNION ALL
  SELECT a.person FROM traeger t JOIN affiliation a ON a.traeger = t.id
  WHERE t.body = {} AND a.found_by LIKE (SELECT din5007({}))
  UNION ALL
  SELECT a.person FROM person_address a WHERE strpos(a.email, (SELECT lower({}))) > 0)"""
HAS_TRIGRAM = re.compile(r"[^\W_]{3}")
SPECIAL, ESCAPED = re.compile(r"([\\%_])"), r"\\\1"  # in a pattern of LIKE
WORKS = """"person"."id" IN (SELECT a.person FROM affiliation a JOIN traeger t ON t.id = a.traeger
  WHERE t.body = {} AND (a.until IS NULL OR a.until >= {})"""
AT_TRAEGER = " AND t.id = {}"
ON_SIDE = " AND t.side = {}"
IN_REGION = " AND t.id IN (SELECT w.traeger FROM traeger_works_in w WHERE w.region = {})"
AS_FUNCTION = " AND strpos(a.found_by, (SELECT din5007({}))) > 0"
WITHOUT_SEAT = """NOT EXISTS (SELECT 1 FROM membership m
  WHERE m.person = "person"."id" AND (m.until IS NULL OR m.until >= {}))"""
# Each Träger by its id: of one person PostgreSQL would read all of them for every row.
WORKS_FOR = """coalesce((SELECT string_agg(concat_ws(', ', t.name, nullif(a.function, '')), ' · '
    ORDER BY t.found_by, a.function)
  FROM affiliation a
  CROSS JOIN LATERAL (SELECT name, found_by FROM traeger WHERE id = a.traeger OFFSET 0) t
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
    found, count = await _found(wanted, today)
    rows = await _rows(found, today, after=after, before=before)
    if not (after or before) and len(rows) <= PER_PAGE:
        return _page(rows, len(rows), earlier=False, later=False)  # all of them
    count = count or await _count(found, MOST_COUNTED + 1)
    if before and len(rows) > PER_PAGE:
        return _page(rows[PER_PAGE - 1 :: -1], count, earlier=True, later=True)
    if before:
        after, rows = None, await _rows(found, today)
    return _page(rows[:PER_PAGE], count, earlier=bool(after), later=len(rows) > PER_PAGE)


async def _found(wanted: Wanted, today: date) -> tuple[Condition, int | None]:
    """What is narrowed is looked up once, and counted on the way; the list is then among those.

    Where so many match, walking the list by name finds a page sooner.
    """
    common = _matching(wanted, today)
    if wanted == Wanted(wanted.body_id):
        return common, None
    some = Person.select(Person.id).where(_matching(wanted, today, by_index=True))
    query = some.limit(MOST_COUNTED + 1).default_querystrings
    rows = await Person.raw("SELECT array_agg(id) AS ids FROM ({}) AS found", *query)
    ids = rows[0]["ids"] or []
    if len(ids) > MOST_COUNTED:
        return common, len(ids)
    return WhereRaw('"person"."id" = ANY({}::uuid[])', ids), len(ids)


def _matching(wanted: Wanted, today: date, *, by_index: bool = False) -> Condition:
    found: Condition = And(Person.body == wanted.body_id, Person.erased_at.is_null())
    indexed = [word for word in wanted.words if by_index and HAS_TRIGRAM.search(word)]
    if indexed:
        sets = [_with_word(wanted.body_id, word) for word in indexed]
        found = And(found, WhereRaw(FOUND_BY_INDEX, _all_of(sets)))
    for word in (word for word in wanted.words if word not in indexed):
        found = And(found, WhereRaw(FOUND, word, wanted.body_id, word, wanted.body_id, word, word))
    if works := _works(wanted):
        sql, values = works
        found = And(found, WhereRaw(f"{WORKS}{sql})", wanted.body_id, today, *values))
    if wanted.without_seat:
        found = And(found, WhereRaw(WITHOUT_SEAT, today))
    return found


def _with_word(body: UUID, word: str) -> QueryString:
    pattern = f"%{SPECIAL.sub(ESCAPED, word)}%"
    return QueryString(WITH_WORD, body, pattern, body, word, body, pattern, word)


def _all_of(sets: list[QueryString]) -> QueryString:
    return QueryString(" INTERSECT ".join(["{}"] * len(sets)), *sets)


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
