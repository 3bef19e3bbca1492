"""Files are read where their meeting, item or minutes are, and run nowhere."""

from uuid import UUID

from app.attachments.tables import Attachment, Place
from app.core.clock import now
from app.core.settings import settings
from app.core.words import Visibility
from app.files.store import FOLDER
from app.files.store import path_of as bytes_at
from app.files.tables import File
from app.meetings.tables import AgendaItem
from app.minutes.tables import Minutes, MinutesStatus
from tests.attachments.make import make_attachment, names_read, path_of, sent
from tests.browser import HTMX, Visit
from tests.cast import Cast, add_deputy_and_operator
from tests.files.samples import SAMPLES
from tests.invitations.make import make_invitation
from tests.meetings.make import first_item, make_item, make_meeting
from tests.minutes.make import make_held, make_minutes


async def test_what_is_loaded_is_what_was_sent_and_runs_nowhere(cast: Cast, visit: Visit) -> None:
    meeting = await make_meeting(cast.group)
    await sent(await visit("paul"), meeting, ('Größe "1".csv', SAMPLES["csv"]))
    (row,) = await Attachment.objects()
    answer = await (await visit("carla")).get(path_of(meeting, row, "/datei"))
    assert answer.content == SAMPLES["csv"]
    head = answer.headers
    assert head["content-disposition"].startswith("attachment; filename*=UTF-8''Gr%C3%B6%C3%9Fe")
    assert head["content-type"].startswith("text/csv")
    assert head["content-length"] == str(len(SAMPLES["csv"]))
    assert head["x-content-type-options"] == "nosniff"
    assert head["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert head["cross-origin-resource-policy"] == "same-origin"
    assert head["cache-control"] == "no-store"


async def test_confidential_files_and_those_of_confidential_items_are_not_for_guests(
    cast: Cast, visit: Visit
) -> None:
    await add_deputy_and_operator(cast)
    meeting = await make_meeting(cast.group)
    await make_invitation(meeting, cast.people["doris"])
    secret = await make_item(meeting, title="X", position=4, visibility=Visibility.CONFIDENTIAL)
    files = {
        "offen.pdf": await make_attachment(meeting, name="offen.pdf"),
        "geheim.pdf": await make_attachment(
            meeting, name="geheim.pdf", visibility=Visibility.CONFIDENTIAL
        ),
        "punkt.pdf": await make_attachment(
            meeting, name="punkt.pdf", item=secret, visibility=Visibility.PUBLIC
        ),
    }
    doris, carla = await visit("doris"), await visit("carla")
    for name, row in files.items():
        open_to_guests = name == "offen.pdf"
        assert (name in await names_read(doris, meeting)) == open_to_guests
        assert name in await names_read(carla, meeting)
        found = [
            (await who.get(path_of(meeting, row, "/datei"))).status_code for who in (doris, carla)
        ]
        assert found == [200 if open_to_guests else 404, 200]


async def test_an_item_that_becomes_confidential_takes_its_files_along(
    cast: Cast, visit: Visit
) -> None:
    await add_deputy_and_operator(cast)
    meeting = await make_meeting(cast.group)
    await make_invitation(meeting, cast.people["doris"])
    item, doris = await first_item(meeting), await visit("doris")
    row = await make_attachment(meeting, item=item)
    assert (await doris.get(path_of(meeting, row, "/datei"))).status_code == 200
    await AgendaItem.update({AgendaItem.visibility: Visibility.CONFIDENTIAL}).where(
        AgendaItem.id == item.id
    )
    assert (await doris.get(path_of(meeting, row, "/datei"))).status_code == 404
    await AgendaItem.delete().where(AgendaItem.id == item.id)
    assert (await doris.get(path_of(meeting, row, "/datei"))).status_code == 404
    assert "nicht mehr auf der Tagesordnung" in await names_read(await visit("carla"), meeting)


async def test_files_of_minutes_wait_for_their_sending(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group)
    minutes = await make_minutes(meeting)
    row = await make_attachment(meeting, name="entwurf.pdf", place=Place.MINUTES)
    carla, paul = await visit("carla"), await visit("paul")
    assert "entwurf.pdf" not in await names_read(carla, meeting)
    assert (await carla.get(path_of(meeting, row, "/datei"))).status_code == 404
    assert (await paul.get(path_of(meeting, row, "/datei"))).status_code == 200
    await Minutes.update({Minutes.status: MinutesStatus.SENT}).where(Minutes.id == minutes.id)
    assert (await carla.get(path_of(meeting, row, "/datei"))).status_code == 200


async def test_the_address_of_another_meeting_or_a_removed_file_leads_nowhere(
    cast: Cast, visit: Visit
) -> None:
    meeting, other = await make_meeting(cast.group), await make_meeting(cast.group)
    row = await make_attachment(meeting)
    gone = await make_attachment(meeting, name="weg.pdf", removed_at=now())
    anna = await visit("anna")
    assert (await anna.get(path_of(other, row, "/datei"))).status_code == 404
    assert (await anna.get(path_of(meeting, gone, "/datei"))).status_code == 404
    assert "weg.pdf" not in await names_read(anna, meeting)


async def test_lost_bytes_are_told_in_words(cast: Cast, visit: Visit) -> None:
    meeting = await make_meeting(cast.group)
    row = await make_attachment(meeting, b"%PDF-1.7 lost")
    file = await File.objects().get(File.id == UUID(str(row.file)))
    assert file
    (settings().data_dir / FOLDER / bytes_at(file.sha256)).unlink()
    answer = await (await visit("carla")).get(path_of(meeting, row, "/datei"))
    assert answer.status_code == 409
    assert "auf dem Server nicht mehr vorhanden" in answer.text


async def test_other_pages_load_the_list_and_lead_to_it_without_javascript(
    cast: Cast, visit: Visit
) -> None:
    meeting = await make_held(cast.group)
    await make_minutes(meeting)
    await make_attachment(meeting, name="Raumliste.pdf")
    paul, at = await visit("paul"), path_of(meeting)
    for page in ("", "/tagesordnung", "/protokoll"):
        text = (await paul.get(f"/sitzungen/{meeting.id}{page}")).text
        assert f'data-hx-get="{at}"' in text
        assert f'href="{at}">Anlagen ansehen' in text
    part = (await paul.get(at, headers=HTMX)).text
    assert "Raumliste.pdf" in part
    assert "Anlagen (1)" in part
    assert "<form" not in part
    assert "<html" not in part
