from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from piccolo.columns import JSONB, Text, Varchar

from app.core.clock import now
from app.outbox.tables import MailState, OutgoingMail
from app.people.tables import Body, Person, PersonAddress
from app.piccolo_app import APP_CONFIG
from app.privacy.rules.texts import KEPT


@dataclass(frozen=True)
class Found:
    table: str
    column: str
    text: str


async def dump() -> list[Found]:
    """Every text of every column of every table, as PostgreSQL prints it."""
    columns = [
        (table, column)
        for table in APP_CONFIG.table_classes
        for column in table._meta.columns
        if isinstance(column, (Varchar, Text, JSONB))
    ]
    return [
        Found(table._meta.tablename, column._meta.name, str(row["value"]))
        for table, column in columns
        for row in await table.select(column.as_alias("value"))
        if row["value"]
    ]


async def where_it_says(*words: str) -> list[Found]:
    """Outside of the columns where the registry lets a name stay."""
    return [
        line
        for line in await dump()
        if (line.table, line.column) not in KEPT
        and any(word.casefold() in line.text.casefold() for word in words)
    ]


async def make_further_address(person: Person, email: str) -> None:
    await PersonAddress(person=person.id, email=email).save()


async def make_mail_to(person: Person, **columns: Any) -> OutgoingMail:
    number = await OutgoingMail.count()
    values: dict[str, Any] = {
        "person_id": person.id, "body_id": person.body, "kind": "task_given",
        "recipient_name": f"{person.given_name} {person.family_name}",
        "recipient_address": person.email, "subject": "Aufgabe", "mime": b"Guten Tag",
        "message_id": f"<{number}@example.org>", "dedupe_key": f"key-{number}",
        "envelope_sender": "bounce@example.org", "state": MailState.SENT,
        "done_at": now() - timedelta(days=1), **columns,
    }  # fmt: skip
    mail = OutgoingMail(**values)
    await mail.save()
    return mail


async def fresh(person: Person | Any) -> Person:
    found = await Person.objects().get(Person.id == UUID(str(person.id)))
    assert found is not None
    return found


async def body_of(person: Person) -> Body:
    body = await Body.objects().get(Body.id == person.body)
    assert body is not None
    return body
