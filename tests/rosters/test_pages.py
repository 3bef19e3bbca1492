"""Reading in a list by hand: upload, columns, preview, corrections, taking over."""

import re
from uuid import UUID, uuid4

import httpx

from app.people.tables import Person
from app.rosters.forms.upload import NO_FILE
from app.rosters.rules.fields import ONLY_HEAD
from app.rosters.tables import RosterImport, RosterState
from tests.browser import HTMX, Browser, Visit
from tests.cast import Cast
from tests.counting import counted_statements
from tests.documents.test_tables import workbook
from tests.rosters.make import PEOPLE, person_with, roster, start
from tests.rosters.test_runs import lines
from tests.rosters.test_vcards import THREE

UPLOAD = "/personen/einlesen"


async def send(
    browser: Browser, content: bytes, *, to: str = UPLOAD, name: str = "Liste.csv", key: str = ""
) -> httpx.Response:
    await browser.get(to)
    files = {"file": (name, content, "application/octet-stream")}
    return await browser.post(to, {"id": key or str(uuid4())}, files=files)


async def last() -> RosterImport:
    found = await RosterImport.objects().order_by(RosterImport.created_at, ascending=False).first()
    assert found is not None
    return found


async def mapped(browser: Browser, address: str) -> httpx.Response:
    """Sends the columns as the page shows them."""
    shown = await browser.get(address)
    chosen = re.findall(r'name="(c\d+)".*?</select>', shown.text, re.DOTALL)
    values = {
        name: (re.findall(rf'name="{name}".*?value="([^"]*)" selected', shown.text, re.DOTALL))[0]
        for name in chosen
    }
    return await browser.post(address, values)


async def test_from_the_file_to_the_people(visit: Visit) -> None:
    anna = await visit("anna")
    answer = await send(anna, PEOPLE.encode("cp1252"))
    columns = f"{answer.headers['location']}/spalten"
    assert "Zum Beispiel: Greta · Hanno" in (await anna.get(columns)).text
    answer = await mapped(anna, columns)
    here = answer.headers["location"]
    shown = await anna.get(here)
    assert "Neu angelegt wird ein Träger:" in shown.text
    assert "<li>Verein Nordlicht</li>" in shown.text
    assert not await Person.exists().where(Person.email == "greta.grund@example.org")
    await anna.post(f"{here}/uebernehmen")
    done = await anna.get(here)
    assert "2 neu" in done.text
    assert "Niemand hat eine E-Mail bekommen" in done.text
    await anna.post(f"{here}/uebernehmen")  # pressed twice
    assert await Person.count().where(Person.email == "greta.grund@example.org") == 1


async def test_only_who_has_an_unknown_heading_is_asked_about_columns(visit: Visit) -> None:
    anna = await visit("anna")
    for heads, state in (
        ("Name;E-Mail", RosterState.CHECKED),
        ("Name;E-Mail;", RosterState.CHECKED),
        ("Name;E-Mail;Lieblingsfarbe", RosterState.MAPPING),
        ("Name;E-Mail;Mail", RosterState.MAPPING),
        ("Telefon;Mobil", RosterState.MAPPING),
        ("Name;Rolle", RosterState.MAPPING),
    ):
        answer = await send(anna, f"{heads}\nUlf Neu;ulf@example.org;\n".encode())
        here = answer.headers["location"]
        assert (await last()).state == state, heads
        shown = await anna.get(here)
        asked = shown.status_code == 303 and shown.headers["location"].endswith("/spalten")
        assert asked == (state == RosterState.MAPPING)


