"""What arrives: the stored bytes of invitations, changes and cancellations, read again.

The points of the mail in docs/kalender.md (B), over every mail that a series causes in its life.
"""

import re
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr

import pytest

from app.invitations.rules import reply_token
from app.invitations.tables import SeriesInvitation
from app.web.filters import tag
from tests.browser import Browser, Visit
from tests.calendar_check import check, jcal
from tests.cast import Cast
from tests.invitations.post import Letter, invite
from tests.invitations.series import (
    cancel,
    change,
    deliver_all,
    events,
    invited,
    mails_to,
)
from tests.invitations.test_change import form_of
from tests.meetings.make import make_meeting
from tests.polls.post import new_poll
from tests.series.make import meetings_of

EVIL = "Sitzung\r\nBcc: evil@example.org\r\n\r\nEND:VEVENT\r\nATTENDEE:mailto:evil@example.org\x00"


async def life(cast: Cast, anna: Browser) -> list[Letter]:
    """Carla's mails: invited, a date moved and one called off, another hour, all cancelled."""
    series = await invited(cast, anna, "bernd", "carla")
    await change(anna, (await meetings_of(series))[1], "one", place="Schützenhaus, Straße 1")
    await deliver_all()
    await cancel(anna, (await meetings_of(series))[2], "one")
    await deliver_all()
    await change(anna, (await meetings_of(series))[0], "all", begins="14:00", ends="16:00")
    await deliver_all()
    await cancel(anna, (await meetings_of(series))[0], "all")
    found = await mails_to(cast, "carla")
    assert [letter.row.kind for letter in found] == [
        "invitation_sent", "invitation_changed", "invitation_cancelled", "invitation_changed",
        "invitation_cancelled",
    ]  # fmt: skip
    return found


def tree(part: EmailMessage) -> object:
    if part.is_multipart():
        return (part.get_content_type(), [tree(each) for each in part.iter_parts()])  # type: ignore[arg-type]
    return part.get_content_type()


def read_name(header: str, raw: bytes) -> str:
    """With the older reader: the newer one puts a space between encoded words of a name."""
    found = BytesParser(policy=policy.compat32).parsebytes(raw)[header]
    phrase, _ = parseaddr(re.sub("\r\n(?=[ \t])", "", found))
    return str(make_header(decode_header(phrase)))


def leaf(letter: Letter, kind: str) -> EmailMessage:
    (found,) = [each for each in letter.message.walk() if each.get_content_type() == kind]
    assert isinstance(found, EmailMessage)
    return found


async def test_every_mail_is_the_tree_with_the_calendar_last_and_the_same_bytes_attached(
    cast: Cast, visit: Visit
) -> None:
    for letter in await life(cast, await visit("anna")):
        assert tree(letter.message) == (
            "multipart/mixed",
            [
                ("multipart/alternative", ["text/plain", "text/html", "text/calendar"]),
                "application/ics",
            ],
        )
        calendar, file = leaf(letter, "text/calendar"), leaf(letter, "application/ics")
        assert calendar["content-disposition"] is None
        assert calendar["content-id"] is None
        parameters = calendar["content-type"].params
        assert parameters["method"] == letter.calendar["method"]
        assert parameters["charset"].upper() == "UTF-8"
        assert file.get_payload(decode=True) == letter.ics
        check(letter.ics)


async def test_every_mail_is_ascii_in_short_lines_and_reads_the_same_again(
    cast: Cast, visit: Visit
) -> None:
    for letter in await life(cast, await visit("anna")):
        raw = letter.row.mime
        assert raw.isascii()
        assert max(len(line) for line in raw.split(b"\r\n")) <= 998
        assert b"\n" not in raw.replace(b"\r\n", b"")
        again = BytesParser(policy=policy.default).parsebytes(raw)
        assert BytesParser(policy=policy.default).parsebytes(again.as_bytes()).as_bytes()
        (calendar,) = [p for p in again.walk() if p.get_content_type() == "text/calendar"]
        assert calendar.get_payload(decode=True) == letter.ics


