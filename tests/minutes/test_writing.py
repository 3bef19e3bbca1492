"""Text per agenda item: nobody's words are lost, nobody without the right writes."""

import re

from app.core.words import Visibility
from app.invitations.tables import Attendance, Invitation
from app.meetings.tables import AgendaItem, MeetingStatus
from app.minutes.tables import Minutes, MinutesItem, MinutesStatus
from tests.browser import HTMX, Browser, Visit
from tests.cast import Cast
from tests.invitations.make import make_invitation
from tests.meetings.make import first_item
from tests.minutes.make import make_held, make_minutes, make_text, path_of


async def text_of(item: AgendaItem) -> tuple[str, int]:
    row = await MinutesItem.objects().where(MinutesItem.agenda_item == item.id).first()
    return (row.text, row.version) if row else ("", 0)


async def test_minutes_begin_by_a_press_of_a_button_and_only_once(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group)
    paul = await visit("paul")
    shown = await paul.get(path_of(meeting))
    assert shown.status_code == 200
    assert "Protokoll beginnen" in shown.text
    assert await Minutes.count() == 0, "opening the page begins nothing"

    for _ in range(2):
        answer = await paul.post(path_of(meeting))
        assert (answer.status_code, answer.headers["location"]) == (303, path_of(meeting))
    assert await Minutes.count() == 1
    page = (await paul.get(path_of(meeting))).text
    assert "keine Sozialdaten" in page
    assert page.count('<span class="kern-label">Text speichern</span>') == 3, "one per agenda item"


async def test_cancelled_meeting_has_no_minutes(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group, status=MeetingStatus.CANCELLED)
    assert (await (await visit("paul")).post(path_of(meeting))).status_code == 409
    assert await Minutes.count() == 0


async def test_text_is_saved_and_shown_as_paragraphs(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group)
    await make_minutes(meeting)
    item = await first_item(meeting)
    paul = await visit("paul")
    typed = {"text": "Erster Absatz <b>\n\nZweiter Absatz", "version": "0"}
    answer = await paul.post(path_of(meeting, f"/punkte/{item.id}"), typed)
    assert answer.status_code == 303
    assert answer.headers["location"].endswith(f"#top-{item.id}")
    assert await text_of(item) == ("Erster Absatz <b>\n\nZweiter Absatz", 1)

    await Minutes.update({Minutes.status: MinutesStatus.SENT}, force=True)
    shown = (await (await visit("carla")).get(path_of(meeting))).text
    assert "<p>Erster Absatz &lt;b&gt;</p><p>Zweiter Absatz</p>" in shown


async def test_autosave_answers_only_with_what_stands_beside_the_field(
    cast: Cast, visit: Visit
) -> None:
    meeting = await make_held(cast.group)
    await make_minutes(meeting)
    item = await first_item(meeting)
    paul = await visit("paul")
    await paul.get(path_of(meeting))
    path = path_of(meeting, f"/punkte/{item.id}")
    answer = await paul.post(path, {"text": "eins", "version": "0"}, headers=HTMX)
    assert answer.status_code == 200
    assert 'name="version" value="1"' in answer.text
    assert "von Paul Petersen" in answer.text
    assert "<textarea" not in answer.text
    assert "<html" not in answer.text


async def test_second_press_with_the_same_words_changes_nothing(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group)
    await make_minutes(meeting)
    item = await first_item(meeting)
    paul = await visit("paul")
    for _ in range(2):
        answer = await paul.post(
            path_of(meeting, f"/punkte/{item.id}"), {"text": "gleich", "version": "0"}
        )
        assert answer.status_code == 303
    assert await text_of(item) == ("gleich", 1)


async def test_two_writers_see_both_texts_and_lose_no_word(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group)
    minutes = await make_minutes(meeting)
    item = await first_item(meeting)
    await make_text(minutes, item, "Pauls neuer Text", version=2)
    bernd, path = await visit("bernd"), path_of(meeting, f"/punkte/{item.id}")
    mine = {"text": "Bernds eigener Text", "version": "1"}

    whole = await bernd.post(path, mine)
    assert whole.status_code == 409
    field = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", whole.text, re.DOTALL)
    assert field
    assert field[1] == "Bernds eigener Text"
    assert "Pauls neuer Text" in whole.text
    assert "Paul Petersen hat diesen Punkt um" in whole.text

    again = await bernd.post(path, mine, headers=HTMX)
    assert again.status_code == 409, "autosave goes on refusing until the writer decides"
    assert "Pauls neuer Text" in again.text
    assert 'name="version" value="1"' in again.text
    assert await text_of(item) == ("Pauls neuer Text", 2)

    merged = {"text": "Pauls neuer Text und Bernds", "version": "1", "seen": "2"}
    assert (await bernd.post(path, merged)).status_code == 409, "seen, but not yet decided"
    merged["merged"] = "ja"
    assert (await bernd.post(path, merged)).status_code == 303
    assert await text_of(item) == ("Pauls neuer Text und Bernds", 3)


