"""OParl 1.1 as a table: per type the properties with what they hold, written down from chapter 3.

url → any address; >Type → address of an object; »Type → address of a list; {Type} → the object
itself; [x] → any number of x. `!` at the end: zwingend. Deprecated ones are not listed: nothing new
may write them.
"""

import re
from collections.abc import Iterator
from typing import Any

BASE = "https://spurwerk.example.org/oparl/v1.1"
SCHEMA = "https://schema.oparl.org/1.1/"
EVERYWHERE = {"id": "url!", "type": "url!", "created": "date-time!", "modified": "date-time!",
              "web": "url", "deleted": "boolean"}  # fmt: skip
LICENSED = {**EVERYWHERE, "license": "url", "keyword": "[string]"}
TYPES: dict[str, dict[str, str]] = {
    "System": {
        **EVERYWHERE, "oparlVersion": "url!", "otherOparlVersions": "[>System]", "license": "url",
        "body": "»Body!", "name": "string", "contactEmail": "string", "contactName": "string",
        "website": "url", "vendor": "url", "product": "url",
    },
    "Body": {
        **LICENSED, "system": ">System", "shortName": "string", "name": "string!", "website": "url",
        "licenseValidSince": "date-time", "oparlSince": "date-time", "ags": "string",
        "rgs": "string", "equivalent": "[url]", "contactEmail": "string", "contactName": "string",
        "organization": "»Organization!", "person": "»Person!", "meeting": "»Meeting!",
        "paper": "»Paper!", "legislativeTerm": "[{LegislativeTerm}]!",
        "agendaItem": "»AgendaItem!", "consultation": "»Consultation!", "file": "»File!",
        "locationList": "»Location!", "legislativeTermList": "»LegislativeTerm!",
        "membership": "»Membership!", "classification": "string", "location": "{Location}",
        "mainOrganization": ">Organization",
    },
    "LegislativeTerm": {
        **LICENSED, "body": ">Body", "name": "string", "startDate": "date", "endDate": "date",
    },
    "Organization": {
        **LICENSED, "body": ">Body", "name": "string", "membership": "[>Membership]",
        "meeting": "»Meeting", "consultation": "»Consultation", "shortName": "string",
        "post": "[string]", "subOrganizationOf": ">Organization", "organizationType": "string",
        "classification": "string", "startDate": "date", "endDate": "date", "website": "url",
        "location": "{Location}", "externalBody": ">Body", "memberCount": "integer",
        "votingMemberCount": "integer",
    },
    "Person": {
        **LICENSED, "body": ">Body", "name": "string", "familyName": "string",
        "givenName": "string", "formOfAddress": "string", "affix": "string", "title": "[string]",
        "gender": "string", "phone": "[string]", "email": "[string]", "location": ">Location",
        "locationObject": "{Location}", "status": "[string]", "membership": "[{Membership}]",
        "image": "{File}", "life": "string", "lifeSource": "string",
    },
    "Membership": {
        **LICENSED, "person": ">Person", "organization": ">Organization", "role": "string",
        "votingRight": "boolean", "startDate": "date", "endDate": "date",
        "onBehalfOf": ">Organization",
    },
    "Meeting": {
        **LICENSED, "name": "string", "meetingState": "string", "cancelled": "boolean",
        "start": "date-time", "end": "date-time", "location": "{Location}",
        "organization": "[>Organization]", "participant": "[>Person]", "invitation": "{File}",
        "resultsProtocol": "{File}", "verbatimProtocol": "{File}", "auxiliaryFile": "[{File}]",
        "agendaItem": "[{AgendaItem}]",
    },
    "AgendaItem": {
        **LICENSED, "meeting": ">Meeting", "number": "string", "order": "integer!",
        "name": "string", "public": "boolean", "consultation": ">Consultation",
        "result": "string", "resolutionText": "string", "resolutionFile": "{File}",
        "auxiliaryFile": "[{File}]", "start": "date-time", "end": "date-time",
    },
    "Paper": {
        **LICENSED, "body": ">Body", "name": "string", "reference": "string", "date": "date",
        "paperType": "string", "relatedPaper": "[>Paper]", "superordinatedPaper": "[>Paper]",
        "subordinatedPaper": "[>Paper]", "mainFile": "{File}", "auxiliaryFile": "[{File}]",
        "location": "[{Location}]", "originatorPerson": "[>Person]",
        "underDirectionOf": "[>Organization]", "originatorOrganization": "[>Organization]",
        "consultation": "[{Consultation}]",
    },
    "Consultation": {
        **LICENSED, "paper": ">Paper", "agendaItem": ">AgendaItem", "meeting": ">Meeting",
        "organization": "[>Organization]", "authoritative": "boolean", "role": "string",
    },
    "File": {
        **LICENSED, "name": "string", "fileName": "string", "mimeType": "string", "date": "date",
        "size": "integer", "sha512Checksum": "string", "text": "string", "accessUrl": "url!",
        "downloadUrl": "url", "externalServiceUrl": "url", "masterFile": ">File",
        "derivativeFile": "[>File]", "fileLicense": "url", "meeting": "[>Meeting]",
        "agendaItem": "[>AgendaItem]", "person": ">Person", "paper": "[>Paper]",
    },
    "Location": {
        **LICENSED, "description": "string", "geojson": "object", "streetAddress": "string",
        "room": "string", "postalCode": "string", "subLocality": "string", "locality": "string",
        "bodies": "[>Body]", "organizations": "[>Organization]", "persons": "[>Person]",
        "meetings": "[>Meeting]", "papers": "[>Paper]",
    },
}  # fmt: skip
BACK_REFERENCES = {  # left out where the object stands inside another one (3.0)
    "Membership": {"person"}, "AgendaItem": {"meeting"}, "Consultation": {"paper"},
    "File": {"paper"}, "Location": {"bodies", "meetings"}, "LegislativeTerm": {"body"},
}  # fmt: skip
OWN = re.compile(r"[a-z]+:[a-zA-Z]+")
FORMS = {
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
    "date-time": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d"),
    "url": re.compile(r"https://[^\s?#]+"),
}
JSON_TYPES = {"string": str, "integer": int, "boolean": bool, "object": dict}


