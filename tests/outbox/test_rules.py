import itertools
from datetime import timedelta

import pytest

from app.core.settings import BadSettings
from app.outbox.rules import MailServer, delay_after, gives_up, kind_word


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(1, 1), (2, 5), (3, 15), (4, 60), (5, 60), (40, 60)]
)
def test_delays_grow_to_an_hour_and_spread_a_little(attempts: int, minutes: int) -> None:
    assert timedelta(minutes=minutes) <= delay_after(attempts) <= timedelta(minutes=minutes * 1.1)


def test_two_days_of_delays_are_enough() -> None:
    last = next(n for n in itertools.count(1) if gives_up(n))
    waited = 1 + 5 + 15 + 60 * (last - 1 - 3)
    assert timedelta(hours=47) <= timedelta(minutes=waited) <= timedelta(hours=48)
    assert gives_up(last + 1)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://localhost", MailServer("localhost", 25, None, None, "offered")),
        ("smtp://127.0.0.1:2525", MailServer("127.0.0.1", 2525, None, None, "offered")),
        ("smtp://[::1]:25", MailServer("::1", 25, None, None, "offered")),
        ("smtp://mail.example.org:587", MailServer("mail.example.org", 587, None, None, "required")),
        ("smtps://a%40b:c%3A%2F@mail.example.org", MailServer("mail.example.org", 465, "a@b", "c:/", "implicit")),
    ],
)  # fmt: skip
def test_address_of_the_mail_server(url: str, server: MailServer) -> None:
    assert MailServer.from_url(url) == server


@pytest.mark.parametrize("url", ["mail.example.org", "http://mail.example.org", "smtp://:25", "smtp://a:b"])  # fmt: skip
def test_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(BadSettings, match="SPURWERK_SMTP_URL"):
        MailServer.from_url(url)


def test_kinds_have_german_words() -> None:
    assert kind_word("invitation_sent") == "Einladung"
    assert kind_word("something_else") == "E-Mail"
