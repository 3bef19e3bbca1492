import re
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import getaddresses
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.ical.message import compose
from app.ical.text import one_line
from tests.ical.samples import TOKEN, mail

NAMES = st.text() | st.text(alphabet='ab ,;:<>()@"\\=?_äß–\r\n\x00', max_size=120)
LONG = f"sitzung+{TOKEN}@mail.landkreis-musterhausen-an-der-unteren-elbe.example.org"


def head(**changes: Any) -> Message:
    return BytesParser(policy=compat32).parsebytes(compose(mail(**changes)), headersonly=True)


def decoded(raw: str) -> str:
    """RFC 2047 by the older, simpler reader; the newer one puts blanks between encoded-words."""
    return str(make_header(decode_header(re.sub("\r\n(?=[ \t])", "", raw))))


def mailbox(raw: str) -> tuple[str, str]:
    ((name, address),) = getaddresses([re.sub("\r\n(?=[ \t])", "", raw)])
    return decoded(name), address


def assert_wire_form(raw: str) -> None:
    """Lines of 76, encoded-words of 75, and blanks between them (RFC 2047 §2)."""
    words = re.findall(r"=\?utf-8\?[bq]\?[^?]*\?=", raw)
    assert all(len(word) <= 75 for word in words)
    assert "?==?" not in raw
    assert all(len(line) <= 76 for line in raw.split("\r\n"))


@settings(deadline=None)
@given(name=NAMES)
@example("Steuerungsgruppe im südlichen Landkreis (Anna Beispiel-Müller von der Höhe und zu Tal)")
@example(
    "Ein sehr langer Name, der ein Komma hat und nicht in eine Zeile passt; ab@example.org (x)"
)
@example("=?utf-8?q?Falsch?=")
@example('Jo "der Rote" \\ Beispiel')
@example("ü" * 100)
@example("x" * 100)
@example("Beispiel, Jo\r\nBcc: ab@example.org")
def test_each_name_comes_back_as_it_was(name: str) -> None:
    message = head(sender_name=name, recipient_name=name, reply_to=(name, "re@example.org"))

    for header, address in (("To", "jo@example.org"), ("Reply-To", "re@example.org")):
        assert mailbox(message[header]) == (one_line(name), address)
        assert_wire_form(f"{header}: {message[header]}")
    assert mailbox(message["From"])[0] == one_line(name)
    assert message["Bcc"] is None


@settings(deadline=None)
@given(subject=NAMES)
@example("Einladung: Sitzung – Di 12.01.2027 10:00")
@example("=?utf-8?q?Falsch?=")
@example("Sitzung\r\nBcc: ab@example.org\r\n\r\nText")
@example("ü" * 300)
@example("x" * 1200)
def test_each_subject_comes_back_as_it_was(subject: str) -> None:
    message = head(subject=subject)

    assert decoded(message["Subject"]) == one_line(subject)
    assert_wire_form(f"Subject: {message['Subject']}")
    assert message["Bcc"] is None
    assert message["Date"] is not None


@pytest.mark.parametrize("name", ["", "Jo Beispiel", "Jö Beispiel", "Gruppe (Süd), " * 8])
def test_a_long_address_is_never_folded_or_encoded(name: str) -> None:
    raw = compose(mail(sender_name=name, sender_address=LONG))

    assert f"<{LONG}>\r\n".encode() in raw


def test_a_domain_with_umlauts_is_written_in_punycode() -> None:
    message = head(recipient_address="jo@müller.example.org", sender_name="Müller")

    assert mailbox(message["To"])[1] == "jo@xn--mller-kva.example.org"


@pytest.mark.parametrize(
    "address",
    ["jo@example.org\r\nBcc: x@example.org", "jo@example.org, ab@example.org", "jö@example.org"],
)
def test_an_address_that_is_not_one_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="E-Mail-Adresse"):
        compose(mail(recipient_address=address))
    with pytest.raises(ValueError, match="E-Mail-Adresse"):
        compose(mail(sender_address=address))
    with pytest.raises(ValueError, match="E-Mail-Adresse"):
        compose(mail(reply_to=("", address)))
