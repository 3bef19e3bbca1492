"""Finance, relevance, climate, products and attachments as a person corrected them."""

from collections.abc import Sequence

from app.reading.amounts import read_amount
from app.reading.paper import (
    Amount,
    Attachment,
    Climate,
    ClimateOption,
    Financial,
    Paper,
    Product,
    Relevance,
)
from app.vorlagen.rules.confirmed import FormEdit, Pair


def confirmed_financial(known: Financial | None, given: FormEdit) -> Financial | None:
    """None as long as the paper has no such section and nobody typed anything."""
    filled = (
        given.impact is not None, given.in_budget is not None, given.cost, given.follow_up_cost,
        given.options, given.details, given.text,
    )  # fmt: skip
    if known is None and not any(filled):
        return None
    return {
        "impact": given.impact,
        "in_budget": given.in_budget,
        "cost": _amount(given.cost, known["cost"] if known else None),
        "follow_up_cost": _amount(given.follow_up_cost, known["follow_up_cost"] if known else None),
        "options": [
            {"group": row.group or None, "label": row.label, "checked": row.value}
            for row in given.options
        ],
        "details": [{"label": row.first, "value": row.second} for row in given.details],
        "text": given.text or None,
    }


def _amount(raw: str, known: Amount | None) -> Amount | None:
    if known and " ".join(known["raw"].split()) == " ".join(raw.split()):
        return known
    return read_amount(raw)


def confirmed_relevance(given: FormEdit) -> list[Relevance]:
    return [{"label": row.label, "value": row.value} for row in given.relevance]


def confirmed_climate(known: Climate | None, given: FormEdit) -> Climate | None:
    if known is None and not (
        given.question or given.climate_options or given.reason or given.code
    ):
        return None
    options: list[ClimateOption] = [
        {"label": row.label, "checked": row.value} for row in given.climate_options
    ]
    return {
        "question": given.question or None,
        "options": options,
        "reason": given.reason or None,
        "code": given.code or None,
    }


def confirmed_products(reading: Paper, given: Sequence[Pair]) -> list[Product]:
    return [_product(reading, row) for row in given]


def _product(reading: Paper, row: Pair) -> Product:
    for _, at in row.origins:
        known = reading["budget_products"][at] if at < len(reading["budget_products"]) else None
        if known and (known["number"], known["name"] or "") == (row.first, row.second):
            return known
    return {
        "number": row.first,
        "name": row.second or None,
        "raw": f"{row.first} {row.second}".strip(),
    }


def confirmed_attachments(reading: Paper, given: Sequence[Pair]) -> list[Attachment]:
    """The size stays that of the file in the reading."""
    known = reading["attachments"]
    sizes = [
        next((known[at]["size_kb"] for _, at in row.origins if at < len(known)), None)
        for row in given
    ]
    return [
        {"number": int(row.first) if row.first else None, "name": row.second, "size_kb": size}
        for row, size in zip(given, sizes, strict=True)
    ]
