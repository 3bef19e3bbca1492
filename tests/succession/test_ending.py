"""A group ends: nothing stays open behind it, and nobody waits for a meeting that is off."""

import re
from typing import Any
from uuid import UUID

from app.audit.tables import AuditEntry
from app.core.clock import today
from app.groups.tables import Group, GroupStatus
from app.mandates.tables import Mandate, MandateProposal, MandateStatus, MandateStep, ProposalStatus
from app.meetings.tables import Meeting, MeetingStatus
from app.outbox.tables import OutgoingMail
from app.tasks.tables import Task, TaskStatus, TaskStep
from app.web.filters import datum
from tests.browser import Browser, Visit
from tests.cast import Cast
from tests.invitations.post import deliver, invite, letters
from tests.mails import last_mail, part
from tests.mandates.make import make_mandate, make_mandate_proposal
from tests.meetings.make import make_meeting
from tests.tasks.make import make_task

SEEN = re.compile(r'name="gesehen" value="(\w+)"')


def typed(**fields: str) -> dict[str, str]:
    return {"status": "finished", "last_day": today().isoformat(), **fields}


def path(cast: Cast) -> str:
    return f"/gruppen/{cast.group.id}/abschluss"


async def preview(browser: Browser, cast: Cast, **fields: str) -> tuple[str, dict[str, str]]:
    """The page that says what will happen, and what its button sends."""
    form = typed(**fields)
    page = await browser.post(path(cast), form)
    assert page.status_code == 200, page.text
    found = SEEN.search(page.text)
    assert found
    return page.text, form | {"gesehen": found[1]}


async def status_of(group_id: UUID) -> str:
    group = await Group.objects().get(Group.id == group_id)
    assert group is not None
    return str(group.status)


async def one(table: Any, row_id: UUID) -> Any:
    return await table.objects().get(table.id == row_id)


async def test_open_work_goes_to_another_group(visit: Visit, cast: Cast) -> None:
    mandate = await make_mandate(cast.group)
    task = await make_task(cast.group, mandate=mandate.id, person=cast.carla.id)
    anna = await visit("anna")
    assert "Eine offene Aufgabe" in (await anna.get(path(cast))).text
    text, form = await preview(
        anna, cast, tasks="move", mandates="move", target_id=str(cast.other_group.id)
    )
    assert "Offene Aufgaben gehen an Unterarbeitsgruppe Finanzen" in text
    assert "Nicht alle Zuständigen gehören zu Unterarbeitsgruppe Finanzen" in text
    assert "Carla Cordes" in text
    assert await status_of(cast.group.id) == GroupStatus.ACTIVE, "nothing has happened yet"

    assert (await anna.post(path(cast), form)).status_code == 303
    task, mandate = await one(Task, task.id), await one(Mandate, mandate.id)
    assert (task.group, mandate.group) == (cast.other_group.id, cast.other_group.id)
    assert (task.mandate, task.status) == (mandate.id, TaskStatus.OPEN)
    assert mandate.status == MandateStatus.OPEN
    said = "Von „Steuerungsgruppe Familienzentren“ an „Unterarbeitsgruppe Finanzen“ übergegangen."
    assert await TaskStep.exists().where(TaskStep.task == task.id, TaskStep.text == said)
    assert await MandateStep.exists().where(MandateStep.sentence == said)
    group = await one(Group, cast.group.id)
    assert (group.status, group.ends_on) == (GroupStatus.FINISHED, today())
    assert await AuditEntry.exists().where(AuditEntry.action == "group.ended")
    again = await anna.post(path(cast), form)
    assert again.status_code == 409
    assert "schon beendet" in again.text


async def test_open_work_ends_with_a_sentence(visit: Visit, cast: Cast) -> None:
    mandate = await make_mandate(cast.group, status=MandateStatus.ON_HOLD)
    settled = await make_mandate(cast.group, status=MandateStatus.FINALISED)
    task = await make_task(cast.group)
    done = await make_task(cast.group, status=TaskStatus.DONE, done_note="War schon fertig")
    anna = await visit("anna")
    silent = await anna.post(path(cast), typed(tasks="done", mandates="drop"))
    assert silent.status_code == 422
    assert "in einem Satz, warum" in silent.text
    sentence = "Mit dem Bericht vom Mai ist alles gesagt."
    _, form = await preview(
        anna, cast, status="dissolved", tasks="done", mandates="drop", sentence=sentence
    )
    await anna.post(path(cast), form)
    task, mandate = await one(Task, task.id), await one(Mandate, mandate.id)
    assert (task.status, task.done_note) == (TaskStatus.DONE, sentence)
    assert mandate.status == MandateStatus.DROPPED
    step = await MandateStep.objects().where(MandateStep.sentence == sentence).first()
    assert step is not None
    assert (step.mandate, step.from_status) == (mandate.id, MandateStatus.ON_HOLD)
    assert (await one(Mandate, settled.id)).status == MandateStatus.FINALISED
    assert (await one(Task, done.id)).done_note == "War schon fertig"
    assert await status_of(cast.group.id) == GroupStatus.DISSOLVED


