"""Text blocks of a group: kept by whoever writes its minutes, never lost by a wrong press."""

import asyncio
from html import unescape
from uuid import UUID, uuid4

import pytest

from app.core import clock
from app.textblocks.operations import MOST
from app.textblocks.tables import TextBlock
from tests.browser import Visit
from tests.cast import Cast
from tests.meetings.make import make_meeting
from tests.textblocks.make import QUORUM, make_block, path_of


def typed(**more: str) -> dict[str, str]:
    return {
        "id": str(uuid4()),
        "version": "0",
        "title": "Beschlussfähigkeit",
        "text": QUORUM,
        **more,
    }


async def stored() -> list[tuple[str, str]]:
    return [(b.title, b.text) for b in await TextBlock.objects() if b.removed_at is None]


async def test_block_is_made_once_and_listed(cast: Cast, visit: Visit) -> None:
    paul, form = await visit("paul"), typed(text="Eins\r\n\r\nZwei")
    empty = unescape((await paul.get(path_of(cast.group))).text)
    assert "Diese Gruppe hat noch keine Textbausteine." in empty
    for _ in range(2):
        assert (await paul.post(path_of(cast.group), form)).status_code == 303
    assert await stored() == [("Beschlussfähigkeit", "Eins\n\nZwei")]
    shown = unescape((await paul.get(path_of(cast.group))).text)
    assert "<p>Eins</p><p>Zwei</p>" in shown


async def test_two_presses_at_once_make_one_block(cast: Cast, visit: Visit) -> None:
    paul, form = await visit("paul"), typed()
    await paul.get(path_of(cast.group))
    answers = await asyncio.gather(*(paul.post(path_of(cast.group), form) for _ in range(5)))
    assert [answer.status_code for answer in answers] == [303] * 5
    assert await stored() == [("Beschlussfähigkeit", QUORUM)]


@pytest.mark.parametrize("name", ["anna", "bernd", "paul"])
async def test_leading_coordination_and_minute_taker_keep_them(
    cast: Cast, visit: Visit, name: str
) -> None:
    assert (await (await visit(name)).post(path_of(cast.group), typed())).status_code == 303
    assert await stored() == [("Beschlussfähigkeit", QUORUM)]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": "\u202e \u202c"}, "Bitte geben Sie dem Baustein einen Namen."),
        ({"title": " "}, "Bitte geben Sie dem Baustein einen Namen."),
        ({"text": ""}, "Bitte schreiben Sie, was eingefügt werden soll."),
        ({"text": "x" * 5_001}, "Der Text ist länger als 5.000 Zeichen."),
        ({"id": "x"}, "Bitte laden Sie die Seite neu."),
        ({"version": "9" * 50}, "Bitte laden Sie die Seite neu."),
    ],
)
async def test_wrong_block_comes_back_with_its_words(
    cast: Cast, visit: Visit, wrong: dict[str, str], sentence: str
) -> None:
    form = typed(**wrong)
    answer = await (await visit("paul")).post(path_of(cast.group), form)
    assert answer.status_code == 422
    shown = unescape(answer.text)
    assert sentence in shown
    assert form["title"].strip("\u202e\u202c ") in shown
    assert form["text"] in shown
    assert await stored() == []


async def test_block_is_changed_and_two_who_change_it_see_both(cast: Cast, visit: Visit) -> None:
    block = await make_block(cast.group)
    paul, path = await visit("paul"), path_of(cast.group, block)
    assert QUORUM in unescape((await paul.get(path)).text)
    mine = typed(version="1", text="Alle sind da.")
    for _ in range(2):
        assert (await paul.post(path, mine)).status_code == 303, "a second click is no conflict"
    assert await stored() == [("Beschlussfähigkeit", "Alle sind da.")]

    stale = await paul.post(path, typed(version="1", text="Keiner ist da."))
    assert stale.status_code == 409
    shown = unescape(stale.text)
    assert "Dieser Textbaustein wurde inzwischen geändert." in shown
    assert "Alle sind da." in shown
    assert "Keiner ist da." in shown
    assert 'name="version" value="2"' in shown
    assert (await paul.post(path, typed(version="2", text="Keiner ist da."))).status_code == 303


