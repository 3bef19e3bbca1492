"""What sentences of a proposal seem to set up: seats, renamings, duties to report.

Only offers: the sentence is quoted, and a person takes it over or not.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.vorlagen.tables import HintKind

LONGEST = 20_000  # characters of a point that are looked at
NUMBERS = {
    word: at
    for at, words in enumerate(
        (
            "ein eine einem einer", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht",
            "neun", "zehn", "elf", "zwölf",
        ),
        1,
    )
    for word in words.split()
}  # fmt: skip
RHYTHMS = (
    "fortlaufend", "laufend", "regelmäßig", "kontinuierlich", "halbjährlich", "vierteljährlich",
    "jährlich", "monatlich", "quartalsweise", "in jeder Sitzung", "einmal im Jahr",
)  # fmt: skip
_NAME = r"(?<!\w)(?!(?:D(?:er|ie|as|en|em|es)|Eine?|Einer) )[A-ZÄÖÜ][\wäöüß-]*(?: [A-ZÄÖÜ][\wäöüß-]*){0,4}"
_WHO = (
    r"(?:stimmberechtigten? |beratenden? |sachkundigen? )?(?:Mitglied(?:ern?|s)?|Person(?:en)?"
    r"|Vertreter(?:innen|in|n)?(?: und Vertretern?)?|Vertretung(?:en)?)"
)
_SEATS = re.compile(
    rf"(?<!\w)(?P<count>\d{{1,2}}|{'|'.join(NUMBERS)}) (?P<who>{_WHO}) (?:des|der|aus dem|aus der|aus den|von) (?P<of>{_NAME})"
)
_ROLES = re.compile(
    r"(?P<who>Geschäftsführer(?:innen|n)? und Geschäftsführern?|Geschäftsführungen?"
    rf"|Leiter(?:innen|n)? und Leitern?|Leitungen?) (?:der|des|aller) (?P<of>{_NAME})"
)
_FORMER = re.compile(
    rf"(?P<now>{_NAME}),? \(?(?:die |der |das )?(?:ehemalig|früher|vormalig|bisherig)e[rnms]? (?P<former>{_NAME})"
)
_RENAMED = re.compile(
    rf"(?:[Dd]ie|[Dd]er|[Dd]as) (?P<former>{_NAME}) heißt (?:jetzt|nun|künftig|ab sofort) (?P<now>{_NAME})"
)
_REPORTS = re.compile(
    r"\b(?:berichte[nt]?|berichtet|Bericht(?:e)? (?:vor|zu erstatten|erstatten))\b"
)
_RHYTHM = re.compile(rf"(?<!\w)(?:{'|'.join(RHYTHMS)})", re.IGNORECASE)
_TO = re.compile(
    r"(?:dem|der|im|in der) (?P<to>[A-ZÄÖÜ][\wäöüß-]*(?:ausschuss|tag|rat|versammlung))\b"
)
_GROUP = re.compile(
    r"(?<!ehemalige )(?<!frühere )(?<!bisherige )\b[A-ZÄÖÜ][\wäöüß-]*gruppe(?: [A-ZÄÖÜ][\wäöüß-]+)?"
)
_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ])|\n+")
_ABBREVIATED = re.compile(
    r"(?:\b\d{1,2}|\b[A-Za-z]|\b(?:Abs|Art|bzw|ca|etc|ggf|Nr|usw|vgl|Ziff))\.$"
)
# Ending, and how many of its letters to cut off.
_GENITIVE = (("schusses", 2), ("tages", 2), ("tags", 1), ("rates", 2), ("rats", 1))


@dataclass(frozen=True)
class Hint:
    """`data`: seats {count?, who, of, group?}, rename {now, former}, report {rhythm, to?}."""

    kind: HintKind
    sentence: str
    data: Mapping[str, Any]


def hints_in(text: str) -> list[Hint]:
    """In the order of the text; the same offer once."""
    found: dict[tuple[str, str], Hint] = {}
    for sentence in sentences(text[:LONGEST]):
        for hint in _hints(sentence):
            found.setdefault((hint.kind.value, repr(sorted(hint.data.items()))), hint)
    return list(found.values())


def sentences(text: str) -> list[str]:
    """In order; the full stops of "z. B." and "Nr. 3" end none."""
    found: list[str] = []
    rest = ""
    for piece in _END.split(text.strip()):
        rest = f"{rest} {piece}".strip()
        if rest and not _ABBREVIATED.search(rest):
            found.append(rest)
            rest = ""
    return [*found, rest] if rest else found


def _hints(sentence: str) -> Iterator[Hint]:
    for hit in _SEATS.finditer(sentence):
        count = NUMBERS.get(hit["count"].lower()) or int(hit["count"])
        yield Hint(HintKind.SEATS, sentence, {"count": count, **_seats(hit, sentence)})
    for hit in _ROLES.finditer(sentence):
        yield Hint(HintKind.SEATS, sentence, _seats(hit, sentence))
    for pattern in (_FORMER, _RENAMED):
        for hit in pattern.finditer(sentence):
            data = {"now": hit["now"], "former": hit["former"]}
            yield Hint(HintKind.RENAME, sentence, data)
    rhythm = _RHYTHM.search(sentence)
    if rhythm and _REPORTS.search(sentence):
        to = _TO.search(sentence)
        data = {"rhythm": rhythm[0].lower(), **({"to": to["to"]} if to else {})}
        yield Hint(HintKind.REPORT, sentence, data)


def _seats(hit: re.Match[str], sentence: str) -> dict[str, Any]:
    """With the group that is named last before them."""
    groups = _GROUP.findall(sentence[: hit.start()])
    named = {"group": groups[-1]} if groups else {}
    return {"who": _people(hit["who"]), "of": nominative(hit["of"]), **named}


def nominative(name: str) -> str:
    """Jugendhilfeausschusses → Jugendhilfeausschuss, Kreistages → Kreistag."""
    first, *rest = name.split(" ")
    cut = next((cut for ending, cut in _GENITIVE if first.lower().endswith(ending)), 0)
    first = first[: len(first) - cut]
    return " ".join((first, *rest))


def _people(words: str) -> str:
    """Mitgliedern → Mitglieder; the rest as printed."""
    plain = re.sub(r"\bMitgliedern\b", "Mitglieder", words)
    return re.sub(r"(?<=er)n$", "", plain)


def wording(kind: HintKind, data: Mapping[str, Any]) -> str:
    """What would be taken over, in one line."""
    if kind == HintKind.SEATS:
        seats = f"{data['count']} × " if "count" in data else "alle "
        group = f"{data['group']}: " if "group" in data else ""
        return f"{group}{seats}{data['who']} – {data['of']}"
    if kind == HintKind.RENAME:
        return f"{data['now']} hieß früher {data['former']}"
    to = f" im Gremium {data['to']}" if "to" in data else ""
    return f"Bericht {data['rhythm']}{to}"
