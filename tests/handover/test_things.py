"""Tasks, drafts and meetings that go over with the role, and the mails that tell of it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from piccolo.columns import Column

from app.core.clock import now, today
from app.groups.tables import Group
from app.invitations.tables import Answer, Invitation
from app.meetings.tables import Meeting
from app.minutes.tables import Minutes, MinutesStatus
from app.outbox.tables import OutgoingMail
from app.rosters.tables import RosterImport, RosterState
from app.tasks.tables import Task, TaskPerson, TaskStatus, TaskStep
from tests.browser import Visit
from tests.cast import Cast, make_member, make_person
from tests.handover.make import hand_over, hidden, path, preview, seats, wish, without_contact
from tests.invitations.make import make_invitation
from tests.invitations.post import deliver, invite, letters, reload
from tests.mails import part, read_mail
from tests.meetings.make import make_meeting
from tests.minutes.make import make_held, make_minutes
from tests.tasks.make import make_shared, make_task


async def invited_meeting(visit: Visit, cast: Cast, *names: str) -> Meeting:
    """Bernd has sent the invitations, and they have left."""
    meeting = await make_meeting(cast.group)
    assert await invite(await visit("bernd"), cast, meeting, *names) == 303
    await deliver(meeting)
    return meeting


async def new_letters(meeting: Meeting, before: int) -> dict[UUID, tuple[str, str]]:
    """Person → method and the organiser's name, of what was written since."""
    written = (await letters(meeting))[before:]
    return {
        UUID(str(letter.row.person_id)): (
            str(letter.calendar["method"]), str(letter.event["organizer"].params["CN"]),
        )
        for letter in written
    }  # fmt: skip


async def test_open_tasks_of_this_group_go_over(visit: Visit, cast: Cast) -> None:
    bernd = cast.id("bernd")
    open_one = await make_task(cast.group, person=bernd, title="Raumliste", due_on=today())
    done = await make_task(cast.group, person=bernd, status=TaskStatus.DONE)
    elsewhere = await make_task(cast.other_group, person=bernd)
    shown = await preview(await visit("anna"), path(cast), wish(cast))
    assert f"Raumliste, bis {today():%d.%m.%Y}" in shown.text
    await hand_over(await visit("anna"), path(cast), wish(cast, parts=["tasks"]))
    holders = {row["id"]: row["person"] for row in await Task.select(Task.id, Task.person)}
    assert holders == {open_one.id: cast.id("carla"), done.id: bernd, elsewhere.id: bernd}
    (step,) = await TaskStep.objects()
    assert (step.task, step.text) == (open_one.id, "Übergeben von Bernd Brandt an Carla Cordes")
    assert len(await seats(cast, "bernd")) == 1, "the role was not chosen"


async def test_who_takes_over_a_task_of_several_has_it_once(visit: Visit, cast: Cast) -> None:
    bernd, carla, paul = cast.bernd, cast.carla, cast.paul
    tasks = [
        await make_shared(cast.group, *people)
        for people in ((bernd, carla), (carla, bernd), (paul, bernd), (paul, bernd, carla))
    ]
    await hand_over(await visit("anna"), path(cast), wish(cast, parts=["tasks"]))
    firsts = {row["id"]: row["person"] for row in await Task.select(Task.id, Task.person)}
    assert [firsts[task.id] for task in tasks] == [carla.id, carla.id, paul.id, paul.id]
    others = await TaskPerson.select(TaskPerson.task, TaskPerson.person)
    assert {(row["task"], row["person"]) for row in others} == {
        (tasks[2].id, carla.id), (tasks[3].id, carla.id),
    }  # fmt: skip
    assert await TaskStep.count() == len(tasks)


async def test_tasks_stay_until_the_new_one_can_open_them(visit: Visit, cast: Cast) -> None:
    task = await make_task(cast.group, person=cast.id("bernd"))
    day = (today() + timedelta(days=3)).isoformat()
    chosen = wish(cast, taker_id="", taker_mail=cast.dirk.email, starts_on=day)
    anna = await visit("anna")
    assert "Eine Aufgabe oder ein Entwurf bleibt" in (await preview(anna, path(cast), chosen)).text
    await hand_over(anna, path(cast), chosen)
    kept = await Task.objects().get(Task.id == task.id)
    assert kept is not None
    assert kept.person == cast.id("bernd")


