"""Three thousand people are invited by one click."""

from uuid import UUID, uuid4

from app.core.clock import now
from app.groups.tables import Membership, Role
from app.invitations.forms import GuestList
from app.invitations.operations import orders
from app.invitations.operations.series.invite import invite_people
from app.invitations.tables import Invitation, SeriesInvitation
from app.outbox.tables import OutgoingMail
from app.people.tables import Person
from tests.browser import Visit
from tests.cast import Cast
from tests.invitations.series import series_of

MANY = 3000


async def many(cast: Cast, count: int) -> list[UUID]:
    ids = [uuid4() for _ in range(count)]
    await Person.raw(
        "INSERT INTO person (id, body, given_name, family_name, email)"
        " SELECT id, {}, 'Mia', 'Mitglied ' || id, id || '@example.org'"
        " FROM unnest({}::uuid[]) AS id",
        cast.body.id, ids,
    )  # fmt: skip
    await Person.raw("ANALYZE person, membership")  # else a trigger plans for the few of before
    for at in range(0, count, 500):
        await Membership.raw(
            'INSERT INTO membership (id, "group", person, role, since)'
            " SELECT gen_random_uuid(), {}, id, {}, '2024-01-01' FROM unnest({}::uuid[]) AS id",
            cast.group.id, Role.MITGLIED.value, ids[at : at + 500],
        )  # fmt: skip
    return ids


async def test_three_thousand_people_are_invited_to_a_series(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    ids = await many(cast, MANY)
    series = await series_of(cast)
    page = await anna.get(f"/serien/{series.id}/einladen")
    assert page.status_code == 200
    assert f"{MANY + 4} Einladungen senden" in page.text
    guests = GuestList(frozenset(ids), frozenset())
    count = await invite_people(await cast.actor("anna"), series.id, guests, now=now())
    assert count == MANY
    assert await SeriesInvitation.count() == MANY
    assert await OutgoingMail.count().where(OutgoingMail.mime == b"") == MANY
    assert await orders.write_next()
    assert await Invitation.count() == MANY * 6
