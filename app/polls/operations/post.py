"""Mails about a poll: written for those who are asked, one statement for all."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from app.core.actor import Actor
from app.core.db import inside_transaction
from app.groups.tables import Group
from app.outbox import operations as outbox
from app.outbox.rules import Outgoing
from app.people.queries.bodies import stored_body
from app.polls import mails
from app.polls.mails import Letter
from app.polls.queries.polls import Voter, dates_of
from app.polls.tables import Poll

Write = Callable[[Letter, Voter], Outgoing]


@inside_transaction
async def letter_of(
    actor: Actor, poll: Poll, group: Group, *, now: datetime, **more: Any
) -> Letter:
    """more: once, new, reason."""
    return Letter(
        poll=poll,
        group=group,
        body=await stored_body(group.body),
        dates=tuple(date for date in await dates_of(poll.id) if date.starts_at > now),
        sender=actor.name if actor.person_id != UUID(int=0) else "",
        now=now,
        **more,
    )


@inside_transaction
async def send(letter: Letter, voters: Sequence[Voter], write: Write) -> int:
    """Returns how many are new."""
    return await outbox.enqueue(write(letter, to) for to in voters)


@inside_transaction
async def send_instead(letter: Letter, voters: Sequence[Voter], write: Write) -> int:
    """What still waits of this poll is overtaken by the new mail."""
    await outbox.drop_unsent({mails.thread_key(to) for to in voters}, now=letter.now)
    return await send(letter, voters, write)


@inside_transaction
async def send_to_reached(letter: Letter, voters: Sequence[Voter], write: Write) -> int:
    """Only to those whom an earlier mail has reached; to the others nothing goes out at all."""
    left = await outbox.drop_unsent({mails.thread_key(to) for to in voters}, now=letter.now)
    return await send(letter, [to for to in voters if mails.thread_key(to) in left], write)
