"""Who sees which meeting, and what of it."""

from datetime import timedelta
from typing import Any

import icalendar

from app.core.clock import now
from app.core.words import Visibility
from app.invitations.rules import answer_token
from app.invitations.tables import Answer, Invitation
from app.meetings.tables import Meeting, MeetingStatus
from tests.browser import Visit
from tests.calendar_check import check
from tests.cast import Cast, make_group, make_member, make_person
from tests.counting import counted_statements
from tests.invitations.make import make_invitation
from tests.meetings.make import make_item, make_meeting


async def test_members_see_answers_and_only_who_leads_sees_remarks_and_mails(
    cast: Cast, visit: Visit
) -> None:
    meeting = await make_meeting(cast.group)
    await make_invitation(meeting, cast.carla, answer=Answer.ACCEPTED, answered_sequence=0)
    await make_invitation(meeting, cast.paul, comment="Bin im Urlaub", answer=Answer.DECLINED)
    path = f"/sitzungen/{meeting.id}"
    anna = (await (await visit("anna")).get(path)).text
    assert "1 von 2 zugesagt" in anna
    assert "Bin im Urlaub" in anna
    assert "Sitzung absagen" in anna
    carla = (await (await visit("carla")).get(path)).text
    assert "1 von 2 zugesagt" in carla
    assert "Bin im Urlaub" not in carla
    for action in ("Sitzung absagen", "Termin ändern", "Tagesordnung bearbeiten", "Einladen"):
        assert action not in carla, action


async def test_who_is_named_as_deputy_from_outside_is_first_made_a_member(
    cast: Cast, visit: Visit
) -> None:
    group = await make_group(cast.body)
    await make_member(group, cast.carla)
    meeting = await make_meeting(group)
    await make_invitation(meeting, cast.carla, answer=Answer.DECLINED, deputy_name="Vera Vogel")
    anna = await visit("anna")
    invite = f"/sitzungen/{meeting.id}/einladen"
    assert f'href="{invite}"' in (await anna.get(f"/sitzungen/{meeting.id}")).text
    page = (await anna.get(invite)).text
    assert "Alle sind eingeladen" in page
    assert f'href="/gruppen/{group.id}/mitglieder/neu"' in page


async def test_cancelled_meeting_offers_nothing_that_prepares_it(cast: Cast, visit: Visit) -> None:
    meeting = await make_meeting(cast.group)
    path, anna = f"/sitzungen/{meeting.id}", await visit("anna")
    preparing = ("Tagesordnung bearbeiten", "Einladung als PDF", "Anwesenheitsliste")
    page = (await anna.get(path)).text
    assert all(action in page for action in preparing)
    await Meeting.update({Meeting.status: MeetingStatus.CANCELLED}).where(Meeting.id == meeting.id)
    for address in (path, f"{path}/anlagen"):
        page = (await anna.get(address)).text
        assert [action for action in preparing if action in page] == [], address


async def test_guest_sees_the_meeting_only_when_invited_and_no_confidential_item(
    cast: Cast, visit: Visit
) -> None:
    gustav = await visit("gustav")
    meeting = await make_meeting(cast.group)
    await make_item(meeting, position=4, title="Personalie", visibility=Visibility.CONFIDENTIAL)
    path = f"/sitzungen/{meeting.id}"
    assert (await gustav.get(path)).status_code == 404
    invitation = await make_invitation(meeting, cast.gustav)
    await make_invitation(meeting, cast.carla)
    page = await gustav.get(path)
    assert page.status_code == 200
    assert "Bedarf an Räumen" in page.text
    assert "Personalie" not in page.text
    assert "Cordes" not in page.text, "guests do not see who else is invited"
    assert "Ihre Antwort" in page.text
    assert "5. Sitzung" in (await gustav.get("/sitzungen")).text
    assert "Personalie" in (await (await visit("carla")).get(path)).text
    await Invitation.update({Invitation.revoked_at: now()}).where(Invitation.id == invitation.id)
    assert (await gustav.get(path)).status_code == 404
    assert "5. Sitzung" not in (await gustav.get("/sitzungen")).text


async def test_former_member_loses_the_meeting_even_with_an_invitation(
    cast: Cast, visit: Visit
) -> None:
    meeting = await make_meeting(cast.group)
    await make_invitation(meeting, cast.eva)
    for name in ("eva", "dirk", "frieda", "jutta"):
        browser = await visit(name)
        for path in (f"/sitzungen/{meeting.id}", f"/sitzungen/{meeting.id}.ics"):
            assert (await browser.get(path)).status_code == 404, (name, path)


