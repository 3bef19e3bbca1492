"""Each row of the deletion concept, a day before and a day after its term; the list says what the run does."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from piccolo.table import Table

from app.audit.tables import AuditEntry
from app.groups.tables import Group
from app.invitations.tables import Answer, Invitation
from app.minutes.tables import Minutes, MinutesStatus
from app.outbox.tables import MailState, OutgoingMail
from app.privacy import retention
from app.privacy.rules.retention import RULES, Line
from app.tasks.tables import Task
from tests.browser import Visit
from tests.cast import Cast
from tests.privacy.make import make_mail_to
from tests.privacy.terms import CASES, DAY, T, entry, make_answer


def of(lines: list[Line], key: str) -> list[str]:
    return [row_id for line in lines if line.key == key for row_id in line.ids]


async def still_there(row: Table) -> bool:
    key: Any = row._meta.primary_key
    return await type(row).exists().where(key == row.id)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("key", "make", "last", "step", "stays"), CASES)
async def test_a_term_is_kept_to_the_day(
    cast: Cast,
    key: str,
    make: Callable[[Cast], Awaitable[Table]],
    last: datetime,
    step: timedelta,
    stays: bool,
) -> None:
    row = await make(cast)
    for before in (last - step, last):
        assert of(await retention.due_now(before), key) == []
    await retention.run(last)
    assert await still_there(row)

    expected = await retention.due_now(last + step)
    assert of(expected, key) == [str(row.id)]  # type: ignore[attr-defined]
    assert await still_there(row)
    assert await retention.run(last + step) == expected
    assert await still_there(row) == stays
    if key not in {"records", "reports"}:  # only listed
        assert of(await retention.due_now(last + step), key) == []


def test_every_rule_has_a_case() -> None:
    assert {rule.key for rule in RULES} - {"void_notices"} == {case[0] for case in CASES}


async def test_an_empty_letter_keeps_its_head_and_says_why(visit: Visit, cast: Cast) -> None:
    mail = await make_mail_to(cast.carla, done_at=T, state=MailState.FAILED)
    await retention.run(T + 31 * DAY)
    found = await OutgoingMail.objects().get(OutgoingMail.id == mail.id)
    assert found is not None
    assert (bytes(found.mime), found.subject) == (b"", "Aufgabe")
    anna = await visit("anna")
    shown = await anna.get(f"/postausgang/{mail.id}")
    assert "ihr Inhalt ist nach Ablauf der Frist gelöscht" in shown.text
    assert "Als Datei herunterladen" not in shown.text
    refused = await anna.post(f"/postausgang/{mail.id}/erneut")
    assert refused.status_code != 404
    found = await OutgoingMail.objects().get(OutgoingMail.id == mail.id)
    assert found is not None
    assert found.state == MailState.FAILED


async def test_answers_are_emptied_but_not_while_minutes_are_open(cast: Cast) -> None:
    invitation = await make_answer(cast)
    meeting_id = invitation.meeting  # type: ignore[attr-defined]
    minutes = Minutes(meeting=meeting_id, status=MinutesStatus.SENT)
    await minutes.save()
    later = datetime(2028, 1, 2, tzinfo=UTC)
    assert of(await retention.due_now(later), "answers") == []
    await Minutes.update({Minutes.status: MinutesStatus.APPROVED}).where(Minutes.id == minutes.id)
    await retention.run(later)
    found = await Invitation.objects().get(Invitation.person == cast.id("carla"))
    assert found is not None
    told = (found.answer, found.comment, found.deputy_name, found.address)
    assert told == (Answer.OPEN, "", "", "")


async def test_what_is_not_done_stays_for_ever(cast: Cast) -> None:
    task = Task(group=cast.group.id, title="offen", created_at=T)
    await task.save()
    waiting = await make_mail_to(cast.carla, done_at=None, created_at=T)
    lines = await retention.due_now(T + timedelta(days=20 * 365))
    assert str(task.id) not in of(lines, "tasks")
    assert str(waiting.id) not in of(lines, "mails")
    assert await Group.exists().where(Group.id == cast.group.id)


async def test_a_cut_of_the_audit_log_leaves_a_certificate_and_the_run_its_counts(
    cast: Cast,
) -> None:
    await entry("task.given")(cast)
    await entry("task.given")(cast)
    await retention.run(datetime(2029, 4, 2, tzinfo=UTC))
    cut = await AuditEntry.objects().get(AuditEntry.action == "audit.cut")
    assert cut is not None
    assert '"count": 2' in cut.details
    assert f'"first": "{date(2026, 3, 31)}' in cut.details
    run = await AuditEntry.objects().get(AuditEntry.action == "retention.run")
    assert run is not None
    assert '"audit": 2' in run.details
    with pytest.raises(Exception, match="append-only"):
        await AuditEntry.delete(force=True)
