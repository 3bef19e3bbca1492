"""Texts that name a person: for the Auskunft as places, for the Löschung with what shall stand there."""

import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from piccolo.columns import JSONB, Column, Text
from piccolo.columns.combination import Or, WhereRaw
from piccolo.query.functions import Cast
from piccolo.table import Table

from app.groups.tables import Group
from app.invitations.tables import Invitation
from app.meetings.tables import Meeting
from app.people.tables import Person, PersonAddress, PersonMerge
from app.privacy.rules.names import (
    Names,
    Scope,
    pseudonym,
    says_family,
    without_in,
    without_known,
    without_row,
)
from app.privacy.rules.texts import TEXTS, Texts, columns_of
from app.rosters.tables import RosterImport
from app.web.filters import datum

NAMING = ("given_name", "family_name", "title", "email", "phone")
PEOPLE = """
SELECT p.id, p.given_name, p.family_name, seen."group" AS group_id FROM person p
LEFT JOIN (
  SELECT m.person, m."group" FROM membership m
  UNION SELECT i.person, mt."group" FROM invitation i JOIN meeting mt ON mt.id = i.meeting
) AS seen ON seen.person = p.id
WHERE lower(p.family_name) = lower({}) AND p.id <> {} AND p.erased_at IS NULL
"""


@dataclass(frozen=True)
class Mention:
    """One value that names the person. `after` is what stands there once the name is gone."""

    texts: Texts
    column: Column
    row_id: UUID
    group_id: UUID | None
    meeting_id: UUID | None
    before: Any
    after: Any
    left: bool  # the family name alone still stands there

    @property
    def changes(self) -> bool:
        return bool(self.before != self.after)


async def names_of(person: Person) -> list[Names]:
    """As the entry says it, and as entries said it that became one with it."""
    further = await PersonAddress.select(PersonAddress.email).where(
        PersonAddress.person == person.id
    )
    own = {name: getattr(person, name) for name in NAMING}
    known: dict[tuple[str, ...], Names] = {}
    for said in (own, *await _before_merging(person.id)):
        given, family = str(said["given_name"]), str(said["family_name"])
        known.setdefault(
            (given, family, str(said["phone"])),
            Names(
                given=given,
                family=family,
                title=str(said["title"]),
                phone=str(said["phone"]),
                emails=(str(said["email"]), *(row["email"] for row in further)),
                pseudonym=pseudonym(person.pseudonym or 0),
            ),
        )
    return list(known.values())


async def _before_merging(person_id: UUID) -> list[dict[str, Any]]:
    """The dissolved entry and the kept one as it was, out of what an undo would put back."""
    rows = await PersonMerge.select(PersonMerge.moved).where(
        PersonMerge.kept == person_id, PersonMerge.undone_at.is_null()
    )
    notes = [json.loads(row["moved"]) for row in rows]
    said = [note.get(key) for note in notes for key in ("person", "kept_before")]
    return [entry for entry in said if isinstance(entry, dict) and set(NAMING) <= set(entry)]


@dataclass(frozen=True)
class Namesakes:
    """Others with the same family name, and where they sit or were invited."""

    rows: list[dict[str, Any]]
    own_groups: frozenset[UUID]
    own_ids: frozenset[str]  # of the person and their invitations
    given: str

    @classmethod
    async def of(cls, person: Person, names: Names) -> "Namesakes":
        rows = await Person.raw(PEOPLE, names.family, person.id)
        invited = await Invitation.select(
            Invitation.id, Invitation.meeting.group.as_alias("group")
        ).where(Invitation.person == person.id)
        seats = await Person.raw('SELECT "group" FROM membership WHERE person = {}', person.id)
        groups = frozenset(row["group"] for row in [*invited, *seats])
        ids = frozenset({str(person.id), *(str(row["id"]) for row in invited)})
        return cls(rows, groups, ids, names.given.casefold())

    def scope(self, group_id: UUID | None) -> Scope:
        same = [row for row in self.rows if row["given_name"].casefold() == self.given]
        if group_id in self.own_groups:
            here = [row for row in self.rows if row["group_id"] == group_id]
            return Scope(full=not any(row in same for row in here), family=not here)
        return Scope(full=not same, family=False)