async def test_drafts_go_over_and_what_was_sent_stays(visit: Visit, cast: Cast) -> None:
    draft = await make_minutes(await make_held(cast.group), taken_by="Bernd Brandt")
    sent = await make_minutes(
        await make_held(cast.group), taken_by="Bernd Brandt", status=MinutesStatus.SENT
    )
    pauls = await make_minutes(await make_held(cast.group))
    lists = [
        RosterImport(group=cast.group.id, body=cast.body.id, file_name=f"{state}.csv", cells="[]",
                     state=state, created_by=cast.id("bernd"))
        for state in (RosterState.CHECKED, RosterState.DONE)
    ]  # fmt: skip
    for row in lists:
        await row.save()
    await hand_over(await visit("anna"), path(cast), wish(cast, parts=["drafts"]))
    writers = {row["id"]: row["taken_by"] for row in await Minutes.select()}
    assert writers == {
        draft.id: "Carla Cordes", sent.id: "Bernd Brandt", pauls.id: "Paul Petersen",
    }  # fmt: skip
    owners = {row["id"]: row["created_by"] for row in await RosterImport.select()}
    assert owners == {lists[0].id: cast.id("carla"), lists[1].id: cast.id("bernd")}


async def test_a_fixed_contact_stays_so_that_nobody_is_mailed_again(
    visit: Visit, cast: Cast
) -> None:
    meeting = await invited_meeting(visit, cast, "bernd", "carla", "paul")
    anna = await visit("anna")
    shown = (await preview(anna, path(cast), wish(cast))).text
    assert "mit Anna Albers als Ansprechperson der Körperschaft" in shown
    assert "niemand bekommt eine E-Mail" in shown
    await hand_over(anna, path(cast), wish(cast))
    assert await new_letters(meeting, 3) == {}
    assert (await reload(meeting)).sequence == 0


async def test_a_new_name_in_the_invitation_is_told_and_answers_stay(
    visit: Visit, cast: Cast
) -> None:
    await without_contact(cast)
    meeting = await invited_meeting(visit, cast, "bernd", "carla", "paul")
    yes: dict[Column | str, Any] = {Invitation.answer: Answer.ACCEPTED, Invitation.answered_at: now(),
           Invitation.answered_sequence: 0}  # fmt: skip
    await Invitation.update(yes).where(Invitation.person == cast.id("paul"))
    anna = await visit("anna")
    shown = (await preview(anna, path(cast), wish(cast))).text
    assert f"Paul Petersen, {cast.paul.email}: aktualisierte Einladung" in shown
    await hand_over(anna, path(cast), wish(cast))
    name = f"{cast.group.name} (Carla Cordes)"
    new = await new_letters(meeting, 3)
    assert new == {cast.id(who): ("REQUEST", name) for who in ("bernd", "carla", "paul")}
    first, last = await letters(meeting, cast.id("paul"))
    assert (int(first.event["sequence"]), int(last.event["sequence"])) == (0, 1)
    assert last.event["organizer"] == first.event["organizer"], "the address stays"
    assert last.event["uid"] == first.event["uid"]
    assert last.attendee.params["PARTSTAT"] == "ACCEPTED"
    page = (await anna.get(f"/sitzungen/{meeting.id}")).text
    assert "veraltet" not in page


async def test_who_leaves_is_taken_off_and_who_comes_is_invited(visit: Visit, cast: Cast) -> None:
    meeting = await invited_meeting(visit, cast, "bernd", "paul")
    planned = await make_meeting(cast.group, title="6. Sitzung")
    anna = await visit("anna")
    chosen = wish(cast, taker_id="", taker_mail=cast.dirk.email, after="leaves")
    shown = (await preview(anna, path(cast), chosen)).text
    assert f"Dirk Dahl, {cast.dirk.email}: Einladung zu 5. Sitzung" in shown
    assert f"Bernd Brandt, {cast.bernd.email}: Absage für den Kalender zu 5. Sitzung" in shown
    await hand_over(anna, path(cast), chosen)
    new = await new_letters(meeting, 2)
    assert {who: method for who, (method, _) in new.items()} == {
        cast.id("bernd"): "CANCEL", cast.id("dirk"): "REQUEST",
    }  # fmt: skip
    invited = await Invitation.select().where(Invitation.revoked_at.is_null())
    assert {row["person"] for row in invited} == {cast.id("paul"), cast.id("dirk")}
    assert await letters(planned) == []
    dirk = await visit("dirk")
    assert (await dirk.get(f"/sitzungen/{meeting.id}")).status_code == 200


