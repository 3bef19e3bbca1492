"""Lists in pages: OParl 1.1, sections 2.5.3 (pages) and 2.5.4 (filters)."""

from collections.abc import Collection
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from app.importers.rules.objects import NoOparl, Object, is_address

OTHER_SERVER = (
    "Die nächste Seite der Liste liegt auf einem anderen Server ({host}). Der Abgleich endet hier."
)
IN_CIRCLES = "Die Liste führt im Kreis: Ihre nächste Seite war schon da. Der Abgleich endet hier."
NO_ADDRESS = "Die nächste Seite der Liste hat keine gültige Adresse. Der Abgleich endet hier."
SINCE = "modified_since"


def same_server(one: str, other: str) -> bool:
    """Host and port; a change from http to https stays on the server."""
    return urlsplit(one).netloc.lower() == urlsplit(other).netloc.lower()


def next_page(found: Object, here: str, seen: Collection[str]) -> str:
    """Empty at the end. Raises NoOparl with the reason where the list must not be followed."""
    links = found.get("links")
    following = links.get("next") if isinstance(links, dict) else None
    if following in (None, ""):
        return ""
    if not is_address(following):
        raise NoOparl(NO_ADDRESS)
    address = str(following)
    if not same_server(address, here):
        raise NoOparl(OTHER_SERVER.format(host=urlsplit(address).hostname))
    if address in seen:
        raise NoOparl(IN_CIRCLES)
    return address


def since(address: str, watermark: datetime | None) -> str:
    """The list, only what has changed since; other parameters stay."""
    if watermark is None:
        return address
    parts = urlsplit(address)
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != SINCE]
    query.append((SINCE, watermark.astimezone(UTC).isoformat(timespec="seconds")))
    return urlunsplit(parts._replace(query=urlencode(query)))


def total_of(found: Object) -> int | None:
    pages = found.get("pagination")
    total = pages.get("totalElements") if isinstance(pages, dict) else None
    good = isinstance(total, int) and not isinstance(total, bool) and 0 <= total < 10**8
    return total if good else None
