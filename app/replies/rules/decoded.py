"""What a mail says, before anybody asks whether it is true; crosses two processes as JSON."""

import json
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any


class Unreadable(Exception):
    """Not for the machine; the text is a German sentence for the person who looks at it."""


@dataclass(frozen=True, kw_only=True)
class Guest:
    """One ATTENDEE. `address` is exact and lower case, or empty; `partstat` upper case."""

    address: str
    name: str = ""
    partstat: str = ""
    delegated_to: str = ""
    delegated_from: str = ""
    comment: str = ""  # Google's X-RESPONSE-COMMENT


@dataclass(frozen=True, kw_only=True)
class Said:
    """One VEVENT. Times are UTC; a RECURRENCE-ID that is a DATE stands in `day`."""

    uid: str
    sequence: int | None = None
    stamp: datetime | None = None
    instance: bool = False  # has a RECURRENCE-ID, readable or not
    recurrence_at: datetime | None = None
    day: date | None = None
    guests: tuple[Guest, ...] = ()
    comment: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Decoded:
    """`trouble` is a sentence where the mail cannot be understood; its headers then stand alone.

    `senders` counts the addresses in all From headers; `from_address` is empty unless it is one.
    `automatic`: "" for a human's mail, else replied, generated or bounce (RFC 3834 §2).
    """

    message_id: str = ""
    senders: int = 0
    from_name: str = ""
    from_address: str = ""
    subject: str = ""
    date: datetime | None = None
    automatic: str = ""
    authentication: tuple[str, ...] = ()
    method: str = ""
    said: tuple[Said, ...] = ()
    text: str = ""
    trouble: str = ""


def to_json(decoded: Decoded) -> bytes:
    return json.dumps(asdict(decoded), default=lambda value: value.isoformat()).encode()


def from_json(raw: bytes) -> Decoded:
    """ValueError, TypeError or KeyError for anything to_json did not write."""
    data: dict[str, Any] = json.loads(raw)
    said = tuple(_said(each) for each in data.pop("said"))
    names = {each.name for each in fields(Decoded)}
    if set(data) - names:
        raise ValueError("unknown fields")
    data["date"] = _instant(data["date"])
    data["authentication"] = tuple(data["authentication"])
    return Decoded(**data, said=said)


def _said(data: dict[str, Any]) -> Said:
    data["guests"] = tuple(Guest(**each) for each in data["guests"])
    for name in ("stamp", "recurrence_at", "starts_at", "ends_at"):
        data[name] = _instant(data[name])
    data["day"] = date.fromisoformat(data["day"]) if data["day"] else None
    return Said(**data)


def _instant(raw: str | None) -> datetime | None:
    return datetime.fromisoformat(raw) if raw else None
