import pytest

from app.replies.rules.bounces import Kind, report_of
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


def test_a_server_that_writes_prose_is_understood() -> None:
    raw = (
        b"From: MAILER-DAEMON@alt.example.org\r\nSubject: failure notice\r\n\r\n"
        b"Hi. This is the qmail-send program at alt.example.org.\r\n"
        b"I'm afraid I wasn't able to deliver your message to the following addresses.\r\n"
        b"This is a permanent error; I've given up. Sorry it didn't work out.\r\n\r\n"
        b"<niemand@amt.example.org>:\r\nSorry, no mailbox here by that name. (#5.1.1)\r\n"
    )
    assert report_of(raw).kind is Kind.HARD


@pytest.mark.parametrize(
    "raw",
    [
        note(),
        note(Auto_Submitted="auto-replied", Subject="Out of office"),
        b"",
        b"\x00\xff\xfe",
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n--x",
        b"Content-Type: multipart/report\r\n\r\n" + b"Action: failed\r\nStatus: 5.1.1\r\n",
        b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
            for n in range(3000)
        ),
        report().replace(b"message/delivery-status", b"text/plain"),
    ],
    ids=["a note", "out of office", "nothing", "garbage", "cut", "no parts", "nested", "no status"],
)
def test_what_is_no_report_blames_nobody(raw: bytes) -> None:
    assert report_of(raw).kind is Kind.AUTOMATIC
