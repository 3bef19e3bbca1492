"""Calendars of a group, of a committee, and with the reader's own tasks."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

import icalendar
import pytest

from app.core.words import Visibility
from app.feeds.tables import CalendarFeed, FeedKind
from app.groups.tables import Group, Membership
from app.invitations.tables import Answer
from app.people.tables import OfficeRole
from app.tasks.tables import Task, TaskStatus
from app.vorlagen.tables import CommitteeSession, Consultation, Vorlage
from tests.browser import Browser, Visit
from tests.calendar_check import check, jcal
from tests.cast import Cast
from tests.feeds.make import make_dated, make_feed
from tests.invitations.make import make_invitation
from tests.tasks.make import make_task


async def components(browser: Browser, path: str, name: str) -> list[Any]:
    answer = await browser.get(path)
    assert answer.status_code == 200
    check(answer.content)
    return icalendar.Calendar.from_ical(answer.content).walk(name)


def titles(found: list[Any]) -> list[str]:
    return [str(each["SUMMARY"]) for each in found]


async def test_a_groups_calendar_shows_all_of_it_and_nothing_else(
    anonymous: Browser, cast: Cast
) -> None:
    declined = await make_dated(cast.group, title="abgelehnt")
    await make_invitation(declined, cast.carla, answer=Answer.DECLINED)
    await Membership(
        group=cast.other_group.id, person=cast.carla.id, role="mitglied", since=date(2024, 1, 1)
    ).save()
    await make_dated(cast.other_group, title="andere Gruppe")
    _, path = await make_feed(cast.carla, kind=FeedKind.GROUP, group=cast.group.id)

    found = await components(anonymous, path, "VEVENT")
    assert [title.rpartition(": ")[2] for title in titles(found)] == ["abgelehnt"]
    assert f"NAME:{cast.group.name} (Spurwerk)" in (await anonymous.get(path)).text


async def test_a_groups_calendar_is_empty_as_soon_as_its_reader_has_left(
    anonymous: Browser, cast: Cast
) -> None:
    await make_dated(cast.group)
    _, path = await make_feed(cast.carla, kind=FeedKind.GROUP, group=cast.group.id)
    etag = (await anonymous.get(path)).headers["etag"]
    await Membership.update({Membership.until: date(2025, 1, 31)}).where(
        Membership.person == cast.carla.id
    )
    answer = await anonymous.get(path, headers={"If-None-Match": etag})

    assert answer.status_code == 200
    assert b"VEVENT" not in answer.content


async def paper_on(cast: Cast, day: date, visibility: Visibility) -> None:
    """A paper that the committee deals with on that day; its session row comes by itself."""
    vorlage = Vorlage(
        body=cast.body.id, title="Familienzentren", visibility=visibility, paper="{}",
        reading="{}", source_text="", source_sha256="",
    )  # fmt: skip
    await vorlage.save()
    await Consultation(
        vorlage=vorlage.id, position=1, committee_name="JHA", committee=cast.committee.id,
        held_on=day, meeting_title="26. Sitzung",
    ).save()  # fmt: skip


async def test_a_committees_calendar_shows_whole_days_with_public_papers_only(
    anonymous: Browser, cast: Cast
) -> None:
    public, secret = date(2027, 3, 16), date(2027, 3, 17)
    await paper_on(cast, public, Visibility.PUBLIC)
    await paper_on(cast, secret, Visibility.CONFIDENTIAL)
    await CommitteeSession.update(
        {CommitteeSession.begins_at: time(17, 0), CommitteeSession.place: "Kreishaus"}, force=True
    )
    await make_dated(cast.committee, title="nur für Eingeladene")
    _, path = await make_feed(cast.dirk, kind=FeedKind.COMMITTEE, group=cast.committee.id)

    (day,) = await components(anonymous, path, "VEVENT")
    assert str(day["SUMMARY"]) == f"{cast.committee.name}: 26. Sitzung, 17:00 Uhr"
    assert (day["DTSTART"].dt, day["DTEND"].dt) == (public, public + timedelta(days=1))
    assert day["TRANSP"] == "TRANSPARENT"
    content = (await anonymous.get(path)).content
    assert b"VTIMEZONE" not in content
    etag = (await anonymous.get(path)).headers["etag"]
    again = await anonymous.get(path, headers={"If-None-Match": etag})
    assert again.status_code == 304


async def test_own_tasks_are_todos_with_their_day_and_state(anonymous: Browser, cast: Cast) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    due = date(2027, 1, 31)
    columns: dict[str, Any] = {"person": cast.carla.id}
    await make_task(cast.group, title="offen", due_on=due, **columns)
    await make_task(
        cast.group, title="getan", status=TaskStatus.DONE, done_at=now, due_on=due, **columns
    )
    long_ago = now - timedelta(days=32)
    await make_task(cast.group, title="alt", status=TaskStatus.DONE, done_at=long_ago, **columns)
    await make_task(cast.group, title="geheim", visibility=Visibility.CONFIDENTIAL, **columns)
    await make_task(cast.group, title="von Bernd", person=cast.bernd.id)
    _, path = await make_feed(cast.carla, with_tasks=True)

    found = {str(each["SUMMARY"]): each for each in await components(anonymous, path, "VTODO")}
    assert set(found) == {"Aufgabe: offen", "Aufgabe: getan", "Aufgabe"}
    still, done = found["Aufgabe: offen"], found["Aufgabe: getan"]
    assert (still["STATUS"], still["DUE"].dt, "COMPLETED" in still) == ("NEEDS-ACTION", due, False)
    assert done["STATUS"] == "COMPLETED"
    assert done["COMPLETED"].dt == now
    assert done["PERCENT-COMPLETE"] == 100
    text = (await anonymous.get(path)).text
    assert f"COMPLETED:{now:%Y%m%dT%H%M%SZ}" in text
    assert "geheim" not in text
    assert "BEGIN:VTIMEZONE" not in text


async def test_tasks_may_come_as_whole_days_under_another_uid(
    anonymous: Browser, cast: Cast
) -> None:
    due = date(2027, 1, 31)
    task = await make_task(cast.group, title="offen", due_on=due, person=cast.carla.id)
    await make_task(cast.group, title="ohne Tag", person=cast.carla.id)
    _, path = await make_feed(cast.carla, with_tasks=True)

    (as_todo, _) = await components(anonymous, path, "VTODO")
    (as_day,) = await components(anonymous, f"{path}?aufgaben=termin", "VEVENT")
    assert str(as_todo["UID"]).startswith(str(UUID(str(task.id))))
    assert str(as_day["UID"]).startswith(f"{task.id}-termin@")
    assert (as_day["DTSTART"].dt, as_day["DTEND"].dt) == (due, due + timedelta(days=1))
    assert as_day["TRANSP"] == "TRANSPARENT"
    assert as_day["X-MICROSOFT-CDO-ALLDAYEVENT"] == "TRUE"
    (read,) = jcal((await anonymous.get(f"{path}?aufgaben=termin")).content)[2]
    assert ["dtstart", {}, "date", "2027-01-31"] in read[1]


async def test_a_calendar_without_tasks_shows_none_whatever_is_asked(
    anonymous: Browser, cast: Cast
) -> None:
    await make_task(cast.group, due_on=date(2027, 1, 31), person=cast.carla.id)
    _, path = await make_feed(cast.carla)

    for query in ("", "?aufgaben=termin"):
        assert b"Aufgabe" not in (await anonymous.get(path + query)).content


async def test_tasks_of_a_group_that_one_has_left_are_gone(anonymous: Browser, cast: Cast) -> None:
    await make_task(cast.group, title="offen", person=cast.eva.id)
    _, path = await make_feed(cast.eva, with_tasks=True)

    assert b"VTODO" not in (await anonymous.get(path)).content


async def test_a_done_task_gives_a_new_etag(anonymous: Browser, cast: Cast) -> None:
    task = await make_task(cast.group, title="offen", person=cast.carla.id)
    _, path = await make_feed(cast.carla, with_tasks=True)
    etag = (await anonymous.get(path)).headers["etag"]
    await Task.update({Task.status: TaskStatus.IN_PROGRESS}).where(Task.id == task.id)

    answer = await anonymous.get(path, headers={"If-None-Match": etag})
    assert answer.status_code == 200
    assert "STATUS:IN-PROCESS" in answer.text


async def test_a_lost_office_and_a_renamed_group_are_seen_in_the_tasks_of_the_coordination(
    anonymous: Browser, cast: Cast
) -> None:
    """Anna sits in no group; her office alone lets her see the task."""
    await Membership.delete().where(Membership.person == cast.anna.id)
    await make_task(cast.group, title="offen", person=cast.anna.id)
    _, path = await make_feed(cast.anna, with_tasks=True)
    first = await anonymous.get(path)
    assert "Aufgabe: offen" in first.text
    await Group.update({Group.name: "Lenkungskreis"}).where(Group.id == cast.group.id)
    renamed = await anonymous.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert "Lenkungskreis" in renamed.text
    await OfficeRole.delete().where(OfficeRole.person == cast.anna.id)
    gone = await anonymous.get(path, headers={"If-None-Match": renamed.headers["etag"]})

    assert gone.status_code == 200
    assert b"VTODO" not in gone.content


@pytest.mark.parametrize(("who", "status"), [("carla", 200), ("dirk", 422)])
async def test_only_members_may_subscribe_to_their_group(
    cast: Cast, visit: Visit, who: str, status: int
) -> None:
    browser = await visit(who)
    data = {"id": str(uuid4()), "device": "Telefon", "shows": f"group:{cast.group.id}"}

    assert (await browser.post("/kalender", data)).status_code == status
    assert await CalendarFeed.count() == (1 if status == 200 else 0)
    assert (cast.group.name in (await browser.get("/kalender")).text) == (status == 200)


async def test_the_new_address_carries_the_wish_for_whole_days(cast: Cast, visit: Visit) -> None:
    carla = await visit("carla")
    data = {"id": str(uuid4()), "device": "Outlook", "shows": "personal", "tasks": "termin"}
    answer = await carla.post("/kalender", data)

    assert ".ics?aufgaben=termin</code>" in answer.text
    (feed,) = await CalendarFeed.objects()
    assert (feed.kind, feed.with_tasks) == (FeedKind.PERSONAL, True)
    assert "Alle meine Sitzungen, mit Aufgaben" in (await carla.get("/kalender")).text
