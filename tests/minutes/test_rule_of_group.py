"""Minutes stand by the group's rule: tacitly after the period, or in a later meeting that is named."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from app.audit.tables import AuditEntry
from app.core.clock import now, today
from app.core.errors import RuleViolation
from app.decisions.tables import Decision, Outcome
from app.files.tables import File
from app.groups.tables import Approval, Group
from app.meetings.tables import Meeting
from app.minutes import due, jobs
from app.minutes.niederschrift import niederschrift
from app.minutes.operations import approval
from app.minutes.queries import frozen_record, record_of
from app.minutes.tables import Minutes, MinutesItem, MinutesStatus, ObjectionStatus
from app.outbox.tables import OutgoingMail
from tests.browser import Visit
from tests.cast import Cast
from tests.mails import part, read_mail
from tests.meetings.make import first_item, make_item
from tests.minutes.make import (
    make_decision,
    make_held,
    make_minutes,
    make_objection,
    make_text,
    path_of,
)
from tests.minutes.test_approval import pdf_of
from tests.paper_check import text_of

YESTERDAY = timedelta(days=1)


async def over(cast: Cast, until: date | None = None, **columns: object) -> Meeting:
    """Tacit approval is the group's rule; the last day for objections was yesterday."""
    await Group.update({Group.approval: Approval.TACIT}).where(Group.id == cast.group.id)
    meeting = await make_held(cast.group, **columns)
    minutes = await make_minutes(
        meeting, status=MinutesStatus.SENT, objections_until=until or today() - YESTERDAY
    )
    await make_text(minutes, await first_item(meeting), "Räume für Süßwaren")
    return meeting


async def the_minutes() -> Minutes:
    found = await Minutes.objects().order_by(Minutes.created_at).first()
    assert found is not None
    return found


async def test_worker_approves_what_nobody_objects_to(cast: Cast, visit: Visit) -> None:
    meeting = await over(cast)
    assert await jobs.approve_due() is False
    minutes = await the_minutes()
    assert (minutes.status, minutes.approved_by) == (MinutesStatus.APPROVED, None)
    text = text_of(await pdf_of(await visit("carla"), meeting))
    said = f"Genehmigt am {today():%d.%m.%Y} durch Ablauf der Einwandfrist ohne offenen Einwand."
    assert said in text
    record = await frozen_record(minutes.id)
    assert record.fingerprint in text.replace(" ", "")
    page = (await (await visit("carla")).get(path_of(meeting))).text
    file = await File.objects().first()
    assert file is not None
    assert record.fingerprint in page
    assert file.sha256 in page
    assert await AuditEntry.count().where(AuditEntry.action == "minutes.approved") == 1


async def test_twice_is_once_and_each_member_gets_one_mail(cast: Cast) -> None:
    meeting = await over(cast)
    record = approval.signed_tacitly(await record_of(UUID(str(meeting.id))), now=now())
    paper = approval.Paper(record, await niederschrift(record))
    for _ in range(2):
        await approval.approve_tacitly(UUID(str(meeting.id)), paper, now=now())
    await jobs.approve_due()
    assert await File.count() == 1
    rows = await OutgoingMail.objects().where(OutgoingMail.kind == "minutes_approved")
    addresses = {cast.bernd.email, cast.carla.email, cast.paul.email}
    assert len(rows) == 3
    assert {row.recipient_address for row in rows} == addresses
    mail = read_mail(rows[0].mime)
    for kind in ("plain", "html"):
        assert "Es steht jetzt fest." in part(mail, kind)
        assert "Süßwaren" not in part(mail, kind)


