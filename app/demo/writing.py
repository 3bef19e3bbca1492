"""What was written into the draft after the meeting, in the editor; the save before it stays."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from app.demo import history as add
from app.demo import words
from app.demo.musterland import Loaded
from app.demo.work import Done
from app.minutes.forms import ItemText, LineData
from app.minutes.operations.results import take_line
from app.minutes.operations.writing import write_item
from app.web.richtext import cleaned, plain_of


async def load(loaded: Loaded, done: Done) -> None:
    draft, group = done.steering[-1], loaded.groups.steering
    taker = add.member_of(group, loaded.county.people["Yıldız"])
    taker = replace(taker, writes=frozenset({group.id}))
    text = ItemText(plain_of(words.STATE), 1, cleaned(words.STATE))
    at = draft.meeting.ends_at + timedelta(minutes=40)
    await write_item(taker, draft.meeting.id, draft.items[2].id, text, now=at)
    said = LineData(uuid4(), f"I: {words.ONLY_SAID}")
    await take_line(taker, draft.meeting.id, draft.items[2].id, said, now=at)
