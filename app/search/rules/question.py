"""What somebody typed into the search field, taken apart."""

import re
import unicodedata
from dataclasses import dataclass

from app.vorlagen.rules.search import MOST_CHARACTERS, tsquery

TERM = re.compile(r"(!?)\(([^)]*)\)")
PART = re.compile(r"'([^']*)'(:\*)?")


@dataclass(frozen=True)
class Word:
    text: str
    begins: bool  # also finds what begins with it

    @property
    def query(self) -> str:
        return f"'{self.text}'{':*' if self.begins else ''}"


@dataclass(frozen=True)
class Question:
    """`query` is for to_tsquery, empty when there is nothing to look for; `words` those wanted."""

    typed: str
    query: str
    words: tuple[Word, ...]
    shortened: bool  # typed more than is looked at

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
    alternatives = [
        alternative for alternative in tsquery(text).split(" | ") if _wants(alternative)
    ]
    words = dict.fromkeys(word for each in alternatives for word in _words(each))
    return Question(
        text[:MOST_CHARACTERS], " | ".join(alternatives), tuple(words), len(text) > MOST_CHARACTERS
    )


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