async def test_wrong_cells_are_put_right_in_the_preview(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    import_id = await start(cast, PEOPLE + "=1+1;Neu;ulf(at)example.org;;;;\n;Alt;;;;;\n")
    here = f"{UPLOAD}/{import_id}"
    shown = (await anna.get(f"{here}?fehler=1")).text
    assert "Nur Fehler (2)" in shown
    assert "E-Mail in Zeile 4" in shown
    assert "Übernehmen</span>" not in shown
    refused = await anna.post(f"{here}/uebernehmen")
    assert "noch ein Fehler" in (await anna.get(refused.headers["location"])).text
    fixed = {"z3_2": "ulf@example.org", "z4_2": "ute@example.org", "z4_0": "Ute", "fehler": "1"}
    answer = await anna.post(f"{here}/zellen", fixed)
    shown = (await anna.get(answer.headers["location"])).text
    assert "Hier ist keine Zeile mit einem Fehler mehr" in shown
    await anna.post(f"{here}/uebernehmen")
    assert (await person_with("ulf@example.org")).given_name == "=1+1"  # a text as any other


async def test_cells_that_are_not_there_change_nothing(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    import_id = await start(cast, PEOPLE)
    before = (await roster(import_id)).cells
    for name in ("z0_0", "z9_0", "z1_99"):
        answer = await anna.post(f"{UPLOAD}/{import_id}/zellen", {name: "x"})
        assert answer.status_code == 409
    await anna.post(f"{UPLOAD}/{import_id}/zellen", {"z1_": "x", "cells": "x"})
    assert (await roster(import_id)).cells == before


async def test_two_columns_for_the_same_are_refused(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    import_id = await start(cast, PEOPLE.replace("Vorname", "Wie?", 1), mapped=False)
    columns = f"{UPLOAD}/{import_id}/spalten"
    answer = await anna.post(columns, {"c0": "given_name", "c1": "given_name", "c2": "email"})
    assert answer.status_code == 422
    assert "„Vorname“ ist zwei Spalten zugeordnet" in answer.text
    answer = await anna.post(columns, {"c3": "phone"})
    assert "Es fehlt, um wen es geht" in answer.text
    answer = await anna.post(columns, {"c0": "nonsense", "c2": "email"})
    assert answer.status_code == 422
    assert (await roster(import_id)).state == RosterState.MAPPING


async def test_files_that_are_no_list_come_back_with_a_sentence(visit: Visit) -> None:
    anna = await visit("anna")
    for content, sentence in (
        (b"", "Die Datei ist leer"),
        (b"Name;E-Mail\n", ONLY_HEAD),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "Das ist keine CSV-Datei"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "alte Excel-Datei"),
        (lines(5001).encode(), "mehr als 5000 Zeilen"),
        (THREE.replace("END:VCARD", "").encode(), "END:VCARD"),
    ):
        answer = await send(anna, content)
        assert answer.status_code == 422, sentence
        assert sentence in answer.text
    await anna.get(UPLOAD)
    answer = await anna.post(UPLOAD, {"id": str(uuid4())})
    assert NO_FILE in answer.text
    assert await RosterImport.count() == 0


async def test_of_several_sheets_one_is_chosen(visit: Visit) -> None:
    anna = await visit("anna")
    rows = [["Name", "E-Mail"], ["Ulf Neu", "ulf@example.org"]]
    answer = await send(anna, workbook(("Nord", rows), ("Süd", rows[:1])), name="L.xlsx")
    columns = f"{answer.headers['location']}/spalten"
    shown = (await anna.get(columns)).text
    assert "Nord</option>" in shown
    sheet = columns.replace("/spalten", "/blatt")
    for name, sentence in (("West", "Dieses Blatt gibt es"), ("Süd", ONLY_HEAD)):
        answer = await anna.post(sheet, {"sheet": name})
        assert sentence in (await anna.get(answer.headers["location"])).text
    await anna.post(sheet, {"sheet": "Nord"})
    assert "Zum Beispiel: Ulf Neu" in (await anna.get(columns)).text
    await anna.post(sheet, {"sheet": "Nord"})  # pressed twice
    assert (await last()).total_rows == 1


async def test_vcards_come_through_the_same_door(visit: Visit) -> None:
    anna = await visit("anna")
    answer = await send(anna, THREE.encode(), name="karten.vcf")
    shown = await anna.get(answer.headers["location"])
    assert "Nicht eingelesen wird, was sonst noch auf den Karten steht: ADR, PHOTO." in shown.text


async def test_an_upload_sent_twice_is_one(visit: Visit) -> None:
    anna, key = await visit("anna"), str(uuid4())
    await send(anna, PEOPLE.encode(), key=key)
    again = await send(anna, PEOPLE.encode(), key=key)
    assert again.status_code == 303
    assert await RosterImport.count() == 1


async def test_who_leads_a_group_reads_in_its_members(visit: Visit, cast: Cast) -> None:
    bernd = await visit("bernd")
    to = f"/gruppen/{cast.group.id}/mitglieder/einlesen"
    answer = await send(bernd, b"Name;E-Mail\nUlf Neu;ulf@example.org\n", to=to)
    answer = await mapped(bernd, f"{answer.headers['location']}/spalten")
    here = answer.headers["location"]
    assert "Mitglied in „Steuerungsgruppe Familienzentren“" in (await bernd.get(here)).text
    await bernd.post(f"{here}/uebernehmen")
    assert f"/gruppen/{cast.group.id}/sitzungen" in (await bernd.get(here)).text


async def test_a_discarded_list_is_gone(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    import_id = await start(cast, PEOPLE)
    answer = await anna.post(f"{UPLOAD}/{import_id}/verwerfen")
    assert answer.headers["location"] == UPLOAD
    assert (await anna.get(f"{UPLOAD}/{import_id}")).status_code == 404
    assert (await anna.post(f"{UPLOAD}/{UUID(int=7)}/uebernehmen")).status_code == 404


async def test_a_preview_asks_as_often_for_many_rows_as_for_two(visit: Visit, cast: Cast) -> None:
    anna, counts = await visit("anna"), []
    for count in (2, 300):
        import_id = await start(cast, lines(count))
        with counted_statements() as seen:
            await anna.get(f"{UPLOAD}/{import_id}")
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 12


async def test_a_long_list_is_shown_page_by_page_and_its_progress(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    import_id = await start(cast, lines(260))
    here = f"{UPLOAD}/{import_id}"
    shown = (await anna.get(f"{here}?seite=6")).text
    assert "Seite 6 von 6" in shown
    assert "Pia259 Probe" in shown
    await anna.post(f"{here}/uebernehmen")
    assert "0 von 260 Zeilen" in (await anna.get(here)).text
    part = await anna.get(f"{here}/fortgang", headers=HTMX)
    assert "<html" not in part.text
    assert "0 von 260 Zeilen" in part.text
