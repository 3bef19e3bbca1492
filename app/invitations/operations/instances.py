"""Numbers of one meeting of a series and of its master (RFC 5546 §2.1.4); others change nothing."""

from uuid import UUID

from app.core.actor import Actor
from app.core.db import inside_transaction
from app.groups.tables import Group
from app.meetings.access import meeting_to_change
from app.meetings.tables import Meeting, MeetingSeries


@inside_transaction
async def above_the_series(meeting: Meeting) -> None:
    """Before an override is numbered: never below its master. Stored by who changes it."""
    if meeting.series is not None:
        rows = await MeetingSeries.select(MeetingSeries.sequence).where(
            MeetingSeries.id == meeting.series
        )
        meeting.sequence = max(meeting.sequence, rows[0]["sequence"])


@inside_transaction
async def master_leaves_out(meeting: Meeting) -> None:
    """Its EXDATE has the SEQUENCE of the CANCEL; nobody is asked again for that."""
    await MeetingSeries.raw(
        "UPDATE series SET sequence = greatest(sequence, {}) WHERE id = {}",
        meeting.sequence, meeting.series,
    )  # fmt: skip


@inside_transaction
async def meeting_in_series_to_change(actor: Actor, meeting_id: UUID) -> tuple[Meeting, Group]:
    """Both are locked, the series first, as series.access.series_to_change does it."""
    await MeetingSeries.raw(
        "SELECT FROM series WHERE id = (SELECT series FROM meeting WHERE id = {}) FOR UPDATE",
        meeting_id,
    )
    return await meeting_to_change(actor, meeting_id)
