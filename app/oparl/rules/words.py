"""The public words of a paper: as vorlage/1 without people, and as a plain text."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from app.reading.paper import (
    Block,
    Climate,
    Coded,
    Consultation,
    Financial,
    Item,
    Paper,
    Point,
)

YES_NO = {True: "Ja", False: "Nein"}


def public_paper(
    paper: Paper,
    *,
    file: str,
    body: str,
    head: Mapping[str, str | None],
    points: list[Point],
    consultations: list[Consultation],
) -> Paper:
    """Without who wrote it: clerk, responsible and originator name people, `notes`, `discarded` and
    `source` tell of the work on it. Head, points and steps as they are today.
    """
    proposal = paper["proposal"]
    if proposal and points:
        proposal = {**proposal, "points": points}
    return {
        "schema": "vorlage/1",
        "source": {"file": file, "body": body, "system": None, "layout": None},
        "reference": head["reference"],
        "title": head["title"],
        "paper_type": _kind(head["paper_type"], paper["paper_type"]),
        "public": True,
        "date": head["date"],
        "lead_unit": head["lead_unit"],
        "responsible": None,
        "clerk": None,
        "originator": None,
        "file_reference": paper["file_reference"],
        "related": paper["related"],
        "budget_products": paper["budget_products"],
        "consultations": consultations,
        "proposal": proposal,
        "facts": paper["facts"],
        "financial": paper["financial"],
        "relevance": paper["relevance"],
        "climate": paper["climate"],
        "participation_of_head": paper["participation_of_head"],
        "qualified_majority": paper["qualified_majority"],
        "attachments": paper["attachments"],
        "other_sections": paper["other_sections"],
        "discarded": [],
        "notes": [],
    }


def _kind(raw: str | None, known: Coded | None) -> Coded | None:
    if known and known["raw"] == raw:
        return known
    return {"raw": raw, "code": "other"} if raw else None


def written(paper: Paper) -> str:
    """Labels and order as council systems print them; ends with a line end."""
    parts = [
        "\n".join(_head(paper)),
        *_route(paper["consultations"]),
        *_sections(paper),
        *_forms(paper),
        *_attachments(paper),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(paper: Paper) -> Iterator[str]:
    kind = paper["paper_type"]
    yield f"Vorlage - {paper['reference']}" if paper["reference"] else "Vorlage"
    yield ""
    yield f"Betreff: {paper['title']}"
    yield "Status: öffentlich"
    rows = (
        ("Vorlage-Art", kind["raw"] if kind else None),
        ("Federführend", paper["lead_unit"]),
        ("Datum", _day(paper["date"]) if paper["date"] else None),
        ("Aktenzeichen", paper["file_reference"]),
        ("Bezüglich", ", ".join(paper["related"])),
        ("Produkte", "; ".join(product["raw"] for product in paper["budget_products"])),
    )
    for label, value in rows:
        if value:
            yield f"{label}: {value}"


def _day(iso: str) -> str:
    return f"{date.fromisoformat(iso):%d.%m.%Y}"


def _route(steps: Sequence[Consultation]) -> list[str]:
    if not steps:
        return []
    lines = ["Beratungsfolge:"]
    for step in steps:
        lines.append(_joined(step["committee"], _raw(step["role"])))
        lines.append(_day(step["date"]) if step["date"] else "")
        number = f"TOP {step['agenda_number']}" if step["agenda_number"] else None
        lines.append(_joined(step["meeting_title"], number, _raw(step["result"])))
    return ["\n".join(line for line in lines if line)]


def _raw(coded: Coded | None) -> str | None:
    return coded["raw"] if coded else None


def _joined(*words: str | None) -> str:
    return " ".join(word for word in words if word)


def _sections(paper: Paper) -> Iterator[str]:
    proposal = paper["proposal"]
    if proposal:
        yield _section(proposal["heading"] or "Beschlussvorschlag", proposal["blocks"])
    for facts in paper["facts"]:
        yield _section(facts["heading"] or "Sachverhalt", facts["blocks"])
    for other in paper["other_sections"]:
        yield _section(other["heading"], other["blocks"])


def _section(heading: str, blocks: Sequence[Block]) -> str:
    return "\n".join([f"{heading}:", *(line for block in blocks for line in _block(block))])


def _block(block: Block) -> Iterator[str]:
    if block["type"] == "paragraph":
        yield block["text"]
    elif block["type"] == "table":
        yield from (" | ".join(row) for row in [block["header"], *block["rows"]] if row)
    else:
        for item in block["items"]:
            yield from _item(item, "")


def _item(item: Item, indent: str) -> Iterator[str]:
    yield f"{indent}{_joined(item['marker'] or '-', item['text'])}"
    for paragraph in item["paragraphs"]:
        yield f"{indent}{paragraph}"
    for inner in item["items"]:
        yield from _item(inner, f"{indent}  ")


def _forms(paper: Paper) -> Iterator[str]:
    if paper["financial"]:
        yield "\n".join(["Finanzielle Auswirkungen:", *_financial(paper["financial"])])
    if paper["relevance"]:
        rows = (f"{row['label']}: {_answer(row['value'])}" for row in paper["relevance"])
        yield "\n".join(["Relevanz:", *rows])
    if paper["climate"]:
        yield "\n".join(["Klimawirkungsprüfung:", *_climate(paper["climate"])])
    single = (
        ("Mitwirkung Landrat", paper["participation_of_head"]),
        ("Qualifizierte Mehrheit", paper["qualified_majority"]),
    )
    yield "\n".join(f"{label}: {_answer(value)}" for label, value in single if value is not None)


def _answer(value: bool | None) -> str:
    return "keine Angabe" if value is None else YES_NO[value]


def _financial(found: Financial) -> Iterator[str]:
    if found["impact"] is not None:
        yield YES_NO[found["impact"]]
    if found["in_budget"] is not None:
        yield f"Im Budget enthalten: {YES_NO[found['in_budget']]}"
    amounts = (("Kosten", found["cost"]), ("Folgekosten", found["follow_up_cost"]))
    yield from (f"{label}: {amount['raw']}" for label, amount in amounts if amount)
    for option in found["options"]:
        label = ": ".join(filter(None, (option["group"], option["label"])))
        yield f"{label}: {_answer(option['checked'])}"
    yield from (f"{row['label']}: {row['value']}" for row in found["details"])
    if found["text"]:
        yield found["text"]


def _climate(found: Climate) -> Iterator[str]:
    if found["question"]:
        yield found["question"]
    yield from (f"{row['label']}: {_answer(row['checked'])}" for row in found["options"])
    if found["reason"]:
        yield found["reason"]


def _attachments(paper: Paper) -> Iterator[str]:
    if paper["attachments"]:
        yield "\n".join(["Anlagen:", *(row["name"] for row in paper["attachments"])])