async def test_work_needs_an_answer_and_a_group_that_takes_it(visit: Visit, cast: Cast) -> None:
    await make_task(cast.group)
    anna = await visit("anna")
    for wrong, words in (
        (typed(), "Bitte einen Eintrag aus der Liste wählen"),
        (typed(tasks="move"), "die Gruppe, die weitermacht"),
        (
            typed(tasks="move", target_id=str(cast.committee.id)),
            "Bitte einen Eintrag aus der Liste",
        ),
        (typed(tasks="move", target_id=str(cast.group.id)), "Bitte einen Eintrag aus der Liste"),
        (typed(tasks="done", sentence="Fertig", last_day=""), "Der letzte Tag fehlt"),
    ):
        answer = await anna.post(path(cast), wrong)
        assert answer.status_code == 422
        assert words in answer.text
    assert await status_of(cast.group.id) == GroupStatus.ACTIVE


async def test_meetings_are_called_off_for_who_was_invited(visit: Visit, cast: Cast) -> None:
    meeting = await make_meeting(cast.group)
    quiet = await make_meeting(cast.group, title="6. Sitzung")
    anna = await visit("anna")
    await invite(anna, cast, meeting, "bernd", "carla")
    await deliver(meeting)
    before = await OutgoingMail.count()
    text, form = await preview(anna, cast)
    assert "Absage an 2 Personen" in text
    assert "Carla Cordes" in text
    assert "niemand ist eingeladen" in text
    assert await OutgoingMail.count() == before
    await anna.post(path(cast), form)
    for row in (meeting, quiet):
        assert (await one(Meeting, row.id)).status == MeetingStatus.CANCELLED
    _, cancel = await letters(meeting, cast.id("carla"))
    assert cancel.calendar["method"] == "CANCEL"
    assert (await one(Meeting, meeting.id)).cancel_reason == (
        "Steuerungsgruppe Familienzentren ist abgeschlossen."
    )


async def test_what_came_in_between_is_shown_first(visit: Visit, cast: Cast) -> None:
    await make_task(cast.group)
    anna = await visit("anna")
    _, form = await preview(anna, cast, tasks="drop", sentence="Nicht mehr nötig.")
    late = await make_task(cast.group, title="Eben erst gegeben")
    answer = await anna.post(path(cast), form)
    assert answer.status_code == 422
    assert "Inzwischen hat sich geändert, was offen ist" in answer.text
    assert "Eben erst gegeben" in answer.text
    assert (await one(Task, late.id)).status == TaskStatus.OPEN
    assert await status_of(cast.group.id) == GroupStatus.ACTIVE


async def test_way_back_to_the_questions_keeps_the_answers(visit: Visit, cast: Cast) -> None:
    await make_task(cast.group)
    anna = await visit("anna")
    _, form = await preview(anna, cast, tasks="drop", sentence="Nicht mehr nötig.")
    del form["gesehen"]
    back = await anna.post(path(cast), form | {"zurueck": "1"})
    assert back.status_code == 200
    assert "Nicht mehr nötig.</textarea>" in back.text
    assert await status_of(cast.group.id) == GroupStatus.ACTIVE


async def test_group_with_nothing_open_just_ends(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    assert "weder offene Aufgaben noch offene Aufträge" in (await anna.get(path(cast))).text
    _, form = await preview(anna, cast)
    await anna.post(path(cast), form)
    assert await status_of(cast.group.id) == GroupStatus.FINISHED


async def test_last_day_is_none_to_come(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    _, form = await preview(anna, cast, last_day="2099-01-01")
    answer = await anna.post(path(cast), form)
    assert answer.status_code == 422
    assert "wenn es so weit ist" in answer.text


async def test_proposals_are_closed_with_the_reason_and_told(visit: Visit, cast: Cast) -> None:
    proposal, anna = await make_mandate_proposal(cast), await visit("anna")
    text, form = await preview(anna, cast)
    assert "Ein vorgeschlagener Auftrag" in text
    assert "Wer zahlt die Fahrten? (Carla Cordes)" in text
    assert (await anna.post(path(cast), form)).status_code == 303
    row = await one(MandateProposal, proposal.id)
    assert (row.status, row.decided_by_name) == (ProposalStatus.DECLINED, "Anna Albers")
    assert row.answer == f"Die Gruppe ist seit dem {datum(today())} abgeschlossen."
    mail = await last_mail()
    assert "Carla Cordes" in str(mail["to"])
    words = " ".join(part(mail, "plain").split())
    assert "Ihr Vorschlag wird kein Auftrag" in words
    assert row.answer in words


async def test_a_proposal_that_came_in_between_is_shown_first(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    _, form = await preview(anna, cast)
    await make_mandate_proposal(cast)
    assert (await anna.post(path(cast), form)).status_code == 422
    assert await status_of(cast.group.id) == GroupStatus.ACTIVE
