import pytest

from app.replies.rules.recipients import Recipient, noted_recipient, our_recipient

DOMAIN = "spurwerk.example.org"


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("sitzung+abc234@spurwerk.example.org", Recipient("sitzung", "abc234")),
        ("<SITZUNG+ABC234@Spurwerk.Example.ORG>", Recipient("sitzung", "abc234")),
        ("bounce+abc234@spurwerk.example.org", Recipient("bounce", "abc234")),
        ("sitzung@spurwerk.example.org", Recipient("sitzung", "")),
        ("bounce@spurwerk.example.org", None),
        ("bounce+@spurwerk.example.org", None),
        ("sitzung+abc@example.org", None),
        ("sitzung+abc@spurwerk.example.org.evil.example", None),
        ("sitzung+a_b@spurwerk.example.org", None),
        ("sitzung+ａｂｃ@spurwerk.example.org", None),
        ("x+sitzung+abc@spurwerk.example.org", None),
        ("claudia@spurwerk.example.org", None),
        ("", None),
        ("@", None),
    ],
)
def test_only_our_two_addresses_are_ours(address: str, found: Recipient | None) -> None:
    assert our_recipient(address, DOMAIN) == found


HEADERS = ("Delivered-To", "X-Original-To")


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"Delivered-To: sitzung+abc@spurwerk.example.org\r\n\r\n", "sitzung+abc@spurwerk.example.org"),
        (b"X-Original-To: bounce+abc@spurwerk.example.org\r\n\r\n", "bounce+abc@spurwerk.example.org"),
        (
            (b"Delivered-To: postfach@spurwerk.example.org\r\n"
            b"X-Original-To: sitzung+abc@spurwerk.example.org\r\n\r\n"),
            "sitzung+abc@spurwerk.example.org",
        ),
        (
            (b"Delivered-To: postfach@spurwerk.example.org\r\n"
            b"Delivered-To: sitzung+gefaelscht@spurwerk.example.org\r\n\r\n"),
            "",
        ),
        (b"To: sitzung+abc@spurwerk.example.org\r\n\r\n", ""),
        (b"Subject: x\r\n\r\nDelivered-To: sitzung+abc@spurwerk.example.org\r\n", ""),
        (b"Delivered-To: =?foo-8?q?x?=\r\n\r\n", ""),
        (b"\x00\xff", ""),
    ],
)  # fmt: skip
def test_the_envelope_is_known_only_from_the_topmost_header_of_our_own_server(
    raw: bytes, found: str
) -> None:
    assert noted_recipient(raw, HEADERS, DOMAIN) == found
