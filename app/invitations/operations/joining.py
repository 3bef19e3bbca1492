from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import NotFound
from app.groups.access import group_to_change, group_to_lead
from app.groups.tables import Group
from app.invitations import joining, rules
from app.invitations.forms import GuestList, Settled
from app.invitations.joining import Turn
from app.invitations.mails.kinds import invitation_sent, invitation_withdrawn
from app.invitations.mails.letters import AnyLetter
from app.invitations.operations import invite, post
from app.invitations.operations.instances import meeting_in_series_to_change
from app.invitations.operations.letters import write_letter, write_series_letter
from app.invitations.operations.series.invite import add_to_series, take_off_series
from app.invitations.queries.candidates import Candidate, candidates, series_candidates
from app.invitations.queries.recipients import Recipient, recipients_of, recipients_of_series
from app.invitations.tables import Answer
from app.meetings.access import meeting_to_lead
from app.meetings.tables import Meeting
from app.outbox.rules import Outgoing
from app.series.access import WholeSeries, series_to_change, series_to_lead


@opens_transaction
async def settle(
    actor: Actor, group_id: UUID, person_id: UUID, chosen: Settled, *, now: datetime
) -> tuple[int, int]:
    """Invites to and takes off the chosen meetings; nobody else is mailed. How many of each.

    Sent twice, or for a meeting that has changed since: only what is still to be done.
    """
    group = await group_to_change(actor, group_id)
    await joining.person_of(group, person_id)
    turns = await joining.turns_of(group_id, person_id, now=now)
    invited = [turn for turn in turns if turn.to_invite and turn.key in chosen.invite]
    ended = [turn for turn in turns if turn.to_cancel and turn.key in chosen.cancel]
    for turn in sorted([*invited, *ended], key=lambda turn: turn.key):
        await (_settle_series if turn.series_id else _settle_meeting)(
            actor, group, person_id, turn, now
        )
    return sum(turn.count for turn in invited), sum(turn.count for turn in ended)


async def _settle_meeting(
    actor: Actor, group: Group, person_id: UUID, turn: Turn, now: datetime
) -> None:
    meeting, _ = await meeting_in_series_to_change(actor, turn.meeting_id)
    if turn.invitation_id:
        await invite.take_off(actor, meeting, group, turn.invitation_id, now=now)
    else:
        who = await _candidate(meeting, group, person_id)
        await invite.add_to(actor, meeting, group, _alone(who), now=now)


async def _settle_series(
    actor: Actor, group: Group, person_id: UUID, turn: Turn, now: datetime
) -> None:
    assert turn.series_id is not None
    whole = await series_to_change(actor, turn.series_id)
    if turn.invitation_id:
        await take_off_series(actor, whole, turn.invitation_id, now=now)
    else:
        who = await _series_candidate(whole, group, person_id, now)
        await add_to_series(actor, whole, _alone(who), now=now)


def _alone(who: Candidate) -> GuestList:
    people = frozenset({who.person_id})
    return GuestList(people=people, optional=people if who.optional else frozenset())


async def _series_candidate(
    whole: WholeSeries, group: Group, person_id: UUID, now: datetime
) -> Candidate:
    coming = rules.coming_of(whole.meetings, now)
    for each in await series_candidates(whole.series.id, group, coming):
        if each.person_id == person_id:
            return each
    raise NotFound


async def _candidate(meeting: Meeting, group: Group, person_id: UUID) -> Candidate:
    for each in await candidates(meeting, group):
        if each.person_id == person_id:
            return each
    raise NotFound


@dataclass(frozen=True)
class Draft:
    """A mail that would go, to be read beforehand."""

    turn: Turn
    address: str
    subject: str
    text: str


@opens_transaction
async def drafts(
    actor: Actor, group_id: UUID, person_id: UUID, turns: list[Turn], *, now: datetime
) -> list[Draft]:
    """Of the turns that need a mail, as it would be written now; nothing is stored."""
    group = await group_to_lead(actor, group_id)
    return [
        await _draft(actor, group, person_id, turn, now)
        for turn in turns
        if turn.to_invite or (turn.to_cancel and turn.reached)
    ]


@inside_transaction
async def _draft(actor: Actor, group: Group, person_id: UUID, turn: Turn, now: datetime) -> Draft:
    letter, to = await (_of_series if turn.series_id else _of_meeting)(
        actor, group, person_id, turn, now
    )
    numbered = post.numbered(letter, to, significant=turn.to_cancel)
    mail = (invitation_sent if turn.to_invite else invitation_withdrawn)(letter, numbered)
    return Draft(turn, mail.recipient_address, mail.subject, _without_link(mail, to))


async def _of_meeting(
    actor: Actor, group: Group, person_id: UUID, turn: Turn, now: datetime
) -> tuple[AnyLetter, Recipient]:
    meeting, _ = await meeting_to_lead(actor, turn.meeting_id)
    letter = await write_letter(actor, meeting, group, now=now)
    if turn.to_invite:
        return letter, _recipient(await _candidate(meeting, group, person_id), now)
    return letter, _own(await recipients_of(meeting.id), turn)


async def _of_series(
    actor: Actor, group: Group, person_id: UUID, turn: Turn, now: datetime
) -> tuple[AnyLetter, Recipient]:
    assert turn.series_id is not None
    whole = await series_to_lead(actor, turn.series_id)
    letter = await write_series_letter(actor, whole, now=now)
    if turn.to_invite:
        return letter, _recipient(await _series_candidate(whole, group, person_id, now), now)
    return letter, _own(await recipients_of_series(turn.series_id), turn)


def _own(people: list[Recipient], turn: Turn) -> Recipient:
    return next(one for one in people if one.invitation_id == turn.invitation_id)


def _without_link(mail: Outgoing, to: Recipient) -> str:
    """The link answers for the invited person; nobody else may hold it."""
    return mail.text.replace(rules.answer_token(to.invitation_id), "…")


def _recipient(who: Candidate, now: datetime) -> Recipient:
    """Of an invitation that is not there yet."""
    return Recipient(
        invitation_id=uuid4(), person_id=who.person_id, name=who.name, address=who.address,
        current_address=who.address, traeger=who.traeger, belongs=True, required=not who.optional,
        answer=Answer.OPEN, answered_sequence=None, sent_sequence=None, sent_stamp=None,
        first_message_id="", created_at=now, standing=who.standing, role=who.role, since=who.since,
    )  # fmt: skip
