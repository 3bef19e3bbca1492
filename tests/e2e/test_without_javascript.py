"""Everything works without JavaScript, only with whole pages instead of parts."""

import re
from datetime import timedelta

from playwright.sync_api import Browser, Page, expect

from app.core.clock import today
from tests.e2e.conftest import Server
from tests.e2e.mailbox import press


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
