"""Time or place move: everybody is asked again. Only the text changes: answers stay."""

from datetime import timedelta
from typing import Any

from app.core import clock
from app.invitations.tables import Answer, Invitation
from app.meetings.tables import Meeting
from app.outbox.tables import MailState
from tests.browser import Browser, Visit
from tests.calendar_check import check
from tests.cast import Cast
from tests.invitations.post import deliver, invite, letters, reload
from tests.meetings.make import make_meeting


def form_of(meeting: Meeting, **changes: str) -> dict[str, Any]:
    starts_at, ends_at = clock.berlin(meeting.starts_at), clock.berlin(meeting.ends_at)
    return {
        "title": meeting.title,
        "day": f"{starts_at:%Y-%m-%d}",
        "begins": f"{starts_at:%H:%M}",
        "ends": f"{ends_at:%H:%M}",
        "place": meeting.place,
        "video_url": meeting.video_url,
        "version": str(meeting.version),
        **changes,
    }


async def invited(cast: Cast, anna: Browser) -> Meeting:
    """Bernd and Carla are invited, the mails delivered, Carla has accepted."""
    meeting = await make_meeting(cast.group)
    await invite(anna, cast, meeting, "bernd", "carla")
    await deliver(meeting)
    await Invitation.update(
        {Invitation.answer: Answer.ACCEPTED, Invitation.answered_sequence: 0}
    ).where(Invitation.person == cast.carla.id)
    return await reload(meeting)


def address(meeting: Meeting) -> str:
    return f"/sitzungen/{meeting.id}/bearbeiten"


