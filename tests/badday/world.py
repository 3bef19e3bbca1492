"""Every POST route of the rights matrix with the form a person would send there."""

from dataclasses import dataclass
from uuid import UUID

from litestar import Litestar

from app.invitations import rules as invitation_rules
from app.meetings.tables import Meeting, MeetingStatus
from app.minutes.tables import Minutes, MinutesStatus
from app.tasks import rules as task_rules
from tests.badday.page import Control, Page, PageForm
from tests.browser import Browser
from tests.cast import Cast
from tests.house.test_rights import MATRIX, address, filled
from tests.rights import Right
from tests.vorlagen.sample import TEXT as SAMPLE

LAST = ("beginn", "ende", "absage", "ausladen", "entfernen", "entfernung", "abmelden", "verwerfung")


@dataclass
class Post:
    row: Right
    path: str
    form: PageForm
    guessed: bool  # no page showed the form


async def planned(cast: Cast) -> dict[str, str]:
    """Before a meeting: Carla is invited, nobody writes minutes yet."""
    world = await filled(cast)
    invitation_id = UUID(world["invitation_id"])
    return world | {
        "answer_token": invitation_rules.answer_token(invitation_id),
        "task_token": task_rules.link_token(UUID(world["task_id"]), cast.id("carla")),
    }


async def afterwards(cast: Cast) -> dict[str, str]:
    """The meeting is over and Paul writes: the minutes are a draft again."""
    world = await planned(cast)
    meeting_id = UUID(world["meeting_id"])
    await Meeting.update({Meeting.status: MeetingStatus.HELD}).where(Meeting.id == meeting_id)
    await Minutes.update({Minutes.status: MinutesStatus.DRAFT, Minutes.sent_at: None}).where(
        Minutes.meeting == meeting_id
    )
    return world


def rows(method: str, world: dict[str, str], part: str = "") -> list[tuple[Right, str]]:
    """(row, address), with real tokens where the matrix has one that nobody holds."""
    found = []
    for row in sorted(MATRIX, key=lambda row: (row.path.endswith(LAST), row.path)):
        if row.method != method or part not in row.path:
            continue
        token = {"/a/": "answer_token", "/t/": "task_token", "/u/": "vote_token"}.get(
            row.path[:3], "token"
        )
        found.append((row, address(row, {**world, "token": world[token]})))
    return found


async def log_in(app: Litestar, cast: Cast, row: Right) -> Browser:
    """The right person of this row; nobody where a link or a login is meant."""
    browser = Browser(app)
    if row.anonymous == "login":
        await browser.log_in(cast.id(row.right))
    return browser


async def pages(
    app: Litestar, cast: Cast, world: dict[str, str], part: str = ""
) -> dict[tuple[str, str], Page]:
    """(person, path) → page, for everybody who may do something somewhere."""
    found: dict[tuple[str, str], Page] = {}
    for name in sorted({row.right for row in MATRIX}):
        browser = await Browser(app).log_in(cast.id(name))
        for row, path in rows("GET", world, part):
            if name in {row.right, "anna"} or "protokoll" in path:
                answer = await browser.get(path)
                if answer.headers.get("content-type", "").startswith("text/html"):
                    found[name, path] = Page(answer.text, path)
    login = await Browser(app).get("/anmelden")
    found["anna", "/anmelden"] = Page(login.text, "/anmelden")
    browser = await Browser(app).log_in(cast.id("anna"))
    preview = await browser.post("/vorlagen/einlesen", {"body": str(cast.body.id), "text": SAMPLE})
    found["anna", "/vorlagen/einlesen/uebernahme"] = Page(preview.text, "/vorlagen/einlesen")
    return found


def unseen(path: str) -> PageForm:
    """Where no page shows a form, the names that some other form has."""
    names = ("id", "version", "text", "title", "antwort", "comment", "deputy_name", "fingerprint")
    return PageForm(path, "post", False, [Control(name, "text") for name in names])


async def posts(app: Litestar, cast: Cast, world: dict[str, str], part: str = "") -> list[Post]:
    """`part`: only routes with this in their address."""
    seen = await pages(app, cast, world, part)
    found = []
    for row, path in rows("POST", world, part):
        offered = [
            form
            for (name, _), page in seen.items()
            if (name in {row.right, "anna"}) and (form := page.form_to(path))
        ]
        best = max(offered, key=lambda form: len(form.controls), default=unseen(path))
        found.append(Post(row, path, best, not offered))
    return found
