"""What was read, as the preview shows it first: every value as the text of its field."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from app.reading.paper import Amount, Block, Coded, Paper
from app.vorlagen.rules.block_text import text_of
from app.vorlagen.rules.committees import Committee, exact, similar
from app.vorlagen.rules.points import MAX_DEPTH, around, follow_ons, proposed
from app.vorlagen.rules.sent import Row, Sent
from app.vorlagen.rules.source import Source


def three(value: bool | None) -> str:
    """How ja, nein and unbekannt travel in a form."""
    return {True: "true", False: "false", None: ""}[value]


def as_read(source: Source, committees: Sequence[Committee], *, body_id: UUID, file: str) -> Sent:
    """Committees with a similar name are proposed: only for a person to look at."""
    paper = source.result.paper
    return Sent(
        fields={
            "id": str(uuid4()),
            "body": str(body_id),
            "source": source.key,
            "file": file[:200],
            **head_read(paper),
            "reports_to": _reports_to(paper, committees),
            "restored": "",
            "restore_to": "others",
        },
        rows={**rows_read(paper), "steps": _steps(paper, committees)},
    )


def head_read(paper: Paper) -> dict[str, str]:
    """Every field that stands in no row."""
    printed = around(paper["proposal"])
    return {
        **_head(paper),
        **_forms(paper),
        "before": text_of(printed.before),
        "after": text_of(printed.after),
    }


def rows_read(paper: Paper) -> dict[str, list[Row]]:
    """Name of a list → its rows; `origin` says where in the reading each comes from."""
    money, climate = paper["financial"], paper["climate"]
    return {
        "steps": _steps(paper, ()),
        "points": _points(paper),
        "facts": [
            _section("facts", at, part["heading"], part["date"], part["blocks"])
            for at, part in enumerate(paper["facts"])
        ],
        "others": [
            _section("other_sections", at, part["heading"], None, part["blocks"])
            for at, part in enumerate(paper["other_sections"])
        ],
        "options": [
            {"group": row["group"] or "", "label": row["label"], "value": three(row["checked"]),
             "origin": f"options/{at}"}
            for at, row in enumerate(money["options"] if money else ())
        ],
        "details": [
            {"label": row["label"], "value": row["value"], "origin": f"details/{at}"}
            for at, row in enumerate(money["details"] if money else ())
        ],
        "relevance": [
            {"label": row["label"], "value": three(row["value"]), "origin": f"relevance/{at}"}
            for at, row in enumerate(paper["relevance"])
        ],
        "climate_options": [
            {"label": row["label"], "value": three(row["checked"]), "origin": f"climate_options/{at}"}
            for at, row in enumerate(climate["options"] if climate else ())
        ],
        "attachments": [
            {"number": "" if row["number"] is None else str(row["number"]), "name": row["name"],
             "origin": f"attachments/{at}"}
            for at, row in enumerate(paper["attachments"])
        ],
        "products": [
            {"number": row["number"], "name": row["name"] or "", "origin": f"products/{at}"}
            for at, row in enumerate(paper["budget_products"])
        ],
    }  # fmt: skip


def raw(value: Coded | Amount | None) -> str:
    return value["raw"] if value else ""


def _head(paper: Paper) -> dict[str, str]:
    return {
        "reference": paper["reference"] or "",
        "title": paper["title"] or "",
        "paper_type": raw(paper["paper_type"]),
        "public": three(paper["public"]),
        "dated_on": paper["date"] or "",
        "lead_unit": paper["lead_unit"] or "",
        "responsible": paper["responsible"] or "",
        "clerk": paper["clerk"]["raw"] if paper["clerk"] else "",
        "originator": paper["originator"] or "",
        "file_reference": paper["file_reference"] or "",
        "related": "\n".join(paper["related"]),
        "participation_of_head": three(paper["participation_of_head"]),
        "qualified_majority": three(paper["qualified_majority"]),
    }


def _forms(paper: Paper) -> dict[str, str]:
    money, climate = paper["financial"], paper["climate"]
    return {
        "impact": three(money["impact"] if money else None),
        "in_budget": three(money["in_budget"] if money else None),
        "cost": raw(money["cost"]) if money else "",
        "follow_up_cost": raw(money["follow_up_cost"]) if money else "",
        "money_text": (money["text"] or "") if money else "",
        "climate_question": (climate["question"] or "") if climate else "",
        "climate_reason": (climate["reason"] or "") if climate else "",
        "climate_code": (climate["code"] or "") if climate else "",
    }


def _steps(paper: Paper, committees: Sequence[Committee]) -> list[Row]:
    rows: list[Row] = []
    for at, step in enumerate(paper["consultations"]):
        match = exact(step["committee"], committees) or similar(step["committee"], committees)
        rows.append({
            "committee_name": step["committee"],
            "committee": str(match.id) if match else "",
            "role": raw(step["role"]),
            "held_on": step["date"] or "",
            "public": three(step["public"]),
            "agenda_number": step["agenda_number"] or "",
            "meeting_title": step["meeting_title"] or "",
            "result": raw(step["result"]),
            "origin": f"consultations/{at}",
        })  # fmt: skip
    return rows


def _points(paper: Paper) -> list[Row]:
    more = follow_ons(paper["proposal"])
    return [
        {
            "marker": point["marker"] or "",
            "text": point["text"],
            "depth": str(min(point["depth"], MAX_DEPTH)),
            "more": "\n".join(more[at]) if at < len(more) else "",
            "origin": f"points/{at}",
        }
        for at, point in enumerate(proposed(paper))
    ]


def _section(
    name: str, at: int, heading: str | None, day: str | None, blocks: Sequence[Block]
) -> Row:
    text = text_of(blocks)
    return {
        "heading": heading or "",
        "dated_on": day or "",
        "text": text,
        "origin": f"{name}/{at}",
    }


def _reports_to(paper: Paper, committees: Sequence[Committee]) -> str:
    proposal = paper["proposal"]
    match = exact(proposal["committee"] if proposal else None, committees)
    return str(match.id) if match else ""
