"""The world of the rights tests: everything once, and everybody of the matrix."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import httpx
from litestar import Litestar

from app.accounts.tables import Session
from app.core.clock import now
from app.core.tokens import hash_of
from app.invitations.rules import answer_token
from app.meetings.tables import Meeting
from app.replies.rules.links import confirm_token
from app.tasks.rules import link_token
from tests.browser import Browser
from tests.cast import Cast, add_deputy_and_operator
from tests.feeds.make import make_feed
from tests.house.test_rights import address, filled
from tests.invitations.make import make_invitation
from tests.matrix import CAST, Expected, Who
from tests.rights import Right
from tests.snapshot import Snapshot

DAY = timedelta(days=1)


@dataclass
class World:
    cast: Cast
    ids: dict[str, str]  # by the name in the address: meeting_id → its id
    links: dict[str, str]  # by the beginning of the address: /a/{token} → the token of Carla's mail
    browsers: dict[Who, Browser]
    cookies: dict[Who, dict[str, str]]
    stand: Snapshot

    @asynccontextmanager
    async def standing_as(
        self, prepare: Callable[["World"], Awaitable[None]]
    ) -> AsyncIterator[None]:
        """For a while."""
        before = self.stand
        await prepare(self)
        self.stand = await before.and_since("state")
        try:
            yield
        finally:
            self.stand = before
            await self.back()

    async def back(self) -> None:
        """To where it stands, also for who has logged out meanwhile."""
        await self.stand.back()
        for who, cookies in self.cookies.items():
            self.browsers[who].client.cookies = httpx.Cookies(cookies)

    def path(self, row: Right, who: Who) -> str:
        """With a token that somebody holds, for who holds it."""
        held = self.links.get(row.path.split(":")[0]) if who == Who.GUEST_TOKEN else None
        ids = {**self.ids, "token": held, "name": held} if held else self.ids
        return address(row, ids)


async def make_world(app: Litestar, cast: Cast) -> World:
    await add_deputy_and_operator(cast)
    ids = await filled(cast)
    meeting = await Meeting.objects().where(Meeting.id == UUID(ids["meeting_id"])).first()
    assert meeting is not None
    for name in ("bernd", "paul", "doris", "gustav"):
        await make_invitation(meeting, cast.people[name])
    _, feed = await make_feed(cast.carla)
    ids["session_id"] = await session_of(cast.id("anna"))
    browsers = {who: await visitor(app, cast, who) for who in Who}
    links = {
        "/a/{token": answer_token(UUID(ids["invitation_id"])),
        "/antwort/{token": confirm_token(UUID(ids["inbound_id"])),
        "/t/{token": link_token(UUID(ids["task_id"]), cast.id("carla")),
        "/u/{token": ids["vote_token"],
        "/kalender/{name": feed.removeprefix("/kalender/"),
    }
    cookies = {who: dict(browser.client.cookies) for who, browser in browsers.items()}
    return World(cast, ids, links, browsers, cookies, await Snapshot.taken("world"))


async def session_of(person_id: UUID) -> str:
    """On another device."""
    session = Session(person=person_id, token_hash=hash_of(str(person_id)), expires_at=now() + DAY)
    await session.save()
    return str(session.id)


async def visitor(app: Litestar, cast: Cast, who: Who) -> Browser:
    browser = Browser(app)
    if who in CAST:
        await browser.log_in(cast.id(CAST[who]))
    await browser.get("/einstellungen" if who in CAST else "/anmelden")
    return browser


async def met(world: World, row: Right, who: Who) -> tuple[int, str]:
    """(status, location) that this visitor meets at the row's route."""
    browser, path = world.browsers[who], world.path(row, who)
    if row.method == "GET":
        answer = await browser.get(path)
    else:
        answer = await browser.post(path, dict(row.form))
    return answer.status_code, answer.headers.get("location", "")


def fits(expected: Expected, status: int, location: str) -> bool:
    """ "open" is any answer that is no refusal."""
    if expected == "login":
        asked_a_program = status == 401  # it has no page to log in on
        return asked_a_program or (status == 303 and location.startswith("/anmelden"))
    if expected == "open":
        return status < 500 and status not in {401, 403, 404, 405}
    return status == expected
