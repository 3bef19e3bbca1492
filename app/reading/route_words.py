"""A Beratungsfolge below column heads, read word by word: cells wrap and results slip to the next line."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.reading.dates import DATE, date_of
from app.reading.draft import Step
from app.reading.lexicon import RESULTS, ROLES, fold, public_word
from app.reading.lines import Line
from app.reading.route_row import is_agenda_number

_GLUED = (
    (re.compile(r"(?<=[a-zßäöü)])(?=\d{1,2}\.\s?(?:\d{1,2}\.\d|[JFMASOND][a-zä]+\s?\d{4}))"), " "),
    (re.compile(r"(?<!\d)(\d{2}\.\d{2}\.\d{4})(?=\d{1,2}(?!\d))"), r"\1 "),
    (re.compile(r"(?<=[a-z]) ?((?:19|20)\d{2})(?=\d{1,2}(?:\D|$))"), r" \1 "),
    (re.compile(r"(?<![\w.])(\d{1,2}(?:\.\d{1,2}){0,2})([ÖNön])(?=[A-ZÄÖÜ])"), r"\1 \2 "),
    (re.compile(r"(?<=\d)[xX](?=[A-Za-zÄÖÜäöü ]|$)"), " x "),
)
_BOTH = frozenset({"role", "result"})
_ONLY_ROLES = {word: code for word, code in ROLES.items() if word not in RESULTS}
_ONLY_RESULTS = {word: code for word, code in RESULTS.items() if word not in ROLES}
_CROSS = frozenset({"x", "☒", "☑", "■"})
_EMPTY_BOX = frozenset({"☐", "□"})
_VOTES = re.compile(
    r"(?:Ja|Nein|Enth(?:\.|altungen|altung)?|Einst(?:\.|immig)?):? ?\d{1,3}[,;/]?", re.IGNORECASE
)
_TIME = re.compile(r"\d{1,2}[:.]\d{2}(?:-\d{1,2}[:.]\d{2})?|Uhr|[,/|•·]")
_FRAME = "-–()[] ,;"
_LONGEST_PHRASE = 10
_NEAR = 3  # blanks between number and cross: more of them jump over a column


@dataclass
class Word:
    text: str
    line: Line
    first: bool
    far: bool = False


def words_of(lines: Sequence[Line]) -> list[Word]:
    return [word for line in lines for word in _words(line)]


def _words(line: Line) -> Iterator[Word]:
    text = line.raw[:1000].replace("|", " ")
    for pattern, room in _GLUED:
        text = pattern.sub(room, text)
    at = 0
    for hit in re.finditer(r"\S+", text):
        blanks = hit.start() - at
        yield Word(hit.group(), line, first=at == 0, far=at > 0 and blanks >= _NEAR)
        at = hit.end()


def date_at(words: Sequence[Word], k: int) -> tuple[str, int] | None:
    """A date of up to three words that begins here; weekday and "am" do not count."""
    hit = DATE.match(" ".join(word.text for word in words[k : k + 3]).rstrip(","))
    iso = date_of(hit) if hit else None
    if hit is None or iso is None:
        return None
    return iso, len(hit.group().split())


@dataclass
class Tail:
    """What stands behind the date of a row: number, column crossed, role and result.

    `kinds` of the columns tell what a phrase that may be both a role and a result is.
    """

    step: Step
    kinds: frozenset[str]

    def read(self, words: Sequence[Word], k: int) -> int:
        while k < len(words):
            after = self._one(words, k)
            if after == k:
                break
            self.step.lines = list(dict.fromkeys([*self.step.lines, words[k].line]))
            k = after
        return self._unknown(words, k)

    def _unknown(self, words: Sequence[Word], k: int) -> int:
        """Other words below the head "Ergebnis" on the same line, coded by their first ones."""
        line = self.step.lines[-1]
        rest = [word.text for word in words[k : k + _LONGEST_PHRASE] if word.line is line]
        if not rest or words[k].first or "result" not in self.kinds or self.step.result:
            return k
        if len(rest) == _LONGEST_PHRASE or any(date_at(words, k + n) for n in range(len(rest))):
            return k
        if all(word.strip(",;/").isdigit() for word in rest):  # figures of a vote
            return k + len(rest)
        codes = (RESULTS.get(fold(" ".join(rest[:n]))) for n in range(len(rest), 0, -1))
        self.step.result = " ".join(rest), next(filter(None, codes), "other")
        self.step.sources["result"] = [line]
        return k + len(rest)

    def _one(self, words: Sequence[Word], k: int) -> int:
        word = words[k]
        if _TIME.fullmatch(word.text) or word.text in _EMPTY_BOX:
            return k + 1
        if word.text.casefold() in _CROSS:
            self._cross(words, k)
            return k + 1
        for reader in (self._number, self._public, self._votes, self._phrase):
            after = reader(words, k)
            if after > k:
                return after
        return k

    def _number(self, words: Sequence[Word], k: int) -> int:
        text = words[k].text.strip(",;")
        pair = " ".join(word.text for word in words[k : k + 2])
        if self.step.agenda_number is not None:
            return k
        if len(text) == 1 and text in "ÖN" and is_agenda_number(pair):
            self.step.public, self.step.agenda_number = text == "Ö", pair
            self.step.sources["number"] = self.step.sources["public"] = [words[k].line]
            return k + 2
        if not is_agenda_number(text) and not re.fullmatch(r"\d[\d.]*(?:[+/-]\d[\d.]*)?", text):
            return k
        self.step.sources["number"] = [words[k].line]
        letter = words[k + 1].text if k + 1 < len(words) else ""
        if re.fullmatch(r"[a-m]\)?", letter) and words[k + 1].line is words[k].line:
            self.step.agenda_number = f"{text} {letter}"
            return k + 2
        self.step.agenda_number = text
        return k + 1

    def _public(self, words: Sequence[Word], k: int) -> int:
        for count in (2, 1):
            said = public_word(" ".join(word.text for word in words[k : k + count]))
            if said is not None and k + count <= len(words):
                self.step.public = said if self.step.public is None else self.step.public
                self.step.sources["public"] = [words[k].line]
                return k + count
        return k

    def _cross(self, words: Sequence[Word], k: int) -> None:
        """Right behind the number it stands in the first column, over a gap in the second."""
        before = words[k - 1]
        if self.step.public is None and before.line is words[k].line:
            self.step.public = not words[k].far
            self.step.sources["public"] = [words[k].line]

    @staticmethod
    def _votes(words: Sequence[Word], k: int) -> int:
        """Figures of a vote belong to the minutes."""
        pair = " ".join(word.text for word in words[k : k + 2])
        if _VOTES.fullmatch(pair):
            return k + 2
        return k + 1 if _VOTES.fullmatch(words[k].text) else k

    def _phrase(self, words: Sequence[Word], k: int) -> int:
        for name, entries in self._wanted():
            for count in range(min(_LONGEST_PHRASE, len(words) - k), 0, -1):
                raw = " ".join(word.text for word in words[k : k + count]).strip(_FRAME)
                code = entries.get(fold(raw)) if raw else None
                if code is not None:
                    setattr(self.step, name, (raw, code))
                    self.step.sources[name] = [word.line for word in words[k : k + count]]
                    return k + count
        return k

    def _wanted(self) -> Iterator[tuple[str, Mapping[str, str]]]:
        """Below "Ergebnis" alone a word that may be both is a result, below "Rolle" a role."""
        if self.step.role is None:
            yield "role", _ONLY_ROLES if self.kinds & _BOTH == {"result"} else ROLES
        if self.step.result is None:
            yield "result", _ONLY_RESULTS if self.kinds & _BOTH == {"role"} else RESULTS
