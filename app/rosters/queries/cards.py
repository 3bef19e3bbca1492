"""Members as vCard 4.0 (RFC 6350): office data only, one file for all."""

from collections.abc import Iterable

from icalendar.parser import Contentline

from app.ical.text import text_value
from app.rosters.queries.members import Listed


def vcards(members: Iterable[Listed]) -> bytes:
    lines = [line for member in members for line in _card(member)]
    return b"".join(_folded(line) for line in lines)


def _card(member: Listed) -> list[str]:
    names = (member.family, member.given, "", member.title, "")
    lines = [
        "BEGIN:VCARD", "VERSION:4.0", "KIND:individual", f"UID:urn:uuid:{member.person_id}",
        f"FN:{_text(member.name)}", f"N:{';'.join(_text(name) for name in names)}",
    ]  # fmt: skip
    further = (
        ("ORG", member.traeger), ("TITLE", member.function), ("EMAIL;TYPE=work", member.email),
        ("TEL;TYPE=work;VALUE=text", member.phone),
    )  # fmt: skip
    lines += [f"{name}:{_text(value)}" for name, value in further if value]
    return [*lines, "END:VCARD"]


def _text(raw: str) -> str:
    """TEXT by RFC 6350 §3.4; a semicolon separates the parts of N and ORG."""
    escaped = text_value(raw).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """At most 75 octets, no character torn apart (RFC 6350 §3.2)."""
    folded: bytes = Contentline(line).to_ical()  # type: ignore[no-untyped-call]
    return folded + b"\r\n"
