"""Approved minutes name their files by SHA-256; a byte that changed afterwards is seen."""

import json
from uuid import UUID

import pytest

from app.attachments.tables import Attachment, Place
from app.audit.tables import AuditEntry
from app.core.settings import settings
from app.core.words import Visibility
from app.files.store import FOLDER, store_bytes
from app.files.store import path_of as stored_as
from app.files.tables import File
from app.meetings.tables import Meeting
from app.minutes.papers.content import Edition, content_of
from app.minutes.papers.excerpt import public_part
from app.minutes.queries import frozen_record, record_of
from app.minutes.tables import Minutes, MinutesRevision, MinutesStatus
from tests.attachments.make import make_attachment
from tests.browser import Visit
from tests.cast import Cast
from tests.meetings.make import make_item
from tests.minutes.make import approve, make_held, make_minutes, make_text, path_of

PLAN, LIST = b"%PDF-1.7 Plan\n%%EOF\n", b"%PDF-1.7 Liste\n%%EOF\n"


async def with_files(cast: Cast) -> Meeting:
    """Sent minutes: a plan at the item, a list at the minutes, an invitation at the meeting."""
    meeting = await make_held(cast.group, items=())
    minutes = await make_minutes(meeting, status=MinutesStatus.SENT)
    item = await make_item(meeting, title="Räume", visibility=Visibility.PUBLIC)
    await make_text(minutes, item, "Die Räume reichen nicht.")
    await make_attachment(meeting, LIST, name="Liste.pdf", place=Place.MINUTES)
    await make_attachment(meeting, PLAN, item, name="Plan.pdf", title="Plan der Räume")
    await make_attachment(meeting, b"%PDF-1.7 x", name="Einladung.pdf")
    return meeting


async def frozen(cast: Cast) -> Meeting:
    meeting = await with_files(cast)
    await approve(cast, meeting)
    return meeting


async def sum_of(name: str) -> str:
    file = await File.objects().where(File.name == name).first()
    assert file is not None
    return file.sha256


async def spoil(sha256: str) -> None:
    """One byte of what lies under that name."""
    path = settings().data_dir / FOLDER / stored_as(sha256)
    content = bytearray(path.read_bytes())
    content[-2] ^= 1
    path.write_bytes(content)


async def faults(visit: Visit, meeting: Meeting) -> str:
    """What the page says about the sums."""
    answer = await (await visit("bernd")).get(path_of(meeting, "/pruefung"))
    assert answer.status_code == 200
    return answer.text.split("<main")[1]


async def test_frozen_record_names_the_files_that_stand_fast(cast: Cast, visit: Visit) -> None:
    meeting = await frozen(cast)
    minutes = await Minutes.objects().first()
    assert minutes is not None
    record = await frozen_record(minutes.id)
    assert {file.label: file.sha256 for file in record.files} == {
        "Plan der Räume": await sum_of("Plan.pdf"),
        "Liste.pdf": await sum_of("Liste.pdf"),
    }
    assert [name for name, _ in content_of(record, Edition())["files"]] == [
        "Plan der Räume (zu TOP 1)", "Liste.pdf (zum Protokoll)",
    ]  # fmt: skip
    page = (await (await visit("carla")).get(path_of(meeting))).text
    assert await sum_of("Plan.pdf") in page
    text = (await (await visit("carla")).get(path_of(meeting, "/niederschrift.txt"))).text
    assert f"SHA-256: {await sum_of('Plan.pdf')}" in text


async def test_excerpt_names_no_file(cast: Cast) -> None:
    record = await record_of(UUID(str((await with_files(cast)).id)))
    assert len(record.files) == 2
    content = content_of(public_part(record), Edition(public=True))
    assert "Plan" not in json.dumps(content, default=str)


