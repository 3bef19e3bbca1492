"""What somebody typed into the search field, taken apart."""

import re
import unicodedata
from dataclasses import dataclass

from app.vorlagen.rules.search import ASKED, MOST_CHARACTERS, Phrase, Word, phrases_of, tsquery

LABEL = re.compile(r"(?:TOP\s*)?(?:([ÖN])\s*)?(\d{1,3}(?:\.\d{1,3})?)(?=\s|$)", re.IGNORECASE)


@dataclass(frozen=True)
class Question:
    """`query` is for to_tsquery, empty when there is nothing to look for; `phrases` those wanted.

    `labels`: "Ö 3 Räume" may mean the items with that label on an agenda, and `beside` then asks for
    the other words.
    """

    typed: str
    query: str
    phrases: tuple[Phrase, ...]
    shortened: bool  # typed more than is looked at
    labels: tuple[str, ...] = ()
    beside: str = ""

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(dict.fromkeys(word for phrase in self.phrases for word in phrase))

    def with_word(self, old: str, new: str) -> str:
        """What to type instead."""
        whole = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)", re.IGNORECASE)
        return whole.sub(lambda _: new, self.typed)


def question_of(typed: str) -> Question:
    """Without signs that nobody sees: control characters, marks of direction, byte order marks."""
    seen = "".join(" " if sign.isspace() else sign for sign in typed if _is_seen(sign))
    text = unicodedata.normalize("NFC", " ".join(seen.split()))
    alternatives = _alternatives(text)
    query = " | ".join(alternatives)
    labels, rest = _labels(text)
    return Question(
        text[:MOST_CHARACTERS], query, phrases_of(query),
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
    return any(not no for no, _ in ASKED.findall(alternative))
