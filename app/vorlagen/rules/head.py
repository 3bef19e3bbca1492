"""What a paper says about itself, corrected after it was taken over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.core.words import Visibility
from app.reading.lexicon import paper_type
from app.reading.paper import Clerk, Coded, Paper, Product


@dataclass(frozen=True)
class HeadChange:
    """Texts are empty where the paper says nothing.

    `related` are numbers of papers, `products` lines such as "11101 Jugendhilfe".
    """

    reference: str
    title: str
    paper_type: str
    visibility: Visibility
    dated_on: date | None
    lead_unit: str
    responsible: str
    clerk: str
    originator: str
    file_reference: str
    related: tuple[str, ...]
    products: tuple[str, ...]


def changed_paper(paper: Paper, change: HeadChange) -> Paper:
    """Unchanged words keep the code and the parts that the reader found in them."""
    return {
        **paper,
        "reference": change.reference or None,
        "title": change.title,
        "paper_type": _paper_type(change.paper_type, paper["paper_type"]),
        "public": _public(change.visibility, paper["public"]),
        "date": change.dated_on.isoformat() if change.dated_on else None,
        "lead_unit": change.lead_unit or None,
        "responsible": change.responsible or None,
        "clerk": _clerk(change.clerk, paper["clerk"]),
        "originator": change.originator or None,
        "file_reference": change.file_reference or None,
        "related": list(dict.fromkeys(change.related)),
        "budget_products": products_of(change.products, paper["budget_products"]),
    }


def _paper_type(raw: str, known: Coded | None) -> Coded | None:
    if known and known["raw"] == raw:
        return known
    return paper_type(raw) if raw else None


def _clerk(raw: str, known: Clerk | None) -> Clerk | None:
    if known and known["raw"] == raw:
        return known
    family, comma, given = (part.strip() for part in raw.partition(","))
    named = bool(comma and given)
    return (
        {"raw": raw, "family": family if named else None, "given": given or None} if raw else None
    )


def _public(visibility: Visibility, before: bool | None) -> bool | None:
    """Unknown stays unknown unless the paper becomes public."""
    if visibility == Visibility.PUBLIC:
        return True
    return None if before is None else False


def products_of(lines: Sequence[str], known: Sequence[Product]) -> list[Product]:
    """A line that was there before keeps its parts; of a new one the first word is the number."""
    by_line = {product_line(product): product for product in known}
    return [by_line.get(line) or _product(line) for line in lines]


def product_line(product: Product) -> str:
    return " ".join(part for part in (product["number"], product["name"]) if part)


def _product(line: str) -> Product:
    number, _, name = line.partition(" ")
    return {"number": number, "name": name.strip() or None, "raw": line}
