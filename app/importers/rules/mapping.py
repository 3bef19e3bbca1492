"""An OParl paper as `vorlage/1`: head and Beratungsfolge from its fields, content from its file.

OParl 1.1, section 3.12 (Paper). Pure: what the paper points to is in `known` already.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from app.importers.rules.files import attachments
from app.importers.rules.objects import Object, address_of, day, listed, plain
from app.importers.rules.own_paper import own_paper, own_status
from app.importers.rules.references import Known, names, thing
from app.importers.rules.sheet import (
    Sheet,
    shifted,
    write_attachments,
    write_content,
    write_head,
    write_steps,
)
from app.importers.rules.steps import consultations, resolutions
from app.reading.lexicon import paper_type
from app.reading.paper import Paper, blank_paper
from app.reading.result import Evidence, ParseResult, Warning_
from app.vorlagen.rules.drafts import Resolution
from app.vorlagen.rules.source import Source

SYSTEM = "OParl"
CONTENT = (
    "budget_products", "proposal", "facts", "financial", "relevance", "climate",
    "participation_of_head", "qualified_majority",
)  # fmt: skip
FILLS_GAPS = (
    "reference", "title", "paper_type", "date", "lead_unit", "responsible", "clerk", "originator",
    "file_reference", "consultations", "attachments",
)  # fmt: skip
_ABOUT_THE_HEAD = frozenset(
    {"title_missing", "reference_missing", "consultations_missing", "layout_unknown"}
)
_RELATED = ("relatedPaper", "superordinatedPaper", "subordinatedPaper")
_SECTION = "/other_sections/{}"


@dataclass(frozen=True)
class Mapped:
    """`status`: of a Vorlage in another Spurwerk, "" otherwise."""

    source: Source
    resolutions: tuple[Resolution, ...] = ()
    status: str = ""


def mapped(found: Object, known: Known, content: Source | None, gaps: Sequence[str] = ()) -> Mapped:
    """Raises nothing: what a server leaves out is a gap. `gaps`: sentences for the person."""
    paper, missing = _fields(found, known)
    own = own_paper(found)
    if own is not None:
        paper, missing = {**own, "source": paper["source"], "discarded": [], "notes": []}, []
    decided = resolutions(found, known)
    sheet = write_head(paper, address_of(found) or "ohne Adresse")
    write_steps(sheet, paper["consultations"])
    write_attachments(sheet, paper["attachments"])
    for resolution in decided:
        sheet.add(["", resolution.heading, *resolution.text.split("\n")])
    warnings = [
        Warning_("oparl_gap", sentence, "") for sentence in dict.fromkeys([*missing, *gaps])
    ]
    if own is not None:
        write_content(sheet, paper)
    elif content is not None:
        warnings += _fill(paper, sheet, content)
    result = ParseResult(paper, sheet.evidence, (*warnings, *_missing(paper)))
    return Mapped(Source(sheet.text, result), tuple(decided), own_status(found))


def _fields(found: Object, known: Known) -> tuple[Paper, list[str]]:
    """The paper without content, and sentences about gaps."""
    steps, missing = consultations(found, known)
    paper = _head(found, known)
    paper["consultations"] = steps
    paper["attachments"] = attachments(found, known)
    return paper, missing


def _head(found: Object, known: Known) -> Paper:
    reference, kind = plain(found.get("reference"), 80), plain(found.get("paperType"), 200)
    paper = blank_paper(address_of(found) or SYSTEM)
    paper["source"]["system"] = SYSTEM
    paper["reference"], paper["title"] = reference, plain(found.get("name"))
    paper["paper_type"] = paper_type(kind) if kind else None
    paper["public"] = True  # whoever asks gets it
    paper["date"] = day(found.get("date"))
    paper["lead_unit"] = _joined(names(found.get("underDirectionOf"), known))
    paper["originator"] = _joined(
        names(found.get("originatorOrganization"), known)
        + names(found.get("originatorPerson"), known)
    )
    paper["related"] = _related(found, known, reference)
    return paper


def _joined(found: Sequence[str]) -> str | None:
    return plain("; ".join(found), 300)


def _related(found: Object, known: Known, own: str | None) -> list[str]:
    numbers: list[str] = []
    for field in _RELATED:
        for reference in listed(found.get(field)):
            number = plain((thing(reference, known) or {}).get("reference"), 80)
            if number and number != own and number not in numbers:
                numbers.append(number)
    return numbers


def _fill(paper: Paper, sheet: Sheet, content: Source) -> list[Warning_]:
    """The fields win; the file gives the content and what the fields leave open."""
    read, last = content.result.paper, max(content.lines, default=0)
    sheet.add(["", f"Text der Datei „{read['source']['file']}“"])
    before = sheet.add(content.lines.get(number, "") for number in range(1, last + 1))
    own_sections = len(paper["other_sections"])
    taken = _take_over(paper, read)
    paper["discarded"] = [
        {"lines": shifted(entry["lines"], before), "reason": entry["reason"]}
        for entry in read["discarded"]
    ]
    for pointer, evidence in content.result.evidence.items():
        place = _place(pointer, taken, own_sections)
        if place:
            lines = shifted(evidence.lines, before)
            sheet.evidence[place] = Evidence(lines, evidence.rule, evidence.confidence)
    return [
        Warning_(warning.code, warning.sentence, shifted(warning.lines, before))
        for warning in content.result.warnings
        if warning.code not in _ABOUT_THE_HEAD
    ]


def _take_over(paper: Paper, read: Paper) -> set[str]:
    """The names of the fields that come from the file as they are."""
    gaps = [name for name in FILLS_GAPS if not paper[name]]  # type: ignore[literal-required]
    taken = {*CONTENT, *gaps}
    paper.update(cast("Paper", {name: read[name] for name in taken}))  # type: ignore[literal-required]
    paper["source"]["layout"] = read["source"]["layout"]
    paper["other_sections"] += read["other_sections"]
    known = {*paper["related"], paper["reference"]}
    paper["related"] += [number for number in read["related"] if number not in known]
    return taken


def _place(pointer: str, taken: set[str], own_sections: int) -> str | None:
    """Where the value of the file stands now; None if a field of the server won."""
    _, name, *rest = pointer.split("/")
    if name == "other_sections" and rest:
        return "/".join([_SECTION.format(int(rest[0]) + own_sections), *rest[1:]])
    return pointer if name in taken else None


def _missing(paper: Paper) -> list[Warning_]:
    found: list[Warning_] = []
    if not paper["title"]:
        found.append(Warning_("title_missing", "Die Quelle nennt keinen Betreff.", ""))
    if not paper["reference"]:
        found.append(Warning_("reference_missing", "Die Quelle nennt keine Vorlagennummer.", ""))
    if not paper["consultations"]:
        found.append(Warning_("consultations_missing", "Die Quelle nennt keine Beratungen.", ""))
    return found