async def mentions_of(person: Person) -> AsyncIterator[Mention]:
    """Everything that names the person, in texts of every table; reads each table once."""
    known = [(names, await Namesakes.of(person, names)) for names in await names_of(person)]
    words = {word for names, _ in known for word in _words_of(names)}
    for texts in TEXTS:
        for column in columns_of(texts.table):
            for row in await _candidates(texts, column, words):
                before = _read(column, row["value"])
                after = before
                for names, namesakes in known:
                    scope = namesakes.scope(row["group_id"])
                    after = without_known(names, namesakes.own_ids, after)
                    after = _rewritten(names, scope, column, after)
                left = any(_says(names, after) for names, _ in known)
                if before != after or left:
                    yield Mention(
                        texts, column, row["id"], row["group_id"], row["meeting_id"],
                        before, after, left,
                    )  # fmt: skip


def _words_of(names: Names) -> set[str]:
    return {names.family.split()[-1], *names.emails, *_last_digits(names.phone)}


async def _candidates(texts: Texts, column: Column, words: set[str]) -> list[dict[str, Any]]:
    table: type[Table] = texts.table
    said = Cast(column, as_type=Text())
    key = table._meta.primary_key  # noqa: SLF001 - Piccolo's own name for it
    found = await table.select(
        key.as_alias("id"),
        column.as_alias("value"),
        texts.way(texts.group).as_alias("group_id"),
        texts.way(texts.meeting).as_alias("meeting_id"),
    ).where(_any([WhereRaw("{}", said.ilike(f"%{_escaped(word)}%")) for word in sorted(words)]))
    return list(found)


def _last_digits(phone: str) -> list[str]:
    """Of a number written in groups, which others may write in other groups."""
    return re.findall(r"\d{3,}", phone)[-1:]


def _any(conditions: list[Any]) -> Any:
    first, *others = conditions
    for other in others:
        first = Or(first, other)
    return first


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _read(column: Column, value: Any) -> Any:
    return json.loads(value) if isinstance(column, JSONB) and value is not None else value


def _rewritten(names: Names, scope: Scope, column: Column, value: Any) -> Any:
    if column is RosterImport.cells:
        value = without_row(names, value)
    return without_in(names, scope, value)


def _says(names: Names, value: Any) -> bool:
    return says_family(
        names, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    )


@dataclass(frozen=True)
class Place:
    """Where a text names somebody, in words for a person: what, group, meeting, how often."""

    what: str
    group: str
    meeting: str
    times: int


async def places(mentions: list[Mention]) -> list[Place]:
    groups = await _group_names({m.group_id for m in mentions if m.group_id})
    meetings = await meeting_names({m.meeting_id for m in mentions if m.meeting_id})
    counted: dict[tuple[str, str, str], int] = {}
    for mention in mentions:
        if mention.texts.place and mention.column is not Invitation.address:
            group = groups.get(mention.group_id, "") if mention.group_id else ""
            meeting = meetings.get(mention.meeting_id, "") if mention.meeting_id else ""
            key = (mention.texts.place, group, meeting)
            counted[key] = counted.get(key, 0) + 1
    return [Place(*key, times) for key, times in sorted(counted.items())]


async def _group_names(ids: set[UUID]) -> dict[UUID, str]:
    rows = await Group.select(Group.id, Group.name).where(Group.id.is_in(list(ids))) if ids else []
    return {row["id"]: row["name"] for row in rows}


async def meeting_names(ids: set[UUID]) -> dict[UUID, str]:
    if not ids:
        return {}
    rows = await Meeting.select(Meeting.id, Meeting.title, Meeting.starts_at).where(
        Meeting.id.is_in(list(ids))
    )
    return {row["id"]: _meeting_name(row["title"], row["starts_at"]) for row in rows}


def _meeting_name(title: str, starts_at: datetime) -> str:
    return f"{title} am {datum(starts_at)}"
