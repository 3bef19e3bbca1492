import re
from typing import Any

import httpx

from app.core.clock import today
from app.groups.tables import Membership
from app.people.tables import Body
from tests.browser import Browser
from tests.cast import Cast, make_member, make_person

ALL = ["role", "tasks", "meetings", "drafts"]
HIDDEN = re.compile(r'<input type="hidden" name="([a-z]\w*)" value="([^"]*)">')


def path(cast: Cast) -> str:
    return f"/gruppen/{cast.group.id}/uebergabe"


def wish(cast: Cast, giver: str = "bernd", taker: str = "carla", **fields: Any) -> dict[str, Any]:
    return {
        "giver_id": str(cast.id(giver)),
        "taker_id": str(cast.id(taker)),
        "starts_on": today().isoformat(),
        "after": "member",
        "standing": "voting",
        "parts": ALL,
        **fields,
    }


def hidden(text: str) -> dict[str, Any]:
    """What the preview would send."""
    sent: dict[str, list[str]] = {}
    for name, value in HIDDEN.findall(text):
        sent.setdefault(name, []).append(value)
    return {
        name: values if name in {"parts", "groups"} else values[0] for name, values in sent.items()
    }


async def preview(browser: Browser, address: str, chosen: dict[str, Any]) -> httpx.Response:
    return await browser.post(address, chosen)


async def hand_over(browser: Browser, address: str, chosen: dict[str, Any]) -> httpx.Response:
    """Both steps, as the pages do it."""
    seen = await preview(browser, address, chosen)
    assert "Jetzt übergeben" in seen.text, seen.text
    return await browser.post(address, hidden(seen.text))


async def seats(cast: Cast, name: str) -> list[tuple[str, object, object]]:
    """Role, first day, last day of each membership in the group, in order."""
    rows = (
        await Membership.objects()
        .where(Membership.group == cast.group.id, Membership.person == cast.id(name))
        .order_by(Membership.since)
    )
    return [(row.role, row.since, row.until) for row in rows]


async def without_contact(cast: Cast) -> None:
    """Then an invitation names who sends it."""
    await Body.update({Body.contact_name: ""}).where(Body.id == cast.body.id)


async def build_world(cast: Cast, world: dict[str, str]) -> None:
    """Somebody else leads another group, so that nobody of the cast loses anything."""
    nina = await make_person(cast.body, "Nina", "Noll")
    await make_member(cast.other_group, nina, role="leitung")
