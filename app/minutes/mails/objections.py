"""Between who raises an objection and who decides about it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.core import clock
from app.core.settings import settings
from app.groups.tables import Group
from app.meetings.tables import Meeting
from app.minutes.objections import Settler
from app.minutes.tables import Objection, ObjectionStatus
from app.outbox.rules import Outgoing
from app.people.letterhead import letterhead, sender
from app.people.tables import Body
from app.web.templates import mail_texts


@dataclass(frozen=True, kw_only=True)
class AboutObjection:
    meeting: Meeting
    group: Group
    body: Body
    objection: Objection
    item: str  # "TOP 2: Budget"; the number alone where the item is confidential
    hidden: bool  # what was written stays behind the login

    @property
    def held_on(self) -> date:
        return clock.berlin(self.meeting.starts_at).date()


def objection_raised(about: AboutObjection, person: Settler) -> Outgoing:
    """The proposed wording stays behind the login."""
    return _mail("objection_raised", about, person)


def objection_withdrawn(about: AboutObjection, person: Settler) -> Outgoing:
    """To who would have decided about it."""
    return _mail("objection_withdrawn", about, person)


def objection_settled(about: AboutObjection, person: Settler) -> Outgoing:
    """To who raised it, with the reason of a decline unless the item is confidential."""
    accepted = about.objection.status == ObjectionStatus.ACCEPTED
    answer = "" if about.hidden else about.objection.answer
    return _mail("objection_settled", about, person, accepted=accepted, answer=answer)


def _mail(kind: str, about: AboutObjection, person: Settler, **more: Any) -> Outgoing:
    body, base_url = about.body, settings().base_url
    page = f"{base_url}/sitzungen/{about.meeting.id}/protokoll/einwaende/{about.objection.id}"
    context = {
        **letterhead(body, person.name),
        "person": person,
        "about": about,
        "group_name": about.group.name,
        "link": page,
        **more,
    }
    return Outgoing(
        kind=kind,
        dedupe_key=f"{kind}:{about.objection.id}:{person.person_id}",
        **mail_texts(f"minutes/mail/{kind}", **context),
        recipient_name=person.name,
        recipient_address=person.address,
        person_id=person.person_id,
        subject_id=about.objection.minutes,
        group_id=about.group.id,
        **sender(body, about.group.name),
    )
