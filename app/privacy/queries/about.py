"""Auskunft (Art. 15 DSGVO, § 83 SGB X): everything about one person, from the registry."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from piccolo.columns import JSONB, Column, ForeignKey
from piccolo.table import Table

from app.audit.tables import AuditEntry
from app.core.words import Word
from app.digest.queries.sent import rhythm_word
from app.digest.rules.marks import kinds_in
from app.digest.tables import Choice, Digest, Kind
from app.files.tables import File
from app.groups.tables import CompositionRule, Group, GroupEvent, Membership
from app.mandates.tables import Mandate
from app.meetings.tables import AgendaItem, Meeting
from app.outbox.rules import kind_word
from app.outbox.tables import OutgoingMail
from app.people.tables import Body, Person, Traeger
from app.polls.tables import Poll, PollVote, Vote
from app.privacy.queries.mentions import meeting_names, mentions_of, places
from app.privacy.queries.people import ids_of
from app.privacy.rules.labels import FOR_MACHINES, label_of, told_columns
from app.privacy.rules.registry import ABOUT, REGISTRY, Source
from app.privacy.rules.words import action_word
from app.tasks.tables import Task
from app.vorlagen.tables import DecisionPoint, Vorlage
from app.web.filters import datum, zeitpunkt

Row = dict[str, Any]
NAMED_BY = {  # what a reader sees instead of an id
    Body: "name", Group: "name", Traeger: "name", Meeting: "title", File: "name", Vorlage: "title",
    AgendaItem: "title", Mandate: "title", Task: "title", GroupEvent: "title",
    CompositionRule: "quote", Poll: "title", DecisionPoint: "text",
}  # fmt: skip
TOLD_ABOUT = """
SELECT id FROM audit_entry
WHERE (subject_id = ANY({}) OR details::text LIKE {}) AND (actor_id = ANY({})) IS NOT TRUE
ORDER BY at
"""
OWN_ROWS = (
    "membership",
    "invitation",
    "affiliation",
    "office_role",
    "calendar_feed",
    "access_key",
    "subscription",
    "poll_voter",
)


@dataclass(frozen=True)
class Section:
    """`rows` as the database has them, for machines; `entries` in words: (label, text) each."""

    heading: str
    rows: list[Row]
    entries: list[list[tuple[str, str]]]


async def sections_about(person: Person) -> list[Section]:
    told = [await _section(source, person.id) for source in REGISTRY]
    return [
        *told, await _votes(person.id), await _digests(person.id), await _choices(person.id), await _told_about(told, person.id), await _mentions(person)
    ]  # fmt: skip


async def _section(source: Source, person_id: UUID) -> Section:
    column = getattr(source.table, source.column)
    is_theirs = column == person_id
    if source.table is AuditEntry:
        is_theirs = column.is_in(await ids_of(person_id))
    return await _read(source, person_id, is_theirs)


async def _read(source: Source, person_id: UUID, condition: Any) -> Section:
    columns = told_columns(source.table, source.left_out)
    rows = await source.table.select(*columns).where(condition)
    names = await _names_behind(columns, rows)
    entries = [_entry(columns, row, names, person_id) for row in rows]
    return Section(source.heading, [_plain(columns, row) for row in rows], entries)


def _plain(columns: list[Column], row: Row) -> Row:
    """JSON columns as what they hold."""
    as_json = {c._meta.name for c in columns if isinstance(c, JSONB)}  # noqa: SLF001 - Piccolo's
    return {
        name: json.loads(value) if name in as_json and value else value
        for name, value in row.items()
    }


async def _names_behind(columns: list[Column], rows: list[Row]) -> dict[UUID, str]:
    names: dict[UUID, str] = {}
    for column in columns:
        if isinstance(column, ForeignKey) and (table := _target(column)) in NAMED_BY:
            ids = {row[column._meta.name] for row in rows} - {None}  # noqa: SLF001
            names |= await _names(table, ids)
    return names


def _target(column: ForeignKey[Any]) -> type[Table]:
    return column._foreign_key_meta.resolved_references  # noqa: SLF001


async def _names(table: type[Table], ids: Iterable[UUID]) -> dict[UUID, str]:
    wanted = list(ids)
    if not wanted:
        return {}
    if table is Meeting:
        return await meeting_names(set(wanted))
    name: Any = getattr(table, NAMED_BY[table])
    key: Any = table._meta.primary_key  # noqa: SLF001
    rows = await table.select(key.as_alias("id"), name.as_alias("name")).where(key.is_in(wanted))
    return {row["id"]: str(row["name"]) for row in rows}


def _entry(
    columns: list[Column], row: Row, names: dict[UUID, str], person_id: UUID
) -> list[tuple[str, str]]:
    """What is empty is left out, and what only machines need."""
    told = []
    for column in columns:
        name = column._meta.name  # noqa: SLF001
        value = row[name]
        if name in FOR_MACHINES or value in (None, "", "{}"):
            continue
        told.append((label_of(column), _in_words(column, value, names, person_id)))
    return told


def _in_words(column: Column, value: Any, names: dict[UUID, str], person_id: UUID) -> str:
    if isinstance(value, UUID):
        return _behind(column, value, names, person_id)
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, datetime):
        return zeitpunkt(value)
    if isinstance(value, date):
        return datum(value)
    return _word(column, str(value))


def _behind(column: Column, value: UUID, names: dict[UUID, str], person_id: UUID) -> str:
    if value == person_id:
        return "Sie selbst"
    if isinstance(column, ForeignKey) and _target(column) in (Person, Membership):
        return "eine andere Person"
    return names.get(value, str(value))


def _word(column: Column, value: str) -> str:
    if column is AuditEntry.action:
        return action_word(value)
    if column is OutgoingMail.kind:
        return kind_word(value)
    listed: type[Enum] | None = column._meta.choices  # noqa: SLF001
    if isinstance(listed, type) and issubclass(listed, Word) and value in list(listed):
        return listed(value).label
    return value


async def _digests(person_id: UUID) -> Section:
    """That one was sent and for which days; what stood in it is the committee's work."""
    rows = await Digest.select(Digest.id, Digest.since, Digest.until, Digest.created_at).where(
        Digest.subscription.person == person_id
    )
    entries = [
        [("Zeitraum", f"{zeitpunkt(r['since'])} bis {zeitpunkt(r['until'])}"),
         ("versandt am", zeitpunkt(r["created_at"]))]
        for r in rows
    ]  # fmt: skip
    return Section("Versandte Zusammenfassungen", list(rows), entries)


