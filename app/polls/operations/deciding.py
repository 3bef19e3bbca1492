"""One date is chosen: it becomes the meeting, and everybody asked is invited."""

from datetime import datetime
from uuid import UUID, uuid5

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.clock import berlin
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import RuleViolation, existing
from app.groups.tables import Group
from app.invitations.operations.invite import invite_persons
from app.meetings.access import meeting_to_change
from app.meetings.forms.meetings import MeetingData
from app.meetings.operations.meetings import add_meetings
from app.meetings.queries.meetings import proposal_for
from app.outbox import operations as outbox
from app.polls import mails
from app.polls.access import poll_to_change
from app.polls.queries.polls import Answers, answers_of
from app.polls.rules import life
from app.polls.rules.best import Offered
from app.polls.tables import Poll, PollStatus, Vote

IS_OVER = "Dieser Termin ist schon vorbei. Bitte wählen Sie einen anderen."
NOBODY = "Es wird niemand mehr gefragt, den man einladen könnte."


@opens_transaction
async def choose_date(
    actor: Actor, poll_id: UUID, date_id: UUID, *, now: datetime
) -> tuple[UUID, int]:
    """The meeting's id and how many are invited. Chosen twice, it is the meeting of the first time.

    Raises NotFound for a date of another poll.
    """
    poll, group = await poll_to_change(actor, poll_id)
    if poll.status == PollStatus.DECIDED and poll.meeting:
        return poll.meeting, 0
    life.check_running(poll)
    answers = await answers_of(poll_id, berlin(now).date())
    date = existing(next((each for each in answers.dates if each.id == date_id), None))
    if date.starts_at <= now:
        raise RuleViolation(IS_OVER)
    if not answers.voters:
        raise RuleViolation(NOBODY)
    meeting_id, agenda = uuid5(poll_id, "meeting"), (await proposal_for(group)).agenda
    await add_meetings(actor, group, {meeting_id: _meeting_of(poll, date)}, agenda)
    count = await _invite(actor, poll, group, meeting_id, (answers, date), now=now)
    poll.status, poll.meeting, poll.version = PollStatus.DECIDED, meeting_id, poll.version + 1
    poll.updated_at = now
    await poll.save([Poll.status, Poll.meeting, Poll.version, Poll.updated_at])
    await audit.record(
        actor, "poll.decided", poll_id, body_id=group.body, meeting=meeting_id, people=count
    )
    return meeting_id, count


def _meeting_of(poll: Poll, date: Offered) -> MeetingData:
    return MeetingData(
        title=poll.title,
        starts_at=date.starts_at,
        ends_at=date.ends_at,
        place=poll.place,
        room=poll.room,
        video_url=poll.video_url,
    )


@inside_transaction
async def _invite(
    actor: Actor, poll: Poll, group: Group, meeting_id: UUID, chosen: tuple[Answers, Offered],
    *, now: datetime,
) -> int:  # fmt: skip
    """What still asks for dates is overtaken."""
    answers, date = chosen
    await outbox.drop_unsent({mails.thread_key(voter) for voter in answers.voters}, now=now)
    meeting, _group = await meeting_to_change(actor, meeting_id)
    people = [voter.person_id for voter in answers.voters]
    return await invite_persons(
        actor, meeting, group, people,
        accepted=accepted(answers, date) if poll.yes_is_acceptance else (), now=now,
    )  # fmt: skip


def accepted(answers: Answers, date: Offered) -> list[UUID]:
    """Whose yes counts as acceptance where the poll says so."""
    return [
        voter.person_id
        for voter in answers.voters
        if answers.votes.get(voter.id, {}).get(date.id) == Vote.YES
    ]
