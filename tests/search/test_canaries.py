"""Nobody finds a word, nor how often it stands somewhere, in what they may not read."""

import re
from collections.abc import AsyncIterator
from uuid import UUID

import pytest
from litestar import Litestar

from app.decisions.tables import Decision
from app.files.tables import File
from app.minutes.tables import Minutes, MinutesItem, MinutesStatus
from app.tasks.tables import Task, TaskStep
from tests.canaries import READABLE, paint
from tests.cast import make_cast
from tests.conftest import empty_tables
from tests.matrix import READERS, WITHOUT_LOGIN, WRITES, Who
from tests.search.make import say
from tests.tasks.make import make_substep
from tests.world import World, make_world

# What is no text of a kind that is searched: places of meetings, polls, mails, telephone numbers.
NOT_SEARCHED = {
    "Sitzungsamsel", "Fragenamsel", "Bemerkungsamsel", "Hinweisamsel", "Postamsel", "telefonamsel",
}  # fmt: skip
SEARCHED = {word: readers for word, readers in READABLE.items() if word not in NOT_SEARCHED}
HITS = re.compile(r'<li class="sw-row">')
NOTHING = "Nichts gefunden zu "


TEXTS = {  # name of a file → what stands in it; found by who finds the name
    word: word.replace("amsel", "textamsel")
    for word in SEARCHED
    if word.endswith(("anlagenamsel", "Anlagenamsel", "dateiamsel", "Dateiamsel"))
}
COMMENTS = {"Aufgabenamsel": "Kommentaramsel", "Geheimaufgabenamsel": "Geheimkommentaramsel"}
SUBSTEPS = {"Aufgabenamsel": "Teilschrittamsel", "Geheimaufgabenamsel": "Geheimteilschrittamsel"}


async def _beside() -> None:
    """Texts of the files, and a comment and a step of each task."""
    for word, text in TEXTS.items():
        file = await File.objects().where(File.name == f"{word}.pdf").first()
        assert file is not None
        await say(file.id, f"Hier steht {text}.")
    for title, text in COMMENTS.items():
        task = await Task.objects().where(Task.title == title).first()
        assert task is not None
        await TaskStep(task=task.id, person_name="Carla Cordes", text=text).save()
        await make_substep(task, SUBSTEPS[title])


@pytest.fixture(scope="module")
async def world(app: Litestar, database: None) -> AsyncIterator[World]:
    await empty_tables()
    world = await make_world(app, await make_cast())
    await paint(world)
    item = await MinutesItem.objects().first()
    if item is None:
        minutes = await Minutes.objects().where(
            Minutes.meeting == UUID(world.ids["meeting_id"])
        ).first()  # fmt: skip
        assert minutes is not None
        item = MinutesItem(minutes=minutes.id, agenda_item=UUID(world.ids["agenda_item_id"]))
    item.text = "Protokollamsel"
    await item.save()
    await _beside()
    yield world
    await empty_tables()


async def finds(world: World, who: Who, word: str) -> bool:
    answer = await world.browsers[who].get("/suche", params={"q": word})
    if who in WITHOUT_LOGIN:
        assert answer.headers["location"].startswith("/anmelden")
        return False
    assert answer.status_code == 200
    found = bool(HITS.search(answer.text))
    assert found != (NOTHING in answer.text)
    assert found or "Meinten Sie" not in answer.text or word not in answer.text.split("Meinten")[1]
    return found


@pytest.mark.parametrize("word", [*SEARCHED, "Protokollamsel"])
async def test_word_is_found_by_who_may_read_it_and_by_nobody_else(world: World, word: str) -> None:
    readers = SEARCHED.get(word, READERS) - WITHOUT_LOGIN
    assert {who for who in Who if await finds(world, who, word)} == readers


@pytest.mark.parametrize(("known", "word"), [*TEXTS.items(), *COMMENTS.items(), *SUBSTEPS.items()])
async def test_text_of_a_file_a_comment_and_a_step_are_found_by_who_may_open_it(
    world: World, known: str, word: str
) -> None:
    assert {who for who in Who if await finds(world, who, word)} == SEARCHED[known] - WITHOUT_LOGIN


@pytest.mark.parametrize("word", ["Protokollamsel", "Beschlussamsel"])
async def test_draft_is_found_by_who_writes_it(world: World, word: str) -> None:
    meeting = Minutes.meeting == UUID(world.ids["meeting_id"])
    await Minutes.update({Minutes.status: MinutesStatus.DRAFT}).where(meeting)
    try:
        assert {who for who in Who if await finds(world, who, word)} == WRITES
    finally:
        await Minutes.update({Minutes.status: MinutesStatus.SENT}).where(meeting)


async def test_no_count_tells_of_what_may_not_be_read(world: World) -> None:
    """ "Amsel" is the end of every canary, so it is put before one: all of a kind in one search."""
    counts = {}
    for who in (Who.STRANGER, Who.JHA, Who.FORMER, Who.OTHER_OFFICE, Who.OPERATOR, Who.DEPUTY):
        words = " oder ".join(word for word in SEARCHED if who not in SEARCHED[word])
        for part in _searches(words):
            page = (await world.browsers[who].get("/suche", params={"q": part})).text
            counts[who, part] = len(HITS.findall(page)) + len(re.findall(r"\(\d+\+?\)</a>", page))
    assert set(counts.values()) == {0}


def _searches(words: str) -> list[str]:
    """A question takes twelve terms, each „oder“ is one."""
    each = words.split(" oder ")
    return [" oder ".join(each[at : at + 4]) for at in range(0, len(each), 4)]


async def test_confidential_item_is_not_found_by_an_invited_guest(world: World) -> None:
    assert await finds(world, Who.DEPUTY, "Punktamsel")
    assert not await finds(world, Who.DEPUTY, "Geheimpunktamsel")


async def test_what_is_removed_or_rewritten_is_gone_at_once(world: World) -> None:
    decision = await Decision.objects().where(Decision.text == "Beschlussamsel").first()
    assert decision is not None
    await Decision.update({Decision.text: "Geschwärzt"}).where(Decision.id == decision.id)
    try:
        assert not await finds(world, Who.COORDINATION, "Beschlussamsel")
    finally:
        await Decision.update({Decision.text: "Beschlussamsel"}).where(Decision.id == decision.id)
