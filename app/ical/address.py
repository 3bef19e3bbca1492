import re
from functools import lru_cache

from email_validator import EmailNotValidError, validate_email

_INVALID = "Bitte geben Sie eine gültige E-Mail-Adresse ein, zum Beispiel name@example.org."
_LOCAL_PART = (
    "Vor dem @ darf die E-Mail-Adresse keine Umlaute und keine anderen Sonderbuchstaben enthalten. "
    "Bitte geben Sie eine Adresse ohne Umlaute an."
)
_SIMPLE = re.compile(r"[A-Za-z0-9_-]+(?:[.+][A-Za-z0-9_-]+)*")
_LOCAL_LIMIT = 64  # octets (RFC 5321 §4.5.3.1.1)
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]|\.(?!\.)){0,200}[A-Za-z0-9]")


@lru_cache(maxsize=1024)  # one mail asks for the same addresses several times
def mail_address(raw: str) -> str:
    """ASCII only: the domain in lower case and punycode, the local part as typed.

    ValueError carries a German sentence for the reader. An umlaut before the @ would need
    SMTPUTF8 (RFC 6531), which mail servers of counties rarely speak.
    """
    try:
        checked = validate_email(raw.strip(" "), check_deliverability=False, strict=True)
    except EmailNotValidError:
        raise ValueError(_INVALID) from None
    if checked.ascii_email is None:
        raise ValueError(_LOCAL_PART)
    return checked.ascii_email


def wire_address(raw: str) -> str:
    """As mail_address, and also the hosts of an office network ("localhost", "amt.local").

    For mails that go out: the operator's settings may name a server nobody else can reach.
    """
    local, _, domain = raw.partition("@")
    if not _HOST.fullmatch(domain):
        return mail_address(raw)
    if len(local) <= _LOCAL_LIMIT and _SIMPLE.fullmatch(local):
        return f"{local}@{domain.lower()}"  # each mail has an address of its own: no long way
    checked = mail_address(f"{local}@example.org")
    return checked.removesuffix("example.org") + domain.lower()
