"""One mail a day with everything a person is reminded of, and what was collected for it."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from app.core.settings import settings
from app.invitations.rules import answer_token
from app.meetings.paper import Agenda
from app.outbox.rules import Outgoing
from app.people.letterhead import letterhead, sender
from app.people.tables import Body
from app.reminders.rules.bundle import Bundle, TaskItem, person_key
from app.tasks.rules import link_token
from app.web.filters import kurztag, uhrzeit
from app.web.templates import mail_texts


def reminder_sent(
    bundle: Bundle, body: Body, agendas: Mapping[UUID, Agenda], day: date
) -> Outgoing:
    """`agendas`: by meeting, as this person may see them."""
    base_url = settings().base_url
    coming = {item.meeting_id: agendas[item.meeting_id] for item in bundle.meetings}
    context = {
        "bundle": bundle,
        "subject": subject(bundle),
        "lead": lead(bundle),
        "headline": headline(bundle),
        "task_links": {
            item.task_id: f"{base_url}/t/{link_token(item.task_id, bundle.person_id)}"
            for item in bundle.tasks
            if item.by_link
        },
        "agendas": coming,
        "links": {
            item.invitation_id: f"{base_url}/a/{answer_token(item.invitation_id)}"
            for item in bundle.sittings
            if item.invitation_id
        },
        **letterhead(body, bundle.name),
    }
    return Outgoing(
        kind="reminder_sent",
        dedupe_key=person_key(bundle.person_id, day),
        **mail_texts("reminders/mail/reminder_sent", **context),
        recipient_name=bundle.name,
        recipient_address=bundle.address,
        person_id=bundle.person_id,
        **sender(body),
        attachments=tuple(agenda.paper for agenda in coming.values() if agenda.paper),
    )


def subject(bundle: Bundle) -> str:
    """Of one thing what it is, of several how many."""
    sittings = {item.meeting_id: item for item in bundle.sittings}
    tasks = [*bundle.tasks, *bundle.late]
    if not sittings and not tasks:
        one = bundle.told[0].title
        return one if len(bundle.told) == 1 else f"{len(bundle.told)} Benachrichtigungen"
    parts = [
        _count(len(sittings), "eine Sitzung", "{} Sitzungen"),
        _count(len(tasks), "eine Aufgabe", "{} Aufgaben"),
        _count(len(bundle.told), "eine Benachrichtigung", "{} Benachrichtigungen"),
    ]
    what = ", ".join(filter(None, parts))
    if not bundle.told and len(sittings) + len(tasks) == 1:
        what = _task_in_words(*tasks) if tasks else _sitting_in_words(bundle)
    return f"Erinnerung: {what}"[:250]


def _sitting_in_words(bundle: Bundle) -> str:
    item = bundle.sittings[0]
    what = "Protokoll fehlt noch" if bundle.minutes else f"{uhrzeit(item.starts_at)} Uhr"
    return f"{item.group_name}, {kurztag(item.starts_at)}, {what}"


def _task_in_words(item: TaskItem) -> str:
    return f"{item.title or f'Aufgabe der Gruppe {item.group_name}'}, {item.words}"


def headline(bundle: Bundle) -> str:
    return "Was in den nächsten Tagen ansteht" if bundle.keys else "Was Sie gesammelt bekommen"


def lead(bundle: Bundle) -> str:
    """The sentence that says everything."""
    parts = [
        _count(len(bundle.answers), "Ihre Antwort fehlt noch", "{} Antworten fehlen noch"),
        _count(len(bundle.meetings), "eine Sitzung steht bevor", "{} Sitzungen stehen bevor"),
        _count(len(bundle.minutes), "ein Protokoll steht aus", "{} Protokolle stehen aus"),
        _count(len(bundle.tasks), "eine Aufgabe steht an", "{} Aufgaben stehen an"),
        _count(
            len(bundle.late), "eine Aufgabe Ihrer Gruppe ist lange überfällig",
            "{} Aufgaben Ihrer Gruppen sind lange überfällig",
        ),
        _count(
            len(bundle.told), "eine Benachrichtigung hat auf diese E-Mail gewartet",
            "{} Benachrichtigungen haben auf diese E-Mail gewartet",
        ),
    ]  # fmt: skip
    said = ", ".join(part for part in parts if part)
    return f"{said[0].upper()}{said[1:]}."


def _count(number: int, one: str, many: str) -> str:
    return "" if not number else one if number == 1 else many.format(number)
