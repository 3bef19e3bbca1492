"""Everything works without JavaScript, only with whole pages instead of parts."""

import re
from datetime import timedelta

from playwright.sync_api import Browser, Page, expect

from app.core.clock import today
from tests.e2e.conftest import Server, Sink
from tests.e2e.mailbox import link_in, press
from tests.e2e.meeting_steps import address_of_meeting
from tests.e2e.minutes_steps import time_passes
from tests.e2e.people import DAY, MEMBER, OFFICE

NUMBER, GROUP = "2026/427", "Arbeitsgruppe Spielplätze"
PAPER = f"""Vorlage - {NUMBER}

Betreff: Spielplätze in den Ortsteilen
Vorlage-Art: Beschlussvorlage

Beschlussvorschlag:
1. Eine Arbeitsgruppe prüft, welche Spielplätze fehlen.
"""


def test_from_the_paper_to_the_finished_task_without_javascript(
    server: Server, sink: Sink, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="de-DE")
    page, visitor = context.new_page(), browser.new_context(java_script_enabled=False).new_page()
    log_in_by_mail(page, server, sink)
    group = from_the_paper_to_a_group(page, server)
    meeting = invite_one_member(page, group)
    answer_by_link(visitor, sink)
    time_passes(server, meeting)
    write_and_send_the_minutes(page, meeting)
    finish_by_link(visitor, sink)
    page.goto(f"{group}/aufgaben?stand=erledigt")
    page.get_by_role("link", name="Spielplätze zählen").first.click()
    expect(page.get_by_text("Es sind elf.").first).to_be_visible()
    expect(page.get_by_role("list", name="Weg zurück zur Vorlage")).to_contain_text(NUMBER)
    context.close()
    visitor.context.close()


def log_in_by_mail(page: Page, server: Server, sink: Sink) -> None:
    before = len(sink.to(OFFICE, "Anmeldung"))
    page.goto(f"{server.base}/anmelden")
    page.get_by_label("E-Mail-Adresse").fill(OFFICE)
    press(page, "E-Mail anfordern")
    page.goto(link_in(sink.wait_for(OFFICE, "Anmeldung", before + 1), "/anmelden/link/"))
    press(page, "Jetzt anmelden")
    expect(page.get_by_role("heading", name="Was heute ansteht")).to_be_visible()


def from_the_paper_to_a_group(page: Page, server: Server) -> str:
    page.goto(f"{server.base}/vorlagen/einlesen")
    page.get_by_label("Text der Vorlage").fill(PAPER)
    press(page, "Lesen und prüfen")
    expect(page.get_by_label("Vorlagennummer")).to_have_value(NUMBER)
    press(page, "Vorlage übernehmen")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Spielplätze in den Ortsteilen")
    page.get_by_role("link", name=re.compile("Gruppe einrichten")).first.click()
    page.get_by_label("Name", exact=True).fill(GROUP)
    page.get_by_label("Punkt 1 als Auftrag an die Gruppe geben").check()
    press(page, "Gruppe einrichten")
    expect(page.get_by_role("heading", level=1)).to_have_text(GROUP)
    group = page.url.split("#")[0]
    page.goto(f"{group}/mitglieder/neu")
    person = page.get_by_label("Person aus der Liste")
    person.select_option(person.locator("option", has_text="Voss").get_attribute("value"))
    press(page, "Mitglied aufnehmen")
    expect(page.get_by_text("Lena Voss").first).to_be_visible()
    return group


def invite_one_member(page: Page, group: str) -> str:
    page.goto(f"{group}/sitzungen/neu")
    page.get_by_label("Datum").fill(DAY.isoformat())
    page.get_by_label("Beginn").fill("10:00")
    page.get_by_label("Ende").fill("11:00")
    page.get_by_label("Tagesordnung").fill("Was fehlt wo?")
    press(page, "Sitzung anlegen")
    meeting = address_of_meeting(page)
    page.get_by_role("link", name="Einladen").click()
    press(page, "Eine Einladung senden")
    expect(page.get_by_text("0 von 1 zugesagt").first).to_be_visible()
    return meeting


def answer_by_link(visitor: Page, sink: Sink) -> None:
    visitor.goto(link_in(sink.wait_for(MEMBER, GROUP), "/a/"))
    visitor.get_by_label("Ich komme", exact=True).check()
    press(visitor, "Antwort senden")
    expect(visitor.get_by_text("zugesagt").first).to_be_visible()


