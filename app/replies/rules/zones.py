"""TZIDs of other programs (docs/adr/0025): their own VTIMEZONE is never believed."""

import re
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from app.core.clock import BERLIN

# Outlook writes names of its own language and, in old versions, the label of the list.
OUTLOOK = {
    "mitteleuropäische zeit": "Europe/Berlin",
    "mitteleuropäische sommerzeit": "Europe/Berlin",
    "mitteleuropäische zeit (mez)": "Europe/Berlin",
    "westeuropa (normalzeit)": "Europe/Berlin",
    "westeuropäische normalzeit": "Europe/Berlin",
    "mitteleuropa (normalzeit)": "Europe/Budapest",
    "mitteleuropäische normalzeit": "Europe/Warsaw",
    "romanische normalzeit": "Europe/Paris",
    "amsterdam, berlin, bern, rom, stockholm, wien": "Europe/Berlin",
    "amsterdam, berlin, bern, rome, stockholm, vienna": "Europe/Berlin",
    "greenwich zeit": "Europe/London",
    "gmt-normalzeit": "Europe/London",
    "osteuropäische zeit": "Europe/Bucharest",
    "fle-normalzeit": "Europe/Helsinki",
    "gtb-normalzeit": "Europe/Athens",
    "koordinierte weltzeit": "UTC",
    "utc": "UTC",
    "z": "UTC",
    "gmt": "UTC",
    "cet": "Europe/Berlin",
    "mez": "Europe/Berlin",
}
_WINDOWS = {name.lower(): zone for name, zone in WINDOWS_TO_OLSON.items()}
_LABEL = re.compile(r"^\((?:utc|gmt)[^)]*\)\s*", re.IGNORECASE)
_VALUE = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?", re.IGNORECASE)


@lru_cache(maxsize=256)
def zone_of(tzid: str) -> ZoneInfo:
    """Berlin for an unknown name, as for a time without any: that is where the meetings are."""
    name = _LABEL.sub("", tzid.strip(' "')).lower()
    for known in (_WINDOWS, OUTLOOK):
        if name in known:
            return ZoneInfo(known[name])
    for candidate in (tzid.strip(' "'), "/".join(tzid.strip(' "').split("/")[-2:])):
        try:
            return ZoneInfo(candidate)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return BERLIN


def instant(value: str, tzid: str = "") -> datetime | None:
    """UTC of a DATE-TIME (RFC 5545 §3.3.5); None for a DATE and for what is no time."""
    hit = _VALUE.fullmatch(value.strip())
    if hit is None or hit[4] is None:
        return None
    try:
        wall = datetime(*(int(part) for part in hit.groups()[:6]))  # type: ignore[arg-type]  # noqa: DTZ001
        zone = UTC if hit[7] else zone_of(tzid) if tzid else BERLIN
        return wall.replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def day(value: str) -> date | None:
    """A DATE (RFC 5545 §3.3.4)."""
    hit = _VALUE.fullmatch(value.strip())
    if hit is None or hit[4] is not None:
        return None
    try:
        return date(int(hit[1]), int(hit[2]), int(hit[3]))
    except ValueError:
        return None
