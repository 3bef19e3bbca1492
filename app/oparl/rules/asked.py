"""What a client asks of a list: page, size, dates (OParl 1.1, 2.5)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode

PER_PAGE = 50
MOST_PER_PAGE = 100
LAST_PAGE = 1_000_000
DATES = ("created_since", "created_until", "modified_since", "modified_until")
_WHOLE = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})")


class Unreadable(ValueError):
    """A parameter that cannot be understood; says which, in German."""


@dataclass(frozen=True)
class Asked:
    """Both bounds of a date count as within. `kept`: the parameters that every link repeats."""

    page: int = 1
    per_page: int = PER_PAGE
    dates: Mapping[str, datetime] = field(default_factory=dict)
    omit_internal: bool = False
    kept: tuple[tuple[str, str], ...] = ()

    @property
    def wants_deleted(self) -> bool:
        return "modified_since" in self.dates


def asked(params: Mapping[str, str]) -> Asked:
    """Raises Unreadable. Unknown parameters do not matter."""
    dates = {name: _moment(name, params[name]) for name in DATES if params.get(name)}
    kept = [(name, dates[name].isoformat()) for name in DATES if name in dates]
    per_page = PER_PAGE
    if "limit" in params:
        per_page = min(_number("limit", params["limit"]), MOST_PER_PAGE)
        kept.append(("limit", str(per_page)))
    omit = params.get("omit_internal") == "true"
    if omit:
        kept.append(("omit_internal", "true"))
    page = _number("page", params.get("page", "1"))
    return Asked(page, per_page, dates, omit, tuple(kept))


def _moment(name: str, raw: str) -> datetime:
    """A plus sign that nobody escaped arrives as a blank."""
    text = raw.replace(" ", "+")
    if _WHOLE.fullmatch(text):
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            pass
    raise Unreadable(
        f"{name} muss ein Zeitpunkt mit Zeitzone sein, zum Beispiel 2026-01-31T08:00:00+01:00."
    )


def _number(name: str, raw: str) -> int:
    if raw.isascii() and raw.isdigit() and 1 <= int(raw[:9]) <= LAST_PAGE and len(raw) <= 9:
        return int(raw)
    raise Unreadable(f"{name} muss eine Zahl ab 1 sein.")


def address(base: str, wanted: Asked, page: int) -> str:
    """Always the same order, the first page without its number: one address for one page."""
    params = [*wanted.kept, *([("page", str(page))] if page > 1 else [])]
    return f"{base}?{urlencode(params)}" if params else base


def links(base: str, wanted: Asked, pages: int) -> dict[str, str]:
    """`next` on every page but the last, `prev` on every one but the first."""
    found = {
        "first": address(base, wanted, 1),
        "self": address(base, wanted, wanted.page),
        "last": address(base, wanted, pages),
    }
    if wanted.page > 1:
        found["prev"] = address(base, wanted, min(wanted.page - 1, pages))
    if wanted.page < pages:
        found["next"] = address(base, wanted, wanted.page + 1)
    return found