async def test_too_long_text_comes_back_with_its_words(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group)
    await make_minutes(meeting)
    item = await first_item(meeting)
    answer = await (await visit("paul")).post(
        path_of(meeting, f"/punkte/{item.id}"), {"text": "x" * 50_001, "version": "0"}
    )
    assert answer.status_code == 422
    assert "x" * 50_001 in answer.text
    assert "länger als 50.000 Zeichen" in answer.text


async def test_item_of_another_meeting_is_404(cast: Cast, visit: Visit) -> None:
    meeting, other = await make_held(cast.group), await make_held(cast.group)
    await make_minutes(meeting)
    item = await first_item(other)
    answer = await (await visit("paul")).post(
        path_of(meeting, f"/punkte/{item.id}"), {"text": "falsch", "version": "0"}
    )
    assert answer.status_code == 404
    assert await MinutesItem.count() == 0


async def test_draft_is_for_writers_and_sent_minutes_for_members(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group)
    minutes = await make_minutes(meeting)
    await AgendaItem.update({AgendaItem.visibility: Visibility.CONFIDENTIAL}, force=True)
    await make_text(minutes, await first_item(meeting), "Vertrauliches")
    for name, writes in (("anna", True), ("bernd", True), ("paul", True), ("carla", False)):
        shown = await (await visit(name)).get(path_of(meeting))
        assert shown.status_code == 200, name
        assert ("Vertrauliches" in shown.text) == writes, name
    assert "noch nicht versandt" in shown.text
    assert (await (await visit("gustav")).get(path_of(meeting))).status_code == 404
    await Minutes.update({Minutes.status: MinutesStatus.SENT}, force=True)
    for name, status in (("carla", 200), ("gustav", 404), ("eva", 404), ("dirk", 404)):
        shown = await (await visit(name)).get(path_of(meeting))
        assert shown.status_code == status, name
        assert ("Vertrauliches" in shown.text) == (status == 200), name


async def test_member_does_not_write(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group)
    await make_minutes(meeting, status=MinutesStatus.SENT)
    item = await first_item(meeting)
    for name, status in (("carla", 403), ("gustav", 404), ("dirk", 404), ("frieda", 404)):
        answer = await (await visit(name)).post(
            path_of(meeting, f"/punkte/{item.id}"), {"text": "fremd", "version": "0"}
        )
        assert answer.status_code == status, name
    assert await MinutesItem.count() == 0


async def test_attendance_changes_only_what_this_page_changed(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group)
    await make_minutes(meeting)
    bernd, carla = [await make_invitation(meeting, p) for p in (cast.bernd, cast.carla)]
    paul = await visit("paul")
    assert "Anwesenheit noch nicht erfasst" in (await paul.get(path_of(meeting))).text
    await Invitation.update({Invitation.attendance: Attendance.EXCUSED}).where(
        Invitation.id == carla.id
    )
    stale = {
        f"anwesenheit-{bernd.id}": "present", f"vorher-{bernd.id}": "unknown",
        f"vorher-{carla.id}": "unknown",
    }  # fmt: skip
    answer = await paul.post(path_of(meeting, "/anwesenheit"), stale)
    assert answer.status_code == 303
    noted = {row.id: row.attendance for row in await Invitation.objects()}
    assert noted == {bernd.id: Attendance.PRESENT, carla.id: Attendance.EXCUSED}
    assert "1 von 2 anwesend" in (await paul.get(path_of(meeting))).text


async def test_who_keeps_the_minutes_can_be_named(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group)
    await make_minutes(meeting)
    paul = await visit("paul")
    empty = await paul.post(path_of(meeting, "/fuehrung"), {"taken_by": " "})
    assert empty.status_code == 422
    assert "Bitte nennen Sie, wer das Protokoll führt." in empty.text
    await paul.post(path_of(meeting, "/fuehrung"), {"taken_by": "Ina Beck"})
    assert "Protokoll: Ina Beck" in (await paul.get(path_of(meeting))).text


async def test_previous_minutes_are_one_click_away(cast: Cast, visit: Visit) -> None:
    earlier = await make_held(cast.group)
    meeting = await make_held(cast.group)
    await make_minutes(meeting)
    paul: Browser = await visit("paul")
    assert "Zurück: Protokoll vom" not in (await paul.get(path_of(meeting))).text
    await make_minutes(earlier, status=MinutesStatus.SENT)
    assert f'href="{path_of(earlier)}"' in (await paul.get(path_of(meeting))).text
