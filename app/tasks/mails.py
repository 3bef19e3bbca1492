from dataclasses import dataclass

from app.core.settings import settings
from app.core.words import Visibility
from app.groups.tables import Group
from app.outbox.rules import Outgoing
from app.people.tables import Body, Person
from app.tasks import rules
from app.tasks.tables import Task
from app.web.templates import render


@dataclass(frozen=True, kw_only=True)
class Addressed:
    """A task on its way to the person who is to do it."""

    task: Task
    group: Group
    body: Body
    person: Person
    given_by: str
    origin: str  # "2024/012, Punkt 3"; empty where there is no Vorlage or it is not public


def task_given(given: Addressed) -> Outgoing:
    """The title of a task that is not public stays behind the login."""
    task, person, body = given.task, given.person, given.body
    name = f"{person.given_name} {person.family_name}"
    secret = task.visibility == Visibility.CONFIDENTIAL
    base_url = settings().base_url
    page = f"{base_url}/aufgaben/{task.id}"
    context = {
        "sender_line": ", ".join(part for part in (body.name, body.office_name) if part),
        "recipient_name": name,
        "contact_name": body.contact_name,
        "contact_mail": body.contact_mail,
        "base_url": base_url,
        "given_by": given.given_by,
        "group_name": given.group.name,
        "title": "" if secret else task.title,
        "due_on": task.due_on,
        "origin": given.origin,
        "link": page if secret else f"{base_url}/t/{rules.link_token(task.id, person.id)}",
        "page": page,
    }
    return Outgoing(
        kind="task_given",
        dedupe_key=f"task_given:{task.id}:{person.id}:{task.version}",
        subject=render("tasks/mail/task_given.subject.txt", **context).strip(),
        text=render("tasks/mail/task_given.txt", **context),
        html=render("tasks/mail/task_given.html", **context),
        recipient_name=name,
        recipient_address=person.email,
        person_id=person.id,
        body_id=body.id,
        subject_id=task.id,
        group_id=given.group.id,
        sender_name=f"{given.group.name} ({body.name})",
        reply_to=(body.contact_name, body.contact_mail) if body.contact_mail else None,
    )
