"""Steps of the chain: minutes, the task they give, their PDF."""

import re
import subprocess
from datetime import timedelta
from io import BytesIO

import httpx
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader

from app.core.clock import today
from app.core.postgres import EmbeddedPostgres, tool
from tests.e2e.barriers import findings
from tests.e2e.conftest import Server, Sink
from tests.e2e.mailbox import cookies, link_in, press
from tests.e2e.people import GROUP, MEMBER
from tests.mails import part


def time_passes(server: Server, meeting: str) -> None:
    """Nothing in the app moves the clock; so the meeting moves to some hours ago, but not to a day
    when nobody belonged to the group yet.
    """
    midnight = "date_trunc('day', now(), 'Europe/Berlin')"
    begin = f"greatest(now() - interval '3 hours', {midnight})"
    sql = (
        f"UPDATE meeting SET starts_at = {begin}, ends_at = {begin} + (now() - {begin}) / 2"
        f" WHERE id = '{meeting.rsplit('/', 1)[1]}'"
    )
    place = EmbeddedPostgres(server.home / "postgres").socket
    subprocess.run(tool("psql", "-h", str(place), "-U", "app", "-d", "app", "-qc", sql), check=True)


def write_minutes(page: Page, meeting: str) -> None:
    page.goto(f"{meeting}/protokoll")
    press(page, "Protokoll beginnen")
    item = page.locator("[id^='top-']").nth(1)
    expect(item).to_contain_text("Räume nach der Schule")
    item.get_by_label("Verlauf").fill(
        "Frau Voss berichtet über freie Räume.\n\nEs fehlen Schlüssel."
    )
    item.get_by_role("button", name="Text speichern: TOP 2").click()
    expect(page.get_by_text(re.compile("[Gg]espeichert")).first).to_be_visible()
    record_a_decision(page, item)
    change_it_and_think_again(page, item)
    give_a_task(page, item)


def record_a_decision(page: Page, item: Locator) -> None:
    """The form comes into its place; what is typed elsewhere stays, and it can be closed again."""
    other = page.get_by_label("Verlauf").first
    other.press_sequentially("Noch nicht")
    opener = item.get_by_role("link", name="Beschluss festhalten: TOP 2")
    opener.press("Enter")
    expect(item.get_by_role("heading", name="Neuer Beschluss")).to_be_focused()
    item.get_by_role("link", name="Abbrechen").click()
    expect(opener).to_be_focused()
    opener.click()
    item.get_by_label("Wortlaut").fill("Die Gruppe empfiehlt, drei Turnhallen zu öffnen.")
    item.get_by_label("Ja", exact=True).fill("2")
    item.get_by_label("Nein", exact=True).fill("0")
    item.get_by_label("Enthaltung", exact=True).fill("0")
    item.get_by_role("button", name=re.compile("Beschluss festhalten")).click()
    expect(item.get_by_role("link", name=re.compile("Weiteren Beschluss"))).to_be_visible()
    expect(item.get_by_label("Wortlaut")).to_have_count(0)
    expect(other).to_contain_text("Noch nicht")


def change_it_and_think_again(page: Page, item: Locator) -> None:
    """Two forms side by side: a refused one and one that is still being typed into."""
    item.get_by_role("link", name=re.compile("Weiteren Beschluss")).click()
    item.get_by_label("Wortlaut").fill("Angefangen")
    item.get_by_role("link", name="Beschluss 1 ändern: TOP 2").click()
    change = item.locator("form[action*='/protokoll/beschluesse/']").first
    change.get_by_label("Wortlaut").fill("")
    change.get_by_role("button", name=re.compile("Beschluss speichern")).click()
    expect(page.locator("#fehler")).to_be_focused()
    wrong = findings(page, Axe(), "/sitzungen/…/protokoll with its forms")
    assert wrong == [], "\n".join(wrong)
    change.get_by_label("Wortlaut").fill("Die Gruppe empfiehlt, zwei Turnhallen zu öffnen.")
    change.get_by_role("button", name=re.compile("Beschluss speichern")).click()
    expect(page.get_by_text("zwei Turnhallen").first).to_be_visible()
    expect(item.get_by_label("Wortlaut")).to_have_value("Angefangen")
    item.get_by_role("link", name="Abbrechen").click()
    expect(item.get_by_label("Wortlaut")).to_have_count(0)


