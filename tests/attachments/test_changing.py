"""Who keeps the minutes renames, replaces, removes and brings back; nobody once they are approved."""

from typing import Any
from uuid import uuid4

import pytest

from app.attachments.tables import Attachment, Place
from app.core.words import Visibility
from app.files.tables import File
from app.meetings.tables import Meeting
from app.minutes.tables import MinutesStatus
from tests.attachments.make import PDF, make_attachment, names_read, only_one, path_of, sent
from tests.browser import Browser, Visit
from tests.cast import Cast
from tests.meetings.make import first_item, make_meeting
from tests.minutes.make import make_held, make_minutes


async def saved(
    browser: Browser, meeting: Meeting, row: Attachment, file: tuple[str, bytes] | None = None,
    **form: str,
) -> Any:  # fmt: skip
    fields = {"id": str(uuid4()), "name": "Raumliste.pdf", "title": "", "visibility": "internal"}
    name, content = file or ("", b"")
    parts = [("files", (name, content, "application/octet-stream"))]
    return await browser.post(path_of(meeting, row), {**fields, **form}, files=parts)


async def test_a_title_stands_before_the_name(cast: Cast, visit: Visit) -> None:
    meeting, paul = await make_meeting(cast.group), await visit("paul")
    row = await make_attachment(meeting)
    assert 'value="Raumliste.pdf"' in (await paul.get(path_of(meeting, row))).text
    answer = await saved(
        paul,
        meeting,
        row,
        title="Alle Räume",
        name="Räume.pdf",
        visibility="public",
        accessible="y",
    )
    assert answer.status_code == 303
    page = await names_read(await visit("carla"), meeting)
    assert ">Alle Räume</a>" in page
    assert "· Räume.pdf" in page
    assert "öffentlich" in page
    found = await only_one()
    assert (found.visibility, found.accessible) == (Visibility.PUBLIC, True)


async def test_the_ending_of_a_name_stays(cast: Cast, visit: Visit) -> None:
    meeting, paul = await make_meeting(cast.group), await visit("paul")
    row = await make_attachment(meeting)
    answer = await saved(paul, meeting, row, name="Raumliste.exe", title="Neu")
    assert answer.status_code == 422
    assert "Die Endung „.pdf“ bleibt" in answer.text
    assert 'value="Neu"' in answer.text


async def test_a_new_file_takes_the_place_and_the_old_one_can_come_back(
    cast: Cast, visit: Visit
) -> None:
    meeting, paul = await make_meeting(cast.group), await visit("paul")
    item = await first_item(meeting)
    row = await make_attachment(meeting, item=item)
    new = ("Raumliste 2.pdf", b"%PDF-1.7 second")
    answer = await saved(paul, meeting, row, new, title="Räume")
    assert answer.headers["location"] == f"{path_of(meeting)}?entfernt={row.id}"
    (now_there,) = await Attachment.objects(Attachment.file).where(Attachment.removed_at.is_null())
    assert (now_there.file.name, now_there.title) == ("Raumliste 2.pdf", "Räume")
    assert now_there.agenda_item == item.id
    page = (await paul.get(answer.headers["location"])).text
    assert "„Raumliste.pdf“ ist entfernt." in page
    await paul.post(path_of(meeting, row, "/zurueckholen"))
    assert await Attachment.count().where(Attachment.removed_at.is_null()) == 2


async def test_a_removed_file_is_gone_for_all_and_can_come_back(cast: Cast, visit: Visit) -> None:
    meeting, paul = await make_meeting(cast.group), await visit("paul")
    row = await make_attachment(meeting)
    for _ in range(2):
        answer = await paul.post(path_of(meeting, row, "/entfernen"))
        assert answer.headers["location"] == f"{path_of(meeting)}?entfernt={row.id}"
    assert "Raumliste.pdf" not in await names_read(await visit("carla"), meeting)
    assert "Rückgängig" in (await paul.get(answer.headers["location"])).text
    carla = (await (await visit("carla")).get(answer.headers["location"])).text
    assert "Rückgängig" not in carla
    await paul.post(path_of(meeting, row, "/zurueckholen"))
    assert "Raumliste.pdf" in await names_read(await visit("carla"), meeting)


@pytest.mark.parametrize("place", [Place.MINUTES, Place.ITEM])
async def test_what_belongs_to_approved_minutes_stands_fixed(
    cast: Cast, visit: Visit, place: Place
) -> None:
    meeting, anna = await make_held(cast.group), await visit("anna")
    await make_minutes(meeting, status=MinutesStatus.APPROVED)
    item = await first_item(meeting) if place == Place.ITEM else None
    row = await make_attachment(meeting, item=item, place=place)
    gone = await make_attachment(meeting, item=item, place=place, removed_at=meeting.starts_at)
    spot = f"item:{item.id}" if item else "minutes"
    answers = [
        await sent(anna, meeting, ("a.pdf", PDF), spot=spot),
        await saved(anna, meeting, row, title="Neu"),
        await saved(anna, meeting, row, ("b.pdf", PDF)),
        await anna.post(path_of(meeting, row, "/entfernen")),
        await anna.post(path_of(meeting, gone, "/zurueckholen")),
    ]
    assert [answer.status_code for answer in answers] == [422, 422, 422, 409, 409]
    assert "stehen fest" in answers[1].text
    assert "kommt als Anhang mit Datum zum Protokoll" in answers[1].text
    rows = {found.id: found for found in await Attachment.objects()}
    assert rows.keys() == {row.id, gone.id}
    assert rows[row.id].title == ""
    assert rows[row.id].removed_at is None
    assert rows[gone.id].removed_at
    assert await File.count() == 2
    page = await names_read(anna, meeting)
    assert "Entfernen" not in page
    assert (await sent(anna, meeting, ("a.pdf", PDF))).status_code == 303, "at the meeting"
