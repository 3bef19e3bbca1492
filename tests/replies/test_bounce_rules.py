import time

import pytest

from app.replies.reading import CLOCK_SECONDS, READER
from app.replies.rules.bounces import Kind, Report, report_of
from tests.replies.foreign_mail import note, report


@pytest.mark.parametrize(
    ("action", "status", "kind"),
    [
        ("failed", "5.1.1", Kind.HARD),
        ("Failed", "5.4.4", Kind.HARD),
        ("failed", "5.7.1", Kind.FAILED),
        ("failed", "5.2.2", Kind.FAILED),
        ("failed", "4.4.7", Kind.FAILED),
        ("delayed", "4.4.1", Kind.DELAYED),
        ("delivered", "2.0.0", Kind.ARRIVED),
        ("relayed", "2.0.0", Kind.ARRIVED),
    ],
)
def test_a_report_blames_the_address_only_for_good_reasons(
    action: str, status: str, kind: Kind
) -> None:
    assert report_of(report(action=action, status=status)).kind is kind


def test_a_report_carries_the_words_of_the_other_server_in_one_line() -> None:
    told = report_of(report(diagnosis="smtp; 550 5.1.1 <x@example.org>\n  gibt es\n  nicht"))
    assert told.words == "550 5.1.1 <x@example.org> gibt es nicht"


def test_of_several_recipients_the_worst_counts() -> None:
    raw = report(action="delayed", status="4.2.0").replace(
        b"Reporting-MTA: dns; mx.example.org\n\n",
        b"Reporting-MTA: dns; mx.example.org\n\nAction: failed\nStatus: 5.1.1\n\n",
    )
    assert report_of(raw).kind is Kind.HARD


@pytest.mark.parametrize(
    ("old", "new", "kind", "words"),
    [
        ("Action: failed", "Action: failed (given up)", Kind.HARD, "550 5.1.1 niemand da"),
        ("Action: failed", "action: ERROR", Kind.HARD, "550 5.1.1 niemand da"),
        ("Status: 5.1.1", "Status: 5.1.1 (no such mailbox)", Kind.HARD, "550 5.1.1 niemand da"),
        ("Status: 5.1.1", "X-Status: 0", Kind.HARD, "550 5.1.1 niemand da"),
        ("Status: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1", "Diagnostic-Code: SMTP;452 4.2.2", Kind.FAILED, "452 4.2.2 niemand da"),
        ("Status: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1", "Diagnostic-Code: smtp; 552", Kind.FAILED, "552 niemand da"),
        ("Diagnostic-Code: smtp; 550 5.1.1", "Diagnostic-Code: X-Postfix; Host smtp; x:", Kind.HARD, "Host smtp; x: niemand da"),
        ("Diagnostic-Code: smtp; 550 5.1.1 niemand da", "X-Rest: 1", Kind.HARD, "5.1.1"),
        ("multipart/report; report-type=delivery-status", "multipart/mixed", Kind.HARD, "550 5.1.1 niemand da"),
    ],
)  # fmt: skip
def test_reports_that_stretch_the_standard_are_understood(
    old: str, new: str, kind: Kind, words: str
) -> None:
    raw = report()
    assert old.encode() in raw
    assert report_of(raw.replace(old.encode(), new.encode())) == Report(kind, words)


def test_a_report_that_a_gateway_has_wrapped_is_found() -> None:
    wrapped = (
        b"From: gateway@mx.example.org\nMIME-Version: 1.0\n"
        b"Content-Type: multipart/mixed; boundary=aussen\n\n--aussen\n"
        + report(status="5.4.4")
        + b"\n--aussen\nContent-Type: text/plain\n\nDiese E-Mail wurde geprueft\n--aussen--\n"
    )
    assert report_of(wrapped).kind is Kind.HARD


UNREADABLE = {
    "nothing": b"",
    "garbage": b"\x00\xff\xfe",
    "nested": b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
        for n in range(3000)
    ),
}
NO_REPORT = {
    "a note": note(),
    "out of office": note(Auto_Submitted="auto-replied", Subject="Out of office"),
    "cut": b"From: a@example.org\r\nContent-Type: multipart/report; boundary=x\r\n\r\n--x",
    "no parts": b"From: a@example.org\r\nContent-Type: multipart/report\r\n\r\nAction: failed\r\n",
    "no status": report().replace(b"message/delivery-status", b"text/plain"),
    "no action": report().replace(b"Action: failed", b"Reaction: failed"),
    "a receipt": report().replace(b"delivery-status", b"disposition-notification"),
}


@pytest.mark.parametrize("name", NO_REPORT)
def test_what_is_no_report_blames_nobody(name: str) -> None:
    assert report_of(NO_REPORT[name]) == Report(Kind.AUTOMATIC)


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_blames_nobody(name: str) -> None:
    assert report_of(UNREADABLE[name]) == Report(Kind.UNREADABLE)


SLOW = {
    "a line without an end": b"Your message to:\n" + b"x" * 250_000,
    "a forest of brackets": b"Hi. This is the\n\n" + b"<" * 250_000,
}


@pytest.mark.parametrize("name", SLOW)
def test_a_report_made_to_take_long_is_stopped(name: str) -> None:
    READER.read(b"")  # its process is there
    begun = time.monotonic()
    assert READER.report(b"From: a@example.org\n" + SLOW[name]).kind is not Kind.HARD
    assert time.monotonic() - begun < CLOCK_SECONDS, "its limit is two seconds of processor time"
    assert READER.report(report()) == Report(Kind.HARD, "550 5.1.1 niemand da")
