"""The agenda of the coming meeting: its template, what it leads to; what members propose."""

from datetime import timedelta
from uuid import uuid4

from app.agenda.forms import ProposalData
from app.agenda.operations.linking import link_item
from app.agenda.operations.proposals import propose
from app.core.clock import now
from app.demo import history as add
from app.demo import words
from app.demo.musterland import Loaded
from app.demo.work import Done
from app.groups.tables import AgendaNumbers, Group
from app.mandates.forms.mandates import MandateData
from app.mandates.forms.proposals import ProposalData as MandateProposalData
from app.mandates.operations import proposals as mandate_proposals
from app.mandates.tables import Mandate, MandateKind


async def load(loaded: Loaded, done: Done) -> None:
    """Both proposals wait for an answer."""
    groups, coming = loaded.groups, done.coming.meeting
    await Group.update(
        {Group.agenda_template: "\n".join(words.TEMPLATE), Group.minutes_clock: True}
    ).where(Group.id == groups.steering.id)
    await Group.update({Group.agenda_numbers: AgendaNumbers.PARTS}).where(
        Group.id == groups.committee.id
    )
    office = add.office_of(loaded.county.body, loaded.county.coordination)
    mandate = await Mandate.objects().get(Mandate.title == words.NEED)
    assert mandate is not None
    keys = {f"auftrag:{mandate.id}"}
    await link_item(office, coming.id, done.coming.items[words.ABOUT_NEED].id, keys)
    krueger = add.member_of(groups.steering, loaded.county.people["Krüger"])
    data = ProposalData(uuid4(), *words.PROPOSAL, 15)
    await propose(krueger, coming.id, data, now=now() - timedelta(hours=20))
    voss = add.member_of(groups.steering, loaded.county.people["Voss"])
    title, reason = words.MANDATE_PROPOSAL
    wanted = MandateData(id=uuid4(), kind=MandateKind.QUESTION, title=title)
    await mandate_proposals.propose(
        voss, groups.steering.id, MandateProposalData(mandate=wanted, reason=reason),
        now=now() - timedelta(days=2),
    )  # fmt: skip
