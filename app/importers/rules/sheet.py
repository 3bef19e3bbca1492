"""What an OParl server said, written out line by line, so that a person can check each field."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from app.reading.lines import span
from app.reading.paper import Attachment, Block, Coded, Consultation, Item, Paper
from app.reading.result import Evidence

_NUMBER = re.compile(r"\d+")
_HEAD = (
    ("reference", "Vorlagennummer", "reference"),
    ("title", "Betreff", "name"),
    ("lead_unit", "Federführend", "underDirectionOf"),
    ("originator", "Einreicher", "originatorOrganization, originatorPerson"),
)


@dataclass
class Sheet:
    """Lines count from 1; `evidence` maps JSON pointers of the paper to them."""

    lines: list[str] = field(default_factory=list)
    evidence: dict[str, Evidence] = field(default_factory=dict)

    def say(self, text: str, *pointers: str, rule: str = "") -> None:
        self.lines.append(text)
        for pointer in pointers:
            self.evidence[pointer] = Evidence(str(len(self.lines)), f"oparl:{rule}", "high")

    def add(self, lines: Iterable[str]) -> int:
        """Returns how many lines stood before."""
        before = len(self.lines)
        self.lines.extend(lines)
        return before

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def write_head(paper: Paper, address: str) -> Sheet:
    sheet = Sheet()
    sheet.say(f"OParl: {address}", "/public", rule="öffentlich abrufbar")
    values: Mapping[str, object] = {**paper}
    for key, label, name in _HEAD:
        if values[key]:
            sheet.say(f"{label}: {values[key]}", f"/{key}", rule=name)
    if paper["paper_type"]:
        sheet.say(f"Art: {paper['paper_type']['raw']}", "/paper_type", rule="paperType")
    if paper["date"]:
        sheet.say(f"Datum: {_german(paper['date'])}", "/date", rule="date")
    if paper["related"]:
        sheet.say(f"Bezug: {', '.join(paper['related'])}", "/related", rule="relatedPaper")
    return sheet


def write_steps(sheet: Sheet, steps: Iterable[Consultation]) -> None:
    for at, step in enumerate(steps):
        if at == 0:
            sheet.add(["", "Beratungsfolge"])
        known = [name for name in ("committee", "role", "date", "result") if step[name]]
        pointers = [f"/consultations/{at}/{name}" for name in known]
        sheet.say(_row(step), *pointers, rule="consultation")


def _row(step: Consultation) -> str:
    parts = (
        step["committee"],
        _raw(step["role"]),
        _german(step["date"]),
        step["agenda_number"],
        step["meeting_title"],
        {True: "öffentlich", False: "nichtöffentlich", None: ""}[step["public"]],
        _raw(step["result"]),
    )
    return " · ".join(filter(None, parts))


def write_attachments(sheet: Sheet, attachments: Iterable[Attachment]) -> None:
    for at, attachment in enumerate(attachments):
        if at == 0:
            sheet.add(["", "Anlagen"])
        size = attachment["size_kb"]
        text = attachment["name"] if size is None else f"{attachment['name']} ({size} KB)"
        sheet.say(text, f"/attachments/{at}", rule="auxiliaryFile")


def write_content(sheet: Sheet, paper: Paper) -> None:
    """Of a paper that comes with all its fields: what else would stand in its file."""
    proposal = paper["proposal"]
    for at, point in enumerate(proposal["points"] if proposal else []):
        if at == 0:
            sheet.add(["", "Beschlussvorschlag"])
        text = f"{point['marker'] or '-'} {point['text']}"
        sheet.say(text, f"/proposal/points/{at}", rule="spurwerk:paper")
    for at, section in enumerate(paper["facts"]):
        _section(sheet, section["heading"] or "Sachverhalt", section["blocks"], f"/facts/{at}")
    for at, other in enumerate(paper["other_sections"]):
        _section(sheet, other["heading"], other["blocks"], f"/other_sections/{at}")


def _section(sheet: Sheet, heading: str, blocks: Iterable[Block], pointer: str) -> None:
    sheet.add([""])
    lines = [heading, *(line for block in blocks for line in _lines(block))]
    first = sheet.add(lines) + 1
    numbers = span(range(first, first + len(lines)))
    sheet.evidence[pointer] = Evidence(numbers, "oparl:spurwerk:paper", "high")


def _lines(block: Block) -> Iterator[str]:
    if block["type"] == "paragraph":
        yield block["text"]
    elif block["type"] == "table":
        yield from (" | ".join(row) for row in [block["header"], *block["rows"]] if row)
    else:
        yield from (line for item in block["items"] for line in _item(item))


def _item(item: Item) -> Iterator[str]:
    yield f"{item['marker'] or '-'} {item['text']}"
    yield from item["paragraphs"]
    for inner in item["items"]:
        yield from _item(inner)


def shifted(lines: str, by: int) -> str:
    """Three lines further down, "5-7,9" is "8-10,12"."""
    return _NUMBER.sub(lambda hit: str(int(hit[0]) + by), lines)


def _raw(value: Coded | None) -> str:
    return value["raw"] if value else ""


def _german(day: str | None) -> str:
    return f"{day[8:]}.{day[5:7]}.{day[:4]}" if day else ""
