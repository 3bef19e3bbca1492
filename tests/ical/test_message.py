import re
from dataclasses import replace
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.policy import compat32
from typing import Any

import pytest

from app.ical.invitation import cancel, request
from app.ical.message import Attachment, compose
from tests.ical.samples import ATTENDEE, ORGANIZER, STAMP, TOKEN, event, mail
from tests.mails import read_mail

REQUEST = request(event(), ORGANIZER, ATTENDEE, stamp=STAMP)
CANCEL = cancel(event(sequence=1), ORGANIZER, ATTENDEE, stamp=STAMP)
PDF = Attachment("Tagesordnung Frühe Hilfen.pdf", "application", "pdf", b"%PDF-1.7\r\n\xff\x00")


def invitation(**changes: Any) -> bytes:
    return compose(mail(calendar=REQUEST, calendar_method="REQUEST", **changes))


def tree(part: Message) -> Any:
    """Content types; a multipart as (type, children)."""
    if not part.is_multipart():
        return part.get_content_type()
    children = [tree(each) for each in part.get_payload() if isinstance(each, Message)]
    return part.get_content_type(), children


def part_of(raw: bytes, content_type: str) -> EmailMessage:
    (found,) = [each for each in read_mail(raw).walk() if each.get_content_type() == content_type]
    assert isinstance(found, EmailMessage)
    return found


def test_an_invitation_has_the_tree_that_groupware_knows() -> None:
    alternative = ("multipart/alternative", ["text/plain", "text/html", "text/calendar"])

    assert tree(read_mail(invitation())) == ("multipart/mixed", [alternative, "application/ics"])
    assert tree(read_mail(invitation(attachments=[PDF]))) == (
        "multipart/mixed",
        [alternative, "application/ics", "application/pdf"],
    )


def test_a_mail_without_calendar_is_text_and_html() -> None:
    bodies = ("multipart/alternative", ["text/plain", "text/html"])

    assert tree(read_mail(compose(mail()))) == bodies
    assert tree(read_mail(compose(mail(attachments=[PDF])))) == (
        "multipart/mixed",
        [bodies, "application/pdf"],
    )


@pytest.mark.parametrize(("method", "ics"), [("REQUEST", REQUEST), ("CANCEL", CANCEL)])
def test_the_calendar_part_names_its_method_and_nothing_that_hides_it(
    method: str, ics: bytes
) -> None:
    part = part_of(compose(mail(calendar=ics, calendar_method=method)), "text/calendar")

    assert part.get_param("method") == method
    assert part.get_param("component") == "VEVENT"
    assert str(part.get_param("charset")).upper() == "UTF-8"
    assert part["Content-Transfer-Encoding"] == "base64"
    assert set(part.keys()) == {"Content-Type", "Content-Transfer-Encoding"}


def test_both_copies_of_the_calendar_come_back_byte_for_byte() -> None:
    attached = part_of(invitation(), "application/ics")

    assert part_of(invitation(), "text/calendar").get_payload(decode=True) == REQUEST
    assert attached.get_payload(decode=True) == REQUEST
    assert attached.get_filename() == attached.get_param("name") == "einladung.ics"
    assert attached.get_content_disposition() == "attachment"


def test_a_cancellation_attaches_no_invitation() -> None:
    raw = compose(mail(calendar=CANCEL, calendar_method="CANCEL"))

    assert part_of(raw, "application/ics").get_filename() == "absage.ics"


@pytest.mark.parametrize(
    "changes",
    [
        {"calendar": REQUEST, "calendar_method": "CANCEL"},
        {"calendar": REQUEST},
        {"calendar_method": "REQUEST"},
        {"calendar": REQUEST * 2, "calendar_method": "REQUEST"},
        {"calendar": b"BEGIN:VCALENDAR\r\n", "calendar_method": "REQUEST"},
    ],
)
def test_a_calendar_that_does_not_fit_its_mail_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="METHOD"):
        compose(mail(**changes))


def test_the_whole_mail_is_ascii_in_short_lines() -> None:
    raw = invitation(attachments=[PDF], text="ü" * 3000, html=f"<p>{'Wörter ' * 400}</p>")
    lines = raw.split(b"\r\n")

    assert raw.isascii()
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    assert max(len(line) for line in lines) <= 76


def test_text_html_and_attachments_come_back_as_they_were() -> None:
    text = "Größe: 3 = drei\n.\nFrom here\n  Ende – " + "x" * 200 + "\n"
    raw = compose(mail(text=text, html="<p>Grüße</p>\n", attachments=[PDF]))

    assert part_of(raw, "text/plain").get_content() == text.replace("\n", "\r\n")
    assert part_of(raw, "text/html").get_content() == "<p>Grüße</p>\r\n"
    assert part_of(raw, "application/pdf").get_payload(decode=True) == PDF.content
    assert part_of(raw, "application/pdf").get_filename() == PDF.name


