from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.groups.tables import Group
from app.outbox.rules import Outgoing
from app.people.letterhead import letterhead, sender
from app.people.tables import Body, Person
from app.web.templates import mail_texts


@dataclass(frozen=True)
class Told:
    """A task in the mail; without a title it is not public."""

    id: UUID
    title: str
    due_on: date | None


@dataclass(frozen=True, kw_only=True)
class Addressed:
    """`what`: what became of the tasks, as the end of a sentence; `given`: they are new to the person."""

    change_id: UUID
    group: Group
    body: Body
    person: Person
    changed_by: str
    what: str
    given: bool
    tasks: Sequence[Told]


def tasks_changed(told: Addressed) -> Outgoing:
    """One mail to a person for all their tasks that were changed at once."""
    person, body = told.person, told.body
    name = f"{person.given_name} {person.family_name}"
    context = {
        **letterhead(body, name),
        "changed_by": told.changed_by,
        "group_name": told.group.name,
        "what": told.what,
        "given": told.given,
        "tasks": told.tasks,
    }
    return Outgoing(
        kind="tasks_given" if told.given else "tasks_changed",
        dedupe_key=f"tasks_changed:{told.change_id}:{person.id}",
        **mail_texts("boards/mail/tasks_changed", **context),
        recipient_name=name,
        recipient_address=person.email,
        person_id=person.id,
        group_id=told.group.id,
        **sender(body, told.group.name),
    )
