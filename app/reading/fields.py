"""Printed values of the head to the fields of the paper."""

from app.reading.dates import find_date
from app.reading.draft import Draft, Found
from app.reading.lexicon import fold, paper_type, public_word
from app.reading.mentions import product_of_label
from app.reading.paper import Clerk, Paper, Product

_TEXTS = ("title", "lead_unit", "responsible", "file_reference")


def fill_head(paper: Paper, draft: Draft) -> None:
    reference = _noted(draft, "reference", "/reference")
    paper["reference"] = reference.value if reference else None
    for name in _TEXTS:
        found = _noted(draft, name, f"/{name}")
        paper[name] = found.value if found else None  # type: ignore[literal-required]
    kind = _noted(draft, "paper_type", "/paper_type")
    paper["paper_type"] = paper_type(kind.value) if kind else None
    public = _noted(draft, "public", "/public")
    paper["public"] = public_word(public.value) if public else None
    paper["date"] = _date(draft)
    paper["clerk"] = _clerk(draft)
    paper["originator"] = _originator(draft)
    paper["budget_products"] = _products(draft)


def _noted(draft: Draft, name: str, pointer: str) -> Found | None:
    found = draft.first(name)
    if found:
        draft.book.note(pointer, found.lines, found.rule, found.confidence)
    return found


def _date(draft: Draft) -> str | None:
    for found in draft.fields.get("date", []):
        date = find_date(found.value)
        if date:
            draft.book.note("/date", found.lines, found.rule)
            return date[0]
    return None


def _clerk(draft: Draft) -> Clerk | None:
    """Only the form "family, given" tells which part is which."""
    found = _noted(draft, "clerk", "/clerk")
    if found is None:
        return None
    parts = [part.strip() for part in found.value.split(",")]
    if len(parts) == 2 and all(parts):
        return {"raw": found.value, "family": parts[0], "given": parts[1]}
    return {"raw": found.value, "family": None, "given": None}


def _originator(draft: Draft) -> str | None:
    for name in ("originator", "originator_fallback"):
        values = [found.value for found in draft.fields.get(name, [])]
        if values:
            _noted(draft, name, "/originator")
            return "; ".join(dict.fromkeys(values))
    return None


def _products(draft: Draft) -> list[Product]:
    products: list[Product] = []
    for found in draft.fields.get("budget_products", []):
        for value in found.value.split(";"):
            product = product_of_label(value.strip())
            if product:
                draft.book.note(f"/budget_products/{len(products)}", found.lines, found.rule)
                products.append(product)
    return products


def related_labels(draft: Draft) -> list[Found]:
    """Several numbers of one label stand behind commas, semicolons or "und"."""
    return [
        Found(number, found.lines, found.rule)
        for found in draft.fields.get("related", [])
        for number in found.value.replace(" und ", ",").replace(";", ",").split(",")
        if any(sign.isdigit() for sign in number) and fold(number)
    ]
