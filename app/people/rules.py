from datetime import date

from app.core.errors import RuleViolation
from app.ical.address import mail_address

EMAIL_TAKEN = "Diese Adresse ist in Spurwerk schon vergeben. Bitte geben Sie eine andere an."
TRAEGER_ELSEWHERE = "Diesen Träger gibt es hier nicht. Bitte wählen Sie neu."


class EmailTaken(RuleViolation):
    """Belongs to the field of the address, not to the whole form."""


def normal_email(raw: str) -> str:
    """Lower case, ASCII; ValueError with a German sentence."""
    return mail_address(raw).lower()


def full_name(title: str, given_name: str, family_name: str) -> str:
    return " ".join(part for part in (title, given_name, family_name) if part)


def email_taken(owner: str | None) -> EmailTaken:
    """owner: the name, if the reader may know it (same body); else nothing is said about them."""
    if owner is None:
        return EmailTaken(EMAIL_TAKEN)
    return EmailTaken(
        f"Diese Adresse gehört schon zu {owner}. Bitte ändern Sie den vorhandenen Eintrag oder "
        "geben Sie eine andere Adresse an."
    )


def check_same_body(owner: object, body_id: object, sentence: str) -> None:
    """Raises RuleViolation for something that is not there (None) or another body's."""
    if owner is None or owner != body_id:
        raise RuleViolation(sentence)


def last_day(since: date | None, today: date) -> date:
    """An affiliation ends today, or on its first day if that is still to come."""
    return max(since, today) if since else today
