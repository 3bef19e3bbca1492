"""The calendar object of a reply, read line by line (docs/adr/0025).

Only the lines that are wanted reach icalendar's reader of content lines. It attaches no time zone
and expands no rule, so neither a VTIMEZONE nor an RRULE of a stranger does anything.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime

from icalendar.parser import Contentline, Parameters

from app.ical.text import limited, one_line, text_value
from app.replies.rules import zones
from app.replies.rules.addresses import of_uri
from app.replies.rules.decoded import Guest, Said, Unreadable

FOLD = re.compile(rb"\r?\n[ \t]")
DEEPEST, MOST_LINES, MOST_EVENTS, LONGEST_LINE = 10, 20_000, 400, 20_000
COMMENT = 1000  # octets
WANTED = frozenset(
    {"METHOD", "UID", "SEQUENCE", "DTSTAMP", "RECURRENCE-ID", "DTSTART", "DTEND", "ATTENDEE",
     "COMMENT"}
)  # fmt: skip
PARTSTATS = frozenset({"ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED"})
NESTED = "Der Kalenderteil ist ungewöhnlich verschachtelt oder sehr lang."
BROKEN = "Der Kalenderteil ist beschädigt."
NO_UID = "Der Kalenderteil nennt seinen Termin nicht eindeutig."

Property = tuple[Parameters, str]


@dataclass
class Block:
    """A component with the properties that are wanted, by name."""

    name: str
    lines: dict[str, list[Property]] = field(default_factory=dict)

    def only(self, name: str) -> Property | None:
        """None where it is missing or stands there twice (RFC 5545 §3.6.1)."""
        found = self.lines.get(name, [])
        return found[0] if len(found) == 1 else None


@dataclass(frozen=True)
class Calendar:
    method: str
    said: tuple[Said, ...]


def read_calendar(content: bytes, charset: str | None) -> Calendar:
    """Raises Unreadable. Several VCALENDARs in one part are one reply."""
    blocks = _blocks(decoded(content, charset))
    methods = {
        value.strip().upper()
        for block in blocks
        if block.name == "VCALENDAR"
        for _, value in block.lines.get("METHOD", [])
    }
    if len(methods) > 1:
        raise Unreadable(BROKEN)
    events = [block for block in blocks if block.name == "VEVENT"]
    if not events:
        raise Unreadable("Der Kalenderteil enthält keinen Termin.")
    if len(events) > MOST_EVENTS:
        raise Unreadable(NESTED)
    return Calendar(next(iter(methods), ""), tuple(_said(event) for event in events))


def decoded(content: bytes, charset: str | None) -> str:
    """Unfolded on bytes, because some programs fold inside a letter (RFC 5545 §3.1)."""
    if wide := _wide(content):
        content, charset = content.decode(wide, "replace").encode(), "utf-8"
    flat = FOLD.sub(b"", content.removeprefix(b"\xef\xbb\xbf"))
    for name in ("utf-8", charset):
        try:
            if name:
                return flat.decode(name).lstrip("\ufeff")
        except (LookupError, UnicodeError, ValueError):
            continue
    return flat.decode("cp1252", "replace")


def _wide(content: bytes) -> str:
    """UTF-16, by its mark or by the zero bytes of "BEGIN"."""
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "utf-16"
    if content[:4] == b"B\0E\0":
        return "utf-16-le"
    return "utf-16-be" if content[:4] == b"\0B\0E" else ""


def _blocks(text: str) -> list[Block]:
    """All components in their order; a line that is none is left out, with its property."""
    lines = [line for line in re.split(r"\r\n|\n|\r", text) if line.strip()]
    if len(lines) > MOST_LINES:
        raise Unreadable(NESTED)
    done: list[Block] = []
    open_: list[Block] = []
    for line in lines:
        word, _, rest = line.partition(":")
        name = word.partition(";")[0].strip().upper()
        if name == "BEGIN":
            open_.append(Block(rest.strip().upper()))
            if len(open_) > DEEPEST:
                raise Unreadable(NESTED)
            done.append(open_[-1])
        elif name == "END":
            _end(open_, rest.strip().upper())
        elif open_ and name in WANTED:
            _keep(open_[-1], name, line)
    if open_ or not done:
        raise Unreadable(BROKEN)
    return done


def _end(open_: list[Block], name: str) -> None:
    if not open_ or open_.pop().name != name:
        raise Unreadable(BROKEN)


def _keep(block: Block, name: str, line: str) -> None:
    if len(line) > LONGEST_LINE:
        return
    try:
        _, parameters, value = Contentline(line, strict=False).parts()  # type: ignore[no-untyped-call]
    except ValueError:
        return
    block.lines.setdefault(name, []).append((parameters, value))


def _said(event: Block) -> Said:
    recurrence = event.only("RECURRENCE-ID")
    return Said(
        uid=_uid(event),
        sequence=_sequence(event),
        stamp=_time(event, "DTSTAMP"),
        instance="RECURRENCE-ID" in event.lines,
        recurrence_at=_time(event, "RECURRENCE-ID"),
        day=zones.day(recurrence[1]) if recurrence else None,
        guests=tuple(_guest(*each) for each in event.lines.get("ATTENDEE", [])[:400]),
        comment=limited(
            "\n".join(text_value(value) for _, value in event.lines.get("COMMENT", [])).strip(),
            COMMENT,
        ),
        starts_at=_time(event, "DTSTART"),
        ends_at=_time(event, "DTEND"),
    )


def _uid(event: Block) -> str:
    found = {one_line(value) for _, value in event.lines.get("UID", [])}
    uid = found.pop() if len(found) == 1 else ""
    if not uid or len(uid) > 500:
        raise Unreadable(NO_UID)
    return uid


def _sequence(event: Block) -> int | None:
    found = event.only("SEQUENCE")
    raw = found[1].strip() if found else ""
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) <= 9 else None


def _time(event: Block, name: str) -> datetime | None:
    found = event.only(name)
    return zones.instant(found[1], _parameter(found[0], "TZID")) if found else None


def _guest(parameters: Parameters, value: str) -> Guest:
    partstat = _parameter(parameters, "PARTSTAT").strip(' "').upper()
    return Guest(
        address=of_uri(value),
        name=text_value(_parameter(parameters, "CN")).replace("\n", " ").strip()[:250],
        partstat=partstat if partstat in PARTSTATS else "",
        delegated_to=of_uri(_parameter(parameters, "DELEGATED-TO")),
        delegated_from=of_uri(_parameter(parameters, "DELEGATED-FROM")),
        comment=limited(text_value(_parameter(parameters, "X-RESPONSE-COMMENT")).strip(), COMMENT),
    )


def _parameter(parameters: Parameters, name: str) -> str:
    """The first of several values; icalendar compares names without case."""
    value = parameters.get(name, "")
    return str(value[0] if isinstance(value, list) and value else value or "")
