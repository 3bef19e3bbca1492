"""Closed lists: an English code for the database with the German word for the page."""

from enum import StrEnum
from typing import NamedTuple, Self


class Word(StrEnum):
    """Members are written CODE = "code", "Wort"."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:  # Word("code") looks a member up
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member


def choices(words: type[Word]) -> dict[str, str]:
    """For a select field: code → German word."""
    return {word.value: word.label for word in words}


class Visibility(Word):
    """One property for Vorlage, agenda item, decision, task and file."""

    PUBLIC = "public", "öffentlich"
    INTERNAL = "internal", "gruppenintern"
    CONFIDENTIAL = "confidential", "nichtöffentlich"


class Badge(NamedTuple):
    """A state as every page draws it: the word, its tone and its icon."""

    word: str
    tone: str
    icon: str


def initials(name: str) -> str:
    """PK for "Prof. Dr. Paula von Kern": titles do not count, the words between neither."""
    words = [word for word in name.split() if not word.endswith(".")] or name.split() or ["?"]
    return (words[0][0] + (words[-1][0] if words[1:] else "")).upper()
