from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.core.errors import Forbidden, Gone, NotFound, existing
from app.core.tokens import hash_of
from app.groups import access as groups
from app.groups.tables import Group
from app.polls.rules import life
from app.polls.tables import Poll, PollVoter

# Who had a seat is asked as long as it lasts; who never had one is a guest of this poll. {}: today.
ASKED = """v.revoked_at IS NULL AND NOT p.blocked AND p.erased_at IS NULL AND coalesce((
  SELECT bool_or(m.until IS NULL OR m.until >= {}) FROM membership m
  WHERE m."group" = po."group" AND m.person = v.person), true)"""
# Signed in, a seat that has not begun yet opens nothing; the link of the mail does.
IS_ASKED = f"""
SELECT v.id, {ASKED} AND coalesce((SELECT bool_or(m.since <= {{}}) FROM membership m
  WHERE m."group" = po."group" AND m.person = v.person), true) AS asked FROM poll_voter v
JOIN poll po ON po.id = v.poll JOIN person p ON p.id = v.person
WHERE v.poll = {{}} AND v.person = {{}}
"""
BY_TOKEN = f"""
SELECT v.id, v.poll, {ASKED} AS asked FROM poll_voter v
JOIN poll po ON po.id = v.poll JOIN person p ON p.id = v.person
WHERE v.vote_token_hash = {{}}
"""
NO_LONGER = "Sie werden zu diesem Termin nicht mehr gefragt. Eine Antwort ist nicht mehr nötig."


@dataclass(frozen=True)
class Seen:
    """A poll the actor may open. voter_id None: was not asked."""

    poll: Poll
    group: Group
    voter_id: UUID | None
    leads: bool


async def poll_to_see(actor: Actor, poll_id: UUID) -> Seen:
    """Members, the office, and everybody who is asked; NotFound for the others."""
    poll, group = await _poll_with_group(poll_id)
    voter_id = await _voter_of(actor, poll_id)
    if voter_id is None and not groups.may_read(actor, group):
        raise NotFound
    return Seen(poll, group, voter_id, groups.may_lead(actor, group))


async def poll_to_lead(actor: Actor, poll_id: UUID) -> Seen:
    """For pages that only the leading may open; locks nothing."""
    seen = await poll_to_see(actor, poll_id)
    if not seen.leads:
        raise Forbidden
    return seen


async def poll_to_change(actor: Actor, poll_id: UUID) -> tuple[Poll, Group]:
    """The poll is locked; inside a transaction."""
    poll, group = await _poll_with_group(poll_id, lock="UPDATE")
    if not groups.may_read(actor, group) and await _voter_of(actor, poll_id) is None:
        raise NotFound
    if not groups.may_lead(actor, group):
        raise Forbidden
    return poll, group


async def own_ballot(actor: Actor, poll_id: UUID) -> tuple[PollVoter, Poll]:
    """The actor's, locked, and the poll against its end; inside a transaction."""
    poll, _group = await _poll_with_group(poll_id, lock="SHARE")
    voter_id = existing(await _voter_of(actor, poll_id))
    return await _locked(voter_id), poll


async def poll_by_token(token: str, *, now: datetime) -> tuple[UUID, Poll]:
    """What a link of the form /u/… opens: id of the voter, and the poll with its group.

    Raises NotFound for a token nobody holds and Gone for one whose time is over.
    """
    rows = await PollVoter.raw(BY_TOKEN, clock.berlin(now).date(), hash_of(token))
    if not rows:
        raise NotFound
    poll = await _poll(rows[0]["poll"])
    life.check_link(poll, now)
    if not rows[0]["asked"]:
        raise Gone(NO_LONGER)
    return rows[0]["id"], poll


async def ballot_by_token(token: str, *, now: datetime) -> tuple[PollVoter, Poll]:
    """As poll_by_token, the ballot locked and the poll against its end; inside a transaction."""
    voter_id, found = await poll_by_token(token, now=now)
    poll, _group = await _poll_with_group(found.id, lock="SHARE")
    return await _locked(voter_id), poll


async def _voter_of(actor: Actor, poll_id: UUID) -> UUID | None:
    rows = await PollVoter.raw(IS_ASKED, *[clock.today()] * 2, poll_id, actor.person_id)
    return rows[0]["id"] if rows and rows[0]["asked"] else None


async def _poll(poll_id: UUID) -> Poll:
    return existing(await Poll.objects().where(Poll.id == poll_id).first())


async def _poll_with_group(poll_id: UUID, lock: str = "") -> tuple[Poll, Group]:
    rows = Poll.objects().where(Poll.id == poll_id)
    if lock == "UPDATE":
        rows = rows.lock_rows("UPDATE")
    elif lock:
        rows = rows.lock_rows("SHARE")
    poll = existing(await rows.first())
    group = await Group.objects().where(Group.id == poll.group).first()
    assert group is not None
    return poll, group


async def _locked(voter_id: UUID) -> PollVoter:
    return existing(
        await PollVoter.objects().where(PollVoter.id == voter_id).lock_rows("UPDATE").first()
    )
