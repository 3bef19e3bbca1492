"""Removed attachments go with their bytes, unless somebody else uses the same."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from app.attachments.tables import Attachment, Place
from app.core.clock import now
from app.core.settings import settings
from app.files.store import FOLDER, path_of, store_bytes
from app.files.tables import File
from app.minutes.tables import MinutesStatus
from app.privacy import retention
from app.vorlagen.tables import VorlageFile
from tests.attachments.make import make_attachment
from tests.cast import Cast
from tests.meetings.make import first_item, make_meeting
from tests.minutes.make import make_minutes
from tests.privacy.test_retention import of
from tests.vorlagen.make import make_file, make_vorlage

DAYS = timedelta(days=1)


def stored(sha256: str) -> Path:
    return settings().data_dir / FOLDER / path_of(sha256)


async def hash_of_file(attachment: VorlageFile | Attachment) -> str:
    file = await File.objects().get(File.id == attachment.file)
    assert file is not None
    return str(file.sha256)


async def test_a_removed_attachment_goes_with_its_bytes_after_thirty_days(cast: Cast) -> None:
    vorlage = await make_vorlage(cast.body)
    removed = await make_file(vorlage, b"%PDF-1.7 removed", removed_at=now())
    kept = await make_file(vorlage, b"%PDF-1.7 kept")
    sha256, other = await hash_of_file(removed), await hash_of_file(kept)
    assert of(await retention.due_now(now() + 29 * DAYS), "removed_files") == []
    later = now() + 31 * DAYS
    assert of(await retention.due_now(later), "removed_files") == [str(removed.id)]
    assert of(await retention.run(later), "removed_files") == [str(removed.id)]
    assert not stored(sha256).exists()
    assert stored(other).exists()
    assert await VorlageFile.select(VorlageFile.id).output(as_list=True) == [UUID(str(kept.id))]
    assert await File.count() == 1


async def test_bytes_that_another_file_uses_stay(cast: Cast) -> None:
    vorlage = await make_vorlage(cast.body)
    removed = await make_file(vorlage, b"%PDF-1.7 same", removed_at=now())
    await make_file(vorlage, b"%PDF-1.7 same", name="Zweite.pdf")
    sha256 = await hash_of_file(removed)
    await retention.run(now() + 31 * DAYS)
    assert stored(sha256).exists()
    assert await File.count() == 1


async def test_bytes_without_a_row_go_after_a_day_and_not_before(cast: Cast) -> None:
    sha256 = await store_bytes(b"left behind by a crash")
    assert sha256 not in of(await retention.due_now(now()), "stray_files")
    yesterday = (now() - timedelta(hours=25)).timestamp()
    os.utime(stored(sha256), (yesterday, yesterday))
    at = now()
    expected = await retention.due_now(at)
    assert sha256 in of(expected, "stray_files")
    assert await retention.run(at) == expected
    assert not stored(sha256).exists()


@pytest.mark.parametrize("approved", [False, True])
@pytest.mark.parametrize("place", Place)
async def test_attachments_outside_the_record_go_three_years_after_their_meeting(
    cast: Cast, place: Place, approved: bool
) -> None:
    ended = datetime(2026, 3, 31, 12, tzinfo=UTC)
    meeting = await make_meeting(cast.group, starts_at=ended - timedelta(hours=2), ends_at=ended)
    item = await first_item(meeting) if place == Place.ITEM else None
    row = await make_attachment(meeting, f"%PDF-1.7 {place}".encode(), item, place=place)
    await make_minutes(
        meeting, status=MinutesStatus.APPROVED if approved else MinutesStatus.SENT, approved_at=None
    )
    sha256 = await hash_of_file(row)
    day_before = datetime(2029, 3, 31, 11, tzinfo=UTC)
    assert of(await retention.due_now(day_before), "attachments") == []
    stays = approved and place != Place.MEETING
    due = [] if stays else [str(row.id)]
    later = datetime(2029, 3, 31, 13, tzinfo=UTC)
    assert of(await retention.due_now(later), "attachments") == due
    assert of(await retention.run(later), "attachments") == due
    assert stored(sha256).exists() == stays
    assert await File.count() == (1 if stays else 0)


async def test_a_removed_attachment_of_a_meeting_goes_after_thirty_days(cast: Cast) -> None:
    meeting = await make_meeting(cast.group)
    row = await make_attachment(meeting, b"%PDF-1.7 taken away", removed_at=now())
    sha256 = await hash_of_file(row)
    assert of(await retention.due_now(now() + 29 * DAYS), "removed_attachments") == []
    assert of(await retention.run(now() + 31 * DAYS), "removed_attachments") == [str(row.id)]
    assert not stored(sha256).exists()
