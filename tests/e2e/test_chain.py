"""The whole chain once: from a paper to invitation, minutes, task and digest, in a real browser.

Every step uses what the step before left behind; every mail is fetched from a real mail server.
"""

import re
from pathlib import Path

import httpx
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from app.audit.settled import SETTLED
from tests.e2e.barriers import findings
from tests.e2e.conftest import Server, Sink, watch
from tests.e2e.mailbox import link_in, press
from tests.e2e.meeting_steps import (
    answer_without_login,
    call_the_meeting,
    cancel_another_meeting,
    invite,
    move_the_meeting,
    subscribe_the_calendar,
)
from tests.e2e.minutes_steps import (
    approve_and_read_the_pdf,
    finish_the_task_from_the_mail,
    note_attendance_and_send,
    time_passes,
    write_minutes,
)
from tests.e2e.people import COUNCILLOR, GROUP, NEWCOMER, OFFICE
from tests.mails import part

PAPER = (Path(__file__).parent / "paper.txt").read_text(encoding="utf-8")


def test_from_the_paper_to_the_digest(
    server: Server, sink: Sink, page: Page, browser: Browser
) -> None:
    noise = watch(page)
    log_in_by_mail(page, server, sink)
    vorlage = read_the_paper(page, server)
    group = set_up_the_group(page, vorlage)
    take_in_members(page, group)
    meeting = call_the_meeting(page, group)
    invite(page, server, sink)
    answer_without_login(browser, sink)
    move_the_meeting(page, meeting, sink)
    subscribe_the_calendar(page, server)
    time_passes(server, meeting)
    write_minutes(page, meeting)
    note_attendance_and_send(page, meeting, sink)
    finish_the_task_from_the_mail(browser, page, group, sink)
    approve_and_read_the_pdf(page, meeting)
    report_on_the_mandate(page, group, vorlage)
    send_the_digest(page, server, sink)
    unsubscribe_with_one_click(page, sink)
    cancel_another_meeting(page, group, sink)
    look_at_the_outbox(page, server)
    page.get_by_text("Mehr").click()
    page.get_by_role("button", name="Abmelden").click()
    expect(page.get_by_text("Sie sind abgemeldet.").first).to_be_visible()
    assert noise == []


def log_in_by_mail(page: Page, server: Server, sink: Sink) -> None:
    page.goto(f"{server.base}/anmelden")
    page.get_by_label("E-Mail-Adresse").fill(OFFICE)
    press(page, "E-Mail anfordern")
    expect(page.get_by_role("heading", name="Bitte sehen Sie in Ihr Postfach")).to_be_visible()
    page.goto(link_in(sink.wait_for(OFFICE, "Anmeldung"), "/anmelden/link/"))
    press(page, "Jetzt anmelden")
    expect(page.get_by_role("heading", name="Was heute ansteht")).to_be_visible()


def read_the_paper(page: Page, server: Server) -> str:
    page.goto(f"{server.base}/vorlagen/einlesen")
    page.get_by_label("Text der Vorlage").fill(PAPER)
    press(page, "Lesen und prüfen")
    expect(page.get_by_label("Vorlagennummer")).to_have_value("2026/318")
    expect(page.get_by_label("Betreff")).to_have_value(re.compile("Ganztag"))
    page.get_by_label("Gremium, das die Berichte bekommt").select_option(
        label="Jugendhilfeausschuss"
    )
    assert findings(page, Axe(), "/vorlagen/einlesen") == []
    press(page, "Vorlage übernehmen")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ganztag an Grundschulen")
    return page.url


def set_up_the_group(page: Page, vorlage: str) -> str:
    page.goto(vorlage)
    page.get_by_role("link", name=re.compile("Gruppe einrichten")).first.click()
    page.get_by_label("Name", exact=True).fill(GROUP)
    page.get_by_label("Besetzungsregeln").fill("Geschäftsführungen der Träger")
    page.get_by_label("Punkt 2 als Auftrag an die Gruppe geben").check()
    press(page, "Gruppe einrichten")
    expect(page.get_by_role("heading", level=1)).to_have_text(GROUP)
    expect(page.get_by_text(re.compile("Vorlage 2026/318")).first).to_be_visible()
    return page.url.split("#")[0]


def take_in_members(page: Page, group: str) -> None:
    page.goto(f"{group}/mitglieder/neu")
    person = page.get_by_label("Person aus der Liste")
    voss = person.locator("option", has_text="Voss").get_attribute("value")
    person.select_option(voss)
    press(page, "Mitglied aufnehmen")
    expect(page.get_by_text("Lena Voss").first).to_be_visible()

    page.goto(f"{group}/mitglieder/neu")
    page.get_by_label("Vorname").fill("Nora")
    page.get_by_label("Nachname").fill("Neumann")
    page.get_by_label("E-Mail-Adresse").fill("nora.neumann@example")
    press(page, "Mitglied aufnehmen")
    expect(page.locator("#fehler")).to_be_focused()
    expect(page.get_by_label("Nachname")).to_have_value("Neumann")
    page.get_by_label("E-Mail-Adresse").fill(NEWCOMER)
    press(page, "Mitglied aufnehmen")
    expect(page.get_by_text("Nora Neumann").first).to_be_visible()


def report_on_the_mandate(page: Page, group: str, vorlage: str) -> None:
    page.goto(f"{group}/auftraege")
    page.get_by_role("link", name=re.compile("Räume nach der Schule|welche Räume")).first.click()
    page.get_by_label("Neuer Stand").select_option(label="in Bearbeitung")
    page.get_by_label("Was ist geschehen?").fill("Die Gruppe prüft zwei Turnhallen.")
    press(page, "Stand ändern")
    expect(page.get_by_text("Die Gruppe prüft zwei Turnhallen.").first).to_be_visible()
    page.goto(vorlage)
    expect(page.get_by_text("in Bearbeitung").first).to_be_visible()


def send_the_digest(page: Page, server: Server, sink: Sink) -> None:
    """The command line plays the worker, as soon as what happened has settled."""
    page.goto(f"{server.base}/digests")
    page.get_by_role("link", name="Jugendhilfeausschuss").first.click()
    expect(page.get_by_text("Bernd Ohlsen").first).to_be_visible()
    page.wait_for_timeout((SETTLED.total_seconds() + 2) * 1000)
    before = len(sink.to(COUNCILLOR, "Was seit dem"))
    assert "mit Neuem" in server.cli("digest", "run")
    mail = sink.wait_for(COUNCILLOR, "Was seit dem", before + 1)
    for kind in ("plain", "html"):
        assert "Die Gruppe prüft zwei Turnhallen." in part(mail, kind)
        assert "2026/318" in part(mail, kind)
    server.cli("digest", "run")
    assert len(sink.to(COUNCILLOR, "Was seit dem")) == before + 1


def unsubscribe_with_one_click(page: Page, sink: Sink) -> None:
    link = link_in(sink.wait_for(COUNCILLOR, "Was seit dem"), "/abmelden/")
    page.goto(link)
    expect(page.get_by_role("button", name="Abbestellen")).to_be_visible()
    assert findings(page, Axe(), "/abmelden/…") == []
    answer = httpx.post(link, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert "ist abbestellt" in answer.text


def look_at_the_outbox(page: Page, server: Server) -> None:
    page.goto(f"{server.base}/postausgang")
    expect(page.get_by_text(NEWCOMER).first).to_be_visible()
    expect(page.get_by_text("versandt").first).to_be_visible()
    page.get_by_role("link", name=re.compile("Abgesagt")).first.click()
    expect(page.get_by_text("Der Raum ist gesperrt.").first).to_be_visible()
