"""Three times the same: the own group, another one of the same body, and another body."""

from collections import defaultdict
from dataclasses import dataclass, field

from asyncpg import UniqueViolationError
from litestar import Litestar

from app.core.db import engine
from app.importers.tables import OparlSource
from app.meetings.tables import Meeting
from app.minutes.tables import Minutes
from app.people.tables import PersonAddress
from app.piccolo_app import APP_CONFIG
from app.vorlagen.tables import Vorlage
from tests.badday.world import Post, planned, posts
from tests.browser import Browser
from tests.cast import Cast, make_cast
from tests.house.test_rights import modules
from tests.rights import Right
from tests.snapshot import Snapshot

Ids = dict[str, str]  # by the name in the address: meeting_id → its id
OF_A_GROUP = {
    "agenda_item", "composition_rule", "decision", "former_name", "group_event", "invitation",
    "mandate", "meeting", "membership", "minutes", "poll", "task",
}  # fmt: skip


@dataclass
class Worlds:
    cast: Cast
    own: Ids
    sibling: Ids  # of another group of the same body, with people of its own
    foreign: Ids
    table_of: dict[str, str]  # id → where it stands
    by_table: dict[str, dict[str, list[str]]]  # table → "sibling" or "foreign" → ids
    browsers: dict[str, Browser]
    stand: Snapshot
    after: bool = False  # the meeting
    asked: list[tuple[Right, Post | None]] = field(default_factory=list)

    @property
    def posts(self) -> list[Post]:
        return [post for _, post in self.asked if post]

    def of_table(self, table: str, kind: str) -> list[str]:
        return self.by_table.get(table, {}).get(kind, [])

    def at_least(self, before: int, after: int) -> int:
        """How often a test has to have asked, so that it has found anything to ask."""
        return after if self.after else before

    async def log_everybody_in(self, app: Litestar) -> None:
        """And look from here on at what changes."""
        for name in {"", "anna", *(row.right for row, _ in self.asked)}:
            browser = Browser(app)
            if name:
                await browser.log_in(self.cast.id(name))
            await browser.get("/einstellungen" if name else "/anmelden")
            self.browsers[name] = browser
        self.stand = await Snapshot.taken("worlds")

    async def changed(self) -> set[str]:
        """Since then; and back to there."""
        changed = await self.stand.changed()
        if changed:
            await self.stand.back()
        return changed


BY_CHANCE = "left(gen_random_uuid()::text, 8)"


async def make_worlds() -> Worlds:
    cast = await make_cast()
    own = await planned(cast)
    known, found = await all_ids(), {}
    by_table: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for kind, body in (("sibling", cast.body), ("foreign", None)):
        await _make_room()
        found[kind] = await _built(await make_cast(body))
        ids = await all_ids()
        for one in ids.keys() - known.keys():
            by_table[ids[one]].setdefault(kind, []).append(one)
        known = ids
    return Worlds(
        cast, own, found["sibling"], found["foreign"], known, by_table, {},
        await Snapshot.taken("worlds"),
    )  # fmt: skip


async def _make_room() -> None:
    """For what a body or the installation has only once. By chance, as PostgreSQL changes rows in any
    order: the same beginning for all might for a moment be what the next row has.
    """
    await Vorlage.raw(f"UPDATE vorlage SET reference = {BY_CHANCE} || reference")
    await OparlSource.raw(f"UPDATE oparl_source SET start = start || '/' || {BY_CHANCE}")
    await PersonAddress.raw(f"UPDATE person_address SET email = {BY_CHANCE} || email")


async def _built(cast: Cast) -> Ids:
    """What else can be there only once is left out."""
    ids: Ids = {"token": "unbekannt"}
    for module in modules("make"):
        if hasattr(module, "build_world"):
            try:
                await module.build_world(cast, ids)
            except UniqueViolationError:
                continue
    return ids


async def all_ids() -> dict[str, str]:
    """id → table."""
    names = [
        table._meta.tablename
        for table in APP_CONFIG.table_classes
        if table._meta.primary_key._meta.name == "id"
    ]
    union = " UNION ALL ".join(f"SELECT id::text, '{name}' AS t FROM \"{name}\"" for name in names)
    return {row["id"]: row["t"] for row in await engine()._run_in_pool(union)}


async def hold_meetings() -> None:
    """Everywhere: the meeting is over, its minutes are a draft."""
    await Meeting.raw("UPDATE meeting SET status = 'held'")
    await Minutes.raw("UPDATE minutes SET status = 'draft', sent_at = NULL, pdf = NULL")


async def ask(app: Litestar, worlds: Worlds, rows: list[Right], part: str = "") -> None:
    """These routes, with the forms as their pages show them."""
    forms = {post.row: post for post in await posts(app, worlds.cast, worlds.own, part)}
    worlds.asked = [(row, forms.get(row)) for row in rows]
    await worlds.log_everybody_in(app)
