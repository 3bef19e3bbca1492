"""The closed words of council papers, from `lexicon.json`: labels, headings, roles, results."""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.reading.paper import Coded

_DATA: Mapping[str, Any] = json.loads(
    Path(__file__).with_name("lexicon.json").read_text(encoding="utf-8")
)


DAMAGED = "\ufffd"  # an umlaut lost in a dump, one or two of them for each letter
_LOST = re.compile(rf"[^\x00-\x7f]+|{DAMAGED}+")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Casefolded, blanks as one, without closing colon: how entries are compared."""
    folded = unicodedata.normalize("NFC", text).casefold()
    return " ".join(folded.split()).rstrip(": ")


def damaged(entry: str) -> str:
    """The folded entry as a dump prints it that has lost its umlauts."""
    return _LOST.sub(DAMAGED, entry)


def _index(groups: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Folded entry → code, also for its damaged form; the first group of an entry keeps it."""
    found: dict[str, str] = {}
    for code, entries in groups.items():
        for entry in map(fold, entries):
            found.setdefault(entry, code)
            found.setdefault(damaged(entry), code)
            found.setdefault(damaged(entry).replace(DAMAGED, 2 * DAMAGED), code)
    return found


def _entries(groups: Mapping[str, Iterable[str]]) -> list[str]:
    return [entry for entries in groups.values() for entry in entries]


def any_of(entries: Iterable[str]) -> str:
    """A pattern that finds the longest entry first."""
    ordered = sorted(set(entries), key=len, reverse=True)
    return "|".join(map(_pattern, ordered))


def _pattern(entry: str) -> str:
    escaped = re.escape(entry).replace(r"\ ", r"\s")
    return re.sub(r"[^\x00-\x7f]", lambda hit: f"(?:{hit.group()}|{DAMAGED}{{1,2}})", escaped)


HEAD_LABELS = _index(_DATA["head_labels"])
HEAD_LABEL_WORDS = _entries(_DATA["head_labels"])
ONLY_AT_START = frozenset(map(fold, _DATA["labels_only_at_start"]))
LINE_LABELS: dict[str, str] = {fold(k): v for k, v in _DATA["line_labels"].items()}
ROUTE_LABELS = frozenset(map(fold, _DATA["route_labels"]))
ROUTE_COLUMNS = _index(_DATA["route_columns"])
REFERENCE_TYPES: list[str] = _DATA["reference_types"]
HEADINGS_BY_KIND: Mapping[str, list[str]] = _DATA["section_headings"]
HEADINGS = _index(_DATA["section_headings"])
DATED_HEADING_WORDS: list[str] = _DATA["dated_heading_words"]
FORM_LABELS = _index(_DATA["form_labels"])
FORM_OPTIONS = frozenset(map(fold, _DATA["form_options"]))
CLIMATE_OPTIONS = _index(_DATA["climate_options"])
ROLES = _index(_DATA["roles"])
UNIT_STARTS: tuple[str, ...] = tuple(_DATA["unit_starts"])
SENDER_WORDS: tuple[str, ...] = tuple(_DATA["sender_words"])
ROLE_WORDS = sorted(_entries(_DATA["roles"]), key=len, reverse=True)
RESULT_WORDS = _entries(_DATA["results"])
RESULTS = _index(_DATA["results"])
RESULT_PREFIXES: Mapping[str, list[str]] = _DATA["result_prefixes"]
PAPER_TYPE_WORDS = _entries(_DATA["paper_types"])
PAPER_TYPES = _index(_DATA["paper_types"])
NO_ATTACHMENTS = frozenset(map(fold, _DATA["no_attachments"]))
APPROXIMATE: list[str] = _DATA["approximate"]
UNITS: Mapping[str, int] = _DATA["units"]
MONTHS: Mapping[str, int] = {**_DATA["months"], **_DATA["months_english"]}
YES_NO: Mapping[str, bool] = _DATA["yes_no"]
ANSWERS = frozenset(YES_NO) | frozenset(map(fold, _DATA["yes_no_more"]))
CHECKED = frozenset(_DATA["checked"])
UNCHECKED = frozenset(_DATA["unchecked"])
COMMITTEE_WORDS: list[str] = _DATA["committee_words"]
DECIDING_VERBS: list[str] = _DATA["deciding_verbs"]
DEBRIS: list[Mapping[str, str]] = _DATA["debris"]
_PUBLIC = _index(_DATA["public_words"])


def public_word(text: str) -> bool | None:
    code = _PUBLIC.get(fold(text))
    return None if code is None else code == "true"


def cut_ending(text: str, entries: Mapping[str, str]) -> tuple[str, Coded] | None:
    """("Sitzung ungeändert beschlossen", results) → ("Sitzung", …): longest entry, whole words."""
    words = text.split()
    for count in range(min(len(words), 12), 0, -1):
        raw = " ".join(words[-count:])
        code = entries.get(fold(raw))
        if code is not None:
            return " ".join(words[:-count]), {"raw": raw, "code": code}
    return None


def paper_type(raw: str) -> Coded:
    """Unknown kinds stay as printed, with the code "other"."""
    return {"raw": raw, "code": PAPER_TYPES.get(fold(raw), "other")}
