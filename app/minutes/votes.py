"""Votes as minute-takers write them, from "7/0/2" to "mehrheitlich bei zwei Enthaltungen"; pure."""

import re
from dataclasses import dataclass

from app.decisions.rules import votes_in_words
from app.decisions.tables import Outcome

NUMBERS = {
    "null": 0, "kein": 0, "ohne": 0, "ein": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6,
    "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12,
}  # fmt: skip
COUNT = rf"(?P<{{0}}>\d{{{{1,4}}}}|(?:{'|'.join(NUMBERS)})(?:e[rnms]?)?)"
YES = r"(?:ja(?:-?\s?stimmen?)?|dafür|für|zustimmungen|j)"
NO = r"(?:nein(?:-?\s?stimmen?)?|gegen-?\s?stimmen?|dagegen|gegen|ablehnungen|n)"
HELD = r"(?:stimm)?(?:enthaltungen|enthaltung|enthalten|enth|ent|e)\.?"
KINDS = (("yes", YES), ("no", NO), ("abstentions", HELD))
SIGN = r"\s*[/:|]\s*"
# Three numbers: two of them may be a time of day or the number of a paper.
ROW = re.compile(
    rf"(?<![\d.])(\d{{1,3}}){SIGN}(\d{{1,3}}){SIGN}(\d{{1,3}})(?![\d.]*\d)"
    r"|(?<![\d.])(\d{1,3})-(\d{1,3})-(\d{1,3})(?![\d.]*\d)"
)
AGAINST = re.compile(
    r"(?<!\d)(\d{1,4}) (?:stimmen )?(?:zu|gegen) (\d{1,4})(?: stimmen)?", re.IGNORECASE
)
ALL = re.compile(r"\b(?:einstimmig|einhellig|ohne gegenstimmen?)\b", re.IGNORECASE)
MOST = re.compile(r"\b(?:mehrheitlich|(?:mit|bei) (?:stimmen)?mehrheit)\b", re.IGNORECASE)
REFUSED = re.compile(r"\b(?:abgelehnt|nicht angenommen)\b", re.IGNORECASE)
LATER = re.compile(r"\b(?:vertagt|zurückgestellt)\b", re.IGNORECASE)
TAKEN = r"angenommen|beschlossen|empfohlen|so beschlossen|abgelehnt|nicht angenommen|vertagt|zurückgestellt"
FILLING = re.compile(
    rf"(?:\b(?:mit|bei|und|abstimmung|abstimmungsergebnis|stimmen|ergebnis|votum|{TAKEN})\b|[\s,;:.()–—/|-])+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Votes:
    """What a line says at its end; `words` are the votes as typed, empty without any."""

    text: str
    words: str = ""
    yes: int | None = None
    no: int | None = None
    abstentions: int | None = None
    outcome: Outcome | None = None

    @property
    def said(self) -> str:
        return votes_in_words(self.yes, self.no, self.abstentions)


def votes_in(line: str, voters: int | None = None) -> Votes:
    """`voters`: those present with a vote, None while nobody noted who is there.

    "Einstimmig" and "mehrheitlich" are counted only with them; else the words stay in the text.
    """
    start = _start(line)
    text, words = line[:start].rstrip(" ,;:(–—-"), line[start:].strip(" ,;.()–—-")
    if not words:
        return Votes(line.strip())
    counts = _counted(words)
    yes, no, held = _filled(words, counts, voters)
    outcome = _outcome(words, yes, no)
    if yes is None and no is None:
        kept = re.sub(rf"^(?:{TAKEN})\b\s*", "", words, flags=re.IGNORECASE)
        return Votes(
            f"{text} ({kept})" if text and kept else text or line.strip(), words, outcome=outcome
        )
    return Votes(text, words, yes, no, held, outcome)


def _pieces() -> re.Pattern[str]:
    counted = []
    for name, word in KINDS:
        before, after = COUNT.format(f"{name}_a"), COUNT.format(f"{name}_b")
        counted.append(
            rf"{before}\s*(?:x\s*)?{word}(?![\wäöüß])|(?<![\wäöüß]){word}\s*[:=]\s*{after}(?![\wäöüß])"
        )
    return re.compile("|".join(counted), re.IGNORECASE)


PIECES = _pieces()


def _start(line: str) -> int:
    """Where nothing but votes follows; the line's length when none do."""
    spots = sorted(
        {
            found.start()
            for pattern in (PIECES, ROW, AGAINST, ALL, MOST, REFUSED, LATER)
            for found in pattern.finditer(line)
        }
    )
    for spot in spots:
        if _only_votes(line[spot:]):
            head = line[:spot]
            lead = re.search(
                r"(?:\b(?:mit|bei|und|abstimmung|abstimmungsergebnis|ergebnis|votum|stimmen)\b|[\s,;:()–—-])*$",
                head,
                re.IGNORECASE,
            )
            return lead.start() if lead else spot
    return len(line)


def _only_votes(rest: str) -> bool:
    for pattern in (PIECES, ROW, AGAINST, ALL, MOST, REFUSED, LATER):
        rest = pattern.sub(" ", rest)
    return not FILLING.sub("", rest)


def _counted(words: str) -> dict[str, int]:
    if row := ROW.search(words):
        numbers = [int(number) for number in row.groups() if number is not None]
        return dict(zip(("yes", "no", "abstentions"), numbers, strict=True))
    counts: dict[str, int] = {}
    if pair := AGAINST.search(words):
        counts = {"yes": int(pair[1]), "no": int(pair[2])}
    for found in PIECES.finditer(words):
        for name, _ in KINDS:
            if number := found[f"{name}_a"] or found[f"{name}_b"]:
                counts[name] = _number(number)
    return counts


def _number(word: str) -> int:
    if word.isdecimal():
        return int(word)
    return next(
        n for name, n in NUMBERS.items() if re.fullmatch(rf"{name}(?:e[rnms]?)?", word.lower())
    )


def _filled(
    words: str, counts: dict[str, int], voters: int | None
) -> tuple[int | None, int | None, int | None]:
    yes, no, held = counts.get("yes"), counts.get("no"), counts.get("abstentions")
    if ALL.search(words):
        no = no or 0
    knows_the_rest = ALL.search(words) or (MOST.search(words) and no is not None)
    if yes is None and knows_the_rest and voters is not None:
        yes = max(0, voters - (no or 0) - (held or 0))
    if yes is None:
        return None, None, None
    return yes, no or 0, held or 0


def _outcome(words: str, yes: int | None, no: int | None) -> Outcome | None:
    """None: accepted, as groups of this kind do it. A tie is a refusal."""
    if LATER.search(words):
        return Outcome.POSTPONED
    if REFUSED.search(words) or (yes is not None and no is not None and no >= yes and no > 0):
        return Outcome.REJECTED
    return None
