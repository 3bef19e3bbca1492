"""Texts of cells to what they mean; ValueError carries a German sentence for the cell."""

import re
from datetime import date
from typing import TypeVar

from app.core.words import Word
from app.groups.tables import Role, Standing
from app.people.tables import Side
from app.rosters.rules.fields import key

W = TypeVar("W", bound=Word)

NO_DAY = "Dieses Datum gibt es nicht. Bitte in der Form TT.MM.JJJJ angeben."
NO_YEAR = "Bitte prüfen Sie das Jahr."
UNKNOWN = "„{text}“ ist nicht bekannt. Möglich sind: {words}."
SALUTATIONS = {"herr", "herrn", "frau", "hr", "fr", "divers", "familie", "damen", "herren"}
_GERMAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]\d\d:\d\d(?::\d\d)?)?")
_SAME: dict[type[Word], dict[str, Word]] = {
    Side: {
        "öffentlich": Side.PUBLIC, "öffentliche": Side.PUBLIC, "kommunal": Side.PUBLIC,
        "frei": Side.FREE, "freie": Side.FREE, "freigemeinnützig": Side.FREE,
        "freiberufler": Side.FREELANCE, "freiberuflerin": Side.FREELANCE,
        "selbstständig": Side.FREELANCE, "politisch": Side.POLITICS, "fraktion": Side.POLITICS,
        "betroffene": Side.AFFECTED, "selbstvertretung": Side.AFFECTED, "extern": Side.EXTERNAL,
        "externe": Side.EXTERNAL,
    },
    Role: {
        "vorsitz": Role.LEITUNG, "vorsitzender": Role.LEITUNG, "vorsitzende": Role.LEITUNG,
        "leiter": Role.LEITUNG, "leiterin": Role.LEITUNG, "leitend": Role.LEITUNG,
        "moderator": Role.MODERATION, "moderatorin": Role.MODERATION,
        "koordinator": Role.KOORDINATION, "koordinatorin": Role.KOORDINATION,
        "geschäftsführung": Role.KOORDINATION, "protokollant": Role.PROTOKOLL,
        "protokollantin": Role.PROTOKOLL, "schriftführung": Role.PROTOKOLL,
        "protokoll": Role.PROTOKOLL, "mitglieder": Role.MITGLIED, "teilnehmend": Role.MITGLIED,
    },
    Standing: {
        "stimmberechtigtesmitglied": Standing.VOTING, "ordentlich": Standing.VOTING,
        "ordentlichesmitglied": Standing.VOTING, "ja": Standing.VOTING,
        "beratendesmitglied": Standing.ADVISORY, "nein": Standing.ADVISORY,
        "nichtstimmberechtigt": Standing.ADVISORY, "stellvertretend": Standing.DEPUTY,
        "stellvertretung": Standing.DEPUTY, "stellvertretendesmitglied": Standing.DEPUTY,
        "gäste": Standing.GUEST,
    },
}  # fmt: skip


def is_word(text: str, words: type[Word]) -> bool:
    try:
        return bool(word_of(text, words))
    except ValueError:
        return False


def word_of(text: str, words: type[W]) -> W:
    """By its label, its code or a usual other word."""
    wanted = key(text)
    for word in words:
        if wanted in {key(word.label), word.value}:
            return word
    found = _SAME[words].get(wanted)
    if found is None:
        labels = ", ".join(word.label for word in words)
        raise ValueError(UNKNOWN.format(text=text[:60], words=labels))
    return words(found.value)


def day_of(text: str) -> date:
    """TT.MM.JJJJ, or ISO 8601 as workbooks give it."""
    if hit := _GERMAN.fullmatch(text):
        day, month, year = map(int, hit.groups())
    elif hit := _ISO.fullmatch(text):
        year, month, day = map(int, hit.groups())
    else:
        raise ValueError(NO_DAY)
    try:
        found = date(year, month, day)
    except ValueError:
        raise ValueError(NO_DAY) from None
    if not 1990 <= year <= 2100:
        raise ValueError(NO_YEAR)
    return found


def title_of(text: str) -> str:
    """Without Herr and Frau, which are not kept."""
    return " ".join(word for word in text.split() if key(word) not in SALUTATIONS)


def split_name(text: str) -> tuple[str, str, str]:
    """Title, given name, family name of "Cordes, Dr. Carla" and "Frau Dr. Paula von Kern"."""
    if "," in text:
        family, _, rest = text.partition(",")
        title, given = _without_titles(title_of(rest).split())
        ahead, family_words = _without_titles(title_of(family).split())
        return " ".join([*ahead, *title]), " ".join(given), " ".join(family_words)
    title, words = _without_titles(title_of(text).split())
    at = _begin_of_family(words)
    return " ".join(title), " ".join(words[:at]), " ".join(words[at:])


def _without_titles(words: list[str]) -> tuple[list[str], list[str]]:
    at = 0
    while at < len(words) and (words[at].endswith(".") and len(words[at]) > 2):
        at += 1
    return words[:at], words[at:]


def _begin_of_family(words: list[str]) -> int:
    """A small word after the first one ("von", "de") begins the family name."""
    small = (at for at, word in enumerate(words) if at and word[0].islower())
    return next(small, max(len(words) - 1, 0))