def type_of(found: dict[str, Any]) -> str:
    return str(found.get("type", "")).removeprefix(SCHEMA)


def findings(found: dict[str, Any], expected: str | None = None) -> list[str]:
    """What of an object is not as the table says, also inside of it; [] is right."""
    name = type_of(found)
    if name not in TYPES or expected not in {None, name}:
        return [
            f"{found.get('id')}: type {found.get('type')}, expected {expected or 'a known one'}"
        ]
    if found.get("deleted") is True:
        spare = set(found) - {"id", "type", "created", "modified", "deleted"}
        return [f"{name}: deleted, but has {spare}"] if spare else []
    table = TYPES[name]
    missing = [key for key, rule in table.items() if rule.endswith("!") and key not in found]
    return [
        *(f"{name}.{key}: missing" for key in missing),
        *(f"{name}.{key}: unknown" for key in found if key not in table and not OWN.fullmatch(key)),
        *(
            f"{name}.{key}: {fault}"
            for key, value in found.items()
            if key in table
            for fault in faults(value, table[key])
        ),
    ]


def faults(value: Any, rule: str) -> Iterator[str]:
    """Empty lists only where a list is zwingend (2.4)."""
    plain = rule.rstrip("!")
    if plain.startswith("["):
        empty = value == [] and rule == plain
        good = isinstance(value, list) and not empty
        yield from (f for one in value for f in faults(one, plain[1:-1])) if good else [rule]
    elif plain.startswith("{"):
        yield from findings(value, plain[1:-1]) if isinstance(value, dict) else [rule]
    elif plain[0] in ">»":
        yield from _address_faults(value, plain)
    elif plain in FORMS:
        if not isinstance(value, str) or not FORMS[plain].fullmatch(value):
            yield f"{value!r} is no {plain}"
    elif type(value) is not JSON_TYPES[plain] or value in ("", {}):
        yield f"{value!r} is no {plain}"


def _address_faults(value: Any, rule: str) -> Iterator[str]:
    """Of an object: …/kind/uuid, of a list any address of the interface."""
    kind = rule[1:].lower()
    tail = "" if kind == "system" else "/[0-9a-f-]{36}"
    wanted = rf"{re.escape(BASE)}/{kind}{tail}" if rule[0] == ">" else rf"{re.escape(BASE)}/.+"
    if not isinstance(value, str) or not re.fullmatch(wanted, value):
        yield f"{value!r} is no {rule}"


def references(found: dict[str, Any]) -> Iterator[str]:
    """Addresses of objects and lists of the interface, also inside."""
    for key, value in found.items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict) and "type" in one and not OWN.fullmatch(key):
                yield from references(one)
            elif isinstance(one, str) and one.startswith(BASE) and key not in {"id", "text"}:
                yield one


def embedded(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for key, value in found.items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict) and "id" in one and not OWN.fullmatch(key):
                yield one
