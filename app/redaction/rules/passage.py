"""A passage that shall stand nowhere any more, and texts without it. Pure.

It is found as it was typed, letter by letter; blanks and line ends of any kind between its words
count as the same, and so do umlauts of one sign and of two (NFC and NFD).
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from html import unescape
from typing import Any

from app.core.errors import RuleViolation
from app.web.richtext import cleaned, html_of, plain_of

FEWEST, MOST = 3, 5_000  # characters
TAG = re.compile(r"(<[^>]*>)")
ASCII_WORD = re.compile(r"[A-Za-z0-9]+")
# Values of a record that are no prose: a passage that reads like one of them must not break it.
CODES = frozenset(
    {"outcome", "status", "visibility", "attendance", "standing", "group_kind", "kind", "number"}
)
CODE_ENDINGS = ("id", "_at", "_on")


@dataclass(frozen=True)
class Passage:
    words: str
    day: date  # of the removal, in Berlin

    @property
    def stub(self) -> str:
        """What stands in its place."""
        return f"[entfernt am {self.day:%d.%m.%Y}]"

    @property
    def length(self) -> int:
        return len(self.words)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        forms = dict.fromkeys(unicodedata.normalize(form, self.words) for form in ("NFC", "NFD"))
        return re.compile("|".join(r"\s+".join(map(re.escape, form.split())) for form in forms))

    @property
    def sieve(self) -> str:
        """A piece that every text with the passage has; empty where there is none."""
        return max(
            ASCII_WORD.findall(unicodedata.normalize("NFD", self.words)), key=len, default=""
        )

    def count(self, text: str) -> int:
        return len(self._pattern.findall(text))

    def out_of(self, text: str) -> str:
        return self._pattern.sub(self.stub, text)

    def count_in(self, value: Any) -> int:
        """In every text inside of what JSON can hold, but codes."""
        if isinstance(value, str):
            return self.count(value)
        if isinstance(value, list):
            return sum(self.count_in(part) for part in value)
        if isinstance(value, dict):
            return sum(
                self.count(plain_of(part)) if key == "rich" else self.count_in(part)
                for key, part in value.items()
                if not is_code(key)
            )
        return 0

    def out_of_all(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.out_of(value)
        if isinstance(value, list):
            return [self.out_of_all(part) for part in value]
        if isinstance(value, dict):
            return {
                key: part
                if is_code(key)
                else self.out_of_rich(part)
                if key == "rich"
                else self.out_of_all(part)
                for key, part in value.items()
            }
        return value

    def out_of_rich(self, html: str) -> str:
        """Markup stays where the passage lies within one run; else the text goes on without it."""
        if not self.says_rich(html):
            return html
        parts = [
            "<a>"
            if self._in_tag(part)
            else part
            if part.startswith("<")
            else self._out_of_run(part)
            for part in TAG.split(cleaned(html))
        ]
        tried = cleaned("".join(parts))
        return html_of(self.out_of(plain_of(html))) if self.says_rich(tried) else tried

    def says_rich(self, html: str) -> bool:
        return bool(self.count(plain_of(html)) or self.count(unescape(html)) or self.count(html))

    def _in_tag(self, part: str) -> bool:
        return part.startswith("<a ") and bool(self.count(unescape(part)))

    def _out_of_run(self, part: str) -> str:
        text = unescape(part)
        return html_of(self.out_of(text))[3:-4] if self.count(text) else part


def is_code(key: str) -> bool:
    return key in CODES or key.endswith(CODE_ENDINGS)


def check_passage(passage: Passage, reason: str) -> None:
    """Raises RuleViolation for what would hit too much or leave itself behind."""
    if len("".join(passage.words.split())) < FEWEST:
        raise RuleViolation("Bitte geben Sie wenigstens drei Zeichen an.")
    if not passage.sieve:
        raise RuleViolation(
            "Bitte geben Sie eine Stelle an, in der Buchstaben oder Ziffern stehen."
        )
    if passage.count(passage.stub) or passage.count(reason):
        raise RuleViolation("Diese Worte stehen auch im Vermerk über die Entfernung.")
