"""Two counties on one server: whose office sees a mail, and that none reaches into the other."""

from dataclasses import replace
from uuid import UUID

import pytest

from app.core.clock import now
from app.core.errors import NotFound
from app.invitations.tables import Invitation
from app.meetings.tables import Meeting
from app.replies.operations import settle
from app.replies.queries import inbox_mail, original_of
from app.replies.tables import Outcome
from tests.cast import Cast, make_group
from tests.invitations.make import make_invitation
from tests.meetings.make import make_meeting
from tests.replies.letters import answer_of, arrive
from tests.replies.world import everything, invited, stored_mail


async def over_there(cast: Cast) -> tuple[Invitation, Meeting]:
    """Frieda is invited in the other county."""
    meeting = await make_meeting(await make_group(cast.other_body))
    return await make_invitation(meeting, cast.frieda), meeting


async def seen_by(cast: Cast, name: str, mail_id: UUID | None) -> bool:
    assert mail_id is not None
    actor = await cast.actor(name)
    try:
        await inbox_mail(actor, mail_id)
    except NotFound:
        with pytest.raises(NotFound):
            await original_of(actor, mail_id)
        with pytest.raises(NotFound):
            await settle.mark_read(actor, mail_id, now=now())
        return False
    return True


async def test_our_token_with_the_uid_of_another_county_stays_here(cast: Cast) -> None:
    invitation, _ = await invited(cast)
    _, foreign = await over_there(cast)
    before = await everything()
    received = await arrive(answer_of(invitation, foreign))
    assert received.outcome == Outcome.QUARANTINE
    row = await stored_mail(received.mail_id)
    assert (row.body, row.meeting, row.invitation) == (cast.body.id, None, None)
    assert await everything() == before
    assert await seen_by(cast, "anna", received.mail_id)
    assert not await seen_by(cast, "frieda", received.mail_id)


async def test_our_token_in_the_name_of_somebody_over_there_waits_over_there(cast: Cast) -> None:
    invitation, _ = await invited(cast)
    other, foreign = await over_there(cast)
    before = await everything()
    answer = replace(answer_of(other, foreign), recipient=answer_of(invitation, foreign).recipient)
    received = await arrive(answer)
    assert received.outcome == Outcome.QUARANTINE
    assert (await stored_mail(received.mail_id)).body == cast.other_body.id
    assert await everything() == before
    assert await seen_by(cast, "frieda", received.mail_id)
    assert not await seen_by(cast, "anna", received.mail_id)


@pytest.mark.parametrize(
    ("writer", "body"), [("carla", "body"), ("frieda", "other_body"), ("nobody", None)]
)
async def test_a_letter_goes_to_the_office_of_who_writes(
    cast: Cast, writer: str, body: str | None
) -> None:
    sender = "niemand@example.net" if writer == "nobody" else cast.people[writer].email
    invitation, meeting = await invited(cast)
    answer = answer_of(invitation, meeting, sender=sender, recipient="sitzung@spurwerk.example.org")
    raw = "\r\n".join([*answer.head(), "", "Wann ist die Sitzung?"]).encode()
    received = await arrive(answer, raw)
    assert received.outcome == Outcome.LETTER
    assert (await stored_mail(received.mail_id)).body == (getattr(cast, body).id if body else None)
    assert await seen_by(cast, "anna", received.mail_id) == (body == "body")
    assert await seen_by(cast, "frieda", received.mail_id) == (body == "other_body")
