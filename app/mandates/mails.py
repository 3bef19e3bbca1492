from dataclasses import dataclass
from typing import Any

from app.core.settings import settings
from app.groups.queries.deciders import Decider
from app.groups.tables import Group
from app.mandates.tables import MandateKind, MandateProposal, ProposalStatus
from app.outbox.rules import Outgoing
from app.people.letterhead import letterhead, sender
from app.people.tables import Body, Person
from app.web.templates import mail_texts


@dataclass(frozen=True, kw_only=True)
class Letter:
    group: Group
    body: Body
    proposal: MandateProposal


def mandate_proposed(letter: Letter, decider: Decider) -> Outgoing:
    """To who decides about it; the reason stays behind the login."""
    page = f"/gruppen/{letter.group.id}/auftraege/vorschlaege/{letter.proposal.id}"
    return _mail("mandate_proposed", letter, decider, page)


def mandate_proposal_answered(letter: Letter, person: Person) -> Outgoing:
    """To who proposed it: accepted or declined, and why. Not to who has left the group meanwhile."""
    name = f"{person.given_name} {person.family_name}"
    accepted = letter.proposal.status == ProposalStatus.ACCEPTED
    page = (
        f"/auftraege/{letter.proposal.id}"
        if accepted
        else f"/gruppen/{letter.group.id}/auftraege/vorschlaege"
    )
    author = Decider(person.id, name, person.email)
    return _mail("mandate_proposal_answered", letter, author, page, accepted=accepted)


def _mail(kind: str, letter: Letter, person: Decider, page: str, **more: Any) -> Outgoing:
    proposal, group, body = letter.proposal, letter.group, letter.body
    context = {
        **letterhead(body, person.name),
        "group_name": group.name,
        "proposal": proposal,
        "kind": MandateKind(proposal.kind).in_full,
        "link": f"{settings().base_url}{page}",
        **more,
    }
    return Outgoing(
        kind=kind,
        dedupe_key=f"{kind}:{proposal.id}:{person.person_id}",
        **mail_texts(f"mandates/mail/{kind}", **context),
        recipient_name=person.name,
        recipient_address=person.address,
        person_id=person.person_id,
        subject_id=proposal.id,
        group_id=group.id,
        **sender(body, group.name),
    )
