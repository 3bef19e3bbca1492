from dataclasses import dataclass

from app.agenda.tables import AgendaProposal, ProposalStatus
from app.core.settings import settings
from app.groups.tables import Group
from app.meetings.rules import page_address
from app.meetings.tables import Meeting
from app.outbox.rules import Outgoing
from app.people.tables import Body, Person
from app.web.templates import render


@dataclass(frozen=True, kw_only=True)
class Letter:
    meeting: Meeting
    group: Group
    body: Body
    proposal: AgendaProposal


def meeting_proposal_answered(letter: Letter, person: Person) -> Outgoing:
    """To who proposed it: accepted or declined, and why."""
    proposal, group, body = letter.proposal, letter.group, letter.body
    name = f"{person.given_name} {person.family_name}"
    context = {
        "sender_line": ", ".join(filter(None, (body.name, body.office_name))),
        "recipient_name": name,
        "contact_name": body.contact_name,
        "contact_mail": body.contact_mail,
        "base_url": settings().base_url,
        "meeting": letter.meeting,
        "group_name": group.name,
        "proposal": proposal,
        "accepted": proposal.status == ProposalStatus.ACCEPTED,
        "link": f"{page_address(letter.meeting.id, settings().base_url)}/vorschlaege",
    }
    return Outgoing(
        kind="meeting_proposal_answered",
        dedupe_key=f"meeting_proposal_answered:{proposal.id}",
        subject=render("agenda/mail/meeting_proposal_answered.subject.txt", **context).strip(),
        text=render("agenda/mail/meeting_proposal_answered.txt", **context),
        html=render("agenda/mail/meeting_proposal_answered.html", **context),
        recipient_name=name,
        recipient_address=person.email,
        person_id=person.id,
        body_id=body.id,
        subject_id=letter.meeting.id,
        group_id=group.id,
        sender_name=f"{group.name} ({body.name})",
        reply_to=(body.contact_name, body.contact_mail) if body.contact_mail else None,
    )
