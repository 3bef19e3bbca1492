"""Sections of facts and other sections as a person shaped them."""

import re
from collections.abc import Iterator, Sequence

from app.reading.paper import Block, OtherSection, Paper, Section
from app.vorlagen.rules.block_text import blocks_of, text_of
from app.vorlagen.rules.confirmed import SectionEdit
from app.vorlagen.rules.sent import Origin

NO_HEADING = "Abschnitt ohne Überschrift"
DASHES = re.compile(r"(?m)^[ \t]*-{3,}[ \t]*$\n?")


def printed_blocks(reading: Paper, origin: Origin) -> list[Block] | None:
    """Of a section of the reading, None for what is none."""
    name, at = origin
    if name == "facts" and at < len(reading["facts"]):
        return reading["facts"][at]["blocks"]
    if name == "other_sections" and at < len(reading["other_sections"]):
        return reading["other_sections"][at]["blocks"]
    return None


def parts_of(text: str) -> list[str]:
    """Between lines of dashes; at least one, which may be empty."""
    parts = [part.strip("\n") for part in DASHES.split(text.replace("\r\n", "\n"))]
    return [part for part in parts if part.strip()] or [""]


def confirmed_facts(reading: Paper, edits: Sequence[SectionEdit]) -> list[Section]:
    return [
        {
            "heading": edit.heading or None,
            "date": edit.dated_on.isoformat() if edit.dated_on else None,
            "blocks": blocks,
        }
        for edit, blocks in _filled(reading, edits)
    ]


def confirmed_others(reading: Paper, edits: Sequence[SectionEdit]) -> list[OtherSection]:
    return [
        {"heading": edit.heading or NO_HEADING, "blocks": blocks}
        for edit, blocks in _filled(reading, edits)
    ]


def _filled(
    reading: Paper, edits: Sequence[SectionEdit]
) -> Iterator[tuple[SectionEdit, list[Block]]]:
    """Parts behind a line of dashes have no heading and no date of their own."""
    for edit in edits:
        first, *rest = parts_of(edit.text)
        if first or edit.heading:
            yield edit, _blocks(reading, edit, first)
        for part in rest:
            yield SectionEdit("", None, part, ()), blocks_of(part)


def _blocks(reading: Paper, edit: SectionEdit, text: str) -> list[Block]:
    """As printed as long as nobody changed the text."""
    printed = printed_blocks(reading, edit.origins[0]) if len(edit.origins) == 1 else None
    if printed is not None and text.strip() == text_of(printed).strip():
        return printed
    return blocks_of(text)
