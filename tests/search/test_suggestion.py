"""Where „Meinten Sie …?“ takes its words from, without looking at everybody's rows for them."""

from datetime import timedelta

import pytest

from app.core.clock import now
from app.minutes.tables import MinutesStatus
from app.search.queries import suggestion
from tests.browser import Visit
from tests.cast import Cast
from tests.meetings.make import first_item, make_meeting
from tests.minutes.make import (
    make_decision,
    make_held,
    make_information,
    make_minutes,
    make_text,
)
from tests.search.make import look
from tests.tasks.make import make_task

MEANT = "„Wasserspielplatz“</a>?"


@pytest.mark.parametrize("name", ["anna", "carla"])
@pytest.mark.parametrize("where", ["text", "decision", "information", "agenda", "task"])
async def test_each_kind_lends_its_words(cast: Cast, visit: Visit, name: str, where: str) -> None:
    """Anna reads the whole body, Carla her group; many a meeting is still to come."""
    for weeks in range(1, 4):
        await make_meeting(cast.group, starts_at=now() + timedelta(weeks=weeks))
    word = "Wasserspielplatz"
    meeting = await make_held(cast.group, items=(word if where == "agenda" else "Bericht",))
    minutes, item = (
        await make_minutes(meeting, status=MinutesStatus.SENT),
        await first_item(meeting),
    )
    if where == "text":
        await make_text(minutes, item, word)
    elif where == "decision":
        await make_decision(item, text=word)
    elif where == "information":
        await make_information(item, text=word)
    elif where == "task":
        await make_task(cast.group, title=word)
    assert MEANT in await look(await visit(name), "Wasserspielpaltz")


async def test_of_all_tasks_only_the_newest_are_looked_at_for_who_reads_a_body(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    await make_task(cast.group, title="Wasserspielplatz", created_at=now() - timedelta(days=9))
    await make_task(cast.other_group, title="Etwas anderes")
    anna, carla = await visit("anna"), await visit("carla")
    for most, name, is_offered in ((2, anna, True), (1, anna, False), (1, carla, True)):
        monkeypatch.setattr(suggestion, "NEWEST", most)
        assert (MEANT in await look(name, "Wasserspielpaltz")) == is_offered
