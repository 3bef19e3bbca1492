"""Twelve invitations go out: one mail each, with a calendar object of their own."""

from datetime import date

from app.core.tokens import hash_of
from app.core.words import Visibility
from app.invitations import rules
from app.invitations.tables import Invitation
from app.meetings.tables import MeetingStatus
from tests.browser import Visit
from tests.calendar_check import check
from tests.cast import Cast, make_member, make_person
from tests.invitations.post import invite, letters, reload
from tests.meetings.make import make_item, make_meeting


async def test_page_preselects_who_is_usually_invited(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    quiet = await make_person(cast.body, "Quirin", "Quast")
    await make_member(cast.group, quiet, invite_by_default=False)
    meeting = await make_meeting(cast.group)
    page = (await anna.get(f"/sitzungen/{meeting.id}/einladen")).text
    assert "4 Einladungen gehen jetzt raus" in page
    assert "4 Einladungen senden" in page
    assert f'value="{quiet.id}"><label' in page, "offered, not ticked"
    assert "Ebert" not in page, "who has left is not offered"


async def test_each_chosen_person_gets_one_mail_with_only_their_own_attendee(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    meeting = await make_meeting(cast.group)
    assert await invite(anna, cast, meeting, "bernd", "carla", "paul") == 303
    found = await letters(meeting)
    assert [letter.row.recipient_address for letter in found] == [
        cast.bernd.email, cast.carla.email, cast.paul.email,
    ]  # fmt: skip
    carla = found[1]
    check(carla.ics)
    assert carla.calendar["method"] == "REQUEST"
    assert carla.event["uid"] == meeting.uid
    assert carla.event["sequence"] == 0
    assert str(carla.attendee) == f"mailto:{cast.carla.email}"
    assert carla.attendee.params["PARTSTAT"] == "NEEDS-ACTION"
    assert carla.attendee.params["RSVP"] == "TRUE"
    assert carla.attendee.params["ROLE"] == "REQ-PARTICIPANT"
    for other in (cast.bernd, cast.paul):
        assert other.email.encode() not in carla.row.mime
    assert (await reload(meeting)).status == MeetingStatus.INVITED


async def test_organizer_is_the_sender_and_holds_the_token_of_this_person(
    cast: Cast, visit: Visit
) -> None:
    meeting = await make_meeting(cast.group)
    await invite(await visit("anna"), cast, meeting, "bernd", "carla")
    invitation = await Invitation.objects().where(Invitation.person == cast.carla.id).first()
    assert invitation is not None
    (letter,) = await letters(meeting, cast.id("carla"))
    token = rules.reply_token(invitation.id)
    address = f"sitzung+{token}@spurwerk.example.org"
    assert str(letter.event["organizer"]) == f"mailto:{address}"
    sender = letter.message["from"].addresses[0]
    assert sender.addr_spec == address
    assert sender.display_name == f"{cast.group.name} (Anna Albers)"
    assert len(token) == 32
    assert invitation.reply_token_hash == hash_of(token)
    message_id = str(letter.message["message-id"])
    assert message_id.startswith(f"<inv.{invitation.id.hex}.s0.")
    assert len(message_id) < 78
    assert invitation.first_message_id == message_id
    assert letter.row.thread_key == f"{meeting.uid}:{invitation.id}"


async def test_text_and_html_name_date_place_and_three_answers(cast: Cast, visit: Visit) -> None:
    starts_at = (await make_meeting(cast.group)).starts_at.replace(year=2027, month=7, day=13)
    meeting = await make_meeting(
        cast.group,
        title="6. Sitzung <b>",
        starts_at=starts_at,
        video_url="https://video.example.org/6",
    )
    await invite(await visit("anna"), cast, meeting, "carla")
    (letter,) = await letters(meeting)
    token = rules.answer_token((await _carla(cast)).id)
    for kind in ("plain", "html"):
        text = letter.part(kind)
        assert "Dienstag, 13. Juli 2027, 16:00–18:00 Uhr" in text
        assert "MESZ" in text
        assert "Kreishaus, Raum 204" in text
        assert "https://video.example.org/6" in text
        for word in ("ja", "vielleicht", "nein"):
            assert f"https://spurwerk.example.org/a/{token}?antwort={word}" in text
    assert "6. Sitzung &lt;b&gt;" in letter.part("html")
    assert letter.row.subject == f"Einladung: {cast.group.name}, Di 13.07.2027, 16:00 Uhr"
    assert max(len(line) for line in letter.part("plain").splitlines() if "http" not in line) <= 76
    assert letter.message["auto-submitted"] == "auto-generated"
    assert letter.message["list-unsubscribe"] is None


async def _carla(cast: Cast) -> Invitation:
    found = await Invitation.objects().where(Invitation.person == cast.carla.id).first()
    assert found is not None
    return found


async def test_confidential_items_are_counted_for_members_and_hidden_from_guests(
    cast: Cast, visit: Visit
) -> None:
    meeting = await make_meeting(cast.group)
    await make_item(meeting, position=4, title="Personalie", visibility=Visibility.CONFIDENTIAL)
    await invite(await visit("anna"), cast, meeting, "carla", "gustav")
    (carla,) = await letters(meeting, cast.id("carla"))
    (gustav,) = await letters(meeting, cast.id("gustav"))
    for letter in (carla, gustav):
        assert b"Personalie" not in letter.ics
        assert "Personalie" not in letter.part("plain") + letter.part("html")
    assert "4. Nichtöffentlicher Punkt" in carla.part("plain")
    assert "Nichtöffentlicher Punkt" not in gustav.part("plain") + gustav.part("html")


async def test_sent_twice_it_is_one_set_of_mails(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    meeting = await make_meeting(cast.group)
    assert [await invite(anna, cast, meeting, "bernd", "carla") for _ in range(2)] == [303, 303]
    assert len(await letters(meeting)) == 2


async def test_later_invited_person_is_mailed_alone(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    meeting = await make_meeting(cast.group)
    await invite(anna, cast, meeting, "bernd")
    page = (await anna.get(f"/sitzungen/{meeting.id}/einladen")).text
    assert str(cast.id("bernd")) not in page
    await invite(anna, cast, meeting, "bernd", "carla")
    assert [each.row.recipient_name for each in await letters(meeting)] == [
        "Bernd Brandt", "Carla Cordes",
    ]  # fmt: skip


async def test_optional_people_are_optional_in_the_calendar(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    meeting = await make_meeting(cast.group)
    path = f"/sitzungen/{meeting.id}/einladen"
    await anna.get(path)
    gustav = str(cast.id("gustav"))
    await anna.post(path, {"person": [gustav], "optional": [gustav]})
    (letter,) = await letters(meeting)
    assert letter.attendee.params["ROLE"] == "OPT-PARTICIPANT"


async def test_nobody_chosen_comes_back(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    meeting = await make_meeting(cast.group)
    assert await invite(anna, cast, meeting) == 422
    assert await letters(meeting) == []


async def test_strangers_cannot_be_invited_by_a_forged_form(cast: Cast, visit: Visit) -> None:
    meeting = await make_meeting(cast.group)
    assert await invite(await visit("anna"), cast, meeting, "dirk") == 422
    assert await letters(meeting) == []


async def test_who_has_left_or_not_begun_is_not_offered(cast: Cast, visit: Visit) -> None:
    future = await make_person(cast.body, "Zora", "Ziegler")
    await make_member(cast.group, future, since=date(2099, 1, 1))
    meeting = await make_meeting(cast.group)
    page = (await (await visit("anna")).get(f"/sitzungen/{meeting.id}/einladen")).text
    assert "Ziegler" not in page


async def test_only_who_leads_may_invite(cast: Cast, visit: Visit) -> None:
    meeting = await make_meeting(cast.group)
    for name, status in (("carla", 403), ("dirk", 404), ("frieda", 404), ("eva", 404)):
        browser = await visit(name)
        answer = await browser.get(f"/sitzungen/{meeting.id}/einladen")
        assert answer.status_code == status, name
        assert await invite(browser, cast, meeting, "carla") == status, name
    assert await invite(await visit("bernd"), cast, meeting, "carla") == 303
