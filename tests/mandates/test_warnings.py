"""What nobody talks about and what does not move is said where somebody looks."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from app.agenda.tables import AgendaLink
from app.core.clock import now
from app.mandates.tables import Mandate
from tests.browser import HTMX, Visit
from tests.cast import Cast
from tests.counting import counted_statements
from tests.mandates.make import make_mandate, make_step
from tests.meetings.make import first_item, make_meeting

NEVER, SILENT = "noch nie beraten", "seit 90 Tagen ohne Schritt"


async def moved_in_a_meeting(cast: Cast, days: int, **columns: Any) -> Mandate:
    """So many days ago, and created before."""
    at = now() - timedelta(days=days)
    mandate = await make_mandate(cast.group, first_at=at - timedelta(days=1), **columns)
    await make_step(mandate, meeting=(await make_meeting(cast.group)).id, at=at)
    return mandate


async def page_of(visit: Visit, mandate: Mandate) -> str:
    return (await (await visit("carla")).get(f"/auftraege/{mandate.id}")).text


async def test_without_a_meeting_it_was_never_discussed(cast: Cast, visit: Visit) -> None:
    mandate = await make_mandate(cast.group)
    assert NEVER in await page_of(visit, mandate)
    item = await first_item(await make_meeting(cast.group))
    await AgendaLink(id=uuid4(), agenda_item=item.id, mandate=mandate.id).save()
    assert NEVER not in await page_of(visit, mandate)


async def test_a_step_in_a_meeting_counts_as_discussed(cast: Cast, visit: Visit) -> None:
    assert NEVER not in await page_of(visit, await moved_in_a_meeting(cast, 3))


@pytest.mark.parametrize(("days", "told"), [(89, False), (91, True)])
async def test_after_ninety_days_the_silence_is_said(
    cast: Cast, visit: Visit, days: int, told: bool
) -> None:
    page = await page_of(visit, await moved_in_a_meeting(cast, days))
    assert (SILENT in page) is told


@pytest.mark.parametrize("status", ["finalised", "reported", "dropped"])
async def test_what_is_settled_is_not_warned_about(cast: Cast, visit: Visit, status: str) -> None:
    mandate = await make_mandate(cast.group, status=status, first_at=now() - timedelta(days=400))
    page = await page_of(visit, mandate)
    assert NEVER not in page
    assert SILENT not in page


async def test_lists_and_the_groups_page_mark_it_and_the_filter_finds_it(
    cast: Cast, visit: Visit
) -> None:
    await make_mandate(cast.group, title="Nie beraten")
    await moved_in_a_meeting(cast, 100, title="Steht still")
    await moved_in_a_meeting(cast, 2, title="Bewegt sich")
    carla = await visit("carla")
    group = f"/gruppen/{cast.group.id}/auftraege"
    for address in ("/auftraege", group, f"{group}?ansicht=tafel"):
        with counted_statements() as statements:
            page = (await carla.get(address)).text
        assert 2 <= len(statements) <= 6
        assert (page.count(f"{NEVER}</span>"), page.count(f"{SILENT}</span>")) == (1, 1), address
    panel = (await carla.get(group, headers=HTMX)).text
    assert NEVER in panel
    assert SILENT in panel
    for chosen, titles in (
        ("nie-beraten", {"Nie beraten"}), ("ohne-schritt", {"Steht still"}),
        ("irgendeine", {"Nie beraten", "Steht still"}),
    ):  # fmt: skip
        page = (await carla.get(f"/auftraege?warnung={chosen}")).text
        found = {t for t in ("Nie beraten", "Steht still", "Bewegt sich") if f">{t}<" in page}
        assert found == titles, chosen


async def test_the_start_page_of_the_coordination_counts_them(cast: Cast, visit: Visit) -> None:
    await make_mandate(cast.group)
    await moved_in_a_meeting(cast, 100)
    await moved_in_a_meeting(cast, 2)
    await make_mandate(cast.other_group)
    for name, words in (("anna", "3 Aufträge"), ("bernd", "2 Aufträge")):
        browser = await visit(name)
        with counted_statements() as statements:
            page = (await browser.get("/")).text
        assert 2 <= len(statements) <= 6
        assert f"{words}</span>" in page
        assert "/auftraege?warnung=irgendeine" in page
    assert "ohne Schritt" not in (await (await visit("carla")).get("/")).text
