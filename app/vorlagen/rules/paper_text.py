"""What people read in a paper, as one text; the same words as paper_text() of the database."""

from collections.abc import Mapping
from typing import Any

# Of blocks and items, not "type" or "marker".
READ = {"text", "heading", "paragraphs", "header", "rows"}


def text_of_paper(paper: Mapping[str, Any]) -> str:
    """In reading order: no clerk, no codes. What a paper leaves out is not said."""
    proposal, financial = paper.get("proposal") or {}, paper.get("financial") or {}
    parts = [
        proposal.get("blocks"), paper.get("facts"), paper.get("other_sections"),
        {"text": financial.get("text")},
    ]  # fmt: skip
    said: list[str] = []
    _add_texts(said, parts)
    said += [attachment["name"] for attachment in paper.get("attachments", [])]
    return " ".join([*said, *paper.get("related", [])])


def _add_texts(said: list[str], value: Any, *, read: bool = False) -> None:
    """A list rather than a generator: twenty papers of a page have thousands of parts."""
    if isinstance(value, str):
        if read:
            said.append(value)
    elif isinstance(value, dict):
        for key, part in value.items():
            _add_texts(said, part, read=key in READ)
    elif isinstance(value, list):
        for part in value:
            _add_texts(said, part, read=read)
