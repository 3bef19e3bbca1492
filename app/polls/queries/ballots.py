"""What one person sees of a poll: the dates, the own answer, and by setting how many can come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.core import clock
from app.groups.tables import Group
from app.meetings.tables import Meeting, MeetingStatus
from app.people.queries.bodies import stored_body
from app.people.queries.names import NAME
from app.polls.access import ASKED, poll_by_token
from app.polls.queries.polls import TRAEGER, dates_of
from app.polls.rules import life
from app.polls.rules.best import Offered
from app.polls.tables import Poll, PollVote, PollVoter, Vote

OWN = f"""
SELECT v.id, {NAME} AS name, {TRAEGER} AS traeger, v.answered_at, v.comment
FROM poll_voter v JOIN poll po ON po.id = v.poll JOIN person p ON p.id = v.person WHERE v.id = {{}}
"""
TOTALS = f"""
SELECT w.date, w.vote, count(*) AS number FROM poll_vote w JOIN poll_voter v ON v.id = w.voter
JOIN poll po ON po.id = v.poll JOIN person p ON p.id = v.person
WHERE v.poll = {{}} AND {ASKED} GROUP BY w.date, w.vote
"""


@dataclass(frozen=True)
class OwnBallot:
    name: str
    traeger: str
    answered_at: datetime | None
    comment: str
    votes: Mapping[UUID, Vote]


@dataclass(frozen=True)
class BallotPage:
    """own None: was not asked. totals: date → words; empty unless the poll shows them."""

    poll: Poll
    group: Group
    dates: list[Offered]
    own: OwnBallot | None
    totals: Mapping[UUID, str]
    open: bool
    chosen: Offered | None  # when the meeting is that came of it


@dataclass(frozen=True)
class LinkPage:
    ballot: BallotPage
    body_name: str
    contact_name: str
    contact_mail: str


async def ballot_page(
    poll: Poll, group: Group, voter_id: UUID | None, *, now: datetime
) -> BallotPage:
    return BallotPage(
        poll=poll,
        group=group,
        dates=await dates_of(poll.id),
        own=await _own(voter_id) if voter_id else None,
        totals=await _totals(poll, now) if poll.show_totals else {},
        open=life.is_open(poll, now),
        chosen=await _meeting_of(poll) if poll.meeting else None,
    )


async def _meeting_of(poll: Poll) -> Offered | None:
    """None once it is called off: its CANCEL says so."""
    row = (
        await Meeting.select(Meeting.id, Meeting.starts_at, Meeting.ends_at)
        .where(Meeting.id == poll.meeting, Meeting.status != MeetingStatus.CANCELLED)
        .first()
    )
    return Offered(**row) if row else None


async def link_page(token: str, *, now: datetime) -> LinkPage:
    """Raises NotFound and Gone as access.poll_by_token does."""
    voter_id, poll = await poll_by_token(token, now=now)
    group = await Group.objects().where(Group.id == poll.group).first()
    assert group is not None
    body = await stored_body(group.body)
    return LinkPage(
        await ballot_page(poll, group, voter_id, now=now), body.name, body.contact_name,
        body.contact_mail,
    )  # fmt: skip


async def _own(voter_id: UUID) -> OwnBallot:
    row = (await PollVoter.raw(OWN, voter_id))[0]
    votes = await PollVote.select(PollVote.date, PollVote.vote).where(PollVote.voter == voter_id)
    return OwnBallot(
        name=row["name"], traeger=row["traeger"], answered_at=row["answered_at"],
        comment=row["comment"], votes={each["date"]: Vote(each["vote"]) for each in votes},
    )  # fmt: skip


async def _totals(poll: Poll, now: datetime) -> dict[UUID, str]:
    """3 Ja, 1 zur Not, 2 Nein; never who."""
    counts: dict[UUID, dict[str, int]] = {}
    for row in await PollVote.raw(TOTALS, poll.id, clock.berlin(now).date()):
        counts.setdefault(row["date"], {})[row["vote"]] = row["number"]
    return {
        date_id: f"{of.get('yes', 0)} Ja, {of.get('if_need_be', 0)} zur Not, {of.get('no', 0)} Nein"
        for date_id, of in counts.items()
    }
