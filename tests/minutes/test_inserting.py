"""Text blocks in the minutes: offered at every item, and behind the text without JavaScript."""

from html import unescape
from uuid import UUID

import pytest

from app.meetings.tables import AgendaItem, Meeting
from app.minutes.tables import MinutesItem
from app.textblocks.tables import TextBlock
from tests.browser import Visit
from tests.cast import Cast
from tests.meetings.make import first_item
from tests.minutes.make import make_held, make_minutes, make_text, path_of
from tests.textblocks.make import QUORUM, make_block


async def minuted(cast: Cast) -> tuple[Meeting, AgendaItem, TextBlock, str]:
    meeting = await make_held(cast.group)
    await make_minutes(meeting)
    item = await first_item(meeting)
    return (
        meeting,
        item,
        await make_block(cast.group),
        path_of(meeting, f"/punkte/{item.id}/baustein"),
    )


async def stored() -> tuple[str, str, int]:
    (row,) = await MinutesItem.objects()
    return row.text, row.rich, row.version


async def test_blocks_of_the_group_are_offered_at_every_item(cast: Cast, visit: Visit) -> None:
    meeting, _, block, _ = await minuted(cast)
    await make_block(cast.group, title="Von gestern", removed_at=meeting.starts_at)
    await make_block(cast.committee, title="Vom Ausschuss")
    shown = unescape((await (await visit("paul")).get(path_of(meeting))).text)
    assert shown.count(f'<option value="{block.id}">Beschlussfähigkeit</option>') == 3
    assert f'<p data-block="{block.id}">{QUORUM}</p>' in shown
    assert "Von gestern" not in shown
    assert "Vom Ausschuss" not in shown


async def test_page_without_blocks_leads_to_where_they_are_made(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group)
    await make_minutes(meeting)
    shown = (await (await visit("paul")).get(path_of(meeting))).text
    assert "data-insert" not in shown
    assert f'href="/gruppen/{cast.group.id}/textbausteine?sitzung={meeting.id}"' in shown


async def test_what_was_typed_is_saved_with_the_block_behind_it_once(
    cast: Cast, visit: Visit
) -> None:
    meeting, item, block, path = await minuted(cast)
    paul, form = (
        await visit("paul"),
        {"text": "Neu getippt", "version": "0", "block": str(block.id)},
    )
    for _ in range(2):
        answer = await paul.post(path, form)
        assert answer.status_code == 303, "a second click is no conflict"
        assert answer.headers["location"] == path_of(meeting, f"#top-{item.id}")
    assert await stored() == (f"Neu getippt\n\n{QUORUM}", "", 1)


async def test_block_goes_behind_rich_text_and_keeps_its_look(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group)
    minutes = await make_minutes(meeting)
    item = await first_item(meeting)
    await make_text(minutes, item, "Fett", rich="<p><strong>Fett</strong></p>")
    block = await make_block(cast.group, text="Eins <b>\n\nZwei")
    paul, path = await visit("paul"), path_of(meeting, f"/punkte/{item.id}/baustein")
    for _ in range(2):
        typed = {"text": "Fett", "version": "1", "block": str(block.id)}
        assert (await paul.post(path, typed)).status_code == 303
    rich = "<p><strong>Fett</strong></p><p>Eins &lt;b&gt;</p><p>Zwei</p>"
    assert await stored() == ("Fett\n\nEins <b>\n\nZwei", rich, 2)

    typed = {"rich": "<div><em>Schräg</em></div>", "version": "2", "block": str(block.id)}
    assert (await paul.post(path, typed)).status_code == 303
    text, look, _ = await stored()
    assert text == "Schräg\n\nEins <b>\n\nZwei"
    assert look.startswith("<p><em>Schräg</em></p><p>Eins &lt;b&gt;</p>")


@pytest.mark.parametrize("chosen", ["", "x", str(UUID(int=7))])
async def test_without_a_block_everything_typed_comes_back(
    cast: Cast, visit: Visit, chosen: str
) -> None:
    _, item, _, path = await minuted(cast)
    answer = await (await visit("paul")).post(
        path, {"text": "Neu getippt", "version": "0", "block": chosen}
    )
    assert answer.status_code == 422
    shown = unescape(answer.text)
    assert "Bitte wählen Sie einen Baustein." in shown or "Eintrag aus der Liste" in shown
    assert "Neu getippt</textarea>" in shown
    assert f'id="block-{item.id}-fehler"' in shown
    assert await MinutesItem.count() == 0


async def test_text_that_grows_too_long_comes_back_whole(cast: Cast, visit: Visit) -> None:
    _, _, block, path = await minuted(cast)
    typed = {"text": "x" * 49_990, "version": "0", "block": str(block.id)}
    answer = await (await visit("paul")).post(path, typed)
    assert answer.status_code == 422
    assert "Der Text ist länger als 50.000 Zeichen." in answer.text
    assert typed["text"] in answer.text
    assert await MinutesItem.count() == 0


async def test_two_writers_see_both_texts_with_the_block(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group)
    minutes = await make_minutes(meeting)
    item = await first_item(meeting)
    await make_text(minutes, item, "Pauls Text", version=2)
    block = await make_block(cast.group)
    typed = {"text": "Bernds Text", "version": "1", "block": str(block.id)}
    path = path_of(meeting, f"/punkte/{item.id}/baustein")
    answer = await (await visit("bernd")).post(path, typed)
    assert answer.status_code == 409
    shown = unescape(answer.text)
    assert f"Bernds Text\n\n{QUORUM}</textarea>" in shown
    assert "Pauls Text" in shown
    assert await stored() == ("Pauls Text", "", 2)


async def test_block_of_another_group_cannot_be_inserted(cast: Cast, visit: Visit) -> None:
    _, _, _, path = await minuted(cast)
    foreign = await make_block(cast.committee, text="Geheimes")
    answer = await (await visit("paul")).post(
        path, {"text": "", "version": "0", "block": str(foreign.id)}
    )
    assert answer.status_code == 422
    assert "Geheimes" not in answer.text
