"""Two people write one agenda item at the same time, and the second of two saves never wins unseen.

A writer types a word of their own at the end of what they have in front of them and saves it with
the version it was based on. Refused, they see the other text and put both together. Whatever the
order of these steps, every word that was ever saved stays in the text.
"""

import random
from dataclasses import dataclass
from uuid import UUID

from app.core.actor import Actor
from app.core.clock import now
from app.core.errors import StaleVersion
from app.minutes.forms import ItemText
from app.minutes.operations import writing
from app.minutes.tables import MinutesItem, TextRevision
from tests.cast import Cast
from tests.meetings.make import first_item
from tests.minutes.make import make_held, make_minutes

ROUNDS = 1_000
SEED = 20_261_123


@dataclass
class Writer:
    actor: Actor
    text: str = ""
    version: int = 0
    theirs: str | None = None
    words: int = 0

    def type(self) -> str:
        self.words += 1
        word = f"{self.actor.name.split()[0]}-{self.words}"
        self.text = f"{self.text} {word}".strip()
        return word


async def stored(item_id: UUID) -> tuple[str, int]:
    row = await MinutesItem.objects().where(MinutesItem.agenda_item == item_id).first()
    return (row.text, row.version) if row else ("", 0)


async def save(writer: Writer, meeting_id: UUID, item_id: UUID) -> bool:
    data = ItemText(writer.text, writer.version, rich="")
    try:
        stand = await writing.write_over(
            writer.actor, meeting_id, item_id, data, now=now()
        ) or await writing.write_item(writer.actor, meeting_id, item_id, data, now=now())
    except StaleVersion as other:
        writer.theirs = other.theirs
        return False
    writer.version = stand.version
    return True


async def merge(writer: Writer, item_id: UUID) -> None:
    """As the page asks for it: the words of both, based on the version it showed."""
    theirs, writer.version = await stored(item_id)
    missing = [word for word in writer.text.split() if word not in theirs.split()]
    writer.text, writer.theirs = " ".join([theirs, *missing]).strip(), None


async def test_a_thousand_interleavings_lose_no_word(cast: Cast) -> None:
    chance = random.Random(SEED)
    meeting = await make_held(cast.group)
    await make_minutes(meeting)
    item = await first_item(meeting)
    writers = [Writer(await cast.actor("paul")), Writer(await cast.actor("bernd"))]
    typed: set[str] = set()
    refused = 0
    for _ in range(ROUNDS):
        writer = chance.choice(writers)
        step = chance.choice(["type", "type", "save", "save", "look"])
        if step == "type":
            typed.add(writer.type())
        elif writer.theirs is not None:
            await merge(writer, item.id)
        elif step == "save":
            refused += not await save(writer, meeting.id, item.id)
        elif step == "look" and writer.text == (await stored(item.id))[0]:
            _, writer.version = await stored(item.id)
    for writer in writers * 2:
        while not await save(writer, meeting.id, item.id):
            await merge(writer, item.id)
    text, version = await stored(item.id)
    assert set(text.split()) == typed
    assert len(typed) > ROUNDS // 4
    assert refused > ROUNDS // 20, "the two really met"
    saves = await TextRevision.select(TextRevision.version).order_by(TextRevision.version)
    assert [row["version"] for row in saves] == list(range(1, version + 1))


async def test_writers_without_the_check_would_lose_words(cast: Cast) -> None:
    """The weak twin: with the newest version claimed unseen, the same steps do lose words."""
    meeting = await make_held(cast.group)
    await make_minutes(meeting)
    item = await first_item(meeting)
    paul, bernd = Writer(await cast.actor("paul")), Writer(await cast.actor("bernd"))
    lost = paul.type()
    assert await save(paul, meeting.id, item.id)
    bernd.type()
    _, bernd.version = await stored(item.id)
    assert await save(bernd, meeting.id, item.id)
    assert lost not in (await stored(item.id))[0]
