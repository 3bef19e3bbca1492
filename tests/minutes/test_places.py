"""Forms that are seldom used are loaded into their place on the page, or are pages of their own."""

import pytest

from app.decisions.tables import Decision
from app.meetings.tables import AgendaItem, Meeting
from app.minutes.tables import MinutesStatus
from tests.browser import HTMX, Visit
from tests.cast import Cast
from tests.invitations.make import make_invitation
from tests.meetings.make import first_item
from tests.minutes.make import approve, make_decision, make_held, make_minutes, path_of
from tests.minutes.test_results import WORDING, decision


async def written(cast: Cast) -> tuple[Meeting, AgendaItem, Decision]:
    """Minutes in draft with somebody invited and one decision."""
    meeting = await make_held(cast.group)
    await make_minutes(meeting)
    await make_invitation(meeting, cast.bernd)
    item = await first_item(meeting)
    return meeting, item, await make_decision(item, text="Steht schon fest")


def addresses(meeting: Meeting, item: AgendaItem, known: Decision) -> list[str]:
    rests = ("/anwesenheit", f"/punkte/{item.id}/beschluesse", f"/beschluesse/{known.id}")
    return [path_of(meeting, rest) for rest in rests]


async def test_page_carries_links_to_the_forms_and_not_the_forms(cast: Cast, visit: Visit) -> None:
    meeting, item, known = await written(cast)
    page = (await (await visit("paul")).get(path_of(meeting))).text
    assert 'type="radio"' not in page
    assert "Wortlaut" not in page
    for address in addresses(meeting, item, known):
        assert f'href="{address}"' in page
        assert f'data-hx-get="{address}"' in page


async def test_form_is_a_page_of_its_own_that_leads_back(cast: Cast, visit: Visit) -> None:
    meeting, item, known = await written(cast)
    paul = await visit("paul")
    for address in addresses(meeting, item, known):
        page = (await paul.get(address)).text
        assert page.count("<h1") == 1, address
        assert f'action="{address}"' in page
        assert "data-hx-post" not in page, "saved, it leads back to the minutes"
        assert f'href="{path_of(meeting)}"' in page


async def test_form_in_its_place_brings_its_heading_and_its_way_back(
    cast: Cast, visit: Visit
) -> None:
    meeting, item, known = await written(cast)
    paul = await visit("paul")
    whole = (await paul.get(path_of(meeting))).text
    places = ["anwesenheit", f"beschluss-neu-{item.id}", f"beschluss-{known.id}"]
    for address, place in zip(addresses(meeting, item, known), places, strict=True):
        part = (await paul.get(address, headers=HTMX)).text
        assert "<html" not in part
        assert "<h1" not in part
        assert 'tabindex="-1" autofocus' in part
        assert f'data-hx-post="{address}"' in part
        assert f'data-hx-select="#{place}"' in part
        assert f'id="{place}"' in part
        assert f'id="{place}"' in whole, "the way back finds what stood there"


async def test_known_decision_comes_with_its_words_and_votes(cast: Cast, visit: Visit) -> None:
    meeting, item, _ = await written(cast)
    known = await make_decision(item, text="Zwei Räume", yes=2, no=0, abstentions=1, version=4)
    page = (await (await visit("paul")).get(path_of(meeting, f"/beschluesse/{known.id}"))).text
    assert ">\nZwei Räume</textarea>" in page
    assert 'name="version" value="4"' in page
    for name, votes in (("yes", 2), ("no", 0), ("abstentions", 1)):
        assert f'name="{name}"' in page
        assert f'value="{votes}"' in page


async def test_new_decision_takes_the_place_of_its_form(cast: Cast, visit: Visit) -> None:
    meeting, item, known = await written(cast)
    paul, typed = await visit("paul"), decision()
    path = path_of(meeting, f"/punkte/{item.id}/beschluesse")
    for _ in range(2):
        answer = (await paul.post(path, typed, headers=HTMX)).text
        assert f'id="beschluss-{typed["id"]}"' in answer
        assert "Beschluss 2 ändern" in answer
        assert f'id="beschluss-neu-{item.id}"' in answer
        assert f'id="beschluss-{known.id}"' in answer
        assert 'data-hx-swap-oob="outerMorph"' in answer, "a form that is open there stays"
        assert "<form" not in answer
    assert await Decision.count() == 2


async def test_changed_decision_takes_only_its_own_place(cast: Cast, visit: Visit) -> None:
    meeting, item, known = await written(cast)
    paul = await visit("paul")
    answer = await paul.post(
        path_of(meeting, f"/beschluesse/{known.id}"), decision(version="1"), headers=HTMX
    )
    assert answer.status_code == 200
    assert WORDING in answer.text
    assert f'id="beschluss-{known.id}"' in answer.text
    assert f"beschluss-neu-{item.id}" not in answer.text


async def test_refused_form_keeps_its_place_and_its_words(cast: Cast, visit: Visit) -> None:
    meeting, item, known = await written(cast)
    paul = await visit("paul")
    await Decision.update({Decision.version: 2}).where(Decision.id == known.id)
    for address in addresses(meeting, item, known)[1:]:
        wrong = await paul.post(address, decision(version="1", yes="drei"), headers=HTMX)
        assert wrong.status_code == 422
        assert "<html" not in wrong.text
        assert WORDING in wrong.text
        assert f'data-hx-post="{address}"' in wrong.text
        assert 'name="version" value="1"' in wrong.text, "nobody has seen the other wording yet"
        assert "autofocus" not in wrong.text, "the error takes the focus"
    stale = await paul.post(address, decision(version="1"), headers=HTMX)
    assert stale.status_code == 409
    assert "Steht schon fest" in stale.text
    assert WORDING in stale.text
    assert 'name="version" value="2"' in stale.text


async def test_form_of_another_meeting_is_404(cast: Cast, visit: Visit) -> None:
    meeting, _, _ = await written(cast)
    _, item, known = await written(cast)
    paul = await visit("paul")
    for address in addresses(meeting, item, known)[1:]:
        assert (await paul.get(address)).status_code == 404, address


@pytest.mark.parametrize("headers", [{}, HTMX])
async def test_approved_minutes_offer_no_form(
    cast: Cast, visit: Visit, headers: dict[str, str]
) -> None:
    meeting = await make_held(cast.group)
    await make_minutes(meeting, status=MinutesStatus.SENT)
    item = await first_item(meeting)
    known = await make_decision(item)
    await approve(cast, meeting)
    paul = await visit("paul")
    for address in addresses(meeting, item, known):
        answer = await paul.get(address, headers=headers)
        assert answer.status_code == 409, address
        assert "Das Protokoll ist genehmigt" in answer.text
