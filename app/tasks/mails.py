"""Mails about one task. Of a confidential one, title and sentences stay behind the login."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from app.core.settings import settings
from app.core.words import Visibility
from app.groups.tables import Group
from app.outbox.rules import Outgoing
from app.people.letterhead import letterhead, sender
from app.people.tables import Body, Traeger
from app.tasks import rules
from app.tasks.forms import Note
from app.tasks.readers import Reader
from app.tasks.tables import Priority, Task
from app.web.templates import mail_texts


@dataclass(frozen=True, kw_only=True)
class About:
    """A task and where it stands, for everybody who is told of it."""

    task: Task
    group: Group
    body: Body
    by: str  # who did it
    origin: str = ""  # "2024/012, Punkt 3"; empty where there is no Vorlage or it is not public
    responsible: tuple[Reader, ...] = ()
    traeger: str = ""  # responsible as long as no person is

    @property
    def secret(self) -> bool:
        return bool(self.task.visibility == Visibility.CONFIDENTIAL)

    @property
    def page(self) -> str:
        return f"{settings().base_url}/aufgaben/{self.task.id}"

    def link_of(self, person_id: UUID) -> str:
        """Without login for the one person; of a confidential task only the page."""
        token = rules.link_token(self.task.id, person_id)
        return self.page if self.secret else f"{settings().base_url}/t/{token}"


@dataclass(frozen=True)
class To:
    """A person, or the mailbox of a house without one."""

    name: str
    address: str
    person_id: UUID | None = None

    @classmethod
    def reader(cls, reader: Reader) -> Self:
        return cls(reader.name, reader.email, reader.person_id)


def task_given(about: About, person: Reader) -> Outgoing:
    others = [each.name for each in about.responsible if each.person_id != person.person_id]
    key = f"{about.task.id}:{person.person_id}:{about.task.version}"
    link = about.link_of(person.person_id)
    return _mail(
        about, "task_given", key, To.reader(person), link=link, with_others=_listed(others),
        own_link=True,
    )  # fmt: skip


def task_given_to_traeger(about: About, traeger: Traeger) -> Outgoing:
    """To the mailbox of a house for which nobody sits in the group; no link that opens anything."""
    key = f"{about.task.id}:{traeger.id}:{about.task.version}"
    to = To(traeger.name, traeger.contact_mail)
    return _mail(about, "task_given", key, to, link="", with_others="", own_link=False)


def task_mentioned(about: About, to: Reader, note: Note) -> Outgoing:
    return _mail(
        about, "task_mentioned", f"{note.id}:{to.person_id}", To.reader(to), link=about.page,
        text="" if about.secret else note.text,
    )  # fmt: skip


@dataclass(frozen=True)
class News:
    """A step, and what it did: "hat die Aufgabe als erledigt gemeldet"."""

    note: Note
    did: str


def task_changed(about: About, to: Reader, news: News, *, watching: bool) -> Outgoing:
    """`watching`: else the person is responsible."""
    return _mail(
        about, "task_changed", f"{news.note.id}:{to.person_id}", To.reader(to), link=about.page,
        did=news.did, text="" if about.secret else news.note.text, watching=watching,
    )  # fmt: skip


def _listed(names: Iterable[str]) -> str:
    *front, last = [*names] or [""]
    return f"{', '.join(front)} und {last}" if front else last


def _mail(about: About, kind: str, key: str, to: To, **more: Any) -> Outgoing:
    task, body, group = about.task, about.body, about.group
    context = {
        **letterhead(body, to.name),
        "by": about.by,
        "group_name": group.name,
        "traeger": about.traeger,
        "title": "" if about.secret else task.title,
        "due_on": task.due_on,
        "starts_on": task.starts_on,
        "urgent": task.priority == Priority.HIGH,
        "origin": about.origin,
        "page": about.page,
        **more,
    }
    return Outgoing(
        kind=kind,
        dedupe_key=f"{kind}:{key}",
        **mail_texts(f"tasks/mail/{kind}", **context),
        recipient_name=to.name,
        recipient_address=to.address,
        person_id=to.person_id,
        subject_id=task.id,
        group_id=group.id if to.person_id else None,
        **sender(body, group.name),
    )
