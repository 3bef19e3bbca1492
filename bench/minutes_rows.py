"""Many minutes in words of a made-up language: few words stand nearly everywhere, most are rare."""

from datetime import datetime, timedelta
from itertools import accumulate
from random import Random
from uuid import UUID

import asyncpg

from app.accounts.tables import Session
from app.core import clock
from app.core.tokens import hash_of
from app.groups.tables import Group, GroupKind, Membership, Role
from app.meetings.tables import AgendaItem, Meeting, MeetingStatus
from app.minutes.tables import Minutes, MinutesItem, MinutesStatus
from app.people.tables import Body, Office, OfficeRole, Person
from bench.rows import Rows, without_word_indexes

GROUPS, ITEMS, LENGTH = 60, 1, 80  # groups, items of a meeting, words of an item
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "au", "ei")]
VOCABULARY = 8_000
INDEXED = ("minutes_item", "agenda_item")
READERS = ("koordination", "mitglied")


def words() -> list[str]:
    """The most frequent first; always the same."""
    random = Random(7)  # noqa: S311 - no secret
    return ["".join(random.choices(SYLLABLES, k=random.randrange(3, 6))) for _ in range(VOCABULARY)]


async def add_minutes(dsn: str, number: int) -> dict[str, str]:
    """So many minutes of one body. Returns reader → token of a session: the Koordination, and a
    member of three groups.
    """
    rows, random = Rows(99), Random(8)  # noqa: S311 - no secret
    vocabulary = words()
    weights = list(accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))
    groups, tokens = _body(rows)
    now = clock.now()
    for n in range(number):
        texts = [
            " ".join(random.choices(vocabulary, cum_weights=weights, k=LENGTH))
            for _ in range(ITEMS)
        ]
        _meeting(rows, groups[n % GROUPS], n, now - timedelta(hours=7 * n + 30), texts)
    connection = await asyncpg.connect(dsn)
    await _copy(rows, connection)
    await connection.close()
    return tokens


def _body(rows: Rows) -> tuple[list[UUID], dict[str, str]]:
    body = rows.add(Body, name="Landkreis Vielwort")
    people = {
        name: rows.add(
            Person, body=body, given_name="Anna", family_name=name.title(),
            email=f"{name}.vielwort@example.org",
        )
        for name in READERS
    }  # fmt: skip
    groups = [
        rows.add(Group, body=body, name=f"Arbeitsgruppe {n}", kind=GroupKind.ARBEITSGRUPPE)
        for n in range(GROUPS)
    ]
    rows.add(OfficeRole, person=people[READERS[0]], body=body, office=Office.COORDINATION)
    for group in groups[:3]:
        rows.add(
            Membership, group=group, person=people[READERS[1]], role=Role.MITGLIED,
            since=clock.today() - timedelta(days=10_000),
        )  # fmt: skip
    tokens = {name: f"bench-search-{name}" for name in READERS}
    for name, token in tokens.items():
        rows.add(
            Session, person=people[name], token_hash=hash_of(token),
            expires_at=clock.now() + timedelta(days=1), last_used_at=clock.now(),
        )  # fmt: skip
    return groups, tokens


def _meeting(rows: Rows, group: UUID, n: int, starts_at: datetime, texts: list[str]) -> None:
    meeting = rows.add(
        Meeting, group=group, title=f"{n}. Sitzung", starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        status=MeetingStatus.HELD, uid=f"bench-search-{n}@example.org",
    )  # fmt: skip
    minutes = rows.add(Minutes, meeting=meeting, status=MinutesStatus.SENT)
    for position, text in enumerate(texts, start=1):
        item = rows.add(
            AgendaItem, meeting=meeting, position=position, title=" ".join(text.split()[:4])
        )
        rows.add(MinutesItem, minutes=minutes, agenda_item=item, text=text)


async def _copy(rows: Rows, connection: asyncpg.Connection) -> None:
    async with without_word_indexes(connection, *INDEXED):
        await rows.copy(connection)
    await connection.execute("VACUUM ANALYZE")
