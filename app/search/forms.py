"""The search as it stands in the address; what is no choice counts as not chosen."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from wtforms import SearchField

from app.core.paging import page_number
from app.search.queries.found import Found, Wanted
from app.search.rules.kinds import kind_of
from app.search.rules.question import Question, question_of
from app.vorlagen.rules.search import MOST_CHARACTERS
from app.web.forms import GermanForm, strip

YEARS = range(1900, 2200)


class SearchForm(GermanForm):
    q = SearchField("Suchbegriff", filters=[strip], render_kw={"maxlength": MOST_CHARACTERS})


@dataclass(frozen=True)
class Address:
    """Every link of the page changes one thing of it and begins at the first page."""

    question: Question
    wanted: Wanted

    def with_(self, **changes: Any) -> str:
        now: dict[str, Any] = {
            "q": self.question.typed,
            "art": self.wanted.kind,
            "gruppe": self.wanted.group,
            "jahr": self.wanted.year,
        }
        return "/suche?" + urlencode([(k, v) for k, v in (now | changes).items() if v])

    @property
    def is_narrowed(self) -> bool:
        return any((self.wanted.kind, self.wanted.group, self.wanted.year))

    def tabs(self, found: Found) -> list[tuple[str, str, bool]]:
        """Label, address, whether it is this page; with the number of hits of each kind."""
        everything = sum(found.kinds.values())
        sign = "+" if found.more else ""
        tabs = [(f"Alle ({everything}{sign})", self.with_(art=None), self.wanted.kind is None)]
        for kind, count in found.kinds.items():
            sign = "+" if kind in found.more else ""
            here = kind == self.wanted.kind
            tabs.append((f"{kind.label} ({count}{sign})", self.with_(art=kind), here))
        return tabs


def address_of(query: dict[str, str]) -> Address:
    year = query.get("jahr", "")
    digits = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else 0
    wanted = Wanted(
        kind_of(query.get("art", "")),
        _id(query.get("gruppe", "")),
        digits if digits in YEARS else None,
        page_number(query.get("seite", "")),
    )
    return Address(question_of(query.get("q", "")), wanted)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
