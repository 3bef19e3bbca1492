"""The Auskunft as a ZIP: auskunft.json for machines, auskunft.html for people."""

import io
import json
import zipfile
from collections.abc import Sequence
from datetime import datetime

from app.core.settings import settings
from app.people.rules import full_name
from app.people.tables import Body, Person
from app.privacy.queries.about import Section
from app.privacy.rules.terms import TERMS, kept_for
from app.web.filters import datum, zeitpunkt
from app.web.templates import render

JSON_NAME, HTML_NAME = "auskunft.json", "auskunft.html"


def packed(person: Person, body: Body, sections: Sequence[Section], *, now: datetime) -> bytes:
    told = [*sections, _recipients(body), _terms()]
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(JSON_NAME, as_json(told, now=now))
        file.writestr(HTML_NAME, as_html(person, body, told, now=now))
    return archive.getvalue()


def as_json(sections: Sequence[Section], *, now: datetime) -> str:
    told = {"erstellt": now.isoformat(), **{s.heading: s.rows for s in sections}}
    return json.dumps(told, ensure_ascii=False, indent=2, default=str)


def as_html(person: Person, body: Body, sections: Sequence[Section], *, now: datetime) -> str:
    return render(
        "privacy/auskunft.html",
        name=full_name(person.title, person.given_name, person.family_name),
        body=body,
        sections=sections,
        made_at=zeitpunkt(now),
    )


def file_name(person: Person, now: datetime) -> str:
    return f"Auskunft {person.given_name} {person.family_name} {datum(now)}.zip"


def _recipients(body: Body) -> Section:
    who = [
        ("Koordination", f"{body.office_name or 'Die Koordination'}, {body.name}: alles"),
        ("Mitglieder Ihrer Gruppen", "Name und Träger, die E-Mail-Adresse nur, wo die Gruppe es so will"),
        ("Betrieb", "Wer den Server betreibt, im Auftrag der Körperschaft und ohne Einsicht in Inhalte"),
        ("Öffentlichkeit", "Namen nur, soweit ein Ausschuss öffentlich berät und so benannt ist"),
    ]  # fmt: skip
    return Section("Wer die Daten sieht", [dict(who)], [who])


def _terms() -> Section:
    keep = settings().keep
    entries = [
        [("Daten", t.data), ("Frist", f"{kept_for(t, keep)} {t.since}"), ("dann", t.then)]
        for t in TERMS
    ]
    return Section("Wie lange sie bleiben", [dict(entry) for entry in entries], entries)
