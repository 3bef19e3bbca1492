"""A word out of something not public stands in no page, feed, list or file of who may not read it."""

import io
import re
import zipfile
from collections.abc import AsyncIterator

import pytest
from litestar import Litestar

from tests.canaries import READABLE, paint
from tests.cast import make_cast
from tests.conftest import empty_tables
from tests.house.test_rights import MATRIX
from tests.matrix import Who
from tests.world import World, make_world

# What a person may type into an address to ask for more.
ALSO = (
    "/vorlagen?q=amsel", "/personen?q=amsel", "/sitzungen?zeit=vergangen", "/aufgaben?stand=erledigt",
    "/beschlusskontrolle?stand=alle", "/auftraege?stand=alle", "/vorlagen/liste.csv?q=amsel",
)  # fmt: skip

Painted = tuple[World, list[str]]  # and addresses that the matrix does not lead to


@pytest.fixture(scope="module")
async def painted(app: Litestar, database: None) -> AsyncIterator[Painted]:
    await empty_tables()
    world = await make_world(app, await make_cast())
    yield world, await paint(world)
    await empty_tables()


def readable(content: bytes) -> str:
    """Word processors and tables are zip files of XML; file names stand in the headers."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace").replace("\r\n ", "")  # iCalendar folds its lines
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return " ".join(
            archive.read(name).decode("utf-8", "replace") for name in archive.namelist()
        )


async def read_by(world: World, who: Who, further: list[str]) -> dict[str, str]:
    """Address → what this visitor gets there, its headers too."""
    paths = {world.path(row, who) for row in MATRIX if row.method == "GET"}
    paths |= {f"/sitzungen/{world.ids['meeting_id']}.ics", *ALSO, *further}
    found = {}
    for path in sorted(paths):
        answer = await world.browsers[who].get(path)
        found[path] = f"{dict(answer.headers)} {readable(answer.content)}"
    return found


async def test_no_word_reaches_who_may_not_read_it(painted: Painted) -> None:
    world, further = painted
    wrong, seen = [], set()
    for who in Who:
        for path, text in (await read_by(world, who, further)).items():
            for word, readers in READABLE.items():
                if not re.search(rf"\b{word}\b", text, re.IGNORECASE):
                    continue
                seen.add(word)
                if who not in readers:
                    wrong.append(f"{who} reads {word} at {path}")
    assert "\n".join(wrong) == ""
    assert seen == READABLE.keys(), "each word stands somewhere"
