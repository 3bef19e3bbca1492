"""The whole chain once: from a paper to invitation, minutes, task and digest, in a real browser.

Every step uses what the step before left behind; every mail is fetched from a real mail server.
"""

import re
import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from app.core.postgres import EmbeddedPostgres, tool
from tests.calendar_check import check, expand
from tests.e2e.conftest import Server, Sink, watch

PAPER = (Path(__file__).parent / "paper.txt").read_text(encoding="utf-8")
OFFICE = "claudia.brandt@example.org"
MEMBER = "lena.voss@example.org"
NEWCOMER = "nora.neumann@example.org"
COUNCILLOR = "bernd.ohlsen@example.org"
GROUP = "Steuerungsgruppe Ganztag"
DAY = date.today() + timedelta(days=20)
LogIn = Callable[[str], Page]


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
    write_and_send_minutes(page, meeting, sink)
    finish_the_task_from_the_mail(browser, page, group, sink)
    approve_and_read_the_pdf(page, meeting)
    report_on_the_mandate(page, group, vorlage)
    send_the_digest(page, server, sink)
    unsubscribe_with_one_click(sink)
    cancel_another_meeting(page, group, sink)
    look_at_the_outbox(page, server)
    page.get_by_text("Mehr").click()
    page.get_by_role("button", name="Abmelden").click()
    expect(page.get_by_text("Sie sind abgemeldet.")).to_be_visible()
    assert noise == []


def press(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("button", name=name).first.click()


def text_of(mail: EmailMessage, kind: str = "plain") -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def link_in(mail: EmailMessage, path: str) -> str:
    found = re.search(rf"http://127\.0\.0\.1:\d+{path}\S+", text_of(mail))
    assert found, text_of(mail)
    return found[0]


def calendar_in(mail: EmailMessage) -> bytes:
    """The inline part; the attached copy must be the same bytes."""
    parts = list(mail.walk())
    inline = next(part for part in parts if part.get_content_type() == "text/calendar")
    attached = next(part for part in parts if part.get_content_type() == "application/ics")
    content = inline.get_payload(decode=True)
    assert isinstance(content, bytes)
    assert content == attached.get_payload(decode=True)
    assert inline.get_content_disposition() is None
    check(content)
    return content


def berlin(day: date, hour: int, minute: int = 0) -> str:
    local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo("Europe/Berlin"))
    return local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


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
    press(page, "Text lesen und prüfen")
    expect(page.get_by_label("Vorlagennummer")).to_have_value("2026/318")
    expect(page.get_by_label("Betreff")).to_have_value(re.compile("Ganztag"))
    page.get_by_label("Gremium, das die Berichte bekommt").select_option(
        label="Jugendhilfeausschuss"
    )
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


def call_the_meeting(page: Page, group: str) -> str:
    page.goto(f"{group}/sitzungen/neu")
    page.get_by_label("Datum").fill(DAY.isoformat())
    page.get_by_label("Beginn").fill("11:00")
    page.get_by_label("Ende").fill("10:00")
    page.get_by_label("Ort").fill("Rathaus, Raum 12")
    page.get_by_label("Link zur Videokonferenz").fill("https://video.example.org/ganztag")
    page.get_by_label("Tagesordnung").fill("Begrüßung\nRäume nach der Schule\nVerschiedenes")
    press(page, "Sitzung anlegen")
    expect(page.locator("#fehler")).to_be_visible()
    expect(page.get_by_label("Tagesordnung")).to_have_value(re.compile("Räume nach der Schule"))
    page.get_by_label("Beginn").fill("10:00")
    page.get_by_label("Ende").fill("11:30")
    press(page, "Sitzung anlegen")
    return address_of_meeting(page)


def address_of_meeting(page: Page) -> str:
    page.wait_for_url(re.compile(r"/sitzungen/[0-9a-f-]{36}"))
    return re.split(r"[#?]", page.url)[0]


def invite(page: Page, server: Server, sink: Sink) -> None:
    page.get_by_role("link", name="Einladen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 Einladungen gehen jetzt raus")
    press(page, "2 Einladungen senden")
    expect(page.get_by_text("0 von 2 zugesagt").first).to_be_visible()
    organizers = set()
    for address in (MEMBER, NEWCOMER):
        mail = sink.wait_for(address, GROUP)
        ics = calendar_in(mail)
        (event,) = expand(ics)
        assert (event["method"], event["sequence"]) == ("REQUEST", 0)
        assert event["utc"] == berlin(DAY, 10)
        assert [each["address"] for each in event["attendees"]] == [address]
        assert mail["Auto-Submitted"] == "auto-generated"
        assert "video.example.org/ganztag" in text_of(mail)
        organizers.add(re.search(r"sitzung\+\w{32}@", ics.decode().replace("\r\n ", ""))[0])  # type: ignore[index]
        assert str(mail["From"]).split("+")[1][:32] in ics.decode().replace("\r\n ", "")
    assert len(organizers) == 2
    sender = next(m[0] for m in sink.messages if MEMBER in m[1])
    assert sender.startswith("bounce+")
    own = httpx.get(f"{page.url.split('#')[0].split('?')[0]}.ics", cookies=cookies(page))
    assert expand(own.content)[0]["utc"] == berlin(DAY, 10)


