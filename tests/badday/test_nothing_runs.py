"""Markup typed into every text field stays text: in pages, in mails and in calendars."""

from email import message_from_bytes, policy

from litestar import Litestar

from app.outbox.tables import OutgoingMail
from tests.badday.nasty import NUMERIC, plausible
from tests.badday.page import Page
from tests.badday.world import Post, afterwards, log_in, planned, posts, rows
from tests.browser import Browser
from tests.cast import Cast
from tests.feeds.make import make_feed

LINE = "\"><script>window.__xss=1</script><img src=x onerror=window.__xss=1>'{{7*7}}"
TEXT = f"{LINE}\r\n<svg onload=window.__xss=1><a href='javascript:window.__xss=1'>a</a>"
HEADER = "\r\nBcc: fremd@example.org\r\nATTENDEE:mailto:fremd@example.org"
FOREIGN = {"iframe", "object", "embed", "math", "base"}
KEEP = NUMERIC | {"email", "code", "line", "status"}


def poisoned(post: Post) -> dict[str, str]:
    sent = dict(plausible(post.form))
    for name in post.form.names("text"):
        if name not in KEEP:
            sent[name] = LINE[:70] if name in {"phone", "device", "title"} else LINE
    for name in post.form.names("textarea"):
        sent[name] = TEXT
    if "place" in post.form.names("text"):
        sent["place"] = LINE + HEADER
    return sent


async def poison(app: Litestar, cast: Cast, found: list[Post]) -> list[str]:
    """Paths that took it."""
    taken = []
    for post in found:
        if post.path.endswith(("absage", "ausladen", "abmelden", "entfernen", "entfernung")):
            continue  # takes away what the others are to show
        if post.guessed or not post.form.names("text", "textarea"):
            continue
        browser = await log_in(app, cast, post.row)
        await browser.get("/einstellungen" if post.row.anonymous == "login" else "/anmelden")
        answer = await browser.post(post.path, poisoned(post))
        taken += [post.path] if answer.status_code == 303 else []
    return taken


def runs(html: str, where: str) -> list[str]:
    """Everything in it that a browser would run or fetch for somebody who typed it."""
    page = Page(html)
    bad = [f"{where}: inline script {script[:40]}" for script in page.inline_scripts]
    for tag, given in page.elements:
        address = given.get("href", "") + given.get("src", "") + given.get("action", "")
        if (
            tag in FOREIGN
            or address.strip().lower().startswith("javascript:")
            or given.get("src") == "x"
            or any(name.startswith("on") for name in given)
        ):
            bad.append(f"{where}: <{tag} {given}>")
    return bad


async def in_pages(app: Litestar, cast: Cast, world: dict[str, str], *, at_least: int) -> list[str]:
    bad, showing = [], 0
    for name in ("anna", "bernd", "carla", "paul"):
        browser = await Browser(app).log_in(cast.id(name))
        for _, path in rows("GET", world):
            answer = await browser.get(path)
            if answer.headers.get("content-type", "").startswith("text/html"):
                bad += runs(answer.text, path)
                showing += "&lt;script&gt;window.__xss" in answer.text
            elif "calendar" in answer.headers.get("content-type", ""):
                bad += in_calendar(answer.text, path)
    assert showing >= at_least, "the pages show what was typed"
    return bad


def in_calendar(ics: str, where: str) -> list[str]:
    return [
        f"{where}: {line}" for line in ics.splitlines() if line.startswith("ATTENDEE:mailto:fremd")
    ]


async def in_mails() -> list[str]:
    bad = []
    for row in await OutgoingMail.objects():
        message = message_from_bytes(row.mime, policy=policy.default)
        if message["Bcc"] or "fremd@" in str(message["To"]):
            bad.append(f"{row.kind}: a header of its own")
        for part in message.walk():
            if part.get_content_type() == "text/html":
                bad += runs(part.get_content(), row.kind)
            elif part.get_content_type() == "text/calendar":
                bad += in_calendar(part.get_content(), row.kind)
    return bad


async def test_what_is_typed_never_runs(app: Litestar, cast: Cast) -> None:
    world = await planned(cast)
    _, feed = await make_feed(cast.carla)
    world["name"] = feed.removeprefix("/kalender/")
    taken = await poison(app, cast, await posts(app, cast, world))
    anna = await Browser(app).log_in(cast.id("anna"))
    people = {"person": [str(cast.id(name)) for name in ("bernd", "carla", "paul")]}
    assert (
        await anna.post(f"/sitzungen/{world['meeting_id']}/einladen", people)
    ).status_code == 303
    bad = [*await in_pages(app, cast, world, at_least=20), *await in_mails()]
    assert not bad
    assert len(taken) >= 20, taken


async def test_what_stands_in_minutes_never_runs(app: Litestar, cast: Cast) -> None:
    world = await afterwards(cast)
    found = [post for post in await posts(app, cast, world) if "protokoll" in post.path]
    taken = await poison(app, cast, found)
    assert not await in_pages(app, cast, world, at_least=2)
    assert len(taken) >= 4, taken
