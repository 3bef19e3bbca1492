"""Guests without membership, one a line: "Ina Beck, ina.beck@example.org" or "Ina Beck <ina…>"; pure."""

import re
from dataclasses import dataclass

from app.people.rules import normal_email

MAX_GUESTS = 30
LINE = re.compile(r"^(?P<name>[^,;<>]+?)\s*(?:[,;]\s*(?P<plain>\S+)|<\s*(?P<angled>\S+)\s*>)$")
EXAMPLE = "Bitte schreiben Sie „Vorname Nachname, Adresse“"
LONGEST_NAME = 120


@dataclass(frozen=True)
class Guest:
    """email: normalised, lower case."""

    given_name: str
    family_name: str
    email: str


def guests_in(text: str) -> list[Guest]:
    """Raises ValueError with a German sentence that names the line."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if len(lines) > MAX_GUESTS:
        raise ValueError(f"Bitte höchstens {MAX_GUESTS} Gäste auf einmal.")
    guests = [_guest(number, line) for number, line in enumerate(lines, start=1)]
    emails = [guest.email for guest in guests]
    for number, email in enumerate(emails, start=1):
        if email in emails[: number - 1]:
            raise ValueError(f"Zeile {number}: Die Adresse {email} steht schon darüber.")
    return guests


def _guest(number: int, line: str) -> Guest:
    found = LINE.match(line)
    if found is None:
        raise ValueError(f"Zeile {number}: {EXAMPLE}.")
    *given, family = found["name"].split()
    if not given:
        raise ValueError(f"Zeile {number}: Es fehlt der Vorname. {EXAMPLE}.")
    if len(found["name"]) > LONGEST_NAME or not found["name"].isprintable():
        raise ValueError(f"Zeile {number}: Bitte prüfen Sie den Namen.")
    try:
        email = normal_email(found["plain"] or found["angled"])
    except ValueError as problem:
        raise ValueError(f"Zeile {number}: {problem}") from None
    return Guest(" ".join(given), family, email)
