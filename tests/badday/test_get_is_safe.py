"""No GET writes (except the notes of last use): link scanners and prefetching change nothing."""

from collections.abc import Awaitable, Callable

import pytest
from litestar import Litestar

from app.core import db
from app.core.db import engine
from tests.badday.world import afterwards, planned, rows
from tests.browser import Browser
from tests.cast import Cast
from tests.feeds.make import make_feed

NOTES_OF_USE = ("login_session", "calendar_feed", "audit_entry")  # what a visit may note
WRITTEN = "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del AS n FROM pg_stat_user_tables"


async def written() -> dict[str, int]:
    """Table → rows ever written, rolled back ones too; leaving connections hand in their counts."""
    await db.close_pool()
    await db.start_pool(8)
    found = await engine()._run_in_pool(WRITTEN)
    return {row["relname"]: row["n"] for row in found if row["relname"] not in NOTES_OF_USE}


@pytest.mark.parametrize("make", [planned, afterwards])
async def test_no_get_writes_whoever_asks(
    app: Litestar, cast: Cast, make: Callable[[Cast], Awaitable[dict[str, str]]]
) -> None:
    world = await make(cast)
    _, feed = await make_feed(cast.carla)
    world["name"] = feed.removeprefix("/kalender/")
    visitors = [await Browser(app).log_in(cast.id(name)) for name in cast.people]
    before = await written()
    for browser in (Browser(app), *visitors):
        for _, path in rows("GET", world):
            await browser.get(path)
    after = await written()
    assert {t: n - before.get(t, 0) for t, n in after.items() if n != before.get(t, 0)} == {}
