"""Other papers and products: from labels first, then from prose with a keyword."""

from collections.abc import Iterator, Mapping

from app.reading.draft import Draft, Found
from app.reading.fields import related_labels
from app.reading.mentions import papers_in, products_in
from app.reading.paper import Paper
from app.reading.proposal import texts_of
from app.reading.result import Evidence


def add_mentions(paper: Paper, draft: Draft) -> None:
    related: dict[str, Found | str] = {}
    for found in related_labels(draft):
        related.setdefault(found.value.strip(), found)
    products = {entry["number"] for entry in paper["budget_products"]}
    for pointer, text in _prose(paper):
        for number in papers_in(text):
            related.setdefault(number, pointer)
        for product in products_in(text):
            if product["number"] not in products:
                _copy(draft, f"/budget_products/{len(products)}", pointer)
                products.add(product["number"])
                paper["budget_products"].append(product)
    _relate(paper, draft, related)


def _relate(paper: Paper, draft: Draft, related: Mapping[str, Found | str]) -> None:
    """Each number once, with the label or the section that names it first."""
    for number, source in related.items():
        if not number or number == paper["reference"]:
            continue
        pointer = f"/related/{len(paper['related'])}"
        paper["related"].append(number)
        if isinstance(source, str):
            _copy(draft, pointer, source)
        else:
            draft.book.note(pointer, source.lines, source.rule)


def _copy(draft: Draft, pointer: str, source: str) -> None:
    """A mention stands somewhere in the section it was read from."""
    found = draft.book.evidence.get(source)
    if found:
        draft.book.evidence[pointer] = Evidence(found.lines, "prose:keyword", "medium")


def _prose(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "/title", paper["title"] or ""
    if paper["proposal"]:
        yield from (("/proposal", text) for text in texts_of(paper["proposal"]["blocks"]))
    for at, section in enumerate(paper["facts"]):
        yield from ((f"/facts/{at}", text) for text in texts_of(section["blocks"]))
    for at, other in enumerate(paper["other_sections"]):
        yield from ((f"/other_sections/{at}", text) for text in texts_of(other["blocks"]))
    if paper["financial"]:
        yield "/financial/text", paper["financial"]["text"] or ""
