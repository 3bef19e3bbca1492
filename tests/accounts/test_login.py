"""Log in by link and by code, and everything that must not log anybody in."""

import re

from litestar import Litestar

from app.accounts.tables import LoginRequest, Session
from app.outbox.tables import OutgoingMail
from tests.browser import BASE, Browser
from tests.cast import Cast
from tests.mails import last_mail, part


async def ask(browser: Browser, email: str) -> int:
    await browser.get("/anmelden")
    answer = await browser.post("/anmelden", {"email": email, "weiter": "/einstellungen"})
    return answer.status_code


def link_in(text: str) -> str:
    found = re.search(rf"{BASE}(/anmelden/link/\S+)", text)
    assert found
    return found[1]


def code_in(text: str) -> str:
    found = re.search(r"Code lautet ([A-Z0-9]{4}-[A-Z0-9]{4})", re.sub("<.*?>", "", text))
    assert found
    return found[1]


async def test_link_from_the_mail_logs_in_once(app: Litestar, cast: Cast) -> None:
    browser = Browser(app)
    assert await ask(browser, cast.carla.email.upper()) == 303
    text = part(await last_mail(), "plain")
    assert text.splitlines()[:2] == ["Spurwerk", ""], "before the login no body is named"
    link = link_in(text)
    for _ in range(5):
        assert (await browser.get(link)).status_code == 200
    assert await Session.count() == 0, "opening a link never logs in"

    answer = await browser.post(link.split("?")[0], {"weiter": "/einstellungen"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/einstellungen")
    assert "Carla Cordes" in (await browser.get("/einstellungen")).text

    second = Browser(app)
    await second.get(link)
    again = await second.post(link.split("?")[0])
    assert again.status_code == 410
    assert "schon benutzt" in again.text


async def test_code_works_in_the_asking_browser_even_after_a_scanner_used_the_link(
    app: Litestar, cast: Cast
) -> None:
    browser, scanner = Browser(app), Browser(app)
    await ask(browser, cast.carla.email)
    mail = await last_mail()
    code = code_in(part(mail, "html"))
    assert code == code_in(part(mail, "plain"))
    link = link_in(part(mail, "plain"))
    await scanner.get(link)
    assert (await scanner.post(link.split("?")[0])).status_code == 303

    await browser.get("/anmelden/code")
    answer = await browser.post("/anmelden/code", {"code": code.lower()})
    assert answer.status_code == 303


async def test_sixth_try_of_a_code_is_refused(app: Litestar, cast: Cast) -> None:
    browser = Browser(app)
    await ask(browser, cast.carla.email)
    code = code_in(part(await last_mail(), "plain"))
    await browser.get("/anmelden/code")
    for _ in range(5):
        wrong = await browser.post("/anmelden/code", {"code": "22222222"})
        assert wrong.status_code == 422
        assert "stimmt nicht" in wrong.text
    refused = await browser.post("/anmelden/code", {"code": code})
    assert refused.status_code == 422
    assert "fünfmal falsch" in refused.text


async def test_unknown_address_gets_the_same_answer_and_no_mail(app: Litestar, cast: Cast) -> None:
    known, unknown = Browser(app), Browser(app)
    assert await ask(known, cast.carla.email) == await ask(unknown, "niemand@example.org")
    assert (await known.get("/anmelden/code")).text.replace(known.token, "") == (
        await unknown.get("/anmelden/code")
    ).text.replace(unknown.token, "")
    assert await OutgoingMail.count() == 1
    assert await LoginRequest.count() == 2


async def test_newer_request_voids_the_older_link(app: Litestar, cast: Cast) -> None:
    browser = Browser(app)
    await ask(browser, cast.carla.email)
    old = link_in(part(await last_mail(), "plain"))
    await ask(browser, cast.carla.email)
    assert (await browser.post(old.split("?")[0])).status_code == 410


async def test_sixth_mail_within_an_hour_is_refused(app: Litestar, cast: Cast) -> None:
    browser = Browser(app)
    assert [await ask(browser, cast.carla.email) for _ in range(6)] == [303] * 5 + [422]


async def test_logout_ends_the_session_everywhere(app: Litestar, cast: Cast) -> None:
    browser = await Browser(app).log_in(cast.id("carla"))
    stolen = browser.client.cookies["__Host-sid"]
    answer = await browser.post("/abmelden")
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    browser.client.cookies.set("__Host-sid", stolen)
    assert (await browser.get("/einstellungen")).headers["location"].startswith("/anmelden")


async def test_other_devices_can_be_logged_out(app: Litestar, cast: Cast) -> None:
    here, there = [await Browser(app).log_in(cast.id("carla")) for _ in range(2)]
    assert (await here.get("/einstellungen")).status_code == 200
    await here.post("/einstellungen/anmeldungen/ende")
    assert (await here.get("/einstellungen")).status_code == 200
    assert (await there.get("/einstellungen")).status_code == 303


async def test_mistyped_address_comes_back_with_its_text(anonymous: Browser) -> None:
    await anonymous.get("/anmelden")
    answer = await anonymous.post("/anmelden", {"email": "carla.example.org"})
    assert answer.status_code == 422
    assert 'value="carla.example.org"' in answer.text
    assert "Bitte prüfen Sie die Adresse" in answer.text


async def test_login_leads_only_to_our_own_pages(anonymous: Browser) -> None:
    for evil in ("//evil.example", "/\\evil.example", "https:evil.example"):
        answer = await anonymous.get("/anmelden", params={"weiter": evil})
        assert 'name="weiter" value="/"' in answer.text