def test_a_long_file_name_comes_back_as_it_was() -> None:
    name = "Anlage 3 – " + "Bedarfsabfrage der öffentlichen und freien Träger " * 4 + ".pdf"
    raw = compose(mail(attachments=[replace(PDF, name=name)]))

    assert part_of(raw, "application/pdf").get_filename() == name
    assert max(len(line) for line in raw.split(b"\r\n")) <= 78


def test_each_header_stands_once_and_says_that_a_machine_wrote() -> None:
    message = read_mail(invitation())

    for name in ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version"):
        assert len(message.get_all(name, [])) == 1
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "de"
    assert message["Message-ID"] == "<inv.6f1c2a34.seq0.r1@mail.example.org>"
    assert message["Date"].datetime == STAMP
    absent = {"Cc", "Bcc", "Precedence", "Reply-To", "List-Unsubscribe", "References"}
    assert not absent & set(message.keys())


def test_from_is_the_organizer_of_the_calendar() -> None:
    (sender,) = read_mail(invitation())["From"].addresses

    assert sender.addr_spec == f"sitzung+{TOKEN}@mail.example.org"
    assert f"mailto:{sender.addr_spec}".encode() in REQUEST.replace(b"\r\n ", b"")


def test_nobody_elses_address_or_token_is_in_the_mail() -> None:
    addresses = set(re.findall(rb"[\w.+-]+@[\w.-]+", invitation()))

    assert addresses == {
        b"jo@example.org",
        ORGANIZER.address.encode(),
        b"inv.6f1c2a34.seq0.r1@mail.example.org",
    }


def test_a_later_mail_names_the_first_and_the_one_before() -> None:
    ids = [f"<inv.6f1c2a34.seq{number}.r1@mail.example.org>" for number in range(14)]
    message = BytesParser(policy=compat32).parsebytes(compose(mail(references=ids)))

    assert message["In-Reply-To"] == ids[-1]
    assert message["References"].split() == [ids[0], *ids[-9:]]


def test_a_thread_of_long_message_ids_still_fits_one_line() -> None:
    ids = [f"<{'i' * 220}{number}@mail.example.org>" for number in range(6)]
    raw = compose(mail(references=ids))

    assert f"\r\nReferences: {ids[0]} {ids[4]} {ids[5]}\r\n".encode() in raw


def test_a_single_reference_is_the_mail_before() -> None:
    message = read_mail(compose(mail(references=["<first@mail.example.org>"])))

    assert message["In-Reply-To"] == message["References"] == "<first@mail.example.org>"


def test_long_links_and_message_ids_stand_literally_in_one_line() -> None:
    link = "https://spurwerk.example.org/abmelden/" + "k" * 300
    ids = [f"<{'i' * 55}{number}@mail.example.org>" for number in range(10)]
    raw = compose(mail(list_unsubscribe=link, references=ids, message_id=ids[0]))

    assert f"\r\nList-Unsubscribe: <{link}>\r\n".encode() in raw
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in raw
    assert f"\r\nReferences: {' '.join(ids)}\r\n".encode() in raw
    assert f"\r\nIn-Reply-To: {ids[-1]}\r\n".encode() in raw
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998


@pytest.mark.parametrize(
    "link", ["http://example.org/a", "https://example.org/a>\r\nX: 1", "mailto:ab@example.org"]
)
def test_unsubscribing_needs_an_https_link(link: str) -> None:
    with pytest.raises(ValueError, match="https"):
        compose(mail(list_unsubscribe=link))


def test_nobody_unsubscribes_from_an_invitation() -> None:
    with pytest.raises(ValueError, match="unsubscribed"):
        invitation(list_unsubscribe="https://example.org/a")


@pytest.mark.parametrize(
    "message_id", ["a@example.org", "<a>", "<a@b>\r\nX: 1", "<" + "a" * 240 + "@example.org>"]
)
def test_a_message_id_that_is_none_is_refused(message_id: str) -> None:
    with pytest.raises(ValueError, match="message-id"):
        compose(mail(message_id=message_id))
    with pytest.raises(ValueError, match="message-id"):
        compose(mail(references=[message_id]))


def test_a_date_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        compose(mail(date=STAMP.replace(tzinfo=None)))


def test_equal_parts_give_equal_bytes() -> None:
    assert invitation(attachments=[PDF]) == invitation(attachments=[PDF])
    assert invitation() != invitation(message_id="<other@mail.example.org>")