async def test_crash_before_the_row_is_made_good_by_the_next_round(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    await over(cast)

    async def away(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as crash:
        crash.setattr(approval, "approve_tacitly", away)
        with pytest.raises(KeyboardInterrupt):
            await jobs.approve_due()
    assert await File.count() == 0
    await jobs.approve_due()
    assert (await the_minutes()).status == MinutesStatus.APPROVED


async def test_nothing_is_approved_on_the_last_day_or_by_another_rule(cast: Cast) -> None:
    await over(cast, until=today())
    await jobs.approve_due()
    assert (await the_minutes()).status == MinutesStatus.SENT
    await Minutes.update({Minutes.objections_until: today() - YESTERDAY}, force=True)
    await Group.update({Group.approval: Approval.MEETING}, force=True)
    await jobs.approve_due()
    assert (await the_minutes()).status == MinutesStatus.SENT


async def test_open_objection_holds_the_approval_up(cast: Cast, visit: Visit) -> None:
    meeting = await over(cast)
    minutes = await the_minutes()
    objection = await make_objection(minutes, await first_item(meeting), cast.carla)
    await jobs.approve_due()
    assert (await the_minutes()).status == MinutesStatus.SENT
    page = await (await visit("bernd")).get(path_of(meeting, "/genehmigung"))
    assert "Ein Einwand ist noch offen" in page.text
    assert f"/einwaende/{objection.id}" in page.text
    refused = await (await visit("bernd")).post(path_of(meeting, "/genehmigung"), {})
    assert refused.status_code == 409
    assert "Bitte entscheiden Sie zuerst über ihn." in refused.text
    record = approval.signed_tacitly(await record_of(UUID(str(meeting.id))), now=now())
    paper = approval.Paper(record, await niederschrift(record))
    with pytest.raises(RuleViolation, match="noch offen"):
        await approval.approve_tacitly(UUID(str(meeting.id)), paper, now=now())
    objection.status = ObjectionStatus.DECLINED
    await objection.save()
    await jobs.approve_due()
    assert (await the_minutes()).status == MinutesStatus.APPROVED


async def test_change_after_the_pdf_is_left_to_the_next_round(cast: Cast) -> None:
    meeting = await over(cast)
    record = approval.signed_tacitly(await record_of(UUID(str(meeting.id))), now=now())
    paper = approval.Paper(record, await niederschrift(record))
    await MinutesItem.update({MinutesItem.text: "im letzten Augenblick"}, force=True)
    with pytest.raises(RuleViolation, match="hat sich inzwischen geändert"):
        await approval.approve_tacitly(UUID(str(meeting.id)), paper, now=now())
    await jobs.approve_due()
    text = [item.text for item in (await frozen_record((await the_minutes()).id)).items]
    assert "im letzten Augenblick" in text


async def test_group_that_wants_no_mail_gets_none(cast: Cast) -> None:
    await over(cast)
    await Group.update({Group.mail_minutes_approved: False}).where(Group.id == cast.group.id)
    await jobs.approve_due()
    assert (await the_minutes()).status == MinutesStatus.APPROVED
    assert await OutgoingMail.count() == 0


async def test_leading_names_the_meeting_that_has_approved(cast: Cast, visit: Visit) -> None:
    meeting = await over(cast, starts_at=now() - timedelta(days=30))
    later = await make_held(cast.group, title="6. Sitzung")
    bernd = await visit("bernd")
    page = (await bernd.get(path_of(meeting, "/genehmigung"))).text
    assert f'value="{later.id}"' in page
    seen = (await record_of(UUID(str(meeting.id)))).fingerprint
    answer = await bernd.post(
        path_of(meeting, "/genehmigung"), {"fingerprint": seen, "meeting": str(later.id)}
    )
    assert answer.status_code == 303
    minutes = await the_minutes()
    assert (minutes.approved_in, minutes.approved_by) == (later.id, None)
    held_on = today() - YESTERDAY
    text = text_of(await pdf_of(bernd, meeting))
    assert "durch die Gruppe in der Sitzung „6. Sitzung“ vom" in text
    assert f"Genehmigt am {held_on:%d.%m.%Y}" in text
    page = (await (await visit("carla")).get(path_of(meeting))).text
    assert f"/sitzungen/{later.id}" in page


async def test_no_other_meeting_can_have_approved(cast: Cast, visit: Visit) -> None:
    meeting = await over(cast, starts_at=now() - timedelta(days=30))
    seen = (await record_of(UUID(str(meeting.id)))).fingerprint
    wrong = [
        await make_held(cast.group, starts_at=now() - timedelta(days=60)),
        await make_held(cast.group, starts_at=now() + timedelta(days=1)),
        await make_held(cast.other_group),
    ]
    bernd = await visit("bernd")
    for other in wrong:
        form = {"fingerprint": seen, "meeting": str(other.id)}
        answer = await bernd.post(path_of(meeting, "/genehmigung"), form)
        assert answer.status_code == 422
    assert (await the_minutes()).status == MinutesStatus.SENT


async def recorded(cast: Cast, meeting: Meeting, outcome: Outcome) -> Meeting:
    """A later meeting of yesterday whose agenda item about the minutes has this outcome."""
    later = await make_held(cast.group, title="6. Sitzung", items=())
    item = await make_item(later, title="Genehmigung des Protokolls", approves=meeting.id)
    await make_decision(item, text="Das Protokoll wird genehmigt.", outcome=outcome)
    return later


async def test_agenda_item_of_the_next_meeting_approves(cast: Cast, visit: Visit) -> None:
    meeting = await over(cast, today() + timedelta(days=5), starts_at=now() - timedelta(days=30))
    later = await recorded(cast, meeting, Outcome.RECOMMENDED)
    for _ in range(2):
        await jobs.approve_due()
    minutes = await the_minutes()
    assert (minutes.status, minutes.approved_in) == (MinutesStatus.APPROVED, later.id)
    text = text_of(await pdf_of(await visit("carla"), meeting))
    assert "durch die Gruppe in der Sitzung „6. Sitzung“ vom" in text
    assert await File.count() == 1


@pytest.mark.parametrize("outcome", [Outcome.REJECTED, Outcome.POSTPONED])
async def test_agenda_item_that_says_no_approves_nothing(cast: Cast, outcome: Outcome) -> None:
    meeting = await over(cast, today() + timedelta(days=5), starts_at=now() - timedelta(days=30))
    await recorded(cast, meeting, outcome)
    await jobs.approve_due()
    assert (await the_minutes()).status == MinutesStatus.SENT


async def test_approval_taken_back_meanwhile_does_not_count(cast: Cast) -> None:
    meeting = await over(cast, today() + timedelta(days=5), starts_at=now() - timedelta(days=30))
    later = await recorded(cast, meeting, Outcome.RECOMMENDED)
    meeting_id = UUID(str(meeting.id))
    found = (await due.recorded(now(), 5))[meeting_id]
    record = approval.signed_in(await record_of(meeting_id), found)
    paper = approval.Paper(record, await niederschrift(record))
    await Decision.delete(force=True)
    with pytest.raises(RuleViolation, match="nicht mehr festgehalten"):
        await approval.approve_by_item(meeting_id, UUID(str(later.id)), paper, now=now())


async def test_meeting_that_is_not_over_or_objections_hold_it_up(cast: Cast) -> None:
    meeting = await over(cast, today() + timedelta(days=5), starts_at=now() - timedelta(days=30))
    later = await recorded(cast, meeting, Outcome.RECOMMENDED)
    await Meeting.update({Meeting.ends_at: now() + timedelta(hours=1)}).where(
        Meeting.id == later.id
    )
    await jobs.approve_due()
    assert (await the_minutes()).status == MinutesStatus.SENT
    await Meeting.update({Meeting.ends_at: now() - timedelta(hours=1)}, force=True)
    await make_objection(await the_minutes(), await first_item(meeting), cast.carla)
    await jobs.approve_due()
    assert (await the_minutes()).status == MinutesStatus.SENT
