"""The demo as a newcomer finds it: loaded once, with every state to look at."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.agenda.tables import AgendaProposal, ProposalStatus
from app.composition.queries.facts import facts_of
from app.composition.queries.states import RuleState, states
from app.core.actor import Actor
from app.core.clock import now, today
from app.decisions.tables import Decision
from app.demo import start
from app.digest.operations.running import Run
from app.digest.tables import Digest
from app.files.store import read_bytes
from app.files.tables import File
from app.groups.tables import Group
from app.invitations.tables import Answer, Attendance, Invitation
from app.mandates.rules import SILENT_AFTER
from app.mandates.tables import Mandate, MandateProposal, MandateStep
from app.meetings.lines import parse_line
from app.meetings.queries.agenda import agenda_of
from app.meetings.tables import ItemKind, Meeting, MeetingStatus
from app.minutes import queries as minutes
from app.minutes.tables import Minutes, MinutesStatus, TextRevision
from app.outbox.tables import MailState, OutgoingMail
from app.people.tables import Body, Person
from app.replies.tables import InboundMail, Outcome
from app.tasks.tables import Task, TaskStatus, TaskStep
from tests.conftest import empty_tables

FILLED = {"Projektsteuerungsgruppe": 4, "Spurgruppe Beteiligung": 3}
pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture(scope="module")
async def demo(database: None) -> None:
    """Loaded once; the tests here only look."""
    await empty_tables()
    await start.load_if_empty()


async def group(name: str) -> Group:
    found = await Group.objects().get(Group.name == name)
    assert found is not None
    return found


async def meeting(name: str, title: str) -> Meeting:
    found = await Meeting.objects().get((Meeting.group.name == name) & (Meeting.title == title))
    assert found is not None
    return found


async def minutes_of(name: str, title: str) -> Minutes:
    found = await Minutes.objects().get(Minutes.meeting == (await meeting(name, title)).id)
    assert found is not None
    return found


async def seats(name: str) -> list[RuleState]:
    body, office = await Body.objects().first(), uuid4()
    assert body is not None
    actor = Actor(person_id=office, name="Koordination", office_of=frozenset({body.id}))
    return states(actor, await facts_of((await group(name)).id), today())


async def test_a_second_start_loads_nothing() -> None:
    before = [await table.count() for table in (Body, Person, Meeting, OutgoingMail)]
    await start.load_if_empty()
    assert [await table.count() for table in (Body, Person, Meeting, OutgoingMail)] == before
    assert before[0] == 2


async def test_five_people_may_log_in(capsys: pytest.CaptureFixture[str]) -> None:
    await start.print_links()
    printed = capsys.readouterr().out
    assert printed.count("/anmelden/link/") == 5
    assert [role for role, _ in start.LOGINS if role not in printed] == []


async def test_every_address_ends_in_example_org() -> None:
    people = await Person.select(Person.email).output(as_list=True)
    bodies = await Body.select(Body.contact_mail).output(as_list=True)
    mails = await OutgoingMail.select(OutgoingMail.recipient_address).output(as_list=True)
    addresses = people + bodies + mails
    assert len(addresses) > 40
    assert [address for address in addresses if not address.endswith("@example.org")] == []


async def test_titles_stand_apart_from_names() -> None:
    lindner = await Person.objects().get(Person.family_name == "Lindner")
    assert lindner is not None
    assert (lindner.title, lindner.given_name) == ("Dr.", "Eva")
    assert lindner.email == "eva.lindner@example.org"


async def test_the_coming_meeting_is_invited_and_partly_answered() -> None:
    coming = await meeting("Projektsteuerungsgruppe", "5. Sitzung")
    assert coming.status == MeetingStatus.INVITED
    rows = await Invitation.objects().where(Invitation.meeting == coming.id)
    answers = [Answer(row.answer) for row in rows]
    assert answers.count(Answer.ACCEPTED) == 6
    assert answers.count(Answer.TENTATIVE) == 1
    assert answers.count(Answer.DECLINED) == 1
    assert answers.count(Answer.OPEN) == 6
    assert [row.deputy_name for row in rows if row.answer == Answer.DECLINED] == ["Marlies Grote"]


async def test_the_guest_is_invited_and_has_not_answered() -> None:
    coming = await meeting("Projektsteuerungsgruppe", "5. Sitzung")
    found = await Invitation.objects().get(
        (Invitation.meeting == coming.id) & (Invitation.person.email == "sina.petersen@example.org")
    )
    assert found is not None
    assert found.answer == Answer.OPEN


async def test_the_mails_wait_in_the_postausgang() -> None:
    coming = await meeting("Projektsteuerungsgruppe", "5. Sitzung")
    mails = await OutgoingMail.objects().where(
        OutgoingMail.subject_id == coming.id, OutgoingMail.kind == "invitation_sent"
    )
    assert len(mails) == 14
    assert {mail.state for mail in mails} == {MailState.WAITING}


async def test_one_mail_of_each_kind_waits_in_the_posteingang() -> None:
    rows = await InboundMail.objects().order_by(InboundMail.received_at)
    assert [row.outcome for row in rows] == [
        Outcome.HELD, Outcome.REQUEST, Outcome.DELEGATION, Outcome.PROPOSAL, Outcome.LETTER,
        Outcome.AUTOMATIC,
    ]  # fmt: skip
    assert all(row.received_at < now() and row.settled_at is None for row in rows)


async def test_minutes_are_there_in_every_state() -> None:
    third = await minutes_of("Projektsteuerungsgruppe", "3. Sitzung")
    fourth = await minutes_of("Projektsteuerungsgruppe", "4. Sitzung")
    finance = await minutes_of("Unterarbeitsgruppe Finanzen", "3. Sitzung")
    assert (third.status, fourth.status) == (MinutesStatus.APPROVED, MinutesStatus.DRAFT)
    assert finance.status == MinutesStatus.SENT
    assert finance.objections_until >= today()


async def test_approved_minutes_have_a_pdf() -> None:
    third = await minutes_of("Projektsteuerungsgruppe", "3. Sitzung")
    file = await File.objects().get(File.id == third.pdf)
    assert file is not None
    assert (await read_bytes(file)).startswith(b"%PDF")


async def test_an_agenda_has_parts_sub_items_and_kinds() -> None:
    committee = await meeting("Jugendhilfeausschuss", "Sitzung des Jugendhilfeausschusses")
    rows = await agenda_of(committee.id)
    assert [row.label for row in rows] == ["Ö 1", "Ö 2", "Ö 3", "Ö 3.1", "Ö 3.2", "Ö 4", "N 1"]
    assert {row.kind for row in rows} >= {ItemKind.WELCOME, ItemKind.DECISION, ItemKind.REPORT}


async def test_one_group_has_a_template_and_one_proposal_waits() -> None:
    groups = await Group.objects().where(Group.agenda_template != "")
    assert [each.name for each in groups] == ["Projektsteuerungsgruppe"]
    coming = await meeting("Projektsteuerungsgruppe", "5. Sitzung")
    assert [row.sub for row in map(parse_line, groups[0].agenda_template.splitlines())] == [
        row.parent_id is not None for row in await agenda_of(coming.id)
    ]
    proposals = await AgendaProposal.objects()
    assert [each.status for each in proposals] == [ProposalStatus.OPEN]


async def test_one_mandate_is_proposed_and_one_has_been_silent_for_long() -> None:
    proposals = await MandateProposal.objects(MandateProposal.group)
    assert [(each.status, each.group.name) for each in proposals] == [
        ("open", "Projektsteuerungsgruppe")
    ]
    silent = await Mandate.objects().get(Mandate.title.like("Bericht an den Jugendhilfe%"))
    assert silent is not None
    steps = await MandateStep.objects().where(MandateStep.mandate == silent.id)
    assert [(step.meeting, step.at < now() - SILENT_AFTER) for step in steps] == [(None, True)]


async def test_the_draft_is_written_in_the_editor_and_keeps_the_save_before() -> None:
    fourth = await meeting("Projektsteuerungsgruppe", "4. Sitzung")
    rich = [item for item in (await minutes.record_of(fourth.id)).items if item.rich]
    assert [item.version for item in rich] == [2]
    assert "<strong>" in rich[0].rich
    assert await TextRevision.count() == 2


async def test_past_meetings_know_who_was_there() -> None:
    fourth = await meeting("Projektsteuerungsgruppe", "4. Sitzung")
    rows = await Invitation.objects().where(Invitation.meeting == fourth.id)
    known = [row.attendance for row in rows]
    assert set(known) == {Attendance.PRESENT, Attendance.EXCUSED, Attendance.ABSENT}


async def test_one_seat_of_the_committee_is_open_in_the_finance_group_and_no_other() -> None:
    filled = {name: [rule.badge.word for rule in await seats(name)] for name in FILLED}
    assert filled == {name: ["erfüllt"] * number for name, number in FILLED.items()}
    leading, committee, managers = await seats("Unterarbeitsgruppe Finanzen")
    assert (leading.badge.word, managers.badge.word) == ("erfüllt", "erfüllt")
    assert committee.names == ("Bernd Ohlsen", "Ute Harms")
    assert committee.state.startswith("2 von 3 Sitzen besetzt – 1 Sitz offen seit ")
    assert committee.open_since is not None
    assert timedelta(days=50) < today() - committee.open_since < timedelta(days=62)
    assert committee.vorlage is not None


async def test_votes_fit_those_who_were_there() -> None:
    for decision in await Decision.objects(Decision.agenda_item):
        record = await minutes.record_of(decision.agenda_item.meeting)
        assert decision.yes + decision.no + decision.abstentions == record.voters_present


async def test_tasks_are_there_in_every_state_one_overdue_some_with_comments() -> None:
    tasks = await Task.objects()
    assert {TaskStatus(task.status) for task in tasks} == set(TaskStatus)
    assert [t.title for t in tasks if t.status == TaskStatus.OPEN and t.due_on < today()] == [
        "Bedarfszahlen der Region Nord nachfordern"
    ]
    assert await TaskStep.count().where(TaskStep.to_status == "", TaskStep.text != "") == 1


async def test_a_mandate_moved_in_a_meeting_under_an_item() -> None:
    moved = await MandateStep.objects().where(MandateStep.from_status != "")
    assert len(moved) > 4
    assert [step.sentence for step in moved if not (step.meeting and step.agenda_item)] == []


async def test_the_spurgruppe_had_a_meeting_that_was_cancelled() -> None:
    off = await meeting("Spurgruppe Beteiligung", "1. Treffen")
    assert off.status == MeetingStatus.CANCELLED
    assert off.cancel_reason


async def test_a_digest_waits_for_six_and_one_has_been_sent() -> None:
    committee = await group("Jugendhilfeausschuss")
    waiting = await Run.of(committee, now())
    assert await waiting.to_everybody(dry_run=True) == (6, 6)
    sent = await Digest.select(Digest.subscription.person.email.as_alias("email"))  # type: ignore[union-attr]
    assert [row["email"] for row in sent] == ["bernd.ohlsen@example.org"]


async def test_meetings_are_on_weekdays_and_ahead_ones_in_the_future() -> None:
    meetings = await Meeting.objects()
    assert [m.title for m in meetings if m.starts_at.weekday() > 4] == []
    ahead = (MeetingStatus.PLANNED, MeetingStatus.INVITED)
    soon = now() + timedelta(days=5)
    assert [m.title for m in meetings if m.status in ahead and m.starts_at < soon] == []
