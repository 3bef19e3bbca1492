"""What an Löschung would do, before it is done."""

from dataclasses import dataclass
from uuid import UUID

from app.core.clock import today
from app.groups.tables import Membership
from app.invitations.tables import Invitation
from app.outbox.tables import OutgoingMail
from app.people.rules import full_name
from app.people.tables import Body, Person
from app.privacy.queries.mentions import Place, mentions_of, places
from app.privacy.queries.people import Ties, ties_of
from app.privacy.rules.erasing import FORGOTTEN
from app.tasks.queries import OPEN, RESPONSIBLE
from app.tasks.tables import Task

OPEN_TASKS = f"SELECT count(*) AS open FROM task t WHERE {RESPONSIBLE} AND {OPEN}"


@dataclass(frozen=True)
class Preview:
    """rewritten: places where a pseudonym will stand; left: where only the family name stands."""

    name: str
    ties: Ties
    rewritten: list[Place]
    left: list[Place]
    forgotten: int  # rows that go: logins, feeds, subscriptions, addresses, affiliations
    mails: int
    answers: int
    memberships: int  # that stay under the pseudonym
    open_tasks: int
    names_the_office: bool  # still the contact that the body names in public

    @property
    def may_go(self) -> bool:
        return not self.ties.groups and not self.ties.offices


async def preview_of(person: Person) -> Preview:
    mentions = [mention async for mention in mentions_of(person)]
    name = full_name("", person.given_name, person.family_name)
    body = await Body.objects().get(Body.id == person.body)
    return Preview(
        name=full_name(person.title, person.given_name, person.family_name),
        ties=await ties_of(person.id, today()),
        rewritten=await places([m for m in mentions if m.changes]),
        left=await places([m for m in mentions if m.left]),
        forgotten=await _forgotten(person.id),
        mails=await OutgoingMail.count().where(OutgoingMail.person_id == person.id),
        answers=await Invitation.count().where(Invitation.person == person.id),
        memberships=await Membership.count().where(
            Membership.person == person.id, Membership.since <= today()
        ),
        open_tasks=(await Task.raw(OPEN_TASKS, person.id, person.id))[0]["open"],
        names_the_office=body is not None and name in body.contact_name,
    )


async def _forgotten(person_id: UUID) -> int:
    return sum([await table.count().where(column == person_id) for table, column in FORGOTTEN])
