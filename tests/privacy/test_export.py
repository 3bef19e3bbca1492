"""Auskunft: everything about one person, readable by people and machines, nothing about others."""

import json
import re
import zipfile
from datetime import timedelta
from io import BytesIO
from uuid import UUID

from app.accounts.tables import Session
from app.audit import operations as audit
from app.audit.tables import AuditEntry
from app.core.clock import now
from app.core.db import opens_transaction
from app.groups.tables import Membership
from app.people.tables import Person
from app.privacy.operations import exporting
from app.privacy.rules.registry import REGISTRY
from app.privacy.rules.terms import TERMS
from tests.browser import Visit
from tests.cast import Cast
from tests.house.test_rights import filled
from tests.meetings.make import first_item, make_meeting
from tests.minutes.make import make_minutes, make_text
from tests.privacy.make import make_further_address, make_mail_to


def opened(content: bytes) -> tuple[dict[str, list[dict[str, object]]], str]:
    """auskunft.json and auskunft.html"""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert sorted(archive.namelist()) == ["auskunft.html", "auskunft.json"]
        return json.loads(archive.read("auskunft.json")), archive.read("auskunft.html").decode()


async def test_both_files_tell_of_every_registered_table(cast: Cast) -> None:
    await filled(cast)
    await make_mail_to(cast.carla, subject="Aufgabe: Räume")
    export = await exporting.export_person(cast.carla.email, now=now())
    told, page = opened(export.content)
    assert {source.heading for source in REGISTRY} <= set(told)
    assert told["Stammdaten"][0]["email"] == cast.carla.email
    for heading in ("Mitgliedschaften", "Einladungen und Antworten", "Aufgaben", "E-Mails"):
        assert told[heading], heading
        assert f"<h2>{heading} (" in page
    assert "<h2>Wer die Daten sieht (1)</h2>" in page
    assert f"<h2>Wie lange sie bleiben ({len(TERMS)})</h2>" in page
    assert "Steuerungsgruppe Familienzentren" in page
    assert "stimmberechtigt" in page


async def test_the_page_speaks_german_and_holds_no_links_keys_or_names_of_columns(
    cast: Cast,
) -> None:
    await filled(cast)
    await Person.update({Person.phone: '<b>04131 "1"</b>'}).where(Person.id == cast.id("carla"))
    told, page = opened((await exporting.export_person(cast.carla.email, now=now())).content)
    assert not re.search(r"<a\b|href|src=|http|<script|style", page)
    assert "&lt;b&gt;04131" in page
    labels = set(re.findall(r'<th scope="row"[^>]*>([^<]*)</th>', page))
    assert not {label for label in labels if "_" in label}
    assert {"Vorname", "E-Mail-Adresse", "Gruppe", "seit"} <= labels
    assert not re.search(r'"\w+_hash"|"mime"', json.dumps(told))


async def test_any_address_finds_the_person_in_any_case(cast: Cast) -> None:
    await make_further_address(cast.carla, "carla@verein.example.org")
    told, _ = opened(
        (await exporting.export_person(" Carla@Verein.example.org ", now=now())).content
    )
    assert told["Stammdaten"][0]["email"] == cast.carla.email
    assert told["Weitere Adressen"][0]["email"] == "carla@verein.example.org"


async def test_minutes_that_name_the_person_are_told_as_places_without_their_words(
    cast: Cast,
) -> None:
    meeting = await make_meeting(cast.group)
    minutes = await make_minutes(meeting)
    await make_text(minutes, await first_item(meeting), "Frau Cordes und Herr Brandt streiten.")
    told, page = opened((await exporting.export_person(cast.carla.email, now=now())).content)
    places = told["Texte, in denen Ihr Name steht"]
    assert [place["what"] for place in places] == ["Text im Protokoll"]
    assert places[0]["group"] == cast.group.name
    assert "streiten" not in page


async def test_what_others_did_with_the_entry_is_told_without_their_names(cast: Cast) -> None:
    membership = await Membership.objects().get(Membership.person == cast.id("carla"))
    assert membership is not None
    anna = await cast.actor("anna")
    await opens_transaction(audit.record)(anna, "membership.changed", membership.id)
    await opens_transaction(audit.record)(anna, "membership.changed", cast.id("bernd"))
    told, page = opened((await exporting.export_person(cast.carla.email, now=now())).content)
    about = told["Vorgänge, die Sie betreffen"]
    assert [row["action"] for row in about] == ["membership.changed"]
    assert "Mitgliedschaft: geändert" in page
    assert "Albers" not in page.replace("Anna Albers, jugendhilfeplanung@example.org", "")


async def test_office_downloads_the_file_and_the_audit_log_knows(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    path = f"/personen/{cast.id('carla')}/auskunft"
    assert "Auskunft für Carla Cordes" in (await anna.get(path)).text
    answer = await anna.post(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/zip"
    assert opened(answer.content)[0]["Stammdaten"][0]["family_name"] == "Cordes"
    entry = await AuditEntry.objects().get(AuditEntry.action == "person.exported")
    assert entry is not None
    assert (entry.actor_id, entry.subject_id) == (cast.id("anna"), cast.id("carla"))


async def test_own_file_is_one_click_from_the_settings(visit: Visit, cast: Cast) -> None:
    carla = await visit("carla")
    assert 'href="/einstellungen/auskunft"' in (await carla.get("/einstellungen")).text
    answer = await carla.post("/einstellungen/auskunft")
    told, _ = opened(answer.content)
    assert UUID(str(told["Stammdaten"][0]["id"])) == cast.id("carla")


async def test_a_login_of_eleven_minutes_must_be_renewed_first(visit: Visit, cast: Cast) -> None:
    for name, path in (
        ("carla", "/einstellungen/auskunft"),
        ("anna", f"/personen/{cast.id('carla')}/auskunft"),
    ):
        browser = await visit(name)
        await Session.update({Session.created_at: now() - timedelta(minutes=9)}, force=True)
        assert (await browser.post(path)).status_code == 200
        await Session.update({Session.created_at: now() - timedelta(minutes=11)}, force=True)
        answer = await browser.post(path)
        assert answer.status_code == 422
        assert "liegt länger als zehn Minuten zurück" in answer.text
