"""Files come to a meeting, an item or the minutes, several at once, and once only."""

from uuid import uuid4

import pytest

from app.attachments.tables import Attachment, Place
from app.audit.tables import AuditEntry
from app.core.settings import settings
from app.core.words import Visibility
from app.files.tables import File
from app.groups.tables import AgendaNumbers
from app.meetings.tables import AgendaItem
from tests.attachments.make import PDF, make_attachment, names_read, only_one, path_of, sent
from tests.browser import Visit
from tests.cast import Cast
from tests.files.samples import SAMPLES, png
from tests.files.test_traces import BEHIND, photo, seen
from tests.meetings.make import first_item, make_meeting
from tests.minutes.make import make_held, make_minutes


async def test_several_files_come_at_once_with_kind_size_and_who(cast: Cast, visit: Visit) -> None:
    meeting, paul = await make_meeting(cast.group), await visit("paul")
    answer = await sent(
        paul, meeting, ("Raumliste.pdf", PDF), ("Größe.csv", SAMPLES["csv"]), accessible="y"
    )
    assert (answer.status_code, answer.headers["location"]) == (303, path_of(meeting))
    page = await names_read(paul, meeting)
    assert "2 Dateien sind hinterlegt." in page
    assert "PDF, 1 KB" in page
    assert "CSV-Tabelle, 1 KB" in page
    assert "Paul Petersen" in page
    assert page.count("barrierefrei</span>") == 2
    rows = await Attachment.objects(Attachment.file).order_by(Attachment.created_at)
    assert {row.place for row in rows} == {Place.MEETING}
    assert {row.uploaded_by for row in rows} == {cast.id("paul")}
    assert await AuditEntry.count().where(AuditEntry.action == "attachment.added") == 2


async def test_a_file_goes_to_its_item_and_stands_under_it(cast: Cast, visit: Visit) -> None:
    meeting, bernd = await make_meeting(cast.group), await visit("bernd")
    spot = f"item:{(await first_item(meeting)).id}"
    form = (await bernd.get(f"{path_of(meeting)}?zu={spot}")).text
    assert f'<option value="{spot}" selected>TOP 1: Begrüßung</option>' in form
    await sent(bernd, meeting, ("Plan.pdf", PDF), spot=spot)
    assert '<h2 class="kern-title kern-title--small">TOP 1: Begrüßung</h2>' in await names_read(
        bernd, meeting
    )


async def test_the_item_is_called_as_the_group_numbers_it(cast: Cast, visit: Visit) -> None:
    cast.group.agenda_numbers = AgendaNumbers.PARTS
    await cast.group.save()
    meeting, paul = await make_meeting(cast.group), await visit("paul")
    item = await first_item(meeting)
    await AgendaItem.update({AgendaItem.visibility: Visibility.CONFIDENTIAL}).where(
        AgendaItem.id == item.id
    )
    await make_attachment(meeting, item=item)
    assert "TOP N 1: Begrüßung</h2>" in await names_read(paul, meeting)


async def test_a_photo_comes_without_its_place(cast: Cast, visit: Visit) -> None:
    meeting, paul = await make_meeting(cast.group), await visit("paul")
    taken = photo("JPEG")
    await sent(paul, meeting, ("Foto.jpg", taken))
    row = await only_one()
    loaded = await paul.get(path_of(meeting, row, "/datei"))
    assert BEHIND not in loaded.content
    assert seen(loaded.content) == seen(taken)
    assert row.file.size == len(loaded.content)


async def test_the_minutes_take_files_once_they_are_begun(cast: Cast, visit: Visit) -> None:
    meeting, paul = await make_held(cast.group), await visit("paul")
    assert (await sent(paul, meeting, ("a.pdf", PDF), spot="minutes")).status_code == 422
    await make_minutes(meeting)
    assert (await sent(paul, meeting, ("a.pdf", PDF), spot="minutes")).status_code == 303
    assert (await only_one()).place == Place.MINUTES