async def _choices(person_id: UUID) -> Section:
    """The proof of each consent, and of its end (Art. 7 Abs. 1 DSGVO)."""
    rows = await Choice.select(
        Choice.rhythm, Choice.weekday, Choice.left_out, Choice.how, Choice.wording, Choice.at
    ).where(Choice.subscription.person == person_id)
    entries = [
        [("Rhythmus", rhythm_word(r["rhythm"], r["weekday"])),
         ("nicht gewünscht", ", ".join(kind.label for kind in Kind if kind in kinds_in(r["left_out"])) or "–"),
         ("auf welchem Weg", r["how"]),
         ("Fassung der Worte", r["wording"]), ("gewählt am", zeitpunkt(r["at"]))]
        for r in rows
    ]  # fmt: skip
    return Section("Wahl der Zusammenfassungen", list(rows), entries)


async def _votes(person_id: UUID) -> Section:
    """What was said to which date; the poll itself stands among the registered rows."""
    poll: Any = PollVote.voter.poll
    rows = await PollVote.select(
        poll.title.as_alias("poll"), PollVote.date.starts_at.as_alias("date"), PollVote.vote
    ).where(PollVote.voter.person == person_id)
    entries = [
        [("Terminabfrage", str(r["poll"])), ("Termin", zeitpunkt(r["date"])),
         ("Antwort", Vote(r["vote"]).label)]
        for r in rows
    ]  # fmt: skip
    return Section("Antworten auf Terminabfragen", list(rows), entries)


async def _told_about(told: list[Section], person_id: UUID) -> Section:
    """What others did with the person's entry, without saying who it was (Art. 15 Abs. 4)."""
    own = [
        row["id"]
        for source, section in zip(REGISTRY, told, strict=True)
        for row in section.rows
        if source.table._meta.tablename in OWN_ROWS  # noqa: SLF001
    ]
    ids = await ids_of(person_id)
    found = await AuditEntry.raw(TOLD_ABOUT, [*ids, *own], f"%{person_id}%", ids)
    told_ids = [row["id"] for row in found]
    is_told = AuditEntry.id.is_in(told_ids) if told_ids else AuditEntry.id.is_null()
    return await _read(ABOUT, person_id, is_told)


async def _mentions(person: Person) -> Section:
    """Places only: what stands there is also about others."""
    found = await places([mention async for mention in mentions_of(person)])
    entries = [
        [(label, text) for label, text in (
            ("Wo", place.what), ("Gruppe", place.group), ("Sitzung", place.meeting),
            ("Stellen", str(place.times)),
        ) if text]
        for place in found
    ]  # fmt: skip
    return Section("Texte, in denen Ihr Name steht", [asdict(place) for place in found], entries)