async def test_removed_block_comes_back_by_a_button(cast: Cast, visit: Visit) -> None:
    block = await make_block(cast.group)
    paul = await visit("paul")
    for _ in range(2):
        answer = await paul.post(path_of(cast.group, block, "/entfernen"))
        assert answer.headers["location"] == path_of(cast.group, rest=f"?entfernt={block.id}")
    assert await stored() == []
    assert (await paul.get(path_of(cast.group, block))).status_code == 404
    stale = await paul.post(path_of(cast.group, block), typed(text="Neu"))
    assert stale.status_code == 409
    assert "Jemand hat diesen Textbaustein inzwischen entfernt." in unescape(stale.text)
    assert "Neu</textarea>" in stale.text
    shown = unescape((await paul.get(answer.headers["location"])).text)
    assert "„Beschlussfähigkeit“ ist entfernt." in shown
    back = path_of(cast.group, block, "/zurueckholen")
    assert f'action="{back}"' in shown
    for _ in range(2):
        assert (await paul.post(back)).status_code == 303
    assert await stored() == [("Beschlussfähigkeit", QUORUM)]


@pytest.mark.parametrize("query", ["?entfernt=x", f"?entfernt={UUID(int=7)}"])
async def test_address_with_a_wrong_id_shows_the_list(cast: Cast, visit: Visit, query: str) -> None:
    shown = await (await visit("paul")).get(path_of(cast.group, rest=query))
    assert shown.status_code == 200
    assert "ist entfernt" not in shown.text


async def test_a_group_has_no_more_than_its_minutes_can_offer(cast: Cast, visit: Visit) -> None:
    for number in range(MOST):
        await make_block(cast.group, title=f"Nr. {number}")
    removed = await make_block(cast.group, title="Entfernt", removed_at=clock.now())
    paul = await visit("paul")
    full = await paul.post(path_of(cast.group), typed(text="Noch einer"))
    assert full.status_code == 422
    assert "Eine Gruppe hat höchstens 50 Textbausteine." in full.text
    assert "Noch einer" in full.text
    assert (await paul.post(path_of(cast.group, removed, "/zurueckholen"))).status_code == 409


async def test_block_of_another_group_is_404_and_its_id_is_not_taken_over(
    cast: Cast, visit: Visit
) -> None:
    other = await make_block(cast.committee)
    paul = await visit("paul")
    assert (await paul.get(path_of(cast.group, other))).status_code == 404
    for rest in ("", "/entfernen", "/zurueckholen"):
        answer = await paul.post(path_of(cast.group, other, rest), typed(text="Neu"))
        assert answer.status_code == 404
    assert (await paul.post(path_of(cast.group), typed(id=str(other.id)))).status_code == 422
    assert await stored() == [("Beschlussfähigkeit", QUORUM)]


async def test_who_came_from_the_minutes_finds_the_way_back(cast: Cast, visit: Visit) -> None:
    """Also after a block was saved, changed, removed and brought back."""
    meeting, paul, path = await make_meeting(cast.group), await visit("paul"), path_of(cast.group)
    kept = f"?sitzung={meeting.id}"
    back = f'href="/sitzungen/{meeting.id}/protokoll"'
    assert back in (await paul.get(path + kept)).text
    answer = await paul.post(path + kept, typed())
    assert answer.headers["location"] == path + kept
    block = (await TextBlock.objects())[0]
    one = f"{path}/{block.id}"
    edit = (await paul.get(one + kept)).text
    assert back in edit
    assert f'action="{one}{kept}"' in edit
    changed = await paul.post(one + kept, typed(id=str(block.id), version="1", title="Anders"))
    assert changed.headers["location"] == path + kept
    removed = await paul.post(f"{one}/entfernen{kept}")
    assert removed.headers["location"] == f"{path}{kept}&entfernt={block.id}"
    page = (await paul.get(removed.headers["location"])).text
    assert f'action="{one}/zurueckholen{kept}"' in page
    brought = await paul.post(f"{one}/zurueckholen{kept}")
    assert brought.headers["location"] == path + kept


@pytest.mark.parametrize("said", ["", "?sitzung=x", "?sitzung=other"])
async def test_without_minutes_of_this_group_the_way_leads_to_the_group(
    cast: Cast, visit: Visit, said: str
) -> None:
    other = await make_meeting(cast.other_group)
    address = path_of(cast.group) + said.replace("other", str(other.id))
    page = (await (await visit("paul")).get(address)).text
    assert "Zurück zum Protokoll" not in page
    assert f'href="/gruppen/{cast.group.id}"' in page
