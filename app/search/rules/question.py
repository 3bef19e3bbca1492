"""What somebody typed into the search field, taken apart."""

import re
import unicodedata
from dataclasses import dataclass

from app.vorlagen.rules.search import MOST_CHARACTERS, tsquery

TERM = re.compile(r"(!?)\(([^)]*)\)")
PART = re.compile(r"'([^']*)'(:\*)?")
LABEL = re.compile(r"(?:TOP\s*)?(?:([ÖN])\s*)?(\d{1,3}(?:\.\d{1,3})?)(?=\s|$)", re.IGNORECASE)


@dataclass(frozen=True)
class Word:
    text: str
    begins: bool  # also finds what begins with it

    @property
    def query(self) -> str:
        return f"'{self.text}'{':*' if self.begins else ''}"


@dataclass(frozen=True)
class Question:
    """`query` is for to_tsquery, empty when there is nothing to look for; `words` those wanted.

    `labels`: "Ö 3 Räume" may mean the items with that label on an agenda, and `beside` then asks for
    the other words.
    """

    typed: str
    query: str
    words: tuple[Word, ...]
    shortened: bool  # typed more than is looked at
    labels: tuple[str, ...] = ()
    beside: str = ""

    @property
    def any_word(self) -> str:
        """For to_tsquery: what may be marked in a text that was found."""
        return " | ".join(word.query for word in self.words)

    def with_word(self, old: str, new: str) -> str:
        """What to type instead."""
        whole = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)", re.IGNORECASE)
        return whole.sub(lambda _: new, self.typed)


def question_of(typed: str) -> Question:
    """Without signs that nobody sees: control characters, marks of direction, byte order marks."""
    seen = "".join(" " if sign.isspace() else sign for sign in typed if _is_seen(sign))
    text = unicodedata.normalize("NFC", " ".join(seen.split()))
    alternatives = _alternatives(text)
    words = dict.fromkeys(word for each in alternatives for word in _words(each))
    labels, rest = _labels(text)
    return Question(
        text[:MOST_CHARACTERS], " | ".join(alternatives), tuple(words),
        len(text) > MOST_CHARACTERS, labels, " | ".join(_alternatives(rest)),
    )  # fmt: skip


def _alternatives(text: str) -> list[str]:
    return [each for each in tsquery(text).split(" | ") if _wants(each)]


def _labels(text: str) -> tuple[tuple[str, ...], str]:
    """Those meant by the beginning, and the rest. "TOP 3" means every third item, "3" a number."""
    found = LABEL.match(text)
    if found is None or found[0][0].isdigit():
        return (), ""
    parts = (found[1].upper(),) if found[1] else ("", "Ö", "N")
    return tuple(f"{part} {found[2]}".strip() for part in parts), text[found.end() :]


def _is_seen(sign: str) -> bool:
    return sign.isspace() or not unicodedata.category(sign).startswith("C")


def _wants(alternative: str) -> bool:
    """Only what must not occur would find nearly everything."""
    return any(not no for no, _ in TERM.findall(alternative))


def _words(alternative: str) -> list[Word]:
    return [
        Word(text, bool(begins))
        for no, term in TERM.findall(alternative)
        if not no
        for text, begins in PART.findall(term)
    ]
