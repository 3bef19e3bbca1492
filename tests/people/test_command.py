"""`spurwerk operator` on an empty installation: without it nobody could open the first page."""

from app.core.postgres import EmbeddedPostgres
from app.people.tables import Body, OfficeRole, Person
from tests.outbox.test_commands import spurwerk

FIRST = ("operator", "Olga@Example.org", "Olga", "Otte", "--body", "Landkreis Musterland")


async def test_first_operator_comes_from_the_terminal(
    database_server: EmbeddedPostgres, clean: None
) -> None:
    for _ in "12":
        code, output, errors = await spurwerk(database_server, *FIRST)
        assert (code, errors) == (0, "")
        assert "spurwerk login-link olga@example.org" in output
    roles = await OfficeRole.select(
        OfficeRole.office, OfficeRole.person.email, OfficeRole.body.name
    )
    assert roles == [
        {"office": "operator", "person.email": "olga@example.org", "body.name": FIRST[-1]}
    ]
    assert (await Body.count(), await Person.count()) == (1, 1)


async def test_what_is_no_address_is_refused_in_german(
    database_server: EmbeddedPostgres, clean: None
) -> None:
    code, _, errors = await spurwerk(database_server, "operator", "olga", *FIRST[2:])
    assert code != 0
    assert "gültige E-Mail-Adresse" in errors
    assert not await Body.exists()
