import pytest

from app.ical.address import mail_address, wire_address


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Jo.Beispiel@EXAMPLE.org", "Jo.Beispiel@example.org"),
        (" jo@example.org ", "jo@example.org"),
        ("jo@müller.example.org", "jo@xn--mller-kva.example.org"),
        ("sitzung+abc234@mail.example.org", "sitzung+abc234@mail.example.org"),
    ],
)
def test_an_address_is_kept_in_ascii(typed: str, kept: str) -> None:
    assert mail_address(typed) == kept


def test_an_umlaut_before_the_at_sign_is_refused_in_german() -> None:
    with pytest.raises(ValueError, match=r"Vor dem @ .* keine Umlaute"):
        mail_address("jörg@example.org")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "jo",
        "jo@",
        "jo@example.org, ab@example.org",
        "jo@example.org>",
        "Jo <jo@example.org>",
        "jo@example.org\r\nBcc: ab@example.org",
        "jo@example.org\n",
        "jo;ab@example.org",
        "a" * 65 + "@example.org",
        "jo@amt.local",
    ],
)
def test_what_is_no_single_public_address_is_refused_in_german(typed: str) -> None:
    with pytest.raises(ValueError, match="gültige E-Mail-Adresse"):
        mail_address(typed)


@pytest.mark.parametrize("written", ["spurwerk@localhost", "spurwerk@amt.local", "jo@example.org"])
def test_a_mail_may_name_a_server_of_the_office_network(written: str) -> None:
    assert wire_address(written) == written


@pytest.mark.parametrize(
    "written", ["jo@amt.local\r\nBcc: x", "jo@a..b", "jö@amt.local", "jo@a@b.local"]
)
def test_a_mail_names_no_broken_address(written: str) -> None:
    with pytest.raises(ValueError, match="E-Mail-Adresse"):
        wire_address(written)
