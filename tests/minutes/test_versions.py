"""Every save of a text is kept; two can be compared and an old one restored."""

from datetime import timedelta
from html import unescape

from app.core.actor import Actor
from app.core.clock import now
from app.meetings.tables import AgendaItem, Meeting
from app.minutes.forms import ItemText
from app.minutes.operations import writing
from app.minutes.rules import Save, worth_showing
from app.minutes.tables import Minutes, MinutesItem, MinutesStatus, TextRevision
from tests.browser import Visit
from tests.cast import Cast
from tests.meetings.make import first_item
from tests.minutes.make import make_held, make_minutes, make_text, path_of

TEXTS = ("Zwei Räume fehlen.", "Drei Räume fehlen.", "Vier Räume fehlen.")


async def written(cast: Cast) -> tuple[Meeting, AgendaItem, str]:
    """Three saves of an hour each, the second one in bold."""
    meeting = await make_held(cast.group)
    await make_minutes(meeting)
    item = await first_item(meeting)
    paul = await cast.actor("paul")
    for number, text in enumerate(TEXTS):
        rich = f"<p><strong>{text}</strong></p>" if number == 1 else ""
        await save(paul, meeting, item, ItemText(text, number, rich), hours=number)
    return meeting, item, path_of(meeting, f"/punkte/{item.id}/fassungen")


async def save(
    actor: Actor, meeting: Meeting, item: AgendaItem, data: ItemText, hours: int = 0
) -> None:
    at = now() - timedelta(hours=9 - hours)
    await writing.write_item(actor, meeting.id, item.id, data, now=at)


async def test_every_save_is_a_version_with_who_and_when(cast: Cast, visit: Visit) -> None:
    await written(cast)
    saves = await TextRevision.objects().order_by(TextRevision.version)
    assert [(s.version, s.text, s.written_by_name) for s in saves] == [
        (number, text, "Paul Petersen") for number, text in enumerate(TEXTS, start=1)
    ]
    assert saves[1].rich == "<p><strong>Drei Räume fehlen.</strong></p>"


async def test_text_from_before_versions_were_kept_is_the_first_of_them(cast: Cast) -> None:
    meeting = await make_held(cast.group)
    minutes = await make_minutes(meeting)
    item = await first_item(meeting)
    await make_text(minutes, item, "Von früher", version=4)
    await save(await cast.actor("bernd"), meeting, item, ItemText("Von heute", 4))
    saves = await TextRevision.objects().order_by(TextRevision.version)
    assert [(s.version, s.text) for s in saves] == [(4, "Von früher"), (5, "Von heute")]


async def test_two_versions_are_compared(cast: Cast, visit: Visit) -> None:
    _, _, path = await written(cast)
    paul = await visit("paul")
    usual = unescape((await paul.get(path)).text)
    assert "Unterschiede zwischen Fassung 2 und 3" in usual
    assert "nur in Fassung 2: </span>Drei </del>" in usual
    assert "nur in Fassung 3: </span>Vier </ins>Räume fehlen." in usual
    assert "<strong>Drei Räume fehlen.</strong>" in usual
    chosen = unescape((await paul.get(f"{path}?alt=1&neu=3")).text)
    assert "nur in Fassung 1: </span>Zwei </del>" in chosen
    strange = await paul.get(f"{path}?alt=x&neu=99999999999999")
    assert strange.status_code == 200
    assert "Unterschiede zwischen Fassung 2 und 3" in strange.text


async def test_old_version_is_restored_with_its_look_and_nothing_is_lost(
    cast: Cast, visit: Visit
) -> None:
    meeting, item, path = await written(cast)
    paul = await visit("paul")
    for _ in range(2):
        answer = await paul.post(path, {"old": "2", "version": "3"})
        assert answer.headers["location"] == f"{path_of(meeting)}#top-{item.id}"
    row = await MinutesItem.objects().first()
    assert row is not None
    assert (row.text, row.rich, row.version) == (
        TEXTS[1],
        "<p><strong>Drei Räume fehlen.</strong></p>",
        4,
    )
    assert await TextRevision.count() == 4


async def test_restoring_after_somebody_else_saved_overwrites_nothing(
    cast: Cast, visit: Visit
) -> None:
    meeting, item, path = await written(cast)
    await save(await cast.actor("bernd"), meeting, item, ItemText("Ganz anders", 3), hours=4)
    paul = await visit("paul")
    answer = await paul.post(path, {"old": "1", "version": "3"})
    assert answer.headers["location"] == path
    assert "Bitte vergleichen Sie noch einmal." in (await paul.get(path)).text
    row = await MinutesItem.objects().first()
    assert row is not None
    assert row.text == "Ganz anders"
    unknown = await paul.post(path, {"old": "77", "version": "4"})
    assert unknown.headers["location"] == path


async def test_approved_text_is_not_restored(cast: Cast, visit: Visit) -> None:
    _, _, path = await written(cast)
    await Minutes.update({Minutes.status: MinutesStatus.APPROVED}, force=True)
    paul = await visit("paul")
    assert "wiederherstellen" not in (await paul.get(path)).text
    assert (await paul.post(path, {"old": "1", "version": "3"})).status_code == 409
    assert (await MinutesItem.objects().first()).version == 3  # type: ignore[union-attr]


def test_of_the_saves_of_one_person_within_minutes_only_the_last_is_shown() -> None:
    at = now()
    saves = [
        Save(6, "Paul", at),
        Save(5, "Paul", at - timedelta(minutes=4)),
        Save(4, "Bernd", at - timedelta(minutes=5)),
        Save(3, "Paul", at - timedelta(minutes=6)),
        Save(2, "Paul", at - timedelta(minutes=60)),
        Save(1, "Paul", None),
    ]
    assert [save.version for save in worth_showing(saves)] == [6, 4, 3, 2, 1]
