"""Received mail and invitations to a series in the Auskunft and the Löschung."""

from app.core.clock import now
from app.invitations.tables import Answer, SeriesInvitation
from app.privacy.queries.about import sections_about
from app.replies.tables import InboundMail, Outcome
from tests.browser import Browser
from tests.cast import Cast
from tests.invitations.make import make_invitation, make_series_invitation
from tests.invitations.series_rows import make_series
from tests.meetings.make import make_meeting
from tests.privacy.make import fresh, make_further_address, where_it_says
from tests.privacy.test_erase import erased
from tests.replies.letters import answer_of, arrive
from tests.replies.waiting import make_mail

MAIL = "From: Carla Cordes <{}>\r\nTo: <sitzung@spurwerk.example.org>\r\nSubject: Frage\r\n\r\nBin krank, Carla Cordes\r\n"


async def letter_from(cast: Cast, address: str) -> InboundMail:
    """An ordinary mail to the address of the meetings."""
    invitation = await make_invitation(await make_meeting(cast.group), cast.bernd)
    answer = answer_of(invitation, await make_meeting(cast.group), recipient=None)
    received = await arrive(answer, MAIL.format(address).encode())
    assert received.outcome == Outcome.LETTER, received
    found = await InboundMail.objects().where(InboundMail.id == received.mail_id).first()
    assert found is not None
    return found


async def test_a_letter_belongs_to_whose_address_it_came_from_also_a_further_one(
    cast: Cast,
) -> None:
    await make_further_address(cast.carla, "carla@verein.example.org")
    letter = await letter_from(cast, "carla@verein.example.org")
    assert (letter.person, letter.body) == (cast.carla.id, cast.body.id)
    told = [
        section for section in await sections_about(cast.carla) if "Eingegangene" in section.heading
    ]
    assert "Bin krank, Carla Cordes" in str(told)


async def test_after_the_deletion_no_received_byte_says_who_it_was(cast: Cast) -> None:
    await make_further_address(cast.carla, "carla@verein.example.org")
    meeting = await make_meeting(cast.group)
    invitation = await make_invitation(meeting, cast.carla)
    await letter_from(cast, "carla@verein.example.org")
    await arrive(answer_of(invitation, meeting, lines=("COMMENT:Gruß von Carla Cordes",)))
    await make_mail(
        cast.body, Outcome.REQUEST, other_name="Carla Cordes", other_address=cast.carla.email,
        mime=MAIL.format(cast.carla.email).encode(),
    )  # fmt: skip
    bernds = await make_mail(cast.body, Outcome.LETTER, comment="Bis morgen", person=cast.bernd.id)
    await erased(cast.carla)
    assert await where_it_says("Cordes", cast.carla.email, "carla@verein.example.org") == []
    kept = await InboundMail.objects()
    assert [mail.id for mail in kept if bytes(mail.mime)] == [bernds.id]
    assert len(kept) == 4
    assert {mail.comment for mail in kept} == {"", "Bis morgen"}


async def test_the_link_of_a_series_ends_with_the_person(cast: Cast, anonymous: Browser) -> None:
    from app.invitations.rules import answer_token

    series = await make_series(cast.group)
    invitation = await make_series_invitation(
        series, cast.carla, answer=Answer.ACCEPTED, comment="Immer ab 15 Uhr", answered_at=now()
    )
    path = f"/a/{answer_token(invitation.id)}"
    assert (await anonymous.get(path)).status_code == 200
    carla = await erased(await fresh(cast.carla))
    assert (await anonymous.get(path)).status_code == 404
    row = await SeriesInvitation.objects().get(SeriesInvitation.person == carla.id)
    assert row is not None
    assert (row.address, row.comment, row.answer) == ("", "", Answer.ACCEPTED)
    assert row.revoked_at
