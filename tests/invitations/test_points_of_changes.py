"""The points of changes in docs/kalender.md (C) that need several mails after each other."""

from datetime import timedelta

import icalendar

from app.core import clock
from app.core.clock import berlin
from app.digest import jobs
from app.invitations.rules import thread_key
from app.meetings.tables import Meeting, MeetingSeries
from app.outbox.tables import OutgoingMail
from tests.browser import Browser, Visit
from tests.cast import Cast
from tests.digest.make import make_paper, make_step, make_subscription
from tests.feeds.make import make_feed
from tests.invitations.post import deliver, invite, letters, reload
from tests.invitations.series import (
    cancel,
    change,
    deliver_all,
    events,
    invited,
    mails_to,
    of_person,
)
from tests.invitations.test_change import address, form_of
from tests.invitations.test_series_change import accepted
from tests.mails import read_mail
from tests.meetings.make import make_meeting
from tests.series.make import meetings_of


async def of_feed(browser: Browser, path: str) -> set[str]:
    content = (await browser.get(path)).content
    return {str(event["uid"]) for event in icalendar.Calendar.from_ical(content).walk("VEVENT")}


async def test_uid_is_the_same_in_mails_feed_and_download(
    cast: Cast, visit: Visit, anonymous: Browser
) -> None:
    anna = await visit("anna")
    series, single = await invited(cast, anna), await make_meeting(cast.group)
    await invite(anna, cast, single, "carla")
    _, path = await make_feed(cast.carla)
    expected = {series.uid, single.uid}
    assert await of_feed(anonymous, path) == expected
    assert await of_feed(anna, f"/sitzungen/{single.id}.ics") == {single.uid}
    await deliver_all()
    await change(anna, (await meetings_of(series))[1], "one", place="Rathaus")
    moved = form_of(await reload(single), place="Rathaus", versand="senden")
    assert (await anna.post(address(single), moved)).status_code == 303
    await deliver_all()
    assert await of_feed(anonymous, path) == expected
    await cancel(anna, (await meetings_of(series))[0], "all")
    await anna.post(f"/sitzungen/{single.id}/absage")
    found = await mails_to(cast, "carla")
    assert {str(event["uid"]) for mail in found for event in events(mail)} == expected
    assert {mail.calendar["method"] for mail in found[-2:]} == {"CANCEL"}
    for uid in expected:
        assert uid.isascii()
        assert len(uid) <= 70
        assert uid.split("@")[1] == "spurwerk.example.org"
        assert not {"carla", "cordes"} & set(uid.lower().replace("@", "-").split("-"))


async def test_number_rises_with_start_end_rule_left_out_date_and_state_and_with_nothing_else(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    series = await invited(cast, anna)

    async def number() -> int:
        await deliver_all()
        return int(events((await mails_to(cast, "carla"))[-1])[0]["sequence"])

    assert await number() == 0
    assert await change(anna, await first_of(series), "all", title="Klausur") == 303
    assert await number() == 0, "text only"
    assert await change(anna, await first_of(series), "all", begins="09:00") == 303
    assert await number() == 1, "start"
    assert await change(anna, await first_of(series), "all", ends="12:30") == 303
    assert await number() == 2, "end"
    next_day = f"{berlin((await first_of(series)).starts_at) + timedelta(days=1):%Y-%m-%d}"
    assert await change(anna, await first_of(series), "all", day=next_day) == 303
    assert await number() == 3, "rule"
    assert await cancel(anna, (await meetings_of(series))[2], "one") == 303
    one_off = (await mails_to(cast, "carla"))[-1]
    assert one_off.event["sequence"] == 4
    assert (await reload_series(series)).sequence == 4, "EXDATE"
    await deliver_all()
    assert await cancel(anna, await first_of(series), "all") == 303
    assert await number() == 5, "state"


async def first_of(series: MeetingSeries) -> Meeting:
    return (await meetings_of(series))[0]


async def reload_series(series: MeetingSeries) -> MeetingSeries:
    found = await MeetingSeries.objects().where(MeetingSeries.id == series.id).first()
    assert found is not None
    return found


async def test_answer_stays_with_a_new_title_and_is_asked_for_anew_with_a_new_time(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    series = await invited(cast, anna)
    await accepted(cast, series)
    await change(anna, await first_of(series), "all", title="Klausur")
    await deliver_all()
    await change(anna, await first_of(series), "all", begins="09:00")
    _, minor, major = await mails_to(cast, "carla")
    assert minor.event["attendee"].params["PARTSTAT"] == "ACCEPTED"
    assert major.event["attendee"].params["PARTSTAT"] == "NEEDS-ACTION"
    assert major.event["attendee"].params["RSVP"] == "TRUE"


async def test_unsent_change_is_overtaken_by_the_next_and_nobody_gets_both(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    series = await invited(cast, anna)
    for place in ("Rathaus", "Schule"):
        assert await change(anna, await first_of(series), "all", place=place) == 303
    first, last = await mails_to(cast, "carla")
    assert first.row.state == "sent"
    assert last.event["location"].startswith("Schule")
    every = await mails_to(cast, "carla", dropped=True)
    assert [mail.row.state for mail in every] == ["sent", "dropped", "waiting"]
    one = await of_person(cast, series, "carla")
    assert {mail.row.thread_key for mail in every} == {thread_key(series.uid, one.id)}


async def test_updates_name_the_first_mail_and_digests_end_with_one_post(
    cast: Cast, visit: Visit, anonymous: Browser
) -> None:
    anna = await visit("anna")
    meeting = await make_meeting(cast.group)
    await invite(anna, cast, meeting, "carla")
    for place in ("Rathaus", "Schule"):
        await deliver(meeting)
        form = form_of(await reload(meeting), place=place, versand="senden")
        assert (await anna.post(address(meeting), form)).status_code == 303
    first, *updates = await letters(meeting, cast.id("carla"))
    assert len(updates) == 2
    for update in updates:
        assert update.message["references"] == first.message["message-id"]
        assert update.message["in-reply-to"] == first.message["message-id"]

    _, point = await make_paper(cast)
    await make_step(cast, point)
    await make_subscription(cast.committee, cast.jutta)
    await jobs.run(cast.committee, clock.now(), dry_run=False)
    row = await OutgoingMail.objects().where(OutgoingMail.person_id == cast.jutta.id).first()
    assert row is not None
    link = str(read_mail(row.mime)["List-Unsubscribe"]).strip("<>")
    assert f"\r\nList-Unsubscribe: <{link}>\r\n".encode() in row.mime, "in one line, as it is"
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in row.mime
    path = link.removeprefix("https://spurwerk.example.org")
    anonymous.client.cookies.clear()
    answer = await anonymous.client.post(path, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    await make_step(cast, point)
    assert await jobs.run(cast.committee, clock.now(), dry_run=False) == (0, 0)
