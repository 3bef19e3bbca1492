"""Löschung: afterwards the name stands only where the registry lets it stay."""

import json
from datetime import date, timedelta
from uuid import UUID

import pytest

from app.accounts.tables import LoginRequest, Session
from app.audit import operations as audit
from app.audit.tables import AuditEntry
from app.core.actor import system
from app.core.clock import now, today
from app.core.db import opens_transaction
from app.core.errors import RuleViolation
from app.documents.pdf import pdf_text
from app.files.store import read_bytes
from app.files.tables import File
from app.groups.tables import Membership
from app.invitations.tables import Attendance, Invitation
from app.meetings.tables import AgendaItem, Meeting
from app.minutes.tables import Minutes, MinutesItem, MinutesRevision, MinutesStatus
from app.outbox.tables import MailState, OutgoingMail
from app.people.tables import Affiliation, Person, PersonAddress
from app.privacy.erasing import erase
from app.tasks.tables import Task, TaskPerson, TaskStatus, TaskStep, Watcher
from tests.cast import Cast, make_member, make_person
from tests.house.test_rights import filled
from tests.meetings.make import first_item, make_meeting
from tests.minutes.make import approve, make_held, make_minutes, make_text
from tests.privacy.make import fresh, make_further_address, make_mail_to, where_it_says
from tests.tasks.make import make_shared

P = "Ehemaliges Mitglied 1"


async def leave(person: Person) -> None:
    yesterday = today() - timedelta(days=1)
    await Membership.update({Membership.until: yesterday}).where(
        Membership.person == person.id, Membership.since <= yesterday
    )


async def erased(person: Person) -> Person:
    await leave(person)
    await erase(system("Kommandozeile"), person.id, now=now())
    return await fresh(person)


async def written_about_carla(cast: Cast) -> Meeting:
    """A full world, then approved minutes, a draft, a task with steps: all of them name her."""
    await filled(cast)
    await Person.update({Person.phone: "04131 261234"}).where(Person.id == cast.id("carla"))
    await make_further_address(cast.carla, "carla@verein.example.org")
    meeting = await make_held(cast.group)
    item = await first_item(meeting)
    await AgendaItem.update({AgendaItem.presenter: "Carla Cordes"}).where(AgendaItem.id == item.id)
    await Invitation(
        meeting=meeting.id, person=cast.carla.id, address=cast.carla.email, reply_token_hash="r1",
        answer_token_hash="a1", comment="Bin erreichbar unter 04131/261234",
        attendance=Attendance.PRESENT,
    ).save()  # fmt: skip
    minutes = await make_minutes(meeting, status=MinutesStatus.SENT, taken_by="Carla Cordes")
    await make_text(minutes, item, "Frau Cordes berichtet.", changed_by_name="Carla Cordes")
    task = Task(
        group=cast.group.id, agenda_item=item.id, title="Raumplan von C. Cordes prüfen",
        person=cast.carla.id,
    )  # fmt: skip
    await task.save()
    await TaskStep(
        task=task.id, person=cast.carla.id, person_name="Carla Cordes", text="Gruß, Carla Cordes"
    ).save()
    await approve(cast, meeting)
    await make_mail_to(cast.carla, last_answer=f"550 <{cast.carla.email}> unknown")
    await make_mail_to(cast.carla, state=MailState.WAITING, done_at=None)
    await opens_transaction(audit.record)(await cast.actor("carla"), "task.commented", task.id)
    return meeting


async def test_the_dump_holds_name_address_and_phone_only_where_the_registry_allows(
    cast: Cast,
) -> None:
    await written_about_carla(cast)
    words = ("Cordes", cast.carla.email, "carla@verein.example.org", "261234", "26 12 34")
    assert len({(line.table, line.column) for line in await where_it_says(*words)}) > 12
    carla = await erased(cast.carla)
    assert await where_it_says(*words) == []
    assert (carla.given_name, carla.family_name) == ("Ehemaliges", "Mitglied 1")
    assert (carla.pseudonym, carla.blocked, carla.phone) == (1, True, "")


async def test_approved_minutes_keep_their_words_under_the_pseudonym_with_a_new_pdf(
    cast: Cast,
) -> None:
    meeting = await written_about_carla(cast)
    minutes = await Minutes.objects().get(Minutes.meeting == meeting.id)
    assert minutes is not None
    old = await File.objects().get(File.id == minutes.pdf)
    assert old is not None
    assert "Cordes" in pdf_text(await read_bytes(old))

    await erased(cast.carla)

    minutes = await Minutes.objects().get(Minutes.meeting == meeting.id)
    assert minutes is not None
    assert minutes.status == MinutesStatus.APPROVED
    new = await File.objects().get(File.id == minutes.pdf)
    assert new is not None
    text = " ".join(pdf_text(await read_bytes(new)).split())
    assert "Cordes" not in text
    assert f"{P} berichtet." in text
    assert f"wurde nach Art. 17 DSGVO ein Name durch „{P}“ ersetzt" in text
    assert old.sha256 in text.replace(" ", "")
    entry = await AuditEntry.objects().get(
        (AuditEntry.action == "minutes.redacted") & (AuditEntry.subject_id == minutes.id)
    )
    assert entry is not None
    kept = json.loads(entry.details)
    assert (kept["old_sha256"], kept["new_sha256"]) == (old.sha256, new.sha256)
    assert not await File.exists().where(File.id == old.id)
    with pytest.raises(FileNotFoundError):
        await read_bytes(old)
    revisions = await MinutesRevision.objects().where(MinutesRevision.minutes == minutes.id)
    assert all(P in str(revision.content) for revision in revisions)


