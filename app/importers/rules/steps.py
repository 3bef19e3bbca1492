"""The Beratungsfolge of an OParl paper; consultations come in any order."""

from typing import Any

from app.importers.rules.objects import Object, day, is_deleted, paragraphs, plain
from app.importers.rules.references import (
    Known,
    agenda_item,
    consultation_objects,
    name_of,
    names,
    thing,
)
from app.reading.lexicon import RESULTS, ROLES, fold
from app.reading.paper import Coded, Consultation
from app.vorlagen.rules.drafts import Resolution


def consultations(paper: Object, known: Known) -> tuple[list[Consultation], list[str]]:
    """By date of the meeting, those without one last; and sentences about what is missing."""
    title = plain(paper.get("name"))
    rows: list[tuple[str, Consultation]] = []
    gaps: list[str] = []
    for consultation in consultation_objects(paper, known):
        meeting = _meeting(consultation, known)
        item = agenda_item(consultation, meeting, title, known)
        committee = _committee(consultation, meeting, known)
        if committee is None:
            gaps.append("Zu einer Beratung nennt die Quelle kein Gremium; sie fehlt hier.")
            continue
        start = meeting.get("start")
        when = str(start) if day(start) else "9999"
        rows.append((when, _row(consultation, meeting, item, committee)))
    rows.sort(key=lambda row: (row[1]["date"] is None, row[1]["date"] or "", row[0]))
    for position, (_, row) in enumerate(rows, 1):
        row["position"] = position
    return [row for _, row in rows], gaps


def _meeting(consultation: Object, known: Known) -> Object:
    meeting = thing(consultation.get("meeting"), known) or {}
    return {} if is_deleted(meeting) else meeting


def _committee(consultation: Object, meeting: Object, known: Known) -> str | None:
    """Who sits together is named together; without any organization the meeting's name says it."""
    found = names(consultation.get("organization"), known)
    found = found or names(meeting.get("organization"), known)
    return plain(", ".join(found), 300) or name_of(meeting, known)


def _row(consultation: Object, meeting: Object, item: Object, committee: str) -> Consultation:
    return {
        "position": 0,
        "committee": committee,
        "role": _coded(plain(consultation.get("role"), 200), ROLES),
        "date": day(meeting.get("start")),
        "public": _truth(item.get("public")),
        "agenda_number": plain(item.get("number"), 40),
        "meeting_title": plain(meeting.get("name"), 300),
        "result": _coded(plain(item.get("result"), 300), RESULTS),
    }


def _coded(raw: str | None, words: dict[str, str]) -> Coded | None:
    return {"raw": raw, "code": words.get(fold(raw), "other")} if raw else None


def _truth(value: Any) -> bool | None:
    return {"true": True, "false": False}.get(str(value).lower())


def resolutions(paper: Object, known: Known) -> list[Resolution]:
    """The decided wordings, in the order of the meetings."""
    title = plain(paper.get("name"))
    found: list[Resolution] = []
    for consultation in consultation_objects(paper, known):
        meeting = _meeting(consultation, known)
        item = agenda_item(consultation, meeting, title, known)
        text = item.get("resolutionText") or _text_of(item.get("resolutionFile"))
        lines, committee = paragraphs(text), _committee(consultation, meeting, known)
        if lines and committee:
            found.append(Resolution(committee, day(meeting.get("start")), "\n".join(lines)))
    return sorted(found, key=lambda entry: entry.held_on or "9999")


def _text_of(reference: Any) -> Any:
    return reference.get("text") if isinstance(reference, dict) else None
