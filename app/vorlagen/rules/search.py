"""What somebody types to find papers, as a query for PostgreSQL's to_tsquery.

Words must all occur, "words in quotes" in this order and whole, -word must not occur; "oder" parts
alternatives. A word without quotes also finds what begins with it, so "kita" finds Kitaplätze.
The parts of 2024/123 or Kita-Plätze belong together in this order.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

MOST_CHARACTERS, MOST_TERMS = 200, 12
QUOTES = str.maketrans(dict.fromkeys("„“”»«", '"'))
TERM = re.compile(r'([-–−]?)(?:"([^"]*)"?|([^\s"]+))')
WORD = re.compile(r"[^\W_]+")
OR = ("oder", "or")
ASKED = re.compile(r"(!?)\(([^)]*)\)")
PART = re.compile(r"'([^']*)'(:\*)?")


@dataclass(frozen=True)
class Word:
    text: str
    begins: bool  # also finds what begins with it

    @property
    def query(self) -> str:
        return f"'{self.text}'{':*' if self.begins else ''}"


Phrase = tuple[Word, ...]


def tsquery(typed: str) -> str:
    """Empty when there is no word in it; never anything that to_tsquery refuses."""
    text = unicodedata.normalize("NFC", typed[:MOST_CHARACTERS]).translate(QUOTES)
    alternatives: list[list[str]] = [[]]
    for minus, quoted, bare in TERM.findall(text)[:MOST_TERMS]:
        if bare.casefold() in OR and not minus:
            alternatives.append([])
        elif term := _term(WORD.findall(quoted or bare), whole=bool(quoted)):
            alternatives[-1].append(f"!{term}" if minus else term)
    return " | ".join(" & ".join(terms) for terms in alternatives if terms)


def _term(words: list[str], *, whole: bool) -> str:
    """'2024' <-> '123':* – words hold letters and digits only, so nothing needs escaping."""
    if not words:
        return ""
    begins = "" if whole or len(words[-1]) == 1 else ":*"
    in_order = "' <-> '".join(words)
    return f"('{in_order}'{begins})"


def phrases_of(query: str) -> tuple[Phrase, ...]:
    """What tsquery() wants to occur, each once; a word alone is a phrase too."""
    return tuple(dict.fromkeys(_phrases(query)))


def _phrases(query: str) -> Iterator[Phrase]:
    for no, phrase in ASKED.findall(query):
        if not no:
            yield tuple(Word(text, bool(begins)) for text, begins in PART.findall(phrase))
