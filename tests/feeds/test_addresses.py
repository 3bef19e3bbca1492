"""Secret addresses: one per device, shown once, switched off by their owner."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from app.audit.tables import AuditEntry
from app.core.tokens import SHOWN_AGAIN, hash_of
from app.feeds import rules
from app.feeds.tables import CalendarFeed
from tests.browser import BASE, Visit
from tests.cast import Cast
from tests.feeds.make import make_feed


def form(device: str = "Outlook im Büro", **more: str) -> dict[str, str]:
    return {"id": str(uuid4()), "device": device, "shows": "personal", **more}


def address_in(text: str) -> str:
    found = re.search(
        rf'<code class="sw-address" id="adresse">{BASE}(/kalender/[\w-]+\.ics)</code>', text
    )
    assert found
    return found[1]


async def test_new_address_is_shown_once_and_works(cast: Cast, visit: Visit) -> None:
    carla = await visit("carla")
    answer = await carla.post("/kalender", form())
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    path = address_in(answer.text)
    assert f'href="webcal://{BASE.removeprefix("https://")}{path}"' in answer.text
    assert (await carla.get(path)).status_code == 200

    listed = (await carla.get("/kalender")).text
    assert "Outlook im Büro" in listed
    assert path not in listed
    token = path.removeprefix("/kalender/").removesuffix(".ics")
    assert len(token) >= 43, "256 bit"
    assert await CalendarFeed.exists().where(CalendarFeed.token_hash == hash_of(token))
    assert await AuditEntry.count().where(AuditEntry.action == "feed.created") == 1


async def test_double_click_makes_one_address_and_shows_it_both_times(
    cast: Cast, visit: Visit
) -> None:
    carla = await visit("carla")
    same = form()
    first, second = [await carla.post("/kalender", same) for _ in range(2)]

    assert address_in(first.text) == address_in(second.text)
    assert await CalendarFeed.count() == 1


async def test_old_form_does_not_show_the_address_again(cast: Cast, visit: Visit) -> None:
    carla, dirk = await visit("carla"), await visit("dirk")
    same = form()
    await carla.post("/kalender", same)
    assert (await dirk.post("/kalender", same)).status_code == 404

    early = datetime.now(UTC) - SHOWN_AGAIN - timedelta(seconds=1)
    await CalendarFeed.update({CalendarFeed.created_at: early}, force=True)
    late = await carla.post("/kalender", same)
    assert late.status_code == 422
    assert "nur einmal gezeigt" in late.text
    assert "<code" not in late.text


async def test_device_needs_a_name(cast: Cast, visit: Visit) -> None:
    carla = await visit("carla")
    empty = await carla.post("/kalender", form("  "))
    assert empty.status_code == 422
    assert "wo Sie den Kalender nutzen" in empty.text

    long = await carla.post("/kalender", form("x" * 81))
    assert long.status_code == 422
    assert "x" * 81 in long.text
    assert await CalendarFeed.count() == 0


async def test_twenty_addresses_are_enough(cast: Cast, visit: Visit) -> None:
    for _ in range(rules.MOST_FEEDS):
        await make_feed(cast.carla)
    refused = await (await visit("carla")).post("/kalender", form("Noch eins"))

    assert refused.status_code == 422
    assert 'value="Noch eins"' in refused.text
    assert await CalendarFeed.count() == rules.MOST_FEEDS


async def test_revoked_address_is_gone(cast: Cast, visit: Visit) -> None:
    feed, path = await make_feed(cast.carla, device="Altes Telefon")
    carla = await visit("carla")
    for _ in range(2):
        answer = await carla.post(f"/kalender/adressen/{feed.id}/ende")
        assert answer.headers["location"] == "/kalender"

    assert (await carla.get(path)).status_code == 410
    assert "Altes Telefon" not in (await carla.get("/kalender")).text
    assert await AuditEntry.count().where(AuditEntry.action == "feed.revoked") == 1


async def test_nobody_else_sees_or_revokes_it(cast: Cast, visit: Visit) -> None:
    feed, path = await make_feed(cast.carla, device="Nur von Carla")
    for name in ("dirk", "frieda", "anna"):
        browser = await visit(name)
        assert "Nur von Carla" not in (await browser.get("/kalender")).text
        assert (await browser.post(f"/kalender/adressen/{feed.id}/ende")).status_code == 404
    assert (await (await visit("carla")).get(path)).status_code == 200
