from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.agenda.tables import AgendaProposal, ProposalStatus
from app.core.settings import settings
from app.groups.queries.deciders import Decider
from app.groups.tables import Group
from app.meetings.rules import page_address
from app.meetings.tables import Meeting
from app.outbox.rules import Outgoing
from app.people.letterhead import letterhead, sender
from app.people.tables import Body, Person
from app.web.templates import mail_texts


@dataclass(frozen=True, kw_only=True)
class Letter:
    meeting: Meeting
    group: Group
    body: Body
    proposal: AgendaProposal


def meeting_proposal_received(letter: Letter, decider: Decider, until: datetime) -> Outgoing:
    """To who decides about it; the reason stays behind the login. until: UTC, for proposals."""
    return _mail(
        "meeting_proposal_received", letter, decider, f"/{letter.proposal.id}", until=until
    )


def meeting_proposal_answered(letter: Letter, person: Person) -> Outgoing:
    """To who proposed it: accepted or declined, and why."""
    name = f"{person.given_name} {person.family_name}"
    author = Decider(person.id, name, person.email)
    accepted = letter.proposal.status == ProposalStatus.ACCEPTED
    return _mail("meeting_proposal_answered", letter, author, "", accepted=accepted)


def _mail(kind: str, letter: Letter, person: Decider, page: str, **more: Any) -> Outgoing:
    proposal, group, body = letter.proposal, letter.group, letter.body
    address = page_address(letter.meeting.id, settings().base_url)
    context = {
        **letterhead(body, person.name),
        "meeting": letter.meeting,
        "group_name": group.name,
        "proposal": proposal,
        "link": f"{address}/vorschlaege{page}",
        **more,
    }
    return Outgoing(
        kind=kind,
        dedupe_key=f"{kind}:{proposal.id}:{person.person_id}",
        **mail_texts(f"agenda/mail/{kind}", **context),
        recipient_name=person.name,
        recipient_address=person.address,
        person_id=person.person_id,
        subject_id=letter.meeting.id,
        group_id=group.id,
        **sender(body, group.name),
    )
