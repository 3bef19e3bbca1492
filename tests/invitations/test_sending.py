"""How far a large send is, on the page where it was started."""

import pytest

from app.invitations.operations import orders
from app.invitations.operations.carrying_out import write_next
from app.invitations.queries.answers import answers_of
from app.invitations.tables import InvitationOrder
from app.outbox.tables import OutgoingMail
from tests.browser import HTMX, Visit
from tests.cast import Cast
from tests.counting import counted_statements
from tests.invitations.ordered import Sends, large, write_all
from tests.invitations.post import invite
from tests.invitations.series import invite_to, series_of
from tests.meetings.make import make_meeting
from tests.series.make import meetings_of

__all__ = ["large"]
DONE = "Alle E-Mails sind geschrieben."


async def write_rows() -> None:
    """The invitations to each meeting of the series, before all mails."""
    while await InvitationOrder.exists().where(InvitationOrder.position == orders.BEFORE_ALL):
        assert await write_next()


@pytest.fixture(autouse=True)
def one_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orders, "BATCH", 1)


async def test_the_page_of_the_series_says_how_far_the_worker_is(
    cast: Cast, visit: Visit, large: Sends
) -> None:
    anna = await visit("anna")
    series = await series_of(cast)
    await invite_to(anna, cast, series, "bernd", "carla")
    path = f"/serien/{series.id}/einladen"
    assert "0 von 2 E-Mails geschrieben" in (await anna.get(path)).text
    await write_rows()
    await write_next()
    page = (await anna.get(path)).text
    assert "1 von 2 E-Mails geschrieben" in page
    assert f'data-hx-get="/serien/{series.id}/versand"' in page
    await write_next()
    assert "geschrieben" not in (await anna.get(path)).text


async def test_the_page_of_the_meeting_says_so_too_to_who_leads(
    cast: Cast, visit: Visit, large: Sends
) -> None:
    anna, carla = await visit("anna"), await visit("carla")
    meeting = await make_meeting(cast.group)
    await invite(anna, cast, meeting, "bernd", "carla")
    await write_next()
    path = f"/sitzungen/{meeting.id}"
    assert "1 von 2 E-Mails geschrieben" in (await anna.get(path)).text
    assert "geschrieben" not in (await carla.get(path)).text


async def test_changing_a_series_shows_its_progress_at_the_meeting(
    cast: Cast, visit: Visit, large: Sends
) -> None:
    anna = await visit("anna")
    series = await series_of(cast)
    await invite_to(anna, cast, series, "bernd", "carla")
    (first, *_) = await meetings_of(series)
    await write_rows()
    page = await anna.get(f"/sitzungen/{first.id}")
    assert "0 von 2 E-Mails geschrieben" in page.text


async def test_the_piece_asks_again_until_all_is_written(
    cast: Cast, visit: Visit, large: Sends
) -> None:
    anna = await visit("anna")
    series = await series_of(cast)
    await invite_to(anna, cast, series, "bernd", "carla")
    path = f"/serien/{series.id}/versand"
    piece = (await anna.get(path, headers=HTMX)).text
    assert "0 von 2 E-Mails geschrieben" in piece
    assert "<h1" not in piece
    assert f'data-hx-get="{path}"' in piece
    await write_all()
    last = (await anna.get(path, headers=HTMX)).text
    assert DONE in last
    assert "data-hx-get" not in last
    whole = (await anna.get(path)).text
    assert DONE in whole
    assert whole.count("<h1") == 1


async def test_big_numbers_are_written_as_germans_do(
    cast: Cast, visit: Visit, large: Sends, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = await visit("anna")
    series = await series_of(cast)
    await invite_to(anna, cast, series, "bernd")
    await InvitationOrder.update({InvitationOrder.total: 1000}).where(InvitationOrder.position == 0)
    assert (
        "999 von 1.000 E-Mails geschrieben" in (await anna.get(f"/serien/{series.id}/versand")).text
    )


async def test_postausgang_says_that_a_mail_is_being_written(
    cast: Cast, visit: Visit, large: Sends
) -> None:
    anna = await visit("anna")
    await invite_to(anna, cast, await series_of(cast), "carla")
    listed = await anna.get("/postausgang")
    assert "wird gerade geschrieben" in listed.text
    (mail,) = await OutgoingMail.objects()
    shown = await anna.get(f"/postausgang/{mail.id}")
    assert "Der Text dieser E-Mail wird gerade geschrieben." in shown.text
    assert "Als Datei herunterladen" not in shown.text
    await write_all()
    assert "wird gerade geschrieben" not in (await anna.get("/postausgang")).text


async def test_the_page_of_a_meeting_asks_no_more_when_nothing_waits(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    meeting = await make_meeting(cast.group)
    with counted_statements() as seen:
        await anna.get(f"/sitzungen/{meeting.id}")
    assert not any("invitation_order" in each for each in seen)


async def test_who_is_invited_to_a_series_has_the_fate_of_the_mail_at_the_meeting(
    cast: Cast, visit: Visit
) -> None:

    anna = await visit("anna")
    series = await series_of(cast)
    await invite_to(anna, cast, series, "carla")
    (first, *_) = await meetings_of(series)
    assert [row.mail_state for row in await answers_of(first.id)] == ["waiting"]