async def test_meeting_without_invitations_is_saved_at_once(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    meeting = await make_meeting(cast.group)
    answer = await anna.post(address(meeting), form_of(meeting, place="Rathaus"))
    assert answer.status_code == 303
    stored = await reload(meeting)
    assert (stored.place, stored.sequence, stored.version) == ("Rathaus", 0, 2)


async def test_new_time_needs_a_confirmation_that_names_the_number(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    meeting = await invited(cast, anna)
    page = await anna.post(address(meeting), form_of(meeting, place="Rathaus"))
    assert page.status_code == 200
    assert "Die Änderung geht an 2 Personen" in page.text
    assert "Ohne Benachrichtigung" not in page.text
    assert (await reload(meeting)).place == meeting.place, "nothing is stored yet"
    silent = await anna.post(address(meeting), form_of(meeting, place="Rathaus", versand="still"))
    assert silent.status_code == 422
    assert (await reload(meeting)).place == meeting.place


async def test_new_place_raises_sequence_and_asks_everybody_again(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    meeting = await invited(cast, anna)
    form = form_of(meeting, place="Rathaus, Saal 1", versand="senden")
    assert (await anna.post(address(meeting), form)).status_code == 303
    first, second = await letters(meeting, cast.id("carla"))
    check(second.ics)
    assert second.event["uid"] == first.event["uid"]
    assert str(second.event["organizer"]) == str(first.event["organizer"])
    assert (first.event["sequence"], second.event["sequence"]) == (0, 1)
    assert second.event["dtstamp"].dt > first.event["dtstamp"].dt
    assert second.attendee.params["PARTSTAT"] == "NEEDS-ACTION"
    assert second.attendee.params["RSVP"] == "TRUE"
    assert second.row.subject.startswith("Verlegt: ")
    assert second.message["references"] == first.message["message-id"]
    assert second.message["message-id"] != first.message["message-id"]
    for kind in ("plain", "html"):
        assert "Kreishaus, Raum 204" in second.part(kind), "where it was to be"
        assert "Rathaus, Saal 1" in second.part(kind)
    page = (await anna.get(f"/sitzungen/{meeting.id}")).text
    assert "veraltet" in page
    assert "0 von 2 zugesagt" in page


async def test_only_the_title_changes_and_answers_stay(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    meeting = await invited(cast, anna)
    page = await anna.post(address(meeting), form_of(meeting, title="5. Sitzung (öffentlich)"))
    assert "Ohne Benachrichtigung speichern" in page.text
    form = form_of(meeting, title="5. Sitzung (öffentlich)", versand="senden")
    await anna.post(address(meeting), form)
    carla = (await letters(meeting, cast.id("carla")))[1]
    assert carla.event["sequence"] == 0
    assert carla.attendee.params["PARTSTAT"] == "ACCEPTED"
    assert carla.attendee.params["RSVP"] == "FALSE"
    assert carla.row.subject.startswith("Aktualisiert: ")
    bernd = (await letters(meeting, cast.id("bernd")))[1]
    assert bernd.attendee.params["PARTSTAT"] == "NEEDS-ACTION"
    assert "1 von 2 zugesagt" in (await anna.get(f"/sitzungen/{meeting.id}")).text


async def test_title_may_change_silently(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    meeting = await invited(cast, anna)
    form = form_of(meeting, title="Fünfte Sitzung", versand="still")
    assert (await anna.post(address(meeting), form)).status_code == 303
    assert (await reload(meeting)).title == "Fünfte Sitzung"
    assert len(await letters(meeting)) == 2


async def test_sent_twice_the_change_goes_out_once(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    meeting = await invited(cast, anna)
    form = form_of(meeting, place="Rathaus", versand="senden")
    statuses = [(await anna.post(address(meeting), form)).status_code for _ in range(2)]
    assert statuses == [303, 303]
    assert len(await letters(meeting, cast.id("carla"))) == 2
    assert (await reload(meeting)).sequence == 1


async def test_change_of_somebody_else_is_not_overwritten(cast: Cast, visit: Visit) -> None:
    anna, bernd = await visit("anna"), await visit("bernd")
    meeting = await make_meeting(cast.group)
    await bernd.post(address(meeting), form_of(meeting, place="Rathaus"))
    answer = await anna.post(address(meeting), form_of(meeting, place="Schule"))
    assert answer.status_code == 409
    assert 'value="Schule"' in answer.text
    assert "Rathaus" in answer.text
    assert (await reload(meeting)).place == "Rathaus"
    again = form_of(await reload(meeting), place="Schule")
    assert (await anna.post(address(meeting), again)).status_code == 303


async def test_unsent_older_mail_is_overtaken(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    meeting = await make_meeting(cast.group)
    await invite(anna, cast, meeting, "carla")
    form = form_of(await reload(meeting), place="Rathaus", versand="senden")
    await anna.post(address(meeting), form)
    first, second = await letters(meeting)
    assert (first.row.state, second.row.state) == (MailState.DROPPED, MailState.WAITING)
    assert first.row.done_at is not None
    assert second.row.subject.startswith("Einladung: "), "Carla has not heard of it before"
    assert second.event["sequence"] == 1


async def test_agenda_news_keep_sequence_and_answers_and_go_out_once(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    meeting = await invited(cast, anna)
    path = f"/sitzungen/{meeting.id}/mitteilung"
    page = (await anna.get(path)).text
    assert "Die Tagesordnung geht an 2 Personen" in page
    once = page.split('name="id" value="')[1].split('"')[0]
    for _ in range(2):
        assert (await anna.post(path, {"id": once})).status_code == 303
    _, news = await letters(meeting, cast.id("carla"))
    assert news.event["sequence"] == 0
    assert news.attendee.params["PARTSTAT"] == "ACCEPTED"
    assert news.row.state == MailState.WAITING


async def test_second_move_in_the_same_second_still_rises(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    meeting = await invited(cast, anna)
    for place in ("Rathaus", "Schule"):
        form = form_of(await reload(meeting), place=place, versand="senden")
        assert (await anna.post(address(meeting), form)).status_code == 303
    stamps = [each.event["dtstamp"].dt for each in await letters(meeting, cast.id("carla"))]
    assert stamps == sorted(set(stamps))
    assert stamps[-1] - stamps[0] < timedelta(minutes=1)


async def test_only_who_leads_may_change(cast: Cast, visit: Visit) -> None:
    meeting = await make_meeting(cast.group)
    for name, status in (("carla", 403), ("dirk", 404), ("frieda", 404), ("eva", 404)):
        browser = await visit(name)
        form = form_of(meeting, place="Rathaus")
        assert (await browser.get(address(meeting))).status_code == status, name
        assert (await browser.post(address(meeting), form)).status_code == status, name
