"""An item about the money of a Träger who sits in the group: a quiet note, and to whom it goes."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.core.clock import today
from app.groups.tables import Membership
from app.meetings.interests import PLEASE, names
from app.meetings.tables import AgendaItem, Meeting
from app.minutes.tables import Minutes, MinutesStatus
from app.outbox.tables import OutgoingMail
from tests.browser import Visit
from tests.cast import Cast, make_traeger
from tests.invitations.post import invite, letters
from tests.meetings.make import first_item, make_meeting
from tests.people.make import make_affiliation

SITS = "Carla Cordes sitzt für Jugendwerk Nord e. V. in der Gruppe; es geht um Mittel von"


@pytest.fixture
async def meeting(cast: Cast) -> Meeting:
    """Its first item is about the money of Carla's Träger."""
    meeting = await make_meeting(cast.group)
    await AgendaItem.update({AgendaItem.money_of: cast.traeger.id}).where(
        AgendaItem.id == (await first_item(meeting)).id
    )
    return meeting


async def test_leading_minute_taker_and_office_are_told_and_nobody_else(
    cast: Cast, visit: Visit, meeting: Meeting
) -> None:
    await Minutes(meeting=meeting.id, taken_by="Paul Petersen", status=MinutesStatus.SENT).save()
    pages = [f"/sitzungen/{meeting.id}", f"/sitzungen/{meeting.id}/protokoll"]
    for name in ("bernd", "paul", "anna"):
        browser = await visit(name)
        for page in [*pages, f"/sitzungen/{meeting.id}/tagesordnung"]:
            text = (await browser.get(page)).text
            assert text.count(SITS) == 1, (name, page)
            assert PLEASE in text
    carla = await visit("carla")
    for page in pages:
        answer = await carla.get(page)
        assert answer.status_code == 200
        assert "Mittel von" not in answer.text


async def test_note_leaves_with_no_mail_file_or_feed(
    cast: Cast, visit: Visit, meeting: Meeting
) -> None:
    anna = await visit("anna")
    await invite(anna, cast, meeting, "bernd", "carla")
    for mail in await letters(meeting):
        for text in (mail.part("plain"), mail.part("html"), mail.ics.decode()):
            assert "Mittel" not in text
    assert await OutgoingMail.count() == 2
    assert "Mittel" not in (await anna.get(f"/sitzungen/{meeting.id}.ics")).text


async def test_who_works_there_is_named_too(cast: Cast, visit: Visit, meeting: Meeting) -> None:
    await make_affiliation(cast.paul, cast.traeger)
    await make_affiliation(cast.bernd, cast.traeger, until=today() - timedelta(days=1))
    await make_affiliation(cast.gustav, cast.traeger)
    text = (await (await visit("bernd")).get(f"/sitzungen/{meeting.id}/tagesordnung")).text
    assert "Paul Petersen arbeitet für Jugendwerk Nord e. V. und gehört zur Gruppe" in text
    assert "Bernd Brandt arbeitet" not in text, "no longer"
    assert "Gustav Gerdes" not in text, "guests do not decide"


async def test_who_has_left_by_then_is_not_named(
    cast: Cast, visit: Visit, meeting: Meeting
) -> None:
    await Membership.update({Membership.until: today() + timedelta(days=1)}).where(
        Membership.person == cast.id("carla")
    )
    text = (await (await visit("bernd")).get(f"/sitzungen/{meeting.id}/tagesordnung")).text
    assert "Carla Cordes" not in text


async def test_traeger_is_chosen_in_the_form_and_kept(cast: Cast, visit: Visit) -> None:
    meeting, bernd = await make_meeting(cast.group), await visit("bernd")
    item = await first_item(meeting)
    path = f"/sitzungen/{meeting.id}/tagesordnung"
    abroad = await make_traeger(cast.other_body, "Beispielauer Hilfen")
    form = {"id": str(uuid4()), "title": "Zuschuss", "visibility": "internal"}
    wrong = await bernd.post(path, form | {"money_of": str(abroad.id)})
    assert wrong.status_code == 422
    assert (await bernd.post(path, form | {"money_of": str(cast.traeger.id)})).status_code == 303
    added = await AgendaItem.objects().get(AgendaItem.id == form["id"])
    assert added is not None
    assert added.money_of == cast.traeger.id
    assert (
        f'<option value="{cast.traeger.id}" selected>'
        in (await bernd.get(f"{path}/{added.id}")).text
    )
    await bernd.post(f"{path}/{added.id}", form)
    assert (await AgendaItem.select(AgendaItem.money_of).where(AgendaItem.id == added.id)) == [
        {"money_of": None}
    ]
    assert "Mittel" not in (await bernd.get(f"/sitzungen/{meeting.id}")).text
    assert item.money_of is None


async def test_traeger_named_in_the_title_is_offered_and_not_set(cast: Cast, visit: Visit) -> None:
    meeting, bernd = await make_meeting(cast.group), await visit("bernd")
    item = await first_item(meeting)
    await AgendaItem.update({AgendaItem.title: "Zuschuss für das Jugendwerk Nord"}).where(
        AgendaItem.id == item.id
    )
    path = f"/sitzungen/{meeting.id}/tagesordnung"
    words = "Im Titel steht „Jugendwerk Nord e. V.“."
    assert (await bernd.get(path)).text.count(words) == 1
    form = (await bernd.get(f"{path}/{item.id}")).text
    assert f"{words} Geht es um Mittel dieses Trägers?" in form
    assert f'<option value="{cast.traeger.id}" selected>' not in form


@pytest.mark.parametrize(
    ("title", "traeger", "found"),
    [
        ("Zuschuss Jugendwerk Nord", "Jugendwerk Nord e. V.", True),
        ("Zuschuss JUGENDWERK NORD e. V. 2027", "Jugendwerk Nord e.V.", True),
        ("Bericht: Lebensraum gGmbH", "Lebensraum gGmbH", True),
        ("Jugendwerk Nordheide", "Jugendwerk Nord e. V.", False),
        ("Verschiedenes", "Jugendwerk Nord e. V.", False),
        ("AWO", "AWO", False),
        ("Bericht", "e. V.", False),
    ],
)
def test_title_names_a_traeger_in_whole_words(title: str, traeger: str, *, found: bool) -> None:
    assert names(title, traeger) is found