async def test_every_mail_names_one_reader_and_nobody_elses_address_or_token(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    found = await life(cast, anna)
    bernd = await SeriesInvitation.objects().where(
        SeriesInvitation.person == cast.id("bernd")
    ).first()  # fmt: skip
    assert bernd is not None
    for letter in found:
        assert [str(each.addr_spec) for each in letter.message["to"].addresses] == [
            cast.carla.email
        ]
        for secret in (cast.bernd.email, reply_token(bernd.id)):
            assert secret.encode() not in letter.row.mime
            assert secret.encode() not in letter.ics
        for header in ("date", "message-id", "from", "to", "subject"):
            assert len(letter.message.get_all(header, [])) == 1, header
        assert letter.message["auto-submitted"] == "auto-generated"
        assert letter.message["list-unsubscribe"] is None


async def test_uid_organizer_and_from_are_the_same_through_the_whole_life(
    cast: Cast, visit: Visit
) -> None:
    found = await life(cast, await visit("anna"))
    uids = {str(each["uid"]) for letter in found for each in events(letter)}
    assert len(uids) == 1
    (uid,) = uids
    assert re.fullmatch(r"[!-~]{1,70}", uid)
    assert not any(each in uid.lower() for each in ("carla", "cordes", "sitzung"))
    for letter in found:
        sender = letter.message["from"].addresses[0].addr_spec
        for event in events(letter):
            assert not isinstance(event["organizer"], list)
            assert str(event["organizer"]) == f"mailto:{sender}"
            assert str(event["attendee"]) == f"mailto:{cast.carla.email}"
            parameters = event["attendee"].params
            assert {"PARTSTAT", "RSVP", "ROLE", "CUTYPE"} <= set(parameters)
    assert len({str(events(letter)[0]["organizer"]) for letter in found}) == 1


async def test_numbers_never_fall_and_stamps_rise_and_updates_name_the_first_mail(
    cast: Cast, visit: Visit
) -> None:
    found = await life(cast, await visit("anna"))
    numbers = [events(letter)[0]["sequence"] for letter in found]
    assert numbers == [0, 1, 1, 2, 3]
    stamps = [events(letter)[0]["dtstamp"].dt for letter in found]
    assert stamps == sorted(set(stamps))
    first = str(found[0].message["message-id"])
    assert [str(letter.message["references"]) for letter in found[1:]] == [first] * 4
    assert [str(letter.message["in-reply-to"]) for letter in found[1:]] == [first] * 4
    assert len({str(letter.message["message-id"]) for letter in found}) == 5


async def test_text_names_day_weekday_zone_place_and_link(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    for letter in await life(cast, anna):
        for kind in ("plain", "html"):
            text = letter.part(kind)
            assert re.search(r"(Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch", text)
            assert re.search(r"deutsche Zeit, MES?Z", text)
            assert "https://spurwerk.example.org/" in text
            assert "Kreishaus" in text or "Schützenhaus, Straße 1" in text
    video = "https://video.example.org/raum-5"
    meeting = await make_meeting(cast.group, title="<b>Räume</b> & Geld", video_url=video)
    await invite(anna, cast, meeting, "bernd")
    *_, letter = await mails_to(cast, "bernd")
    assert "<b>Räume</b> & Geld" in letter.part("plain")
    assert "&lt;b&gt;Räume&lt;/b&gt; &amp; Geld" in letter.part("html")
    assert "<b>Räume" not in letter.part("html")
    assert video in letter.part("plain")
    assert video in letter.part("html")


@pytest.mark.parametrize("where", ["title", "place", "room", "person", "video_url"])
async def test_line_breaks_and_control_characters_stay_data(
    cast: Cast, visit: Visit, where: str
) -> None:
    anna = await visit("anna")
    meeting = await make_meeting(cast.group)
    raw = EVIL.replace("\x00", "")  # the database holds no NUL
    if where == "video_url":
        form = form_of(meeting, video_url=f"https://x.example.org/{EVIL}")
        refused = await anna.post(f"/sitzungen/{meeting.id}/bearbeiten", form)
        assert refused.status_code == 422, "a link that is none is not stored"
    elif where == "person":
        cast.carla.family_name = raw[:120]
        await cast.carla.save()
    else:
        setattr(meeting, where, raw)
        await meeting.save()
    assert await invite(anna, cast, meeting, "carla") == 303
    (letter,) = await mails_to(cast, "carla")
    check(letter.ics)
    assert letter.message["bcc"] is None
    assert [each.addr_spec for each in letter.message["to"].addresses] == [cast.carla.email]
    (event,) = events(letter)
    assert str(event["attendee"]) == f"mailto:{cast.carla.email}"
    _, _, components = jcal(letter.ics)
    (vevent,) = [each for each in components if each[0] == "vevent"]
    assert [each[0] for each in vevent[1]].count("attendee") == 1
    headers, _, _ = letter.row.mime.partition(b"\r\n\r\n")
    assert not re.search(rb"(?mi)^bcc:", headers)


@pytest.mark.parametrize("name", ["Müller-Lüdenscheidt", 'Weiß, "Eva"; Dr. (Ärztin)', "Ç" * 60])
async def test_umlauts_of_subject_and_names_arrive_exactly(
    cast: Cast, visit: Visit, name: str
) -> None:
    anna = await visit("anna")
    cast.carla.family_name = name
    await cast.carla.save()
    cast.group.name = "Steuerungsgruppe Wärmeplanung für Großräschen"
    await cast.group.save()
    meeting = await make_meeting(cast.group)
    await invite(anna, cast, meeting, "carla")
    (letter,) = await mails_to(cast, "carla")
    assert read_name("To", letter.row.mime) == f"Carla {name}"
    assert str(letter.message["subject"]) == letter.row.subject
    assert read_name("From", letter.row.mime) == f"{cast.group.name} (Anna Albers)"
    assert not re.search(rb"\?==\?", letter.row.mime), "encoded words stand apart (RFC 2047 §2)"


async def test_domain_with_umlauts_goes_out_in_ascii_and_an_umlaut_before_it_is_refused(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    cast.carla.email = "carla@müller-jugend.example.org"
    await cast.carla.save()
    meeting = await make_meeting(cast.group)
    assert await invite(anna, cast, meeting, "carla") == 303
    (letter,) = await mails_to(cast, "carla")
    ascii_address = "carla@xn--mller-jugend-dlb.example.org"
    assert letter.message["to"].addresses[0].addr_spec == ascii_address
    assert str(events(letter)[0]["attendee"]) == f"mailto:{ascii_address}"
    assert tag(meeting.starts_at) in " ".join(letter.part("plain").split())
    path = f"/gruppen/{cast.group.id}/terminabfragen/neu"
    await anna.get(path)
    guests = "Käthe Müller, käthe@example.org"
    refused = await anna.post(path, new_poll(cast, "carla", guests=guests))
    assert refused.status_code == 422
    assert "Vor dem @ darf die E-Mail-Adresse keine Umlaute" in refused.text
    assert guests in refused.text
