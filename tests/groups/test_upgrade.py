"""Groups of the first release keep names, seat rules and who sits on them."""

from datetime import date
from uuid import uuid4

from app.core.postgres import EmbeddedPostgres
from tests.upgrade import Earlier, database_of

BODY, GROUP, PERSON, SEAT, OTHER, TRAEGER, REGION = (uuid4() for _ in range(7))
RULES = (
    "drei Mitglieder des Jugendhilfeausschusses\r\n\n12 Geschäftsführungen\nje Region eine Leitung"
)


async def rows_of_the_first_release(earlier: Earlier) -> None:
    write = earlier.connection.execute
    await write("INSERT INTO body (id, name) VALUES ($1, 'Landkreis Musterland')", BODY)
    await write("INSERT INTO region (id, body, name) VALUES ($1, $2, 'Nord')", REGION, BODY)
    await write(
        "INSERT INTO traeger (id, body, name, side, region) VALUES ($1, $2, 'Werk', 'free', $3)",
        TRAEGER, BODY, REGION,
    )  # fmt: skip
    await write(
        "INSERT INTO person (id, body, given_name, family_name, email)"
        " VALUES ($1, $2, 'Carla', 'Cordes', 'carla@example.org')",
        PERSON, BODY,
    )  # fmt: skip
    await write(
        "INSERT INTO steering_group (id, body, name, kind, seat_rules, former_names)"
        " VALUES ($1, $2, 'Projektsteuerung', 'steuerungsgruppe', $3, E'Lenkungsgruppe\nAG Alt')",
        GROUP, BODY, RULES,
    )  # fmt: skip
    for membership, seat, since in (
        (SEAT, "12 Geschäftsführungen", date(2024, 1, 1)),
        (OTHER, "freier Platz", date(2025, 1, 1)),
    ):
        await write(
            'INSERT INTO membership (id, "group", person, seat, since) VALUES ($1, $2, $3, $4, $5)',
            membership, GROUP, PERSON, seat, since,
        )  # fmt: skip


async def test_names_rules_and_seats_become_rows(database_server: EmbeddedPostgres) -> None:
    async with database_of(database_server) as earlier:
        await rows_of_the_first_release(earlier)
        earlier.upgrade()
        rows = earlier.connection.fetch
        rules = await rows("SELECT * FROM composition_rule ORDER BY position")
        assert [(r["quantity"], r["number"], r["trait"], r["quote"]) for r in rules] == [
            ("exactly", 3, "named", "drei Mitglieder des Jugendhilfeausschusses"),
            ("exactly", 12, "named", "12 Geschäftsführungen"),
            ("at_least", 1, "named", "je Region eine Leitung"),
        ]
        seats = {r["id"]: (r["rule"], r["seat"]) for r in await rows("SELECT * FROM membership")}
        assert seats == {SEAT: (rules[1]["id"], ""), OTHER: (None, "freier Platz")}
        names = await rows("SELECT name, until FROM former_name ORDER BY name")
        assert [tuple(r) for r in names] == [("AG Alt", None), ("Lenkungsgruppe", None)]
        regions = await rows("SELECT traeger, region FROM traeger_works_in")
        assert [tuple(r) for r in regions] == [(TRAEGER, REGION)]


async def test_process_of_the_first_release_goes_on_writing(
    database_server: EmbeddedPostgres,
) -> None:
    async with database_of(database_server) as earlier:
        earlier.upgrade()
        await rows_of_the_first_release(earlier)
        group = await earlier.connection.fetchrow("SELECT * FROM steering_group")
        assert (group["quorum"], group["insight"], group["notice_days"]) == ("none", "names", None)
        assert await earlier.connection.fetchval("SELECT land FROM body") == "NI"
