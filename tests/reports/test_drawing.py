"""What a draft takes out of the data, and what it leaves out."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from app.core.clock import now, today
from app.core.words import Visibility
from app.mandates.tables import MandateStatus
from app.minutes.tables import MinutesStatus
from app.reports.queries.reports import facts_of
from app.reports.rules.facts import Part
from app.reports.tables import Report, SectionKind
from app.tasks.tables import TaskStatus
from tests.cast import Cast
from tests.mandates.make import make_mandate, make_step
from tests.meetings.make import first_item, make_item, make_meeting
from tests.minutes.make import make_decision, make_held, make_minutes
from tests.reports.make import begin
from tests.tasks.make import make_task
from tests.vorlagen.make import make_paper, make_vorlage, points_of

MONEY: dict[str, Any] = {
    "impact": True, "in_budget": None, "options": [], "details": [], "text": None,
    "cost": {"raw": "25.000 Euro", "amount": "25000.00", "currency": "EUR", "approximate": False},
    "follow_up_cost": None,
}  # fmt: skip
CLIMATE: dict[str, Any] = {
    "question": "Wirkt sich das auf das Klima aus?", "reason": "Kürzere Wege.", "code": None,
    "options": [{"label": "ja, günstig", "checked": True}, {"label": "nein", "checked": False}],
}  # fmt: skip


async def part(report_id: UUID, kind: SectionKind) -> Part:
    report = await Report.objects().get(Report.id == report_id)
    assert report is not None
    return facts_of(report).part(kind)


def cells(found: Part) -> list[tuple[str, ...]]:
    return [row for grid in found.grids for row in grid.rows]


async def test_a_mandate_that_moved_is_told_with_its_sentence(cast: Cast) -> None:
    vorlage = await make_vorlage(cast.body, committee=cast.committee.id)
    point = (await points_of(vorlage))[1]
    long_ago = now() - timedelta(days=200)
    mandate = await make_mandate(
        cast.group, point=point, title="Wo fehlen Räume?", status=MandateStatus.IN_PROGRESS,
        created_at=long_ago,
    )  # fmt: skip
    await make_step(
        mandate, from_status="open", to_status="in_progress", sentence="Fing an.", at=long_ago
    )
    await make_step(
        mandate, from_status="in_progress", to_status="proposed", sentence="Zwei Modelle."
    )
    rows = cells(await part(await begin(cast, papers=(vorlage,)), SectionKind.MANDATES))
    ((title, state, moves),) = rows
    assert title == "Wo fehlen Räume? (aus 2024/012, Punkt 2)"
    assert state == "Lösungsvorschlag"
    assert "in Bearbeitung → Lösungsvorschlag. Zwei Modelle." in moves
    assert "Fing an." not in moves, "before the period"


async def test_the_sentence_of_a_confidential_item_stays_out(cast: Cast) -> None:
    meeting = await make_meeting(cast.group)
    secret = await make_item(meeting, position=9, visibility=Visibility.CONFIDENTIAL)
    mandate = await make_mandate(cast.group, status=MandateStatus.IN_PROGRESS)
    await make_step(mandate, from_status="open", sentence="GEHEIM", agenda_item=secret.id)
    rows = cells(await part(await begin(cast, groups=(cast.group,)), SectionKind.MANDATES))
    assert "offen → in Bearbeitung." in rows[0][2]
    assert "GEHEIM" not in str(rows)


async def test_only_public_decisions_of_sent_minutes_are_told_with_their_votes(cast: Cast) -> None:
    held = await make_held(cast.group)
    minutes = await make_minutes(held)
    public = await make_item(held, position=7, visibility=Visibility.PUBLIC)
    await make_decision(public, text="Zwei Räume.", yes=7, no=0, abstentions=1)
    await make_decision(await first_item(held), text="INTERN")
    report_id = await begin(cast, groups=(cast.group,))
    assert cells(await part(report_id, SectionKind.DECISIONS)) == [], "still a draft"
    minutes.status = MinutesStatus.SENT
    await minutes.save()
    ((_, text, result),) = cells(
        await part(await begin(cast, groups=(cast.group,)), SectionKind.DECISIONS)
    )
    assert (text, result) == ("Zwei Räume.", "empfohlen (7 Ja, 0 Nein, 1 Enthaltung)")


async def test_tasks_are_counted_and_only_public_ones_are_named(cast: Cast) -> None:
    await make_task(cast.group, title="INTERN", due_on=today() - timedelta(days=3))
    await make_task(cast.group, title="Flyer", visibility=Visibility.PUBLIC)
    await make_task(cast.group, title="GEHEIM", visibility=Visibility.CONFIDENTIAL)
    await make_task(cast.group, title="Liste", status=TaskStatus.DONE, done_at=now())
    long_ago = now() - timedelta(days=300)
    await make_task(cast.group, title="Alt", status=TaskStatus.DONE, done_at=long_ago)
    found = await part(await begin(cast, groups=(cast.group,)), SectionKind.TASKS)
    assert found.note == "1 erledigt, 2 offen"
    assert cells(found) == [
        (cast.group.name, "1", "2", "1"), ("Flyer", cast.group.name, "ohne Termin", "offen"),
    ]  # fmt: skip


async def test_meetings_questions_and_next_steps_come_from_the_calendar_and_the_mandates(
    cast: Cast,
) -> None:
    await make_held(cast.group, title="4. Sitzung")
    await make_meeting(cast.group, title="5. Sitzung")
    soon = today() + timedelta(days=20)
    await make_mandate(cast.group, title="Wer zahlt?", due_on=soon)
    await make_mandate(cast.group, title="Wie viele?", status=MandateStatus.FINALISED)
    report_id = await begin(cast, groups=(cast.group,), session_on=soon)
    assert [row[2] for row in cells(await part(report_id, SectionKind.MEETINGS))] == ["4. Sitzung"]
    assert [row[0] for row in cells(await part(report_id, SectionKind.QUESTIONS))] == ["Wer zahlt?"]
    steps = [row[1] for row in cells(await part(report_id, SectionKind.STEPS))]
    assert steps == [
        f"{cast.group.name}, 5. Sitzung", f"Frist: Wer zahlt? ({cast.group.name})",
        "Sitzung: Jugendhilfeausschuss",
    ]  # fmt: skip


async def test_money_and_climate_are_those_of_the_vorlage(cast: Cast) -> None:
    vorlage = await make_vorlage(
        cast.body, committee=cast.committee.id, paper=make_paper(financial=MONEY, climate=CLIMATE)
    )
    await make_mandate(cast.group, point=(await points_of(vorlage))[0])
    report_id = await begin(cast, papers=(vorlage,))
    assert cells(await part(report_id, SectionKind.FINANCE)) == [
        ("Finanzielle Auswirkungen", "ja"), ("Kosten", "25.000 Euro"),
    ]  # fmt: skip
    assert cells(await part(report_id, SectionKind.CLIMATE)) == [
        ("Wirkt sich das auf das Klima aus?", "ja, günstig"), ("Begründung", "Kürzere Wege."),
    ]  # fmt: skip


async def test_a_confidential_vorlage_of_others_tells_nothing_in_a_public_report(
    cast: Cast,
) -> None:
    secret = await make_vorlage(
        cast.body, reference=None, title="GEHEIM", visibility="confidential",
        committee=cast.committee.id,
    )  # fmt: skip
    await make_mandate(cast.group, point=(await points_of(secret))[0], title="GEHEIM")
    await make_mandate(cast.group, title="Räume")
    report_id = await begin(cast, groups=(cast.group,))
    report = await Report.objects().get(Report.id == report_id)
    assert report is not None
    assert "Räume" in report.facts
    assert "GEHEIM" not in report.facts
    about = await Report.objects().get(Report.id == await begin(cast, papers=(secret,)))
    assert about is not None
    assert (about.visibility, "GEHEIM" in about.facts) == (Visibility.CONFIDENTIAL, True)
