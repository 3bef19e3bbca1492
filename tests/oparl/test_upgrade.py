"""What stood in the database of the first release is published by the upgrade alone."""

from typing import Any
from uuid import UUID, uuid4

from app.core.postgres import EmbeddedPostgres
from tests.upgrade import Earlier, database_of

BODY, GROUP, COMMITTEE, PERSON, OTHER, PUBLIC, SECRET = (uuid4() for _ in range(7))


async def rows_of_the_first_release(earlier: Earlier) -> None:
    write = earlier.connection.execute
    await write("INSERT INTO body (id, name) VALUES ($1, 'Landkreis Musterland')", BODY)
    for group, kind in ((GROUP, "spurgruppe"), (COMMITTEE, "ausschuss")):
        await write(
            "INSERT INTO steering_group (id, body, name, kind) VALUES ($1, $2, 'Gremium', $3)",
            group, BODY, kind,
        )  # fmt: skip
    for person, group in ((PERSON, COMMITTEE), (OTHER, GROUP)):
        await write(
            "INSERT INTO person (id, body, given_name, family_name, email)"
            " VALUES ($1, $2, 'Ute', 'Ulrich', $3)",
            person, BODY, f"{person}@example.org",
        )  # fmt: skip
        await write(
            'INSERT INTO membership (id, "group", person, since) VALUES ($1, $2, $3, CURRENT_DATE)',
            uuid4(), group, person,
        )  # fmt: skip
    for vorlage, visibility in ((PUBLIC, "public"), (SECRET, "confidential")):
        await paper(earlier, vorlage, visibility)


async def paper(earlier: Earlier, vorlage: UUID, visibility: str) -> None:
    """With one step, as a process of the first release writes it."""
    write = earlier.connection.execute
    await write(
        "INSERT INTO vorlage (id, body, reference, title, paper, reading, source_text,"
        " source_sha256, visibility, created_at)"
        " VALUES ($1, $2, $3, 'Familienzentren', '{}', '{}', '', '', $4, '2026-01-02T03:04:05Z')",
        vorlage, BODY, str(vorlage)[:20], visibility,
    )  # fmt: skip
    await write(
        "INSERT INTO consultation (id, vorlage, position, committee_name, committee, held_on)"
        " VALUES ($1, $2, 1, 'Jugendhilfeausschuss', $3, '2026-02-03')",
        uuid4(), vorlage, COMMITTEE,
    )  # fmt: skip


async def published(earlier: Earlier) -> dict[str, list[Any]]:
    rows = await earlier.connection.fetch("SELECT * FROM oparl_object WHERE deleted_at IS NULL")
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row["kind"], []).append(row)
    return found


async def test_the_upgrade_publishes_what_was_public(database_server: EmbeddedPostgres) -> None:
    async with database_of(database_server) as earlier:
        await rows_of_the_first_release(earlier)
        earlier.upgrade()
        found = await published(earlier)
        assert {kind: len(rows) for kind, rows in found.items()} == {
            "body": 1, "organization": 1, "membership": 1, "person": 1, "paper": 1, "file": 1,
            "consultation": 1, "agendaitem": 1, "meeting": 1,
        }  # fmt: skip
        assert found["paper"][0]["object_id"] == PUBLIC
        assert found["paper"][0]["created_at"].isoformat() == "2026-01-02T03:04:05+00:00"
        assert found["person"][0]["object_id"] == PERSON

        another = uuid4()
        await paper(earlier, another, "public")  # a process that is not new yet
        assert len((await published(earlier))["paper"]) == 2
        assert len((await published(earlier))["meeting"]) == 1
        await earlier.connection.execute("DELETE FROM vorlage WHERE id = $1", another)
        assert len((await published(earlier))["paper"]) == 1
