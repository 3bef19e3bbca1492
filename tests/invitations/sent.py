"""One person, one meeting."""

from typing import Any
from uuid import uuid4

from app.core.clock import now
from app.core.tokens import hash_of
from app.invitations import rules
from app.invitations.tables import Invitation
from app.meetings.tables import Meeting
from app.people.tables import Person


async def make_invitation(meeting: Meeting, person: Person, **columns: Any) -> Invitation:
    """As if its mail had been sent; columns: answer, attendance, revoked_at, …"""
    invitation_id = uuid4()
    values = {
        "address": person.email,
        "reply_token_hash": hash_of(rules.reply_token(invitation_id)),
        "answer_token_hash": hash_of(rules.answer_token(invitation_id)),
        "sent_sequence": meeting.sequence,
        "sent_stamp": now().replace(microsecond=0),
        "first_message_id": f"<inv.{invitation_id.hex}.s0.1@spurwerk.example.org>",
        **columns,
    }
    invitation = Invitation(id=invitation_id, meeting=meeting.id, person=person.id, **values)
    await invitation.save()
    return invitation


async def stored(invitation: Invitation) -> Invitation:
    found = await Invitation.objects().where(Invitation.id == invitation.id).first()
    assert found is not None
    return found
