"""Servers that do not keep to RFC 3464; the texts are our own, after the shapes that are known."""

import pytest

from app.replies.rules.bounces import Kind, Report, report_of

WHO = "niemand@amt.example.org"
COPY = "Return-Path: <bounce+x@spurwerk.example.org>\nSubject: Einladung: Sitzung\n\nGuten Tag, das Budget ist voll 5.7.1 full quota\n"


def plain(*lines: str, head: str = "From: Mail System <MAILER-DAEMON@mx.example.org>") -> bytes:
    return "\n".join([head, "Subject: failure notice", "", *lines, ""]).encode()


def mixed(
    *lines: str, head: str = "X-Server: alt", part: str = "Content-Type: text/plain"
) -> bytes:
    kind = "Content-Type: multipart/mixed; boundary=grenze"
    whole = [
        "From: Postmaster <postmaster@mx.example.org>", head, "MIME-Version: 1.0", kind, "",
        "--grenze", part, "", *lines, "", "--grenze", "Content-Type: message/rfc822", "", COPY,
        "--grenze--", "",
    ]  # fmt: skip
    return "\n".join(whole).encode()


QMAIL = (
    "Hi. This is the qmail-send program at alt.example.org.",
    "I could not hand over your message. I have given up.", "", f"<{WHO}>:",
)  # fmt: skip
SHAPES: dict[str, tuple[bytes, Kind, str]] = {
    "qmail": (
        plain(*QMAIL, "Nobody of that name lives here. (#5.1.1)", "", "--- Below: the copy", COPY),
        Kind.HARD, "Nobody of that name lives here. (#5.1.1)",
    ),
    "qmail, box full": (
        plain(*QMAIL, "This box holds no more, try again. (#5.2.2)"),
        Kind.FAILED, "This box holds no more, try again. (#5.2.2)",
    ),
    "qmail, without a code": (
        plain(*QMAIL, "There is nobody with this address."),
        Kind.HARD, "",
    ),
    "Exim": (
        plain(
            "This message was created automatically by mail delivery software.", "",
            f"  {WHO}", "    host mx.amt.example.org [192.0.2.4]", "    SMTP error from remote:",
            "    550 unknown person", head=f"X-Failed-Recipients: {WHO}\nFrom: MAILER-DAEMON@mx.example.org",
        ),
        Kind.HARD, "550 unknown person",
    ),
    "Exim, refused by policy": (
        plain(
            "This message was created automatically by mail delivery software.", "",
            f"  {WHO}: 550-5.7.26 This mail is not authenticated",
            head=f"X-Failed-Recipients: {WHO}\nFrom: MAILER-DAEMON@mx.example.org",
        ),
        Kind.FAILED, f"{WHO}: 550-5.7.26 This mail is not authenticated",
    ),
    "old Postfix": (
        mixed(
            "This is the Postfix program at host mx.example.org.", "", "                The Postfix program",
            "", f"<{WHO}>: host mx[192.0.2.4] said: 550 <{WHO}>: User unknown",
            part="Content-Description: Notification\nContent-Type: text/plain",
        ),
        Kind.HARD, f"<{WHO}>: host mx[192.0.2.4] said: 550 <{WHO}>: User unknown",
    ),
    "Exchange 5.5": (
        mixed(
            "Your message", "", "  To: Gisela", "", "did not reach the following recipient(s):", "",
            f"{WHO} on Fri, 8 Jan 2027 10:00:00 +0100", "    The recipient name is not recognized",
            "    MSEXCH:IMS:Amt:MX 0 (000C05A6) Unknown Recipient",
        ),
        Kind.HARD, "",
    ),
    "GroupWise": (
        mixed(f"{WHO} (Nachricht nicht zugestellt: 550 no such mailbox)", head="X-Mailer: Novell GroupWise Internet Agent 7"),
        Kind.HARD, f"{WHO} (Nachricht nicht zugestellt: 550 no such mailbox)",
    ),
    "SMTPSVC": (
        mixed("   ----- Transcript of session follows -----", WHO, "552 the mailbox has no room"),
        Kind.FAILED, "552 the mailbox has no room",
    ),
    "IMail": (
        plain(f"User mailbox exceeds allowed size: {WHO}", "", "Original message follows.", COPY,
              head="X-Mailer: <SMTP32 v8.22>\nFrom: <postmaster@mx.example.org>"),
        Kind.FAILED, "",
    ),
    "a German provider": (
        plain("A message that you sent could not be delivered to one of its recipients.",
              f"{WHO}:", "SMTP error: 550 5.1.1 Empfaenger unbekannt", "--- Copy ---", COPY),
        Kind.HARD, "SMTP error: 550 5.1.1 Empfaenger unbekannt",
    ),
    "Dovecot, a full box": (
        plain(f"Your message to <{WHO}> was automatically rejected:", "Quota exceeded (mailbox is full)"),
        Kind.FAILED, "",
    ),
    "a warning": (
        plain("This message was created automatically.", "It has not yet been delivered:",
              f"  {WHO}", "No action is required on your part."),
        Kind.DELAYED, "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_a_server_that_writes_prose_is_understood(name: str) -> None:
    raw, kind, words = SHAPES[name]
    assert report_of(raw) == Report(kind, words)


@pytest.mark.parametrize("name", SHAPES)
def test_line_ends_of_the_network_change_nothing(name: str) -> None:
    raw, kind, words = SHAPES[name]
    assert report_of(raw.replace(b"\n", b"\r\n")) == Report(kind, words)


@pytest.mark.parametrize(
    "text",
    [
        "Ich bin bis 11.1.2027 nicht im Haus. Ihre Nachricht wird nicht weitergeleitet.",
        "I am out of office. Your message will be read on Monday.\nIn urgent cases: 550-1234",
        f"Ihre Nachricht an {WHO} ist angekommen.",
        "Ihre Anfrage #5.1.1 wurde angelegt.",
    ],
)
def test_what_a_machine_or_a_person_says_besides_is_no_failure(text: str) -> None:
    assert report_of(plain(text)).kind is Kind.AUTOMATIC
