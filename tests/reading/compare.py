"""How two results of `vorlage/1` are compared; knows nothing of the parser.

Exact: head, consultations, attachments, forms. Prose: blanks folded, blocks joined, no markers.
Points: order, text, marker; depth only where markers of more than one kind occur.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

Thing = Mapping[str, Any]

EXACT = (
    "schema",
    "reference",
    "title",
    "paper_type",
    "public",
    "date",
    "lead_unit",
    "responsible",
    "clerk",
    "originator",
    "file_reference",
    "relevance",
    "climate",
    "participation_of_head",
    "qualified_majority",
)
FORM = ("impact", "in_budget", "cost", "follow_up_cost", "options", "details", "text")
STEP = (
    "position",
    "committee",
    "role",
    "date",
    "public",
    "agenda_number",
    "meeting_title",
    "result",
)


def plain(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(unicodedata.normalize("NFC", value).split())
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    return value


def prose(blocks: list[Thing]) -> str:
    return " ".join(" ".join(words) for block in blocks if (words := list(_words(block))))


def _words(block: Thing) -> Iterator[str]:
    if block["type"] == "paragraph":
        yield plain(block["text"])
    elif block["type"] == "table":
        yield from (plain(cell) for row in [block["header"], *block["rows"]] for cell in row)
    else:
        yield from _item_words(block["items"])


def _item_words(items: list[Thing]) -> Iterator[str]:
    for item in items:
        yield plain(item["text"])
        yield from map(plain, item["paragraphs"])
        yield from _item_words(item["items"])


def _kind(marker: str | None) -> str:
    return re.sub(r"[a-z]+", "a", re.sub(r"\d+", "1", marker)) if marker else ""


def comparisons(wanted: Thing, found: Thing) -> Iterator[tuple[str, Any, Any]]:
    """(where, wanted, found) of everything that is compared, equal or not."""
    yield "source/file", wanted["source"]["file"], found["source"]["file"]
    for key in EXACT:
        yield key, plain(wanted[key]), plain(found[key])
    yield "related", sorted(wanted["related"]), sorted(found["related"])
    yield "budget_products", _set(wanted["budget_products"]), _set(found["budget_products"])
    yield from _rows("consultations", STEP, wanted["consultations"], found["consultations"])
    names = ("number", "name", "size_kb")
    yield from _rows("attachments", names, wanted["attachments"], found["attachments"])
    yield from _financial(wanted["financial"], found["financial"])
    yield from _proposal(wanted["proposal"], found["proposal"])
    yield from _sections("facts", wanted["facts"], found["facts"])
    yield from _sections("other_sections", wanted["other_sections"], found["other_sections"])


def differences(wanted: Thing, found: Thing) -> list[str]:
    return [
        f"{where}: erwartet {a!r}, gefunden {b!r}"
        for where, a, b in comparisons(wanted, found)
        if a != b
    ]


def _set(products: list[Thing]) -> list[Any]:
    return sorted((plain(dict(product)) for product in products), key=str)


def _rows(
    where: str, names: tuple[str, ...], wanted: list[Thing], found: list[Thing]
) -> Iterator[tuple[str, Any, Any]]:
    yield f"{where}/count", len(wanted), len(found)
    for at, row in enumerate(wanted):
        other = found[at] if at < len(found) else {}
        for name in names:
            yield f"{where}/{at}/{name}", plain(row[name]), plain(other.get(name, "missing"))


def _financial(wanted: Thing | None, found: Thing | None) -> Iterator[tuple[str, Any, Any]]:
    yield "financial", wanted is None, found is None
    if wanted:
        for name in FORM:
            yield (
                f"financial/{name}",
                plain(wanted[name]),
                plain((found or {}).get(name, "missing")),
            )


def _proposal(wanted: Thing | None, found: Thing | None) -> Iterator[tuple[str, Any, Any]]:
    yield "proposal", wanted is None, found is None
    if wanted is None:
        return
    other: Thing = found or {
        "heading": "missing",
        "committee": "missing",
        "blocks": [],
        "points": [],
    }
    yield "proposal/heading", plain(wanted["heading"]), plain(other["heading"])
    yield "proposal/committee", plain(wanted["committee"]), plain(other["committee"])
    yield "proposal/text", prose(wanted["blocks"]), prose(other["blocks"])
    deep = len({_kind(point["marker"]) for point in wanted["points"]}) > 1
    names = ("marker", "text", "depth") if deep else ("marker", "text")
    yield from _rows("proposal/points", names, wanted["points"], other["points"])


def _sections(
    where: str, wanted: list[Thing], found: list[Thing]
) -> Iterator[tuple[str, Any, Any]]:
    names = [(plain(one["heading"]), one.get("date")) for one in wanted]
    yield f"{where}/headings", names, [(plain(one["heading"]), one.get("date")) for one in found]
    for at, section in enumerate(wanted):
        text = prose(found[at]["blocks"]) if at < len(found) else "missing"
        yield f"{where}/{at}/text", prose(section["blocks"]), text
