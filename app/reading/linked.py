"""Other papers and products: from labels first, then from prose with a keyword."""

from collections.abc import Iterator

from app.reading.draft import Draft
from app.reading.fields import related_labels
from app.reading.mentions import papers_in, products_in
from app.reading.paper import Paper
from app.reading.proposal import texts_of
from app.reading.result import Evidence


def add_mentions(paper: Paper, draft: Draft) -> None:
    for found in related_labels(draft):
        if _relate(paper, found.value.strip()):
            draft.book.note(f"/related/{len(paper['related']) - 1}", found.lines, found.rule)
    for pointer, text in _prose(paper):
        for number in papers_in(text):
            if _relate(paper, number):
                _copy(draft, f"/related/{len(paper['related']) - 1}", pointer)
        for product in products_in(text):
            known = {entry["number"] for entry in paper["budget_products"]}
            if product["number"] not in known:
                _copy(draft, f"/budget_products/{len(known)}", pointer)
                paper["budget_products"].append(product)


def _relate(paper: Paper, number: str) -> bool:
    if not number or number == paper["reference"] or number in paper["related"]:
        return False
    paper["related"].append(number)
    return True


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
