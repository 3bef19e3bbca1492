"""One meeting of a series, from there on, or all of it: who is mailed what."""

from datetime import date, timedelta

from app.core.clock import berlin
from app.invitations.tables import Answer, Invitation, SeriesInvitation
from app.meetings.tables import Meeting, MeetingSeries
from app.web.filters import tag
from tests.browser import Visit
from tests.calendar_check import check, expand
from tests.cast import Cast
from tests.invitations.post import invite
from tests.invitations.series import (
    change,
    deliver_all,
    events,
    invited,
    mails_to,
    of_person,
    stored,
    to_meeting,
)
from tests.invitations.test_change import form_of
from tests.series.make import meetings_of

SUNDAY = 6


async def accepted(cast: Cast, series: MeetingSeries, name: str = "carla") -> None:
    """The whole series, as a reply would store it."""
    one = await of_person(cast, series, name)
    values = {"answer": Answer.ACCEPTED, "answered_sequence": one.sent_sequence}
    await SeriesInvitation.update(values).where(SeriesInvitation.id == one.id)  # type: ignore[arg-type]
    await Invitation.update(values).where(Invitation.series_invitation == one.id)  # type: ignore[arg-type]


def day_after(meeting: Meeting, days: int = 1) -> str:
    return f"{berlin(meeting.starts_at) + timedelta(days=days):%Y-%m-%d}"


