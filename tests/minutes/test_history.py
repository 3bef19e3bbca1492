"""Beside an item stands what earlier minutes say about its matter, as far as one may read them."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from app.agenda.tables import AgendaLink
from app.core.clock import now
from app.groups.tables import Group
from app.meetings.tables import AgendaItem, Meeting
from app.minutes.history import EarlierItem, earlier_items
from app.minutes.tables import MinutesStatus
from tests.browser import HTMX, Visit
from tests.cast import Cast, make_member
from tests.counting import counted_statements
from tests.meetings.make import make_item, make_meeting
from tests.minutes.make import make_decision, make_minutes, make_text, path_of
from tests.tasks.make import make_chain


def ago(days: int) -> datetime:
    return now() - timedelta(days=days)


async def spoken_of(group: Group, title: str, days: int, **columns: Any) -> AgendaItem:
    """An item of sent minutes, with the text "Text zu <title>"."""
    status = columns.pop("status", MinutesStatus.SENT)
    meeting = await make_meeting(group, items=(), starts_at=ago(days), title=f"Vor {days} Tagen")
    item = await make_item(meeting, title=title, **columns)
    minutes = await make_minutes(meeting, status=status)
    await make_text(minutes, item, f"Text zu {title}")
    return item


async def coming(cast: Cast, **columns: Any) -> tuple[Meeting, AgendaItem]:
    meeting = await make_meeting(cast.group, items=(), starts_at=ago(1))
    await make_minutes(meeting)
    return meeting, await make_item(meeting, **{"title": "Räume im Norden", **columns})


async def link(item: AgendaItem, **to: Any) -> None:
    await AgendaLink(agenda_item=item.id, **to).save()


async def found(cast: Cast, item: AgendaItem, name: str = "paul") -> list[EarlierItem]:
    return await earlier_items(await cast.actor(name), UUID(str(item.id)))


async def test_whole_chain_of_taking_over_is_there_the_newest_first(cast: Cast) -> None:
    first = await spoken_of(cast.group, "Anfang", 90)
    second = await spoken_of(cast.group, "Mitte", 60)
    await spoken_of(cast.group, "Anderes", 30)
    _, item = await coming(cast)
    await link(second, earlier=first.id)
    await link(item, earlier=second.id)
    shown = await found(cast, item)
    assert [(each.title, each.text, each.why) for each in shown] == [
        ("Mitte", "Text zu Mitte", "übernommen von dort"),
        ("Anfang", "Text zu Anfang", "übernommen von dort"),
    ]
    assert shown[0].label == "1"


async def test_same_mandate_and_same_vorlage_belong_together(cast: Cast) -> None:
    chain = await make_chain(cast)
    by_mandate = await spoken_of(cast.group, "Auftrag", 50)
    await spoken_of(cast.group, "Vorlage", 40, vorlage=chain.vorlage.id)
    await spoken_of(cast.group, "Fremd", 30)
    _, item = await coming(cast, vorlage=chain.vorlage.id)
    for each in (by_mandate, item):
        await link(each, mandate=chain.mandate.id)
    assert [(each.title, each.why) for each in await found(cast, item)] == [
        ("Vorlage", "dieselbe Vorlage"),
        ("Auftrag", "derselbe Auftrag"),
    ]


async def test_same_title_counts_in_the_last_minutes_only(cast: Cast) -> None:
    await spoken_of(cast.group, "Räume im Norden", 60)
    await spoken_of(cast.group, "RÄUME im Norden", 30)
    _, item = await coming(cast)
    assert [each.meeting for each in await found(cast, item)] == ["Vor 30 Tagen"]


async def test_only_what_the_reader_may_open_is_shown(cast: Cast) -> None:
    """A draft of the own group is for writers; another group's minutes are for its members."""
    draft = await spoken_of(cast.group, "Entwurf", 20, status=MinutesStatus.DRAFT)
    foreign = await spoken_of(cast.other_group, "Fremde Gruppe", 30)
    known = await spoken_of(cast.group, "Versandt", 40)
    _, item = await coming(cast)
    for each in (draft, foreign, known):
        await link(item, earlier=each.id)
    seen = {
        name: [each.title for each in await found(cast, item, name)]
        for name in ("paul", "carla", "dirk", "anna", "frieda", "gustav")
    }
    assert seen == {
        "paul": ["Entwurf", "Versandt"],
        "carla": ["Versandt"],
        "dirk": ["Fremde Gruppe"],
        "anna": ["Entwurf", "Fremde Gruppe", "Versandt"],
        "frieda": [],
        "gustav": [],
    }
    await make_member(cast.other_group, cast.carla)
    other = (await found(cast, item, "carla"))[0]
    assert (other.title, other.group_name) == ("Fremde Gruppe", cast.other_group.name)


async def test_it_comes_into_the_page_or_is_one_of_its_own(cast: Cast, visit: Visit) -> None:
    before = await spoken_of(cast.group, "Mitte", 60)
    await make_decision(before)
    meeting, item = await coming(cast)
    await link(item, earlier=before.id)
    paul, path = await visit("paul"), path_of(meeting, f"/punkte/{item.id}/vorgeschichte")
    assert (
        f'<a class="kern-link kern-link--no-visited-state" href="{path}">'
        in (await paul.get(path_of(meeting))).text
    )
    part, whole = await paul.get(path, headers=HTMX), await paul.get(path)
    for answer in (part, whole):
        assert "Text zu Mitte" in answer.text
        assert "Die Gruppe empfiehlt zwei Räume." in answer.text
        assert f"/protokoll#top-{before.id}" in answer.text
    assert "<h1" not in part.text
    assert "<h1" in whole.text
    assert (await (await visit("carla")).get(path)).status_code == 404, "the minutes are a draft"


async def test_without_history_the_last_minutes_are_named_in_six_statements(
    cast: Cast, visit: Visit
) -> None:
    last = await spoken_of(cast.group, "Anderes", 30)
    meeting, item = await coming(cast)
    paul, path = await visit("paul"), path_of(meeting, f"/punkte/{item.id}/vorgeschichte")
    with counted_statements() as seen:
        answer = await paul.get(path, headers=HTMX)
    assert len(seen) <= 6, seen
    assert "steht zu diesem Punkt nichts" in answer.text
    assert f"/sitzungen/{last.meeting}/protokoll" in answer.text
    other = await coming(cast)
    foreign = path_of(meeting, f"/punkte/{other[1].id}/vorgeschichte")
    assert (await paul.get(foreign)).status_code == 404
