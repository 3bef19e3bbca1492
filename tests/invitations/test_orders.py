"""Large sends: the click decides who gets what, the worker writes it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from app.core.actor import system
from app.core.clock import now, today
from app.groups.tables import Membership
from app.invitations.operations import orders
from app.invitations.operations.carrying_out import write_next
from app.invitations.tables import Invitation, InvitationOrder
from app.outbox import claims
from app.outbox import operations as outbox
from app.outbox.tables import MailState, OutgoingMail
from app.privacy.erasing import erase
from tests.browser import Visit
from tests.calendar_check import check
from tests.cast import Cast
from tests.invitations.ordered import Sends, large, ordered, write_all
from tests.invitations.post import invite
from tests.invitations.series import (
    cancel,
    change,
    deliver_all,
    events,
    invite_to,
    mails_to,
    series_of,
)
from tests.mails import all_mails
from tests.meetings.make import make_meeting
from tests.meetings.test_agenda import item
from tests.series.make import meetings_of

__all__ = ["large"]


async def test_the_click_reserves_and_the_worker_writes(
    cast: Cast, visit: Visit, large: Sends
) -> None:
    series = await series_of(cast)
    assert await invite_to(await visit("anna"), cast, series, "bernd", "carla") == 303

    assert [(row.state, row.mime) for row in await all_mails()] == [(MailState.WAITING, b"")] * 2
    assert await claims.claim(10) == [], "nothing leaves without its text"
    await write_all()
    (bernd,) = await mails_to(cast, "bernd")
    check(bernd.ics)
    assert await ordered() == 0
    assert len(await claims.claim(10)) == 2


async def test_few_mails_are_written_with_the_click(cast: Cast, visit: Visit) -> None:
    series = await series_of(cast)
    await invite_to(await visit("anna"), cast, series, "bernd", "carla")
    assert await ordered() == 0
    assert all(row.mime for row in await all_mails())


async def test_what_is_written_later_says_what_was_decided(
    cast: Cast, visit: Visit, large: Sends
) -> None:
    """Also where the meeting belongs to another series by then, and where texts have changed."""
    anna = await visit("anna")
    series = await series_of(cast)
    await invite_to(anna, cast, series, "bernd", "carla")
    await write_all()
    await deliver_all()
    meetings = await meetings_of(series)
    assert await change(anna, meetings[3], "one", place="Rathaus") == 303
    await write_all()
    await deliver_all()
    assert await change(anna, meetings[2], "from_here", ends="13:00") == 303
    for meeting in await meetings_of(series):
        added = await anna.post(f"/sitzungen/{meeting.id}/tagesordnung", item())
        assert added.status_code == 303
    await write_all()
    await deliver_all()
    assert await cancel(anna, meetings[0], "one") == 303
    await write_all()

    assert len(large.decided) > 8
    assert large.written == large.decided
    assert {mail.kind for mail in large.written.values()} >= {
        "invitation_sent", "invitation_changed", "invitation_cancelled", "invitation_withdrawn",
    }  # fmt: skip


async def test_cancelled_before_it_was_written_nobody_gets_a_mail(
    cast: Cast, visit: Visit, large: Sends
) -> None:
    anna = await visit("anna")
    meeting = await make_meeting(cast.group)
    await invite(anna, cast, meeting, "bernd", "carla")
    await anna.post(f"/sitzungen/{meeting.id}/absage", {"reason": "Die Heizung ist aus."})
    await write_all()

    assert [(row.state, row.mime) for row in await all_mails()] == [(MailState.DROPPED, b"")] * 2
    assert await claims.claim(10) == []
    assert large.written == {}


async def test_moved_before_it_was_written_everybody_is_simply_invited(
    cast: Cast, visit: Visit, large: Sends
) -> None:
    anna = await visit("anna")
    series = await series_of(cast)
    await invite_to(anna, cast, series, "carla")
    (first, *_) = await meetings_of(series)
    await change(anna, first, "all", place="Rathaus")
    await write_all()

    (mail,) = await mails_to(cast, "carla")
    assert mail.row.kind == "invitation_sent"
    assert "Rathaus" in mail.part("plain")
    assert len(await mails_to(cast, "carla", dropped=True)) == 2


async def test_a_later_mail_waits_for_the_reserved_one(
    cast: Cast, visit: Visit, large: Sends, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = await visit("anna")
    series = await series_of(cast)
    await invite_to(anna, cast, series, "carla")
    (reserved,) = await all_mails()
    later = OutgoingMail(
        **{**reserved.to_dict(), "id": UUID(int=1), "message_id": "<2@x>", "dedupe_key": "2"},
    )
    later.mime = b"x"
    later.created_at = reserved.created_at.replace(year=2100)
    await later.save()

    assert await claims.claim(10) == []
    await write_all()
    assert [mail.id for mail in await claims.claim(10)] == [reserved.id]


async def test_each_meeting_knows_its_people_before_a_mail_can_leave(
    cast: Cast, visit: Visit, large: Sends
) -> None:
    series = await series_of(cast)
    await invite_to(await visit("anna"), cast, series, "bernd", "carla")
    assert await Invitation.count() == 0
    await write_next()
    assert await Invitation.count() == 12
    assert await Invitation.exists().where(Invitation.sent_sequence.is_null()) is False
    assert {row.mime for row in await all_mails()} == {b""}


async def test_one_meeting_moved_at_once_after_the_click_moves_for_everybody(
    cast: Cast, visit: Visit, large: Sends
) -> None:
    anna = await visit("anna")
    series = await series_of(cast)
    await invite_to(anna, cast, series, "carla")
    meeting = (await meetings_of(series))[1]
    assert await change(anna, meeting, "one", place="Rathaus") == 303
    await write_all()

    (mail,) = await mails_to(cast, "carla")
    assert [str(each["location"]) for each in events(mail)] == [
        "Kreishaus, Raum 204", "Rathaus, Raum 204",
    ]  # fmt: skip
    assert await Invitation.count() == 6


async def test_the_order_holds_no_name_and_no_address(
    cast: Cast, visit: Visit, large: Sends
) -> None:
    await invite_to(await visit("anna"), cast, await series_of(cast), "carla")
    kept = " ".join(order.pieces + order.letter for order in await InvitationOrder.objects())
    assert str(cast.carla.id) in kept
    assert cast.carla.email not in kept
    assert cast.carla.family_name not in kept


async def test_who_is_erased_meanwhile_gets_no_mail(cast: Cast, visit: Visit, large: Sends) -> None:
    await invite_to(await visit("anna"), cast, await series_of(cast), "bernd", "carla")
    yesterday = today() - timedelta(days=1)
    await Membership.update({Membership.until: yesterday}).where(
        Membership.person == cast.id("carla")
    )
    await erase(system(), cast.id("carla"), now=now())
    await write_all()
    assert {mail.recipient_address for mail in large.written.values()} == {cast.bernd.email}


async def test_a_mail_that_cannot_be_written_holds_up_nobody(
    cast: Cast, visit: Visit, large: Sends, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = orders.Piece.written

    def breaks(self: orders.Piece, letter: Any, name: str, address: str) -> bytes:
        if address == cast.carla.email:
            raise ValueError("no such letter")
        return written(self, letter, name, address)

    monkeypatch.setattr(orders.Piece, "written", breaks)
    anna = await visit("anna")
    await invite_to(anna, cast, await series_of(cast), "bernd", "carla")
    await write_all()

    states = {row.recipient_address: (row.state, bool(row.mime)) for row in await all_mails()}
    assert states[cast.bernd.email] == (MailState.WAITING, True)
    assert states[cast.carla.email] == (MailState.FAILED, False)
    page = await anna.get("/postausgang?stand=failed")
    assert "Der Text ließ sich nicht schreiben." in page.text
    assert "Erneut senden" not in page.text


async def test_an_order_of_another_version_holds_up_nobody(
    cast: Cast, visit: Visit, large: Sends
) -> None:
    anna = await visit("anna")
    await invite(anna, cast, await make_meeting(cast.group), "bernd")
    await InvitationOrder.update({InvitationOrder.letter: "{}"}).where(
        InvitationOrder.position == 0
    )
    await invite(anna, cast, await make_meeting(cast.group), "carla")
    await write_all()

    states = {row.recipient_address: row.state for row in await all_mails()}
    assert states == {
        cast.bernd.email: MailState.FAILED, cast.carla.email: MailState.WAITING,
    }  # fmt: skip
    assert await ordered() == 0


async def test_a_failure_of_the_database_leaves_the_order_as_it_was(
    cast: Cast, visit: Visit, large: Sends, monkeypatch: pytest.MonkeyPatch
) -> None:
    await invite_to(await visit("anna"), cast, await series_of(cast), "carla")

    assert await write_next(), "the invitations to each meeting come first"

    async def fails(_contents: Any) -> None:
        raise ConnectionError("gone")

    with monkeypatch.context() as patch:
        patch.setattr(outbox, "write", fails)
        with pytest.raises(ConnectionError):
            await write_next()
    assert await ordered() == 1
    await write_all()
    assert [bool(row.mime) for row in await all_mails()] == [True]
