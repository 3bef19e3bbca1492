"""Steps of the chain: a meeting, its invitations, its calendars."""

import re
from datetime import timedelta

import httpx
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.calendar_check import expand
from tests.e2e.barriers import findings
from tests.e2e.conftest import Server, Sink
from tests.e2e.mailbox import berlin, calendar_in, cookies, link_in, press
from tests.e2e.people import DAY, GROUP, MEMBER, NEWCOMER
from tests.mails import part


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
        assert "video.example.org/ganztag" in part(mail)
        organizers.add(re.search(r"sitzung\+\w{32}@", ics.decode().replace("\r\n ", ""))[0])  # type: ignore[index]
        assert str(mail["From"]).split("+")[1][:32] in ics.decode().replace("\r\n ", "")
    assert len(organizers) == 2
    sender = next(m[0] for m in sink.messages if MEMBER in m[1])
    assert sender.startswith("bounce+")
    own = httpx.get(f"{page.url.split('#')[0].split('?')[0]}.ics", cookies=cookies(page))
    assert expand(own.content)[0]["utc"] == berlin(DAY, 10)


def answer_without_login(browser: Browser, sink: Sink) -> None:
    phone = browser.new_context(viewport={"width": 390, "height": 800}, locale="de-DE")
    page = phone.new_page()
    link = link_in(sink.wait_for(MEMBER, GROUP), "/a/")
    for _ in range(3):
        httpx.get(link)
    page.goto(link)
    expect(page.get_by_text("Lena Voss").first).to_be_visible()
    assert findings(page, Axe(), "/a/…") == []
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
    mail = sink.wait_for(MEMBER, f"Verlegt: {GROUP}")
    (event,) = expand(calendar_in(mail))
    assert (event["method"], event["sequence"]) == ("REQUEST", 1)
    assert event["utc"] == berlin(DAY, 13)
    assert event["attendees"][0]["partstat"] == "NEEDS-ACTION"
    first = sink.to(MEMBER, f"Einladung: {GROUP}")[0]
    assert first["Message-ID"] in str(mail["References"])


def subscribe_the_calendar(page: Page, server: Server) -> None:
    page.goto(f"{server.base}/kalender")
    page.get_by_label("Gerät oder Programm").fill("Outlook im Büro")
    press(page, "Neue Adresse anlegen")
    address = re.search(r"http://127\.0\.0\.1:\d+/kalender/[\w-]+\.ics", page.content())
    assert address
    page.get_by_role("link", name="Adresse kopieren").click()
    assert page.evaluate("getSelection().toString()") == address[0]
    feed = httpx.get(address[0])
    assert feed.headers["content-type"].startswith("text/calendar")
    again = httpx.get(address[0], headers={"If-None-Match": feed.headers["etag"]})
    assert again.status_code == 304
    assert "ATTENDEE" not in feed.text
    assert httpx.get(f"{server.base}/kalender/unbekannt.ics").status_code == 404


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
    assert "Der Raum ist gesperrt." in part(mail)