async def test_file_put_up_or_exchanged_before_the_approval_is_seen(cast: Cast) -> None:
    meeting = await with_files(cast)
    before = (await record_of(UUID(str(meeting.id)))).fingerprint
    other = await store_bytes(b"%PDF-1.7 anders")
    await File.update({File.sha256: other}).where(File.name == "Plan.pdf")
    exchanged = (await record_of(UUID(str(meeting.id)))).fingerprint
    await make_attachment(meeting, PLAN, name="Neu.pdf", place=Place.MINUTES)
    assert len({before, exchanged, (await record_of(UUID(str(meeting.id)))).fingerprint}) == 3


async def test_untouched_record_passes_the_check(cast: Cast, visit: Visit) -> None:
    meeting = await frozen(cast)
    page = await faults(visit, meeting)
    assert page.count(">stimmt<") == 4
    assert "weicht ab" not in page
    assert (await (await visit("carla")).get(path_of(meeting, "/pruefung"))).status_code == 403


@pytest.mark.parametrize("name", ["Plan.pdf", "Liste.pdf"])
async def test_one_changed_byte_of_a_file_fails_the_check(
    cast: Cast, visit: Visit, name: str
) -> None:
    meeting = await frozen(cast)
    await spoil(await sum_of(name))
    page = await faults(visit, meeting)
    assert page.count("weicht ab") == 1
    assert "Der Inhalt ist ein anderer als bei der Genehmigung" in page
    await store_bytes(PLAN if name == "Plan.pdf" else LIST)
    assert "weicht ab" not in await faults(visit, meeting)


async def test_one_changed_byte_of_the_pdf_fails_the_check_and_is_not_handed_out(
    cast: Cast, visit: Visit
) -> None:
    meeting = await frozen(cast)
    carla = await visit("carla")
    assert (await carla.get(path_of(meeting, "/niederschrift.pdf"))).status_code == 200
    minutes = await Minutes.objects(Minutes.pdf).first()
    assert minutes is not None
    await spoil(minutes.pdf.sha256)
    answer = await carla.get(path_of(meeting, "/niederschrift.pdf"))
    assert answer.status_code == 409
    assert "Ihre Prüfsumme ist eine andere" in answer.text
    assert (await faults(visit, meeting)).count("weicht ab") == 1


async def test_changed_content_another_pdf_and_exchanged_files_fail_the_check(
    cast: Cast, visit: Visit
) -> None:
    meeting = await frozen(cast)
    revision = await MinutesRevision.objects().first()
    assert revision is not None
    later = revision.content.replace("reichen nicht", "reichen aus")
    await MinutesRevision.update({MinutesRevision.content: later}, force=True)
    other = await store_bytes(b"%PDF-1.7 anders")
    await File.update({File.sha256: other}).where(File.media_type == "application/pdf")
    page = await faults(visit, meeting)
    assert page.count("weicht ab") == 4
    assert page.count("hängt jetzt eine andere Datei") == 3


async def test_lost_bytes_and_a_removed_row_are_seen(cast: Cast, visit: Visit) -> None:
    meeting = await frozen(cast)
    (settings().data_dir / FOLDER / stored_as(await sum_of("Plan.pdf"))).unlink()
    await Attachment.delete().where(Attachment.place == Place.MINUTES)
    assert (await faults(visit, meeting)).count("Die Datei ist nicht mehr da") == 2


async def test_log_keeps_the_sum_of_the_content(cast: Cast) -> None:
    meeting = await frozen(cast)
    minutes = await Minutes.objects().where(Minutes.meeting == meeting.id).first()
    entry = await AuditEntry.objects().where(AuditEntry.action == "minutes.approved").first()
    assert minutes is not None
    assert entry is not None
    assert json.loads(entry.details)["fingerprint"] == (await frozen_record(minutes.id)).fingerprint


async def test_sums_are_there_only_once_the_minutes_stand(cast: Cast, visit: Visit) -> None:
    meeting = await with_files(cast)
    answer = await (await visit("bernd")).get(path_of(meeting, "/pruefung"))
    assert answer.status_code == 409
    assert "sobald das Protokoll genehmigt ist" in answer.text
