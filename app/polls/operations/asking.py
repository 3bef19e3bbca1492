"""A poll begins: dates, people, and a mail to each of them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.clock import berlin
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import NotFound, RuleViolation
from app.core.tokens import hash_of
from app.groups.access import group_to_change
from app.groups.tables import Group
from app.people.forms.persons import PersonData
from app.people.operations.persons import add_person
from app.people.queries.addresses import owner_of
from app.people.rules import email_taken
from app.people.tables import Person
from app.polls import mails
from app.polls.access import poll_to_change
from app.polls.forms.making import Asked, PollData
from app.polls.operations import post
from app.polls.queries.candidates import HAS_LEFT
from app.polls.queries.polls import dates_of, voters_of
from app.polls.rules import life
from app.polls.rules.guests import Guest
from app.polls.rules.slots import Slot, not_offered
from app.polls.tables import Poll, PollDate, PollVoter

# Sets, not rows: thousands of people are a few statements.
STORE_DATES = """
INSERT INTO poll_date (id, poll, starts_at, ends_at)
SELECT gen_random_uuid(), {}, d.* FROM unnest({}::timestamptz[], {}::timestamptz[]) AS d
ON CONFLICT DO NOTHING
"""
TO_ASK = f"""
SELECT p.id, p.email FROM person p
WHERE p.id = ANY({{}}) AND p.body = {{}} AND NOT p.blocked AND p.erased_at IS NULL
  AND NOT {HAS_LEFT}
ORDER BY p.id
"""
STORE_VOTERS = """
INSERT INTO poll_voter (id, poll, person, address, needed, vote_token_hash, comment, created_at)
SELECT v.id, {}, v.person, v.address, v.needed, v.hash, '', {}
FROM unnest({}::uuid[], {}::uuid[], {}::text[], {}::boolean[], {}::text[])
  AS v(id, person, address, needed, hash)
ON CONFLICT DO NOTHING
"""
NOBODY = "Von den ausgewählten Personen kann niemand mehr gefragt werden. Bitte wählen Sie neu."


@opens_transaction
async def create_poll(
    actor: Actor, group_id: UUID, poll_id: UUID, made: tuple[PollData, Sequence[Slot], Asked],
    *, now: datetime,
) -> int:  # fmt: skip
    """The id comes from the form: sent twice, it is one poll. Returns how many are asked.

    Raises EmailTaken and RuleViolation.
    """
    group, (data, slots, asked) = await group_to_change(actor, group_id), made
    known = await Poll.objects().where(Poll.id == poll_id).first()
    if known is not None:
        if known.group != group_id:
            raise NotFound
        return 0
    poll = Poll(id=poll_id, group=group_id, created_at=now, updated_at=now, **vars(data))
    await poll.save()
    await _store_dates(poll, slots)
    guests = [await _person_of(actor, group, poll, guest, now=now) for guest in asked.guests]
    await _store_voters(poll, group, asked, guests, now=now)
    letter = await post.letter_of(actor, poll, group, now=now)
    count = await post.send(letter, await voters_of(poll_id, berlin(now).date()), mails.poll_asked)
    await audit.record(
        actor, "poll.opened", poll_id, body_id=group.body, people=count, dates=len(slots)
    )
    return count


@inside_transaction
async def _store_dates(poll: Poll, slots: Sequence[Slot]) -> None:
    await PollDate.raw(
        STORE_DATES, poll.id, [slot.starts_at for slot in slots], [slot.ends_at for slot in slots]
    )


async def _person_of(
    actor: Actor, group: Group, poll: Poll, guest: Guest, *, now: datetime
) -> UUID:
    """Whoever of the body has this address, else a new entry of the directory."""
    owner = await owner_of(guest.email)
    if owner is not None:
        if owner.body_id != group.body:
            raise email_taken(None)
        return owner.id
    data = PersonData(given_name=guest.given_name, family_name=guest.family_name, email=guest.email)
    person_id = uuid5(poll.id, guest.email)
    return UUID(str((await add_person(actor, person_id, group.body, data, now=now)).id))


async def _store_voters(
    poll: Poll, group: Group, asked: Asked, guests: list[UUID], *, now: datetime
) -> None:
    wanted = [*asked.people, *guests]
    people = await Person.raw(TO_ASK, wanted, group.body, group.id, berlin(now).date())
    if not people or not set(guests) <= {row["id"] for row in people}:
        raise RuleViolation(
            "Ein Gast ist gesperrt oder hat die Gruppe verlassen." if people else NOBODY
        )
    ids = [uuid4() for _ in people]
    await PollVoter.raw(
        STORE_VOTERS, poll.id, now, ids, [row["id"] for row in people],
        [row["email"] for row in people], [row["id"] in asked.needed for row in people],
        [hash_of(life.vote_token(voter_id)) for voter_id in ids],
    )  # fmt: skip


@opens_transaction
async def add_dates(
    actor: Actor, poll_id: UUID, slots: Sequence[Slot], once: UUID, *, now: datetime
) -> int:
    """Everybody is asked again; what they said about the other dates stays. Returns how many.

    Sent twice, the second time all dates are there. once: the form's id.
    """
    poll, group = await poll_to_change(actor, poll_id)
    life.check_running(poll)
    known = await dates_of(poll_id)
    new = not_offered(slots, (Slot(date.starts_at, date.ends_at) for date in known))
    if not new:
        return 0
    life.check_room_for(len(known), len(new))
    if not life.is_open(poll, now):
        raise RuleViolation("Die Abfrage ist beendet. Bitte verlängern Sie zuerst die Frist.")
    await _store_dates(poll, new)
    await PollVoter.update({PollVoter.answered_at: None}).where(PollVoter.poll == poll_id)
    await Poll.update({Poll.updated_at: now, Poll.version: Poll.version + 1}).where(
        Poll.id == poll_id
    )
    before = {date.id for date in known}
    added = tuple(date for date in await dates_of(poll_id) if date.id not in before)
    letter = await post.letter_of(actor, poll, group, now=now, once=once.hex, new=added)
    voters = await voters_of(poll_id, berlin(now).date())
    count = await post.send_instead(letter, voters, mails.poll_dates_added)
    await audit.record(
        actor, "poll.dates_added", poll_id, body_id=group.body, people=count, dates=len(new)
    )
    return count
