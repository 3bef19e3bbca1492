"""What people of the demo have done with the buttons: the real operations, after the rows are there."""

from datetime import timedelta
from itertools import pairwise

from app.core.actor import Actor
from app.core.clock import now
from app.core.tokens import hash_of
from app.demo import history as add
from app.demo.history import History
from app.demo.musterland import County, Loaded
from app.demo.sittings import Sitting
from app.demo.work import STEERING_MEMBERS, Done
from app.digest.operations.running import Run
from app.digest.rules.news import digest_token
from app.digest.tables import Digest, Rhythm, Subscription
from app.groups.tables import Group
from app.invitations.forms import AnswerData, GuestList
from app.invitations.operations.answer import answer_own
from app.invitations.operations.invite import invite_people
from app.invitations.tables import Answer
from app.meetings.tables import Meeting
from app.minutes import queries as minutes
from app.minutes.due import LaterMeeting
from app.minutes.niederschrift import niederschrift
from app.minutes.operations.approval import Paper, approve_in_meeting, signed_in

YES = ("Seidel", "Yıldız", "Krüger", "Haddad", "Voss", "Ahlers")
READERS = ("Ohlsen", "Harms", "Dierks", "Aksoy", "Folkerts", "Siems")


async def load(history: History, loaded: Loaded, done: Done) -> None:
    seidel = loaded.county.people["Seidel"]
    for sittings, group in (
        (done.steering, loaded.groups.steering), (done.finance, loaded.groups.finance),
    ):  # fmt: skip
        leading = add.member_of(group, seidel, leads=True)
        for held, following in pairwise(sittings):
            await _approve(leading, held, following)
    await _invite(loaded, done.coming)
    await _tell_committee(history, loaded.county, loaded.groups.committee)


async def _approve(actor: Actor, sitting: Sitting, following: Sitting) -> None:
    """In the meeting that followed; the mails of that day are gone."""
    meeting, at = sitting.meeting, following.meeting.starts_at + timedelta(minutes=10)
    other = LaterMeeting.of(following.meeting)
    record = signed_in(await minutes.record_of(meeting.id), other)
    paper = Paper(record, await niederschrift(record))
    await _tell_members(meeting, wanted=False)
    await approve_in_meeting(actor, meeting.id, other.id, paper, now=at)
    await _tell_members(meeting, wanted=True)


async def _tell_members(meeting: Meeting, *, wanted: bool) -> None:
    await Group.update({Group.mail_minutes_approved: wanted}).where(Group.id == meeting.group)


async def _invite(loaded: Loaded, coming: Sitting) -> None:
    """Six accept, one hesitates, one declines; the others, the guest among them, are silent."""
    county, meeting_id, at = loaded.county, coming.meeting.id, now()
    guest, adviser = county.all("Petersen", "Lindner")
    people = [*county.all(*STEERING_MEMBERS), guest]
    guests = GuestList(
        people=frozenset(person.id for person in people), optional=frozenset({guest.id, adviser.id})
    )
    office = add.office_of(county.body, county.coordination)
    await invite_people(office, meeting_id, guests, now=at)
    answers = dict.fromkeys(YES, AnswerData(Answer.ACCEPTED, "", ""))
    answers["Demir"] = AnswerData(Answer.TENTATIVE, "Der Dienstplan ist noch offen.", "")
    answers["Behrens"] = AnswerData(Answer.DECLINED, "", "Marlies Grote")
    for family, answer in answers.items():
        actor = add.member_of(loaded.groups.steering, county.people[family])
        await answer_own(actor, meeting_id, answer, now=at)


async def _tell_committee(history: History, county: County, committee: Group) -> None:
    """Six of fifteen have asked for the digest. One has got the last one; for all a new one waits."""
    told_at = history.at(-33, 7)
    for family in READERS:
        chosen_at = history.at(-120, 11) if family == "Ohlsen" else history.at(-27, 11)
        row = Subscription(
            person=county.people[family].id, committee=committee.id, rhythm=Rhythm.BEFORE_MEETING,
            chosen_at=chosen_at, chosen_how="selbst gewählt", watermark=chosen_at, token_hash="",
        )  # fmt: skip
        row.token_hash = hash_of(digest_token(row.id))
        await row.save()
    await (await Run.of(committee, told_at)).to_everybody()
    await Digest.update({Digest.created_at: told_at}, force=True)