async def test_moved_meeting_keeps_its_original_start_also_on_the_second_move(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    series = await invited(cast, anna)
    await accepted(cast, series)
    second = (await meetings_of(series))[1]
    for days in (1, 1):
        moved = (await meetings_of(series))[1]
        assert await change(anna, moved, "one", day=day_after(moved, days)) == 303
        await deliver_all()
    first, one, two = await mails_to(cast, "carla")
    for mail in (one, two):
        check(mail.ics)
        assert mail.event["uid"] == series.uid
        assert mail.event["recurrence-id"].dt == second.recurrence_at
        assert mail.event["recurrence-id"].params["TZID"] == "Europe/Berlin"
        assert "rrule" not in mail.event
        assert "exdate" not in mail.event
        assert mail.attendee.params["PARTSTAT"] == "NEEDS-ACTION"
        assert str(mail.event["organizer"]) == str(first.event["organizer"])
        assert mail.message["references"] == str(first.message["message-id"])
    assert [mail.event["sequence"] for mail in (first, one, two)] == [0, 1, 2]
    stamps = [mail.event["dtstamp"].dt for mail in (first, one, two)]
    assert stamps == sorted(set(stamps))
    assert two.event["dtstart"].dt == second.starts_at + timedelta(days=2)
    assert "Die anderen Termine bleiben" in one.part("plain").replace("\r\n", " ")
    mine = await to_meeting(second, cast.id("carla"))
    assert (mine.answered_sequence, mine.sent_sequence) == (0, 2), "the answer is out of date"
    other = await to_meeting((await meetings_of(series))[0], cast.id("carla"))
    assert (other.answered_sequence, other.sent_sequence) == (0, 0), "of the others it counts"


async def test_new_title_of_one_meeting_keeps_number_and_answer(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    series = await invited(cast, anna)
    await accepted(cast, series)
    second = (await meetings_of(series))[1]
    assert await change(anna, second, "one", title="Sitzung mit Gästen") == 303
    _, mail = await mails_to(cast, "carla")
    assert mail.event["sequence"] == 0
    assert mail.attendee.params["PARTSTAT"] == "ACCEPTED"
    assert mail.event["recurrence-id"].dt == second.recurrence_at


async def test_whole_series_moves_and_everybody_is_asked_again(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    series = await invited(cast, anna)
    await accepted(cast, series)
    before = await meetings_of(series)
    page = await anna.post(
        f"/sitzungen/{before[0].id}/bearbeiten",
        form_of(before[0], umfang="all", room=before[0].room, day=day_after(before[0], 2)),
    )
    assert "Wer bekommt was" in page.text
    assert "Carla Cordes" in page.text
    assert "Änderung mit neuer Frage, ob die Person kommt" in page.text
    assert "jeden Donnerstag" in page.text.replace(
        "alle 2 Wochen am Donnerstag", "jeden Donnerstag"
    )
    assert "Ohne Benachrichtigung" not in page.text
    assert len(await mails_to(cast, "carla")) == 1, "nothing goes before it is confirmed"
    assert await change(anna, before[0], "all", day=day_after(before[0], 2)) == 303
    first, mail = await mails_to(cast, "carla")
    check(mail.ics)
    assert mail.event["uid"] == series.uid
    assert mail.event["sequence"] == 1
    assert mail.event["rrule"]["BYDAY"] == ["TH"]
    assert mail.attendee.params["PARTSTAT"] == "NEEDS-ACTION"
    assert str(mail.event["organizer"]) == str(first.event["organizer"])
    after = await meetings_of(series)
    assert [each.starts_at for each in after] == [
        each.starts_at + timedelta(days=2) for each in before
    ]
    assert [each["utc"] for each in expand(mail.ics)] == [
        f"{each.starts_at:%Y-%m-%dT%H:%M:%SZ}" for each in after
    ]
    for each in after:
        mine = await to_meeting(each, cast.id("carla"))
        assert (mine.answered_sequence, mine.sent_sequence) == (0, 1)


async def test_new_title_of_all_may_be_saved_silently_or_told_and_keeps_the_answers(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    series = await invited(cast, anna)
    await accepted(cast, series)
    first = (await meetings_of(series))[0]
    assert await change(anna, first, "all", versand="still", title="Treffen") == 303
    assert len(await mails_to(cast, "carla")) == 1
    changed, meetings = await stored(series)
    assert (changed.title, changed.sequence) == ("Treffen", 0)
    assert {each.title for each in meetings} == {"Treffen"}
    assert await change(anna, meetings[0], "all", title="Runde") == 303
    mail = (await mails_to(cast, "carla"))[1]
    assert mail.event["sequence"] == 0
    assert mail.attendee.params["PARTSTAT"] == "ACCEPTED"
    assert "Bezeichnung: Runde (bisher: Treffen)" in mail.part("plain")


async def test_new_place_of_all_cannot_be_kept_from_the_invited(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    series = await invited(cast, anna)
    first = (await meetings_of(series))[0]
    assert await change(anna, first, "all", versand="still", place="Rathaus") == 422
    assert (await stored(series))[0].place == "Kreishaus"


async def test_page_before_it_says_that_the_series_goes_on_as_a_new_one(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    series = await invited(cast, anna)
    third = (await meetings_of(series))[2]
    page = await anna.post(
        f"/sitzungen/{third.id}/bearbeiten",
        form_of(third, umfang="from_here", room=third.room, begins="14:00", ends="16:00"),
    )
    assert f"Die bisherige Reihe endet vor {tag(third.starts_at)}." in page.text
    assert "Ende der bisherigen Reihe und Einladung zur neuen" in page.text


async def test_from_here_on_the_series_ends_and_a_new_uid_goes_on(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    series = await invited(cast, anna)
    await accepted(cast, series)
    before = await meetings_of(series)
    for _ in "12":
        assert await change(anna, before[2], "from_here", begins="14:00", ends="16:00") == 303
    first, ended, new = await mails_to(cast, "carla")
    for mail in (ended, new):
        check(mail.ics)
        assert b"THISANDFUTURE" not in mail.ics
    assert (ended.event["uid"], ended.event["sequence"]) == (series.uid, 1)
    until = ended.event["rrule"]["UNTIL"][0]
    assert before[1].starts_at < until < before[2].starts_at
    assert ended.attendee.params["PARTSTAT"] == "ACCEPTED", "these dates have not changed"
    assert new.event["uid"] != series.uid
    assert new.event["sequence"] == 0
    assert new.event["related-to"] == series.uid
    assert new.event["related-to"].params["RELTYPE"] == "SIBLING"
    assert new.attendee.params["PARTSTAT"] == "NEEDS-ACTION"
    assert str(new.event["organizer"]) != str(first.event["organizer"]), "a token per UID"
    assert len(expand(ended.ics)) == 2


async def test_new_series_takes_meetings_agendas_and_answers_along(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    series = await invited(cast, anna)
    await accepted(cast, series)
    before = await meetings_of(series)
    await change(anna, before[2], "from_here", begins="14:00", ends="16:00")
    sibling = await MeetingSeries.objects().where(MeetingSeries.follows == series.id).first()
    assert sibling is not None
    moved = await meetings_of(sibling)
    assert [each.id for each in moved] == [each.id for each in before[2:]], "agendas stay"
    new = (await mails_to(cast, "carla"))[-1]
    assert [each["utc"] for each in expand(new.ics)] == [
        f"{each.starts_at:%Y-%m-%dT%H:%M:%SZ}" for each in moved
    ]
    mine = await to_meeting(moved[0], cast.id("carla"))
    assert mine.series_invitation == (await of_person(cast, sibling, "carla")).id
    assert (mine.answer, mine.answered_sequence) == (Answer.ACCEPTED, -1), "kept, but of old dates"
    assert mine.sent_sequence == 0


async def test_from_the_first_meeting_on_is_the_whole_series(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    series = await invited(cast, anna)
    first = (await meetings_of(series))[0]
    assert await change(anna, first, "from_here", begins="14:00", ends="16:00") == 303
    _, mail = await mails_to(cast, "carla")
    assert mail.event["uid"] == series.uid
    assert mail.event["sequence"] == 1


async def test_after_the_first_meeting_has_been_a_new_time_goes_from_the_next_one(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    series = await invited(cast, anna)
    meetings = await meetings_of(series)
    await Meeting.update({Meeting.status: "held"}).where(Meeting.id == meetings[0].id)
    assert await change(anna, meetings[3], "all", begins="14:00", ends="16:00") == 303
    _, ended, new = await mails_to(cast, "carla")
    assert len(expand(ended.ics)) == 1
    assert len(expand(new.ics)) == 5
    assert (await meetings_of(series))[0].starts_at == meetings[0].starts_at


async def test_moved_meeting_of_the_later_ones_is_taken_off_the_old_series(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    series = await invited(cast, anna)
    fourth = (await meetings_of(series))[3]
    await change(anna, fourth, "one", day=day_after(fourth))
    await deliver_all()
    third = (await meetings_of(series))[2]
    assert await change(anna, third, "from_here", place="Rathaus") == 303
    _, _, off, ended, new = await mails_to(cast, "carla")
    check(off.ics)
    assert off.calendar["method"] == "CANCEL"
    assert off.event["recurrence-id"].dt == fourth.recurrence_at
    assert ended.event["uid"] == off.event["uid"] == series.uid
    assert {off.row.state, ended.row.state, new.row.state} == {"waiting"}
    assert [each["recurrence-id"].dt for each in events(new)[1:]] == [fourth.recurrence_at]


async def test_guest_of_one_meeting_hears_of_a_new_time_of_all(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    series = await invited(cast, anna)
    second = (await meetings_of(series))[1]
    await invite(anna, cast, second, "gustav")
    await deliver_all()
    first = (await meetings_of(series))[0]
    assert await change(anna, first, "all", begins="14:00", ends="16:00") == 303
    _, mail = await mails_to(cast, "gustav")
    check(mail.ics)
    assert mail.event["uid"] == second.uid
    assert "recurrence-id" not in mail.event
    assert mail.event["sequence"] == 1
    assert mail.row.subject.startswith("Verlegt: ")


async def test_change_of_somebody_else_is_not_overwritten(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    series = await invited(cast, anna)
    first = (await meetings_of(series))[0]
    assert await change(anna, first, "all", place="Rathaus") == 303
    assert await change(anna, first, "all", place="Schule") == 409
    assert (await stored(series))[0].place == "Rathaus"


async def test_hour_that_a_change_of_the_clocks_skips_comes_back_with_a_sentence(
    cast: Cast, visit: Visit
) -> None:
    """On Sundays every second week from February on, one of them is the last of March or not."""
    anna = await visit("anna")
    series = await invited(cast, anna)
    meetings = await meetings_of(series)
    last_of_march = max(
        day for day in (date(meetings[0].starts_at.year, 3, n) for n in range(25, 32))
        if day.weekday() == SUNDAY
    )  # fmt: skip
    near = min(meetings, key=lambda each: abs(each.starts_at.date() - last_of_march))
    answer = await anna.post(
        f"/sitzungen/{meetings[0].id}/bearbeiten",
        form_of(
            meetings[0], umfang="all", room=meetings[0].room, begins="02:30", ends="03:30",
            day=day_after(meetings[0], (last_of_march - near.starts_at.date()).days),
        ),
    )  # fmt: skip
    assert answer.status_code == 422
    assert "weil die Uhren umgestellt werden" in answer.text
    assert 'value="02:30' in answer.text, "what was typed stays"