async def test_keys_addresses_and_letters_are_gone_and_nothing_leaves_any_more(cast: Cast) -> None:
    await written_about_carla(cast)
    carla = await erased(cast.carla)
    for table in (LoginRequest, Session, Affiliation, PersonAddress):
        assert not await table.exists().where(table.person == carla.id), table
    mails = await OutgoingMail.objects().where(OutgoingMail.person_id == carla.id)
    assert mails
    assert {(mail.mime, mail.recipient_address, mail.recipient_name) for mail in mails} == {
        (b"", "", P)
    }
    assert all(mail.done_at for mail in mails)
    answers = await Invitation.objects().where(Invitation.person == carla.id)
    assert {(a.address, a.comment) for a in answers} == {("", "")}
    assert {a.reply_token_hash for a in answers}.isdisjoint({"r1"})


async def test_audit_entries_stay_with_the_pseudonym(cast: Cast) -> None:
    await written_about_carla(cast)
    before = await AuditEntry.count().where(AuditEntry.actor_id == cast.id("carla"))
    await erased(cast.carla)
    entries = await AuditEntry.objects().where(AuditEntry.actor_id == cast.id("carla"))
    assert len(entries) == before > 0
    assert {entry.actor_name for entry in entries} == {P}
    with pytest.raises(Exception, match="append-only"):
        await AuditEntry.update({AuditEntry.actor_name: "x"}, force=True)


async def test_a_second_time_changes_nothing(cast: Cast) -> None:
    await erased(cast.carla)
    count = await AuditEntry.count()
    assert await erase(system(), cast.id("carla"), now=now()) == 1
    assert await AuditEntry.count() == count
    await erased(cast.dirk)
    assert (await fresh(cast.dirk)).pseudonym == 2


async def test_a_member_or_an_office_is_refused_with_a_sentence(cast: Cast) -> None:
    with pytest.raises(RuleViolation, match="noch Mitglied: Steuerungsgruppe Familienzentren"):
        await erase(system(), cast.id("carla"), now=now())
    with pytest.raises(RuleViolation, match="noch ein Amt"):
        await erase(system(), cast.id("anna"), now=now())
    assert (await fresh(cast.carla)).pseudonym is None


async def test_what_is_to_come_ends_first(cast: Cast) -> None:
    later = await make_member(cast.other_group, cast.carla, since=today() + timedelta(days=9))
    meeting = await make_meeting(cast.group, starts_at=now() + timedelta(days=7))
    invitation = Invitation(
        meeting=meeting.id, person=cast.carla.id, reply_token_hash="r", answer_token_hash="a"
    )
    await invitation.save()
    task = Task(group=cast.group.id, title="Räume suchen", person=cast.carla.id)
    done = Task(group=cast.group.id, title="Fertig", person=cast.carla.id, status=TaskStatus.DONE)
    await task.save()
    await done.save()
    carla = await erased(cast.carla)
    assert not await Membership.exists().where(Membership.id == later.id)
    assert await Invitation.exists().where(
        Invitation.id == invitation.id, Invitation.revoked_at.is_not_null()
    )
    people = await Task.select(Task.title, Task.person).order_by(Task.title)
    assert [row["person"] for row in people] == [carla.id, None]


async def test_open_tasks_of_several_stay_with_the_others(cast: Cast) -> None:
    first = await make_shared(cast.group, cast.carla, cast.bernd)
    beside = await make_shared(cast.group, cast.bernd, cast.carla)
    done = await make_shared(cast.group, cast.bernd, cast.carla, status=TaskStatus.DONE)
    await Watcher(task=beside.id, person=cast.carla.id).save()
    carla = await erased(cast.carla)
    rows = await TaskPerson.select(TaskPerson.task, TaskPerson.person)
    assert {(row["task"], row["person"]) for row in rows} == {
        (first.id, cast.bernd.id), (done.id, carla.id),
    }  # fmt: skip
    assert await Watcher.count() == 0


async def test_somebody_of_the_same_family_name_in_the_group_is_not_touched(cast: Cast) -> None:
    other = await make_person(cast.body, "Ulf", "Cordes")
    await make_member(cast.group, other, since=date(2025, 1, 1))
    meeting = await make_held(cast.group)
    minutes = await make_minutes(meeting)
    await make_text(minutes, await first_item(meeting), "Carla Cordes und Herr Cordes, C. Cordes.")
    await erased(cast.carla)
    item = await MinutesItem.objects().get(MinutesItem.minutes == minutes.id)
    assert item is not None
    assert item.text == f"{P} und Herr Cordes, C. Cordes."


async def test_a_namesake_keeps_the_name_and_only_what_is_signed_by_id_changes(cast: Cast) -> None:
    twin = await make_person(cast.body, "Carla", "Cordes")
    await make_member(cast.group, twin)
    meeting = await make_held(cast.group)
    minutes = await make_minutes(meeting)
    await make_text(minutes, await first_item(meeting), "Carla Cordes berichtet.")
    task = Task(group=cast.group.id, title="Räume", person=twin.id)
    await task.save()
    for person in (twin, cast.carla):
        await TaskStep(task=task.id, person=person.id, person_name="Carla Cordes").save()
    await erased(cast.carla)
    item = await MinutesItem.objects().get(MinutesItem.minutes == minutes.id)
    assert item is not None
    assert item.text == "Carla Cordes berichtet."
    signed = {s.person: s.person_name for s in await TaskStep.objects()}
    assert signed == {UUID(str(twin.id)): "Carla Cordes", cast.id("carla"): P}
