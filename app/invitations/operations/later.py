"""Very large sends: the click keeps who is to be invited, the worker does all the rest."""

from typing import Any
from uuid import UUID, uuid4

import msgspec

from app.core.actor import Actor
from app.core.db import inside_transaction
from app.groups.tables import Group
from app.invitations.forms import GuestList
from app.invitations.tables import InvitationOrder
from app.outbox import operations as outbox

AT_MOST = 200  # so many are invited while the page waits
GUESTS = -2  # position of such an order: before the rows and the mails that come of it


class Wanted(msgspec.Struct):
    """Who asked, with the right they had to do so; people with whether they may stay away."""

    person: UUID
    name: str
    office_of: frozenset[UUID]
    leads: frozenset[UUID]

    @property
    def actor(self) -> Actor:
        return Actor(
            person_id=self.person, name=self.name, office_of=self.office_of, leads=self.leads
        )


@inside_transaction
async def invite_later(
    actor: Actor, group: Group, guests: GuestList, *, about: dict[str, Any]
) -> int:
    """`about`: the meeting or the series. Who is invited already by then gets no second mail."""
    wanted = Wanted(
        actor.person_id, actor.name, actor.office_of & {group.body}, actor.leads & {group.id}
    )
    await InvitationOrder.insert(
        InvitationOrder(
            **about, id=uuid4(), send=uuid4(), position=GUESTS, total=len(guests.people),
            letter=msgspec.json.encode([wanted, sorted(guests.optional)]).decode(),
            pieces=msgspec.json.encode(sorted(guests.people)).decode(),
        )
    )  # fmt: skip
    await outbox.wake_worker()
    return len(guests.people)


def kept(letter: str, pieces: str) -> tuple[Actor, GuestList]:
    """Raises MsgspecError for an order of another version."""
    wanted, optional = msgspec.json.decode(letter, type=tuple[Wanted, frozenset[UUID]])
    people = msgspec.json.decode(pieces, type=frozenset[UUID])
    return wanted.actor, GuestList(people, optional)
