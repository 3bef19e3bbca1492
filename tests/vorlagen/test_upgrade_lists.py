"""What the first release stored is found by its words, and its consultations become sessions."""

import json
from datetime import date
from uuid import UUID, uuid4

from app.core.postgres import EmbeddedPostgres
from tests.upgrade import Earlier, database_of

BODY, COMMITTEE = uuid4(), uuid4()
DAY = date(2024, 2, 21)
FOUND = "SELECT id FROM vorlage WHERE words @@ to_tsquery('german', german_fold($1))"


async def write_paper(earlier: Earlier, reference: str, paper: object) -> UUID:
    vorlage = uuid4()
    await earlier.connection.execute(
        "INSERT INTO vorlage (id, body, reference, title, paper, reading, source_text, source_sha256)"
        " VALUES ($1, $2, $3, 'Familienzentren', $4, '{}', '', '')",
        vorlage, BODY, reference, json.dumps(paper),
    )  # fmt: skip
    return vorlage


async def write_step(
    earlier: Earlier, vorlage: UUID, held_on: date | None, committee: UUID | None, title: str = ""
) -> None:
    await earlier.connection.execute(
        "INSERT INTO consultation (id, vorlage, position, committee_name, committee, held_on, meeting_title)"
        " VALUES ($1, $2, 1, 'Jugendhilfeausschuss', $3, $4, $5)",
        uuid4(), vorlage, committee, held_on, title,
    )  # fmt: skip


async def rows_of_the_first_release(earlier: Earlier) -> UUID:
    await earlier.add("body", id=BODY, name="Landkreis Musterland")
    await earlier.add(
        "steering_group", id=COMMITTEE, body=BODY, name="Jugendhilfeausschuss", kind="ausschuss"
    )
    facts = [{"heading": "Sachlage", "date": None, "blocks": [
        {"type": "paragraph", "text": "Es fehlen Kitaplätze."},
    ]}]  # fmt: skip
    vorlage = await write_paper(
        earlier, "2024/012", {"paper_type": {"raw": "Bericht", "code": "report"}, "facts": facts}
    )
    await write_step(earlier, vorlage, DAY, COMMITTEE)
    await write_step(earlier, vorlage, DAY, COMMITTEE, "7. Sitzung")
    await write_step(earlier, vorlage, None, COMMITTEE)
    await write_step(earlier, vorlage, DAY, None)
    broken: tuple[object, ...] = ({}, [], None, "x", {"facts": {"text": 5}})
    for number, paper in enumerate(broken):
        await write_paper(earlier, f"kaputt {number}", paper)
    return vorlage


async def sessions(earlier: Earlier) -> list[tuple[UUID, date, str]]:
    rows = await earlier.connection.fetch(
        "SELECT committee, held_on, title FROM committee_session ORDER BY held_on"
    )
    return [tuple(row) for row in rows]


async def test_papers_and_consultations_of_the_first_release(
    database_server: EmbeddedPostgres,
) -> None:
    async with database_of(database_server) as earlier:
        vorlage = await rows_of_the_first_release(earlier)
        earlier.upgrade()
        read = earlier.connection.fetchval
        assert await read(FOUND, "'kita':*") == vorlage
        assert await read(FOUND, "'2024' <-> '012'") == vorlage
        assert await read("SELECT kind FROM vorlage WHERE id = $1", vorlage) == "report"
        assert await read("SELECT count(*) FROM vorlage WHERE kind = ''") == 5
        assert await sessions(earlier) == [(COMMITTEE, DAY, "7. Sitzung")]
        later = date(2024, 5, 2)  # what a process writes that is not new yet
        await write_step(earlier, vorlage, later, COMMITTEE)
        assert await sessions(earlier) == [
            (COMMITTEE, DAY, "7. Sitzung"), (COMMITTEE, later, ""),
        ]  # fmt: skip