def give_a_task(page: Page, item: Locator) -> None:
    item.get_by_label("Neue Zeile: Beschluss, Aufgabe oder Information").fill(
        "A: Niemand – Schlüssel zählen – 31.02."
    )
    item.get_by_role("button", name=re.compile("Zeile übernehmen")).click()
    expect(page.locator("#fehler")).to_be_visible()
    expect(item.get_by_label("Neue Zeile: Beschluss, Aufgabe oder Information")).to_have_value(
        re.compile("Schlüssel zählen")
    )
    due = (today() + timedelta(days=30)).strftime("%d.%m.%Y")
    item.get_by_label("Neue Zeile: Beschluss, Aufgabe oder Information").fill(
        f"A: Voss – Schlüssel zählen – {due}"
    )
    item.get_by_role("button", name=re.compile("Zeile übernehmen")).click()
    expect(page.get_by_role("link", name="Schlüssel zählen").first).to_be_visible()


def note_attendance_and_send(page: Page, meeting: str, sink: Sink) -> None:
    page.get_by_role("link", name="Anwesenheit erfassen").click()
    expect(page.get_by_role("heading", name="Anwesenheit")).to_be_focused()
    page.get_by_role("radio", name="anwesend", exact=True).first.check()
    assert findings(page, Axe(), "/sitzungen/…/protokoll with the attendance") == []
    press(page, "Anwesenheit speichern")
    expect(page.get_by_role("link", name="Anwesenheit ändern")).to_be_focused()
    assert findings(page, Axe(), "/sitzungen/…/protokoll") == []
    page.goto(f"{meeting}/protokoll/versand")
    press(page, "Protokoll an 2 Personen senden")
    mail = sink.wait_for(MEMBER, f"Protokoll: {GROUP}")
    assert "Schlüssel zählen" in part(mail)
    assert "Schlüssel zählen" in part(mail, "html")


def finish_the_task_from_the_mail(browser: Browser, page: Page, group: str, sink: Sink) -> None:
    phone = browser.new_context(viewport={"width": 390, "height": 800}, locale="de-DE")
    visitor = phone.new_page()
    link = link_in(sink.wait_for(MEMBER, f"Protokoll: {GROUP}"), "/t/")
    visitor.goto(link)
    expect(visitor.get_by_role("heading", name="Schlüssel zählen")).to_be_visible()
    assert findings(visitor, Axe(), "/t/…") == []
    visitor.get_by_label("Ihre Notiz").fill("Es sind vierzehn.")
    press(visitor, "Als erledigt melden")
    expect(visitor.get_by_role("button", name="Doch noch offen")).to_be_visible()
    phone.close()
    page.goto(f"{group}/aufgaben?stand=erledigt")
    page.get_by_role("link", name="Schlüssel zählen").first.click()
    expect(page.get_by_text("Es sind vierzehn.").first).to_be_visible()
    way = page.get_by_role("list", name="Weg zurück zur Vorlage")
    for step in ("Räume nach der Schule", "Sitzung", GROUP, "Punkt", "Vorlage 2026/318"):
        expect(way).to_contain_text(step)


def approve_and_read_the_pdf(page: Page, meeting: str) -> None:
    page.goto(f"{meeting}/protokoll/genehmigung")
    press(page, "Protokoll genehmigen")
    expect(page.get_by_text(re.compile("genehmigt")).first).to_be_visible()
    path = page.locator("a[href$='.pdf']").first.get_attribute("href")
    base = re.match(r"http://127\.0\.0\.1:\d+", page.url)
    assert path
    assert base
    answer = httpx.get(base[0] + path, cookies=cookies(page))
    assert answer.headers["content-type"] == "application/pdf"
    reader = PdfReader(BytesIO(answer.content))
    words = " ".join(leaf.extract_text() for leaf in reader.pages)
    for expected in ("Niederschrift", GROUP, "Räume nach der Schule", "zwei Turnhallen"):
        assert expected in re.sub(r"\s+", " ", words)
