"""How a person is named in running text, and the text without that name. Pure.

Case: a full name is found in any case, "Frau Cordes" only as written. A family name alone is left
as it is: "Koch" and "Richter" are words as well.
"""

import re
from dataclasses import dataclass
from typing import Any

GONE = "[gelöscht]"
ADDRESSED = r"(?:Frau|Herrn?|Fr\.|Hr\.)\s+"
TITLES = r"(?:(?:Prof|Dr|Dipl|Ing|h|c|med|phil|jur|rer|nat|pol|habil)\.(?:-|\s*))*"
GENITIVE = r"(?:['’]s?|s)?"
BEFORE, AFTER = r"(?<![\w-])", r"(?![\w-])"
FEWEST_DIGITS = 6  # fewer could be any number


@dataclass(frozen=True, kw_only=True)
class Names:
    """What a person is known by; `pseudonym` takes its place."""

    given: str
    family: str
    pseudonym: str
    title: str = ""
    emails: tuple[str, ...] = ()
    phone: str = ""


@dataclass(frozen=True)
class Scope:
    """full: nobody else here has the same two names; family: nobody else the same family name."""

    full: bool
    family: bool


def pseudonym(number: int) -> str:
    return f"Ehemaliges Mitglied {number}"


def without(names: Names, scope: Scope, text: str) -> str:
    for email in names.emails:
        text = re.sub(rf"(?<![\w.+-]){re.escape(email)}(?![\w-])", GONE, text, flags=re.IGNORECASE)
    if phone := _phone(names.phone):
        text = re.sub(phone, GONE, text)
    if scope.full:
        text = re.sub(_full(names), names.pseudonym, text, flags=re.IGNORECASE)
    if scope.family:
        text = re.sub(_by_family(names), names.pseudonym, text)
    return text


def without_in(names: Names, scope: Scope, value: Any) -> Any:
    """Every text inside of what JSON can hold; keys stay."""
    if isinstance(value, str):
        return without(names, scope, value)
    if isinstance(value, list):
        return [without_in(names, scope, part) for part in value]
    if isinstance(value, dict):
        return {key: without_in(names, scope, part) for key, part in value.items()}
    return value


def without_known(names: Names, ids: frozenset[str], value: Any) -> Any:
    """Minutes name who was invited (`invitation_id`) and who has a task (`person_id`): no guessing."""
    if isinstance(value, list):
        return [without_known(names, ids, part) for part in value]
    if not isinstance(value, dict):
        return value
    told = {key: without_known(names, ids, part) for key, part in value.items()}
    for link, name in (("invitation_id", "name"), ("person_id", "who")):
        if told.get(link) in ids and name in told:
            told[name] = names.pseudonym
    return told


def without_row(names: Names, cells: list[list[str]]) -> list[list[str]]:
    """A table: a row that holds an address of the person, or both names, becomes empty cells."""
    return [[""] * len(row) if _tells_of(names, row) else row for row in cells]


def _tells_of(names: Names, row: list[str]) -> bool:
    said = {str(cell).strip().casefold() for cell in row}
    both = {names.given.casefold(), names.family.casefold()}
    return both <= said or not said.isdisjoint(email.casefold() for email in names.emails)


def says_family(names: Names, text: str) -> bool:
    """The family name still stands there as a word of its own."""
    return bool(re.search(BEFORE + _spaced(names.family) + GENITIVE + AFTER, text))


def _full(names: Names) -> str:
    given, family = _spaced(names.given), _spaced(names.family)
    title = rf"(?:{_spaced(names.title)}\s+)?" if names.title else ""
    forwards = rf"(?:{ADDRESSED})?{title}{TITLES}{given}\s+{family}{GENITIVE}"
    backwards = rf"{family},\s*{title}{TITLES}{given}{GENITIVE}"
    return rf"{BEFORE}(?:{forwards}|{backwards}){AFTER}"


def _by_family(names: Names) -> str:
    family = _spaced(names.family)
    title = rf"(?:{_spaced(names.title)}\s+)?" if names.title else ""
    initial = rf"(?:{ADDRESSED})?{re.escape(names.given[:1])}\.\s*{family}{GENITIVE}"
    return rf"{BEFORE}(?:{ADDRESSED}{title}{TITLES}{family}{GENITIVE}|{initial}){AFTER}"


def _spaced(name: str) -> str:
    """Blanks of any kind between the words of a name."""
    return r"\s+".join(re.escape(word) for word in name.split())


def _phone(typed: str) -> str:
    """The same digits with any signs between them; "" for too few."""
    digits = re.sub(r"\D", "", typed)
    if len(digits) < FEWEST_DIGITS:
        return ""
    return r"(?<!\d)" + r"[\s/().-]*".join(digits) + r"(?!\d)"
