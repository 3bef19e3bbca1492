"""Rich text of an agenda item: what the editor sent, its plain twin, and the plain textarea beside."""

import re

import pytest

from app.meetings.tables import AgendaItem
from app.minutes.queries import record_of
from app.minutes.tables import Minutes, MinutesItem, MinutesStatus
from tests.browser import HTMX, Visit
from tests.cast import Cast
from tests.meetings.make import first_item
from tests.minutes.make import make_held, make_minutes, make_text, path_of

TYPED = '<div>Es fehlen:<br><br>zwei <strong onclick="x">Räume</strong></div><h1 data-hx-get="/x">Folgen</h1><script>1</script>'
CLEAN = "<p>Es fehlen:</p><p>zwei <strong>Räume</strong></p><h3>Folgen</h3>"
PLAIN = "Es fehlen:\n\nzwei Räume\n\nFolgen"


async def stored(item: AgendaItem) -> tuple[str, str, int]:
    row = await MinutesItem.objects().where(MinutesItem.agenda_item == item.id).first()
    assert row is not None
    return row.text, row.rich, row.version


async def test_rich_text_is_stored_clean_with_its_plain_twin(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group)
    await make_minutes(meeting)
    item = await first_item(meeting)
    paul, path = await visit("paul"), path_of(meeting, f"/punkte/{item.id}")
    answer = await paul.post(path, {"rich": TYPED, "version": "0"}, headers=HTMX)
    assert answer.status_code == 200
    assert await stored(item) == (PLAIN, CLEAN, 1)
    assert (await record_of(meeting.id)).item(item.id).rich == CLEAN
    again = await paul.post(path, {"rich": CLEAN, "version": "0"}, headers=HTMX)
    assert again.status_code == 200, "the same words again are no conflict"
    assert await stored(item) == (PLAIN, CLEAN, 1)

    await Minutes.update({Minutes.status: MinutesStatus.SENT}, force=True)
    shown = (await (await visit("carla")).get(path_of(meeting))).text
    assert f"<div data-hx-ignore>{CLEAN}</div>" in shown


async def test_rich_text_from_before_the_rules_is_cleaned_when_it_is_shown(
    cast: Cast, visit: Visit
) -> None:
    meeting = await make_held(cast.group)
    minutes = await make_minutes(meeting, status=MinutesStatus.SENT)
    await make_text(minutes, await first_item(meeting), "alt", rich="<img src=x onerror=1>alt")
    for name in ("carla", "paul"):
        shown = (await (await visit(name)).get(path_of(meeting))).text
        assert "onerror" not in shown, name
        assert "alt" in shown


async def test_plain_field_with_the_same_words_keeps_the_look_and_with_others_drops_it(
    cast: Cast, visit: Visit
) -> None:
    meeting = await make_held(cast.group)
    minutes = await make_minutes(meeting)
    item = await first_item(meeting)
    await make_text(minutes, item, PLAIN, rich=CLEAN)
    paul, path = await visit("paul"), path_of(meeting, f"/punkte/{item.id}")
    same = PLAIN.replace("\n", "\r\n")
    assert (await paul.post(path, {"text": same, "version": "1"})).status_code == 303
    assert await stored(item) == (PLAIN, CLEAN, 1)
    assert (await paul.post(path, {"text": "Neu", "version": "1"})).status_code == 303
    assert await stored(item) == ("Neu", "", 2)


async def test_rich_text_without_a_look_is_plain_text(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group)
    await make_minutes(meeting)
    item = await first_item(meeting)
    path = path_of(meeting, f"/punkte/{item.id}")
    typed = {"rich": "<div>Eins<br>Zwei</div>", "version": "0"}
    await (await visit("paul")).post(path, typed, headers=HTMX)
    assert await stored(item) == ("Eins\nZwei", "", 1)


async def test_page_with_the_editor_and_no_other_allows_styles_by_nonce(
    cast: Cast, visit: Visit
) -> None:
    meeting = await make_held(cast.group)
    await make_minutes(meeting)
    paul = await visit("paul")
    seen = set()
    for _ in range(2):
        shown = await paul.get(path_of(meeting))
        nonce = re.search(r'<meta name="csp-nonce" content="([\w-]{20,})">', shown.text)
        assert nonce
        policy = shown.headers["content-security-policy"]
        assert f"style-src 'self' 'nonce-{nonce[1]}';" in policy
        assert "script-src 'self';" in policy
        seen.add(nonce[1])
    assert len(seen) == 2
    other = await paul.get(f"/sitzungen/{meeting.id}")
    assert "nonce" not in other.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("rich", "sentence"),
    [
        ("<b></b>" * 72_000, "ohne Formate ein"),
        ("<div>" + "Wort " * 10_001 + "</div>", "länger als 50.000 Zeichen"),
    ],
    ids=["tags", "words"],
)
async def test_too_much_from_the_editor_is_refused_with_a_sentence(
    cast: Cast, visit: Visit, rich: str, sentence: str
) -> None:
    meeting = await make_held(cast.group)
    await make_minutes(meeting)
    path = path_of(meeting, f"/punkte/{(await first_item(meeting)).id}")
    answer = await (await visit("paul")).post(path, {"rich": rich, "version": "0"}, headers=HTMX)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert await MinutesItem.count() == 0
