"""What a person decides about a mail that waits. Pressed twice, it is decided once."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import RuleViolation
from app.groups.tables import Group
from app.invitations.operations.invite import invite_persons
from app.invitations.tables import Invitation
from app.meetings.access import meeting_to_change
from app.meetings.tables import Meeting
from app.people.forms.persons import PersonData
from app.people.operations.persons import add_person
from app.people.queries.addresses import owner_of
from app.replies.access import mail_to_settle
from app.replies.operations import finding, telling
from app.replies.operations.applying import Applied, Reply, answer_meeting, answer_series
from app.replies.rules import answers
from app.replies.tables import InboundMail, Outcome

NOT_THIS = "Das lässt sich mit dieser E-Mail nicht machen."
NO_ADDRESS = "Die E-Mail nennt keine Adresse, an die eine Einladung gehen kann."
NO_MEETING = "Zu dieser E-Mail gibt es keine kommende Sitzung."
COMING = """
SELECT mt.id FROM meeting mt JOIN invitation i ON i.meeting = mt.id
WHERE i.series_invitation = {} AND mt.ends_at > {} AND mt.status IN ('planned', 'invited')
ORDER BY mt.id
"""


@dataclass(frozen=True)
class Name:
    """Of somebody who asks to come or is to come instead; from the mail, corrected by hand."""

    given_name: str
    family_name: str


@opens_transaction
async def take_over(actor: Actor, mail_id: UUID, *, now: datetime) -> None:
    """The answer of a held mail counts. Raises RuleViolation where none may be given any more."""
    mail = await mail_to_settle(actor, mail_id)
    if mail.settled_at is None:
        await apply_held(actor, mail, f"übernommen von {actor.name}", now=now)
        await close(actor, mail, "applied", now=now)


@inside_transaction
async def apply_held(actor: Actor, mail: InboundMail, note: str, *, now: datetime) -> Applied:
    """The stored answer, as it was given; the mail is locked."""
    if mail.outcome != Outcome.HELD or mail.partstat not in answers.ANSWERS:
        raise RuleViolation(NOT_THIS)
    applied = await _answer(actor, mail, _reply_of(mail, note), now=now)
    if applied.outcome != Outcome.APPLIED:
        raise RuleViolation(applied.reason)
    return applied


def _reply_of(mail: InboundMail, note: str) -> Reply:
    return Reply(
        partstat=mail.partstat,
        at=answers.said_at(mail.stamp, None, mail.received_at),
        stamp=mail.stamp,
        sequence=mail.sequence,
        comment=mail.comment,
        note=note,
    )


async def _answer(actor: Actor, mail: InboundMail, reply: Reply, *, now: datetime) -> Applied:
    target = await finding.target_of(mail)
    if target is None:
        raise RuleViolation(NO_MEETING)
    if mail.invitation is not None:
        return await answer_meeting(actor, target, mail.invitation, reply, now=now)
    return await answer_series(actor, target, reply, now=now)


@opens_transaction
async def refuse(actor: Actor, mail_id: UUID, *, now: datetime) -> None:
    """Nothing changes, and nobody is written to: the sender is not proven."""
    mail = await mail_to_settle(actor, mail_id)
    await close(actor, mail, "refused", now=now)


@opens_transaction
async def mark_read(actor: Actor, mail_id: UUID, *, now: datetime) -> None:
    mail = await mail_to_settle(actor, mail_id)
    await close(actor, mail, "read", now=now)


@inside_transaction
async def close(actor: Actor, mail: InboundMail, how: str, *, now: datetime) -> None:
    """The mail waits no longer."""
    if mail.settled_at is not None:
        return
    mail.settled_at, mail.settled_by_name, mail.settled_how = now, actor.name[:200], how
    await mail.save([InboundMail.settled_at, InboundMail.settled_by_name, InboundMail.settled_how])
    await audit.record(
        actor, "mail.settled", mail.id, body_id=mail.body, how=how, outcome=mail.outcome
    )


@opens_transaction
async def invite_asker(actor: Actor, mail_id: UUID, name: Name, *, now: datetime) -> int:
    """Who asked to come is invited as a guest; returns to how many meetings."""
    mail = await mail_to_settle(actor, mail_id)
    if mail.settled_at is not None:
        return 0
    if mail.outcome != Outcome.REQUEST:
        raise RuleViolation(NOT_THIS)
    invited = await _invite(actor, mail, name, now=now)
    await close(actor, mail, "invited", now=now)
    return invited


@opens_transaction
async def accept_delegation(actor: Actor, mail_id: UUID, name: Name, *, now: datetime) -> int:
    """The delegate is invited; the first person is marked as represented by them."""
    mail = await mail_to_settle(actor, mail_id)
    if mail.settled_at is not None:
        return 0
    if mail.outcome != Outcome.DELEGATION:
        raise RuleViolation(NOT_THIS)
    invited = await _invite(actor, mail, name, now=now)
    deputy = f"{name.given_name} {name.family_name}".strip()[:200]
    note = f"vertreten durch {deputy}"
    applied = await _answer(actor, mail, _reply_of(mail, note), now=now)
    if applied.outcome != Outcome.APPLIED:
        raise RuleViolation(applied.reason)
    await _name_deputy(mail, deputy, note)
    await close(actor, mail, "invited", now=now)
    return invited


async def _name_deputy(mail: InboundMail, deputy: str, note: str) -> None:
    """At every invitation that this answer has reached."""
    where = (
        Invitation.id == mail.invitation
        if mail.invitation is not None
        else Invitation.series_invitation == mail.series_invitation
    )
    await Invitation.update({Invitation.deputy_name: deputy}).where(
        where, Invitation.answer_note == note, Invitation.revoked_at.is_null()
    )


async def _invite(actor: Actor, mail: InboundMail, name: Name, *, now: datetime) -> int:
    """To the meeting the mail is about, or to the coming ones of its series."""
    if not mail.other_address:
        raise RuleViolation(NO_ADDRESS)
    ids = [mail.meeting] if mail.meeting is not None else await _coming(mail, now)
    if not ids:
        raise RuleViolation(NO_MEETING)
    found = [await meeting_to_change(actor, each) for each in ids]
    person_id = await _person(actor, mail, name, found[0][1], now=now)
    return sum([await _to(actor, each, person_id, now=now) for each in found])


async def _to(actor: Actor, found: tuple[Meeting, Group], person_id: UUID, *, now: datetime) -> int:
    meeting, group = found
    return await invite_persons(actor, meeting, group, [person_id], now=now)


async def _coming(mail: InboundMail, now: datetime) -> list[UUID]:
    rows = await Meeting.raw(COMING, mail.series_invitation, now)
    return [row["id"] for row in rows]


async def _person(
    actor: Actor, mail: InboundMail, name: Name, group: Group, *, now: datetime
) -> UUID:
    """Somebody of the list with this address, or a new entry. Raises EmailTaken."""
    owner = await owner_of(mail.other_address)
    if owner is not None and owner.body_id == group.body:
        return owner.id
    data = PersonData(
        given_name=name.given_name, family_name=name.family_name, email=mail.other_address
    )
    new = await add_person(actor, uuid5(mail.id, "other"), group.body, data, now=now)
    return UUID(str(new.id))


@opens_transaction
async def reject_proposal(actor: Actor, mail_id: UUID, words: str, *, now: datetime) -> None:
    """DECLINECOUNTER and a mail in words to the invited person (RFC 5546 §3.2.8)."""
    mail = await mail_to_settle(actor, mail_id)
    if mail.settled_at is not None:
        return
    if mail.outcome != Outcome.PROPOSAL:
        raise RuleViolation(NOT_THIS)
    await telling.decline_proposal(mail, words, now=now)
    await close(actor, mail, "declined", now=now)


@opens_transaction
async def note_proposal(actor: Actor, mail_id: UUID, *, now: datetime) -> None:
    """Seen, and nothing is answered: the meeting may still be moved by hand."""
    mail = await mail_to_settle(actor, mail_id)
    await close(actor, mail, "noted", now=now)