async def test_a_double_submit_stores_once(cast: Cast, visit: Visit) -> None:
    meeting, paul, new = await make_meeting(cast.group), await visit("paul"), str(uuid4())
    for _ in range(2):
        assert (await sent(paul, meeting, ("a.pdf", PDF), id=new)).status_code == 303
    assert (await Attachment.count(), await File.count()) == (1, 1)


async def test_an_item_of_another_meeting_takes_nothing(cast: Cast, visit: Visit) -> None:
    meeting, other = await make_meeting(cast.group), await make_meeting(cast.group)
    spot = f"item:{(await first_item(other)).id}"
    assert (await sent(await visit("paul"), meeting, ("a.pdf", PDF), spot=spot)).status_code == 422
    assert await Attachment.count() == 0


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ((), "Bitte wählen Sie mindestens eine Datei."),
        ((("bild.svg", b"<svg/>"),), "„bild.svg“ nimmt Spurwerk nicht an."),
        ((("seite.html", b"<html>"),), "„seite.html“ nimmt Spurwerk nicht an."),
        ((("brief.docm", SAMPLES["docx"]),), "„brief.docm“ nimmt Spurwerk nicht an."),
        ((("setup.exe", b"MZ"),), "„setup.exe“ nimmt Spurwerk nicht an."),
        ((("a.pdf", PDF), ("b.pdf", b"<html>")), "„b.pdf“ ist innen etwas anderes"),
        ((("a.pdf", PDF), ("b.pdf", b"")), "„b.pdf“ ist leer."),
        ((("riesig.png", png(60_000, 60_000)),), "60000 mal 60000 Bildpunkte"),
        (tuple((f"{n}.pdf", PDF) for n in range(21)), "höchstens 20 Dateien"),
    ],
)
async def test_what_is_wrong_comes_back_and_nothing_is_kept(
    cast: Cast, visit: Visit, files: tuple[tuple[str, bytes], ...], sentence: str
) -> None:
    meeting, paul = await make_meeting(cast.group), await visit("paul")
    answer = await sent(paul, meeting, *files, visibility="confidential", accessible="y")
    assert answer.status_code == 422
    assert sentence in answer.text
    assert '<option value="confidential" selected>' in answer.text
    assert 'name="accessible" value="y" checked' in answer.text
    assert (await Attachment.count(), await File.count()) == (0, 0)


async def test_one_byte_too_many_is_413_with_the_form(cast: Cast, visit: Visit) -> None:
    meeting, paul = await make_meeting(cast.group), await visit("paul")
    most = PDF + bytes(settings().file_bytes - len(PDF))
    answer = await sent(paul, meeting, ("a.pdf", most + b"x"), visibility="confidential")
    assert answer.status_code == 413
    assert "„a.pdf“ ist zu groß. Erlaubt sind 20 MB je Datei." in answer.text
    assert '<option value="confidential" selected>' in answer.text
    assert (await sent(paul, meeting, ("a.pdf", most))).status_code == 303


async def test_more_than_one_request_takes_is_413_in_german(cast: Cast, visit: Visit) -> None:
    meeting, paul = await make_meeting(cast.group), await visit("paul")
    large = PDF + bytes(19_900_000)
    answer = await sent(paul, meeting, *[(f"{n}.pdf", large) for n in range(4)])
    assert answer.status_code == 413
    assert "Ihre Eingabe steht noch auf der vorigen Seite." in answer.text
    assert await Attachment.count() == 0


async def test_names_lose_what_tricks_a_reader(cast: Cast, visit: Visit) -> None:
    meeting, paul = await make_meeting(cast.group), await visit("paul")
    await sent(paul, meeting, ("../../etc/\u202erechnung.pdf", PDF))
    assert (await only_one()).file.name == "rechnung.pdf"


async def test_a_file_for_members_is_internal_unless_somebody_chooses(
    cast: Cast, visit: Visit
) -> None:
    meeting, paul = await make_meeting(cast.group), await visit("paul")
    page = await names_read(paul, meeting)
    assert '<option value="internal" selected>' in page
    assert "Bitte keine Sozialdaten" in page
    assert "Noch ist keine Datei hinterlegt." in page
    await sent(paul, meeting, ("a.pdf", PDF))
    assert (await only_one()).visibility == Visibility.INTERNAL