def cookies(page: Page) -> dict[str, str]:
    return {str(each["name"]): str(each["value"]) for each in page.context.cookies()}


def answer_without_login(browser: Browser, sink: Sink) -> None:
    phone = browser.new_context(viewport={"width": 390, "height": 800}, locale="de-DE")
    page = phone.new_page()
    link = link_in(sink.wait_for(MEMBER, GROUP), "/a/")
    for _ in range(3):
        httpx.get(link)
    page.goto(link)
    expect(page.get_by_text("Lena Voss").first).to_be_visible()
    page.get_by_label(re.compile("Ich komme$|^Ich komme(?! nicht)")).first.check()
    press(page, "Antwort senden")
    expect(page.get_by_text(re.compile("zugesagt|Antwort ist gespeichert")).first).to_be_visible()
    phone.close()


def move_the_meeting(page: Page, meeting: str, sink: Sink) -> None:
    page.goto(meeting)
    expect(page.get_by_text("1 von 2 zugesagt").first).to_be_visible()
    page.goto(f"{meeting}/bearbeiten")
    page.get_by_label("Beginn").fill("13:00")
    page.get_by_label("Ende").fill("14:30")
    press(page, "Weiter")
    press(page, "Änderung an 2 Personen senden")
    mail = sink.wait_for(MEMBER, "Verlegt")
    (event,) = expand(calendar_in(mail))
    assert (event["method"], event["sequence"]) == ("REQUEST", 1)
    assert event["utc"] == berlin(DAY, 13)
    assert event["attendees"][0]["partstat"] == "NEEDS-ACTION"
    first = sink.to(MEMBER, "Einladung")[0]
    assert first["Message-ID"] in str(mail["References"])


def subscribe_the_calendar(page: Page, server: Server) -> None:
    page.goto(f"{server.base}/kalender")
    page.get_by_label("Gerät oder Programm").fill("Outlook im Büro")
    press(page, "Neue Adresse anlegen")
    address = re.search(r"http://127\.0\.0\.1:\d+/kalender/[\w-]+\.ics", page.content())
    assert address
    feed = httpx.get(address[0])
    assert feed.headers["content-type"].startswith("text/calendar")
    again = httpx.get(address[0], headers={"If-None-Match": feed.headers["etag"]})
    assert again.status_code == 304
    assert "ATTENDEE" not in feed.text
    assert httpx.get(f"{server.base}/kalender/unbekannt.ics").status_code == 404


def time_passes(server: Server, meeting: str) -> None:
    """Nothing in the app moves the clock; so the meeting moves to this morning."""
    sql = (
        "UPDATE meeting SET starts_at = now() - interval '3 hours',"
        f" ends_at = now() - interval '90 minutes' WHERE id = '{meeting.rsplit('/', 1)[1]}'"
    )
    place = EmbeddedPostgres(server.home / "postgres").socket
    subprocess.run(tool("psql", "-h", str(place), "-U", "app", "-d", "app", "-qc", sql), check=True)


