"""Objects of an OParl server: read with limits, every text harmless, every date a date.

OParl 1.1, sections 2.3 to 2.7. What a server sends is data of strangers: it may be too deep,
hold HTML, bytes that PostgreSQL refuses, and dates of any spelling.
"""

import html
import json
import math
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import nh3

from app.core.clock import BERLIN
from app.core.errors import RuleViolation
from app.reading.dates import find_date

Object = dict[str, Any]

MAX_DEPTH = 30  # OParl needs eight
LONGEST_TEXT = 20_000  # characters of one field
LONGEST_ADDRESS = 1000
YEARS = range(1990, 2101)

NO_JSON = "Unter dieser Adresse steht kein OParl, sondern etwas anderes."
TOO_DEEP = "Die Antwort ist tiefer verschachtelt, als OParl es vorsieht."

_BREAK = re.compile(r"</(?:p|li|div|tr|h\d)\s*>|<br\s*/?>", re.IGNORECASE)
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")
_TAG = re.compile(r"</?[A-Za-z!][^<>]*>")
_UNBEARABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_INVISIBLE = re.compile("[\ufeff\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069]")


class NoOparl(RuleViolation):
    """The answer is no OParl object or list; the text is a German sentence."""


def read_object(raw: bytes) -> Object:
    """Raises NoOparl. Every text in it can be stored as JSONB."""
    try:
        found = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise NoOparl(NO_JSON) from None
    if not isinstance(found, dict):
        raise NoOparl(NO_JSON)
    if depth(found) > MAX_DEPTH:
        raise NoOparl(TOO_DEEP)
    bearable: Object = _bearable(found)
    return bearable


def depth(value: Any) -> int:
    """Without recursion, so that a hostile answer cannot exhaust the stack."""
    level, here = 0, [value]
    while here:
        level += 1
        here = [inner for outer in here for inner in _inside(outer)]
    return level


def _inside(value: Any) -> Iterator[Any]:
    held = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return iter(held)


def _bearable(value: Any) -> Any:
    """PostgreSQL's jsonb knows neither NUL, lone surrogates nor infinity."""
    if isinstance(value, str):
        return _UNBEARABLE.sub(" ", value)
    if isinstance(value, dict):
        return {_UNBEARABLE.sub(" ", key): _bearable(held) for key, held in value.items()}
    if isinstance(value, list):
        return [_bearable(held) for held in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def paragraphs(value: Any) -> list[str]:
    """The text of a field, HTML left out, one entry for each line that is not empty."""
    if not isinstance(value, str):
        return []
    text = value[:LONGEST_TEXT]
    if _TAG.search(text):
        text = nh3.clean(_BREAK.sub("\n", text), tags=set())
    text = _INVISIBLE.sub("", html.unescape(text))
    lines = (" ".join(line.split()) for line in _UNBEARABLE.sub("\n", text).split("\n"))
    return [line for line in lines if line]


def plain(value: Any, longest: int = 1000) -> str | None:
    """The text of a field on one line; None for nothing, and for what is no text."""
    text = " ".join(paragraphs(value))
    if len(text) > longest:
        text = f"{text[: longest - 2].rstrip()} …"
    return text or None


def day(value: Any) -> str | None:
    """`YYYY-MM-DD` in Berlin of a date or an instant, as OParl wants it or as others write it."""
    text = plain(value) or ""
    if _INSTANT.match(text):
        instant = moment(text)
        return instant.astimezone(BERLIN).date().isoformat() if instant else None
    hit = find_date(text)
    return hit[0] if hit and int(hit[0][:4]) in YEARS else None


def moment(value: Any) -> datetime | None:
    """UTC instant of a date with time; without an offset it is taken as Berlin time."""
    text = value.strip() if isinstance(value, str) else ""
    if not _INSTANT.match(text):
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    if found.year not in YEARS:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=BERLIN)).astimezone(UTC)


def listed(value: Any) -> list[Any]:
    """A reference may be one value or a list of them; null and "" are none."""
    held = value if isinstance(value, list) else [value]
    return [entry for entry in held if entry not in (None, "", {})]


def is_address(value: Any) -> bool:
    if not isinstance(value, str) or not value.startswith(("http://", "https://")):
        return False
    try:
        return len(value) <= LONGEST_ADDRESS and bool(urlsplit(value).hostname)
    except ValueError:
        return False


def address_of(reference: Any) -> str | None:
    """Of a reference that is an address or an object with its id."""
    found = reference.get("id") if isinstance(reference, dict) else reference
    return found if is_address(found) else None


def kind_of(found: Object) -> str:
    """`Paper` for `https://schema.oparl.org/1.1/Paper`; "" without a type."""
    kind = found.get("type")
    return kind.rstrip("/").rsplit("/", 1)[-1] if isinstance(kind, str) else ""


def is_deleted(found: Object) -> bool:
    """Some servers write the truth as text."""
    return found.get("deleted") in (True, "true", "True", 1)
