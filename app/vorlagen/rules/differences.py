"""What two states of one paper say differently, field by field."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.reading.lexicon import fold
from app.reading.paper import Paper, Section
from app.vorlagen.rules.as_read import raw
from app.vorlagen.rules.block_text import text_of
from app.vorlagen.rules.word_diff import Piece, word_diff


@dataclass(frozen=True)
class Difference:
    """`pieces` word by word for long texts; else the values themselves, "" where there is none."""

    label: str
    old: str
    new: str
    pieces: tuple[Piece, ...] = ()

    @property
    def kind(self) -> str:
        if not self.old:
            return "neu"
        return "entfallen" if not self.new else "geändert"


def differences(old: Paper, new: Paper) -> list[Difference]:
    """In the order of the paper; values that are the same are left out."""
    fields = dict(_fields(old))
    found = [
        Difference(label, fields.get(label, ""), value)
        for label, value in _fields(new)
        if fields.get(label, "") != value
    ]
    proposal = (_proposal(old), _proposal(new))
    if _plain(proposal[0]) != _plain(proposal[1]):
        found.append(_text("Beschlussvorschlag", *proposal))
    return [*found, *_sections(_facts(old), _facts(new)), *_sections(_others(old), _others(new))]


def _text(label: str, old: str, new: str) -> Difference:
    return Difference(label, old, new, tuple(word_diff(old, new)))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _day(value: str | None) -> str:
    return f"{value[8:]}.{value[5:7]}.{value[:4]}" if value else ""


def _three(value: bool | None) -> str:
    return {True: "ja", False: "nein", None: ""}[value]


def _fields(paper: Paper) -> Iterator[tuple[str, str]]:
    money, climate, clerk = paper["financial"], paper["climate"], paper["clerk"]
    yield "Vorlagennummer", paper["reference"] or ""
    yield "Betreff", paper["title"] or ""
    yield "Art", raw(paper["paper_type"])
    yield "Öffentlich", _three(paper["public"])
    yield "Datum", _day(paper["date"])
    yield "Federführung", paper["lead_unit"] or ""
    yield "Verantwortlich", paper["responsible"] or ""
    yield "Bearbeitung", clerk["raw"] if clerk else ""
    yield "Einreicher", paper["originator"] or ""
    yield "Aktenzeichen", paper["file_reference"] or ""
    yield "Genannte Vorlagen", ", ".join(paper["related"])
    yield "Beratungsfolge", "\n".join(_steps(paper))
    if money:
        yield "Finanzielle Auswirkungen", _three(money["impact"])
        yield "Im Budget enthalten", _three(money["in_budget"])
        yield "Kosten", raw(money["cost"])
        yield "Folgekosten", raw(money["follow_up_cost"])
        yield "Erläuterung zu den Finanzen", money["text"] or ""
        yield "Angekreuzt", ", ".join(row["label"] for row in money["options"] if row["checked"])
        yield "Zeilen zu den Finanzen", "\n".join(f"{row['label']}: {row['value']}" for row in money["details"])  # fmt: skip
    yield (
        "Relevanz",
        ", ".join(
            f"{row['label']}: {_three(row['value']) or 'unbekannt'}" for row in paper["relevance"]
        ),
    )
    if climate:
        yield "Klima", ", ".join(row["label"] for row in climate["options"] if row["checked"])
        yield "Begründung zum Klima", climate["reason"] or ""
    yield "Produkte im Haushalt", ", ".join(row["raw"] for row in paper["budget_products"])
    yield "Anlagen", "\n".join(row["name"] for row in paper["attachments"])
    yield "Mitwirkung der Verwaltungsleitung", _three(paper["participation_of_head"])
    yield "Qualifizierte Mehrheit", _three(paper["qualified_majority"])


def _steps(paper: Paper) -> Iterator[str]:
    for step in paper["consultations"]:
        parts = (step["committee"], raw(step["role"]), _day(step["date"]), raw(step["result"]))
        yield ", ".join(part for part in parts if part)


def _proposal(paper: Paper) -> str:
    return text_of(paper["proposal"]["blocks"]) if paper["proposal"] else ""


def _facts(paper: Paper) -> list[Section]:
    return paper["facts"]


def _others(paper: Paper) -> list[Section]:
    return [{"date": None, **section} for section in paper["other_sections"]]


def _sections(old: Sequence[Section], new: Sequence[Section]) -> Iterator[Difference]:
    """Matched by heading and date, in order; one without a partner is new or gone."""
    left = list(old)
    for section in new:
        same = next((other for other in left if _key(other) == _key(section)), None)
        if same is not None:
            left.remove(same)
        before, after = text_of(same["blocks"]) if same else "", text_of(section["blocks"])
        if _plain(before) != _plain(after):
            yield _text(_label(section), before, after)
    for section in left:
        yield _text(_label(section), text_of(section["blocks"]), "")


def _key(section: Section) -> tuple[str, str | None]:
    return fold(section["heading"] or ""), section["date"]


def _label(section: Section) -> str:
    heading = section["heading"] or "Abschnitt ohne Überschrift"
    day = _day(section["date"])
    return f"{heading} (Ergänzung vom {day})" if day and day not in heading else heading