async def test_list_is_by_month_and_the_past_has_a_page_of_its_own(
    cast: Cast, visit: Visit
) -> None:
    await make_meeting(cast.group, title="Kommende Sitzung")
    await make_meeting(cast.group, title="Alte Sitzung", starts_at=now() - timedelta(days=40))
    await make_meeting(cast.other_group, title="Fremde Sitzung")
    carla = await visit("carla")
    coming = (await carla.get("/sitzungen")).text
    assert "Kommende Sitzung" in coming
    assert "Alte Sitzung" not in coming
    past = (await carla.get("/sitzungen?zeit=vergangen")).text
    assert "Alte Sitzung" in past
    assert "Fremde Sitzung" not in coming + past


async def test_long_past_has_pages_of_fifty(cast: Cast, visit: Visit) -> None:
    await Meeting.insert(
        *[
            Meeting(
                group=cast.group.id, title=f"Sitzung {n}", uid=f"{n}@spurwerk.example.org",
                starts_at=now() - timedelta(days=n + 1), ends_at=now() - timedelta(days=n, hours=23),
            )
            for n in range(51)
        ]
    )  # fmt: skip
    carla = await visit("carla")
    first = (await carla.get("/sitzungen?zeit=vergangen")).text
    assert "Seite 1 von 2" in first
    assert first.count("sw-row--date") == 50
    second = (await carla.get("/sitzungen?zeit=vergangen&seite=2")).text
    assert second.count("sw-row--date") == 1
    assert (await carla.get("/sitzungen?zeit=vergangen&seite=0")).status_code == 200
    assert (
        await carla.get("/sitzungen?zeit=vergangen&seite=9999999999999999999")
    ).status_code < 500


async def test_calendar_entry_has_no_method_no_people_and_no_confidential_item(
    cast: Cast, visit: Visit
) -> None:
    meeting = await make_meeting(cast.group)
    await make_item(meeting, position=4, title="Personalie", visibility=Visibility.CONFIDENTIAL)
    await make_invitation(meeting, cast.carla)
    carla = await visit("carla")
    answer = await carla.get(f"/sitzungen/{meeting.id}.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    check(answer.content)
    found = icalendar.Calendar.from_ical(answer.content)
    event: Any = found.walk("VEVENT")[0]
    assert "method" not in found
    assert "attendee" not in event
    assert event["uid"] == meeting.uid
    assert b"Personalie" not in answer.content
    again = await carla.get(f"/sitzungen/{meeting.id}.ics")
    assert again.content == answer.content


async def test_title_with_markup_stays_text(cast: Cast, visit: Visit) -> None:
    group = await make_group(cast.body, "Gruppe <i>kursiv</i>")
    await make_member(group, cast.carla)
    meeting = await make_meeting(group, title="<script>x</script>", items=("<b>fett</b>",))
    page = (await (await visit("carla")).get(f"/sitzungen/{meeting.id}")).text
    for raw in ("<script>x", "<i>kursiv", "<b>fett"):
        assert raw not in page


async def test_pages_ask_the_same_few_statements_however_many_are_invited(
    cast: Cast, visit: Visit
) -> None:
    meeting = await make_meeting(cast.group)
    for n in range(9):
        person = await make_person(cast.body, "Mia", f"Mitglied{n}")
        await make_member(cast.group, person)
        await make_invitation(meeting, person)
    invitation = await make_invitation(meeting, cast.carla)
    await make_invitation(meeting, cast.gustav)
    anna, gustav = await visit("anna"), await visit("gustav")
    here = f"/sitzungen/{meeting.id}"
    for browser, path in (
        (anna, "/sitzungen"), (anna, "/sitzungen?zeit=vergangen"), (anna, here),
        (anna, f"{here}/einladen"), (anna, f"{here}/tagesordnung"), (anna, f"{here}/absage"),
        (anna, f"/gruppen/{cast.group.id}/sitzungen"), (anna, f"/a/{answer_token(invitation.id)}"),
        (gustav, "/sitzungen"), (gustav, here),
    ):  # fmt: skip
        with counted_statements() as statements:
            assert (await browser.get(path)).status_code == 200
        to_choose = path.endswith("/tagesordnung")  # a Vorlage and a Träger, and whose money
        assert len(statements) <= (9 if to_choose else 6), (path, statements)