def write_and_send_the_minutes(page: Page, meeting: str) -> None:
    page.goto(meeting)
    expect(page.get_by_text("1 von 1 zugesagt").first).to_be_visible()
    page.goto(f"{meeting}/protokoll")
    press(page, "Protokoll beginnen")
    item = page.locator("section[id^='top-']").filter(has_text="Was fehlt wo?")
    item.get_by_label("Verlauf").fill("In drei Ortsteilen fehlt ein Spielplatz.")
    item.get_by_role("button", name=re.compile("Text speichern")).click()
    due = (today() + timedelta(days=30)).strftime("%d.%m.%Y")
    for line in (
        "B: Die Gruppe empfiehlt, mit dem Süden zu beginnen 1/0/0",
        f"A: Voss – Spielplätze zählen – {due}",
    ):
        item.get_by_label("Neue Zeile: Beschluss, Aufgabe oder Information").fill(line)
        item.get_by_role("button", name=re.compile("Zeile übernehmen")).click()
    expect(item.get_by_label("Verlauf")).to_have_value(re.compile("In drei Ortsteilen"))
    expect(item.get_by_text("mit dem Süden zu beginnen").first).to_be_visible()
    expect(page.get_by_role("link", name="Spielplätze zählen").first).to_be_visible()
    page.goto(f"{meeting}/protokoll/versand")
    press(page, "Protokoll an eine Person senden")


def finish_by_link(visitor: Page, sink: Sink) -> None:
    visitor.goto(link_in(sink.wait_for(MEMBER, f"Protokoll: {GROUP}"), "/t/"))
    expect(visitor.get_by_role("heading", name="Spielplätze zählen")).to_be_visible()
    visitor.get_by_label("Ihre Notiz").fill("Es sind elf.")
    press(visitor, "Als erledigt melden")
    expect(visitor.get_by_role("button", name="Doch noch offen")).to_be_visible()


def test_meeting_task_and_mandate_without_javascript(server: Server, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, locale="de-DE")
    page = context.new_page()
    page.goto(server.login_link("claudia.brandt@example.org"))
    press(page, re.compile("anmelden"))
    expect(page.get_by_role("heading", name="Was heute ansteht")).to_be_visible()
    page.goto(f"{server.base}/gruppen")
    page.get_by_role("link", name="Projektsteuerungsgruppe").first.click()
    group = page.url
    call_and_invite(page, group)
    finish_a_task(page, group)
    move_a_mandate(page, group)
    page.goto(server.base)
    record_a_decision(page)
    context.close()


def call_and_invite(page: Page, group: str) -> None:
    page.goto(f"{group}/sitzungen/neu")
    page.get_by_label("Datum").fill((today() + timedelta(days=40)).isoformat())
    page.get_by_label("Beginn").fill("10:00")
    page.get_by_label("Ende").fill("09:00")
    press(page, "Sitzung anlegen")
    expect(page.get_by_role("alert").first).to_contain_text("stimmt nicht")
    page.get_by_label("Ende").fill("11:00")
    press(page, "Sitzung anlegen")
    expect(page.get_by_role("heading", level=1)).to_contain_text("10:00–11:00 Uhr")
    page.get_by_role("link", name="Einladen").click()
    press(page, re.compile("Einladungen senden"))
    expect(page.get_by_text("Einladungen sind auf dem Weg").first).to_be_visible()


def finish_a_task(page: Page, group: str) -> None:
    page.goto(f"{group}/aufgaben")
    page.get_by_role("link", name="Raum für die Klausur reservieren").first.click()
    page.get_by_role("link", name="Als erledigt melden").click()
    page.get_by_label(re.compile("getan")).fill("Der Saal ist reserviert.")
    press(page, re.compile("Als erledigt melden|Aufgabe erledigt"))
    expect(page.get_by_text("Der Saal ist reserviert.").first).to_be_visible()


def move_a_mandate(page: Page, group: str) -> None:
    page.goto(f"{group}/auftraege")
    page.get_by_role("link", name=re.compile("Bedarf in drei Regionen")).first.click()
    page.get_by_label("Neuer Stand").select_option(label="Lösungsvorschlag")
    page.get_by_label("Was ist geschehen?").fill("Ein Bogen für alle Regionen liegt vor.")
    press(page, "Stand ändern")
    expect(page.get_by_text("Ein Bogen für alle Regionen liegt vor.").first).to_be_visible()


def record_a_decision(page: Page) -> None:
    page.get_by_role("link", name=re.compile("Protokoll öffnen")).first.click()
    minutes = page.url
    page.get_by_role("link", name=re.compile("^Anwesenheit")).click()
    page.get_by_role("radio", name="entschuldigt", exact=True).first.check()
    press(page, "Anwesenheit speichern")
    expect(page).to_have_url(minutes)
    page.get_by_role("link", name="Beschluss festhalten: TOP 3").click()
    page.get_by_label("Ja", exact=True).fill("drei")
    page.get_by_label("Wortlaut").fill("Die Gruppe empfiehlt, die Verträge zu prüfen.")
    press(page, re.compile("Beschluss festhalten"))
    expect(page.get_by_role("alert").first).to_contain_text("stimmt nicht")
    expect(page.get_by_label("Wortlaut")).to_have_value(re.compile("Verträge zu prüfen"))
    page.get_by_label("Ja", exact=True).fill("3")
    press(page, re.compile("Beschluss festhalten"))
    page.get_by_role("link", name="Beschluss 1 ändern: TOP 3").click()
    expect(page.get_by_role("heading", name="Beschluss ändern")).to_be_visible()
    page.get_by_role("link", name="Abbrechen").click()
    expect(page.get_by_text("die Verträge zu prüfen").first).to_be_visible()