async def test_meetings_before_the_day_and_over_stay_as_they_are(visit: Visit, cast: Cast) -> None:
    before, over = await make_meeting(cast.group), await make_held(cast.group)
    for meeting in (before, over):
        await Meeting.update({Meeting.status: "invited"}).where(Meeting.id == meeting.id)
        await make_invitation(meeting, cast.bernd)
    day = (today() + timedelta(days=30)).isoformat()
    anna = await visit("anna")
    chosen = wish(cast, taker_id="", taker_mail=cast.dirk.email, after="leaves", starts_on=day)
    assert "Künftige Sitzungen" not in (await preview(anna, path(cast), chosen)).text
    await hand_over(anna, path(cast), chosen)
    assert await Invitation.count().where(Invitation.revoked_at.is_null()) == 2


async def test_meetings_that_are_not_chosen_keep_who_leaves(visit: Visit, cast: Cast) -> None:
    meeting = await make_meeting(cast.group, status="invited")
    await make_invitation(meeting, cast.bernd)
    chosen = wish(cast, after="leaves", parts=["role"])
    shown = (await preview(await visit("anna"), path(cast), chosen)).text
    assert "bleibt zu einer künftigen Sitzung eingeladen" in shown


async def test_the_mail_counts_and_names_no_title(visit: Visit, cast: Cast) -> None:
    await make_task(cast.group, person=cast.id("bernd"), title="Geheimes Vorhaben")
    await hand_over(await visit("anna"), path(cast), wish(cast))
    mails = [read_mail(row.mime) for row in await OutgoingMail.objects()]
    assert len(mails) == 2
    for mail in mails:
        for kind in ("plain", "html"):
            assert "Geheimes" not in part(mail, kind)
            assert "Leitung, eine Aufgabe" in part(mail, kind)


async def test_nothing_to_hand_over_is_said(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    shown = (await preview(anna, path(cast), wish(cast, parts=["tasks"]))).text
    assert "Davon gibt es nichts zu übergeben." in shown
    assert "Jetzt übergeben" not in shown


async def test_all_groups_of_a_person_at_once(visit: Visit, cast: Cast) -> None:
    await make_member(cast.other_group, cast.bernd, role="koordination")
    task = await make_task(cast.committee, person=cast.id("bernd"))
    address = f"/personen/{cast.id('bernd')}/uebergabe"
    anna = await visit("anna")
    page = (await anna.get(address)).text
    assert "eine offene Aufgabe" in page
    chosen = wish(
        cast, taker_id="", taker_mail=cast.dirk.email,
        groups=[str(cast.group.id), str(cast.other_group.id), str(cast.committee.id)],
    )  # fmt: skip
    shown = (await preview(anna, address, chosen)).text
    sent = hidden(shown)
    answers = [await anna.post(address, sent) for _ in "12"]
    assert [answer.status_code for answer in answers] == [303, 303]
    dirk = await visit("dirk")
    for group in (cast.group, cast.other_group):
        assert (await dirk.get(f"/gruppen/{group.id}/mitglieder/neu")).status_code == 200
    assert (await dirk.get(f"/gruppen/{cast.committee.id}")).status_code == 404
    moved = await Task.objects().get(Task.id == task.id)
    assert moved is not None
    assert moved.person == cast.id("bernd")
    assert "weil Dirk Dahl heute nicht zur Gruppe gehört" in shown
    assert await OutgoingMail.count() == 2


@pytest.mark.parametrize(("name", "status"), [("bernd", 403), ("dirk", 403), ("frieda", 404)])
async def test_a_persons_groups_are_handed_over_by_the_office_alone(
    visit: Visit, cast: Cast, name: str, status: int
) -> None:
    browser = await visit(name)
    await browser.get("/einstellungen")
    address = f"/personen/{cast.id('bernd')}/uebergabe"
    chosen = wish(cast, groups=[str(cast.group.id)])
    assert (await browser.get(address)).status_code == status
    assert (await browser.post(address, chosen)).status_code == status


async def test_a_group_of_another_body_is_no_choice(visit: Visit, cast: Cast) -> None:
    foreign = Group(body=cast.other_body.id, name="Fremde Gruppe", kind="steuerungsgruppe")
    await foreign.save()
    await make_member(foreign, await make_person(cast.other_body, "Ole", "Ott"), role="leitung")
    anna = await visit("anna")
    chosen = wish(cast, groups=[str(foreign.id)])
    answer = await preview(anna, f"/personen/{cast.id('bernd')}/uebergabe", chosen)
    assert answer.status_code == 422