def write_and_send_minutes(page: Page, meeting: str, sink: Sink) -> None:
    page.goto(f"{meeting}/protokoll")
    press(page, "Protokoll beginnen")
    item = page.locator("[id^='top-']").nth(1)
    expect(item).to_contain_text("Räume nach der Schule")
    item.get_by_label("Verlauf").fill(
        "Frau Voss berichtet über freie Räume.\n\nEs fehlen Schlüssel."
    )
    item.get_by_role("button", name="Text speichern: TOP 2").click()
    expect(page.get_by_text(re.compile("[Gg]espeichert")).first).to_be_visible()
    item.locator("summary", has_text="Beschluss").click()
    item.get_by_label("Wortlaut").fill("Die Gruppe empfiehlt, zwei Turnhallen zu öffnen.")
    item.get_by_label("Ja", exact=True).fill("2")
    item.get_by_label("Nein", exact=True).fill("0")
    item.get_by_label("Enthaltung", exact=True).fill("0")
    item.get_by_role("button", name=re.compile("Beschluss festhalten")).click()
    expect(page.get_by_text("zwei Turnhallen").first).to_be_visible()
    item.get_by_label("Neue Aufgabe in einer Zeile").fill("A: Niemand – Schlüssel zählen – 31.02.")
    item.get_by_role("button", name=re.compile("Aufgabe anlegen")).click()
    expect(page.locator("#fehler")).to_be_visible()
    expect(item.get_by_label("Neue Aufgabe in einer Zeile")).to_have_value(
        re.compile("Schlüssel zählen")
    )
    due = (date.today() + timedelta(days=30)).strftime("%d.%m.%Y")
    item.get_by_label("Neue Aufgabe in einer Zeile").fill(f"A: Voss – Schlüssel zählen – {due}")
    item.get_by_role("button", name=re.compile("Aufgabe anlegen")).click()
    expect(page.get_by_role("link", name="Schlüssel zählen").first).to_be_visible()
    page.locator("summary", has_text="Anwesenheit").click()
    page.get_by_role("radio", name="anwesend", exact=True).first.check()
    press(page, "Anwesenheit speichern")
    page.goto(f"{meeting}/protokoll/versand")
    press(page, "Protokoll an 2 Personen senden")
    mail = sink.wait_for(MEMBER, "Protokoll")
    assert "Schlüssel zählen" in text_of(mail)
    assert "Schlüssel zählen" in text_of(mail, "html")


def finish_the_task_from_the_mail(browser: Browser, page: Page, group: str, sink: Sink) -> None:
    phone = browser.new_context(viewport={"width": 390, "height": 800}, locale="de-DE")
    visitor = phone.new_page()
    link = link_in(sink.wait_for(MEMBER, "Protokoll"), "/t/")
    visitor.goto(link)
    expect(visitor.get_by_role("heading", name="Schlüssel zählen")).to_be_visible()
    visitor.get_by_label("Ihre Notiz").fill("Es sind vierzehn.")
    press(visitor, "Als erledigt melden")
    expect(visitor.get_by_text(re.compile("erledigt")).first).to_be_visible()
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
    """The command line plays the worker two minutes later."""
    page.goto(f"{server.base}/digests")
    page.get_by_role("link", name="Jugendhilfeausschuss").first.click()
    expect(page.get_by_text("Bernd Ohlsen").first).to_be_visible()
    later = (datetime.now(UTC) + timedelta(minutes=2)).strftime("%Y-%m-%dT%H:%M:%S")
    before = len(sink.to(COUNCILLOR, "Was seit dem"))
    assert "mit Neuem" in server.cli("digest", "run", "--at", later)
    mail = sink.wait_for(COUNCILLOR, "Was seit dem", before + 1)
    for kind in ("plain", "html"):
        assert "Die Gruppe prüft zwei Turnhallen." in text_of(mail, kind)
        assert "2026/318" in text_of(mail, kind)
    server.cli("digest", "run", "--at", later)
    assert len(sink.to(COUNCILLOR, "Was seit dem")) == before + 1


def unsubscribe_with_one_click(sink: Sink) -> None:
    link = link_in(sink.wait_for(COUNCILLOR, "Was seit dem"), "/abmelden/")
    assert "Abbestellen" in httpx.get(link).text
    answer = httpx.post(link, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert "ist abbestellt" in answer.text


def cancel_another_meeting(page: Page, group: str, sink: Sink) -> None:
    page.goto(f"{group}/sitzungen/neu")
    page.get_by_label("Datum").fill((DAY + timedelta(days=7)).isoformat())
    page.get_by_label("Beginn").fill("09:00")
    page.get_by_label("Ende").fill("10:00")
    press(page, "Sitzung anlegen")
    meeting = address_of_meeting(page)
    page.get_by_role("link", name="Einladen").click()
    press(page, "2 Einladungen senden")
    sink.wait_for(NEWCOMER, "Einladung", 2)
    page.goto(f"{meeting}/absage")
    page.get_by_label("Grund").fill("Der Raum ist gesperrt.")
    press(page, "Absage an 2 Personen senden")
    mail = sink.wait_for(NEWCOMER, "Abgesagt")
    (event,) = expand(calendar_in(mail))
    assert (event["method"], event["status"], event["sequence"]) == ("CANCEL", "CANCELLED", 1)
    assert "Der Raum ist gesperrt." in text_of(mail)


def look_at_the_outbox(page: Page, server: Server) -> None:
    page.goto(f"{server.base}/postausgang")
    expect(page.get_by_text(NEWCOMER).first).to_be_visible()
    expect(page.get_by_text("versandt").first).to_be_visible()
    page.get_by_role("link", name=re.compile("Abgesagt")).first.click()
    expect(page.get_by_text("Der Raum ist gesperrt.").first).to_be_visible()
