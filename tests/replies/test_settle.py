"""What people decide about mails that wait, and what the person says by the signed link."""

from dataclasses import replace

import pytest

from app.core.actor import Actor
from app.core.clock import now
from app.core.errors import NotFound, RuleViolation
from app.invitations.tables import Answer, Invitation
from app.meetings.tables import Meeting
from app.outbox.tables import OutgoingMail
from app.people.tables import Person
from app.replies.operations import settle
from app.replies.operations.settle import Name
from app.replies.rules.links import confirm_token
from app.replies.tables import InboundMail, Outcome
from tests.browser import Browser
from tests.cast import Cast
from tests.invitations.sent import stored
from tests.mails import part, read_mail
from tests.replies.letters import FAIL, answer_of, arrive, later
from tests.replies.world import invited, stored_mail

KIM = Name("Kim", "Krause")


async def office(cast: Cast) -> Actor:
    return Actor(
        person_id=cast.anna.id, name="Anna Albers", office_of=frozenset({cast.body.id}),
        bodies=frozenset({cast.body.id}),
    )  # fmt: skip


async def held(cast: Cast) -> tuple[Invitation, InboundMail]:
    invitation, meeting = await invited(cast)
    answer = answer_of(invitation, meeting, partstat="DECLINED")
    received = await arrive(replace(answer, sender="fremd@example.net"))
    assert received.outcome == Outcome.HELD
    return invitation, await stored_mail(received.mail_id)


async def test_a_held_answer_is_taken_over_once(cast: Cast) -> None:
    invitation, waiting = await held(cast)
    actor = await office(cast)
    for _ in range(2):
        await settle.take_over(actor, waiting.id, now=now())
    row = await stored(invitation)
    assert (row.answer, row.answer_note) == (Answer.DECLINED, "übernommen von Anna Albers")
    closed = await stored_mail(waiting.id)
    assert (closed.settled_how, closed.settled_by_name) == ("applied", "Anna Albers")


async def test_who_neither_leads_nor_has_the_office_finds_no_mail(cast: Cast) -> None:
    invitation, waiting = await held(cast)
    carla = Actor(
        person_id=cast.carla.id, name="Carla", member_of=frozenset({cast.group.id}),
        bodies=frozenset({cast.body.id}),
    )  # fmt: skip
    with pytest.raises(NotFound):
        await settle.take_over(carla, waiting.id, now=now())
    bernd = replace(carla, leads=frozenset({cast.group.id}))
    await settle.refuse(bernd, waiting.id, now=now())
    assert (await stored(invitation)).answer == Answer.OPEN
    assert (await stored_mail(waiting.id)).settled_how == "refused"


async def test_an_overtaken_held_answer_says_why_it_cannot_count(cast: Cast) -> None:
    invitation, waiting = await held(cast)
    await Invitation.update({Invitation.sent_sequence: 3}).where(Invitation.id == invitation.id)
    with pytest.raises(RuleViolation, match="früheren Stand"):
        await settle.take_over(await office(cast), waiting.id, now=now())
    assert (await stored_mail(waiting.id)).settled_at is None


async def test_the_person_confirms_by_the_link_and_looking_changes_nothing(
    cast: Cast, anonymous: Browser
) -> None:
    invitation, waiting = await held(cast)
    letter = await OutgoingMail.objects().first()
    assert letter is not None
    assert (letter.recipient_address, letter.kind) == (invitation.address, "reply_to_confirm")
    path = f"/antwort/{confirm_token(waiting.id)}"
    assert path in part(read_mail(letter.mime))
    for _ in range(3):
        assert "War das Ihre Antwort?" in (await anonymous.get(path)).text
    assert (await stored(invitation)).answer == Answer.OPEN
    assert (await anonymous.post(path, {})).status_code == 303
    row = await stored(invitation)
    assert (row.answer, row.answer_note) == (Answer.DECLINED, "per Link bestätigt")
    assert "gilt." in (await anonymous.get(path)).text
    other = "b" if path.endswith("a") else "a"
    assert (await anonymous.get(f"{path[:-1]}{other}")).status_code == 404


async def test_the_link_of_a_confirmation_ends_a_day_after_the_meeting(
    cast: Cast, anonymous: Browser
) -> None:
    invitation, waiting = await held(cast)
    path = f"/antwort/{confirm_token(waiting.id)}"
    await Meeting.update(
        {Meeting.starts_at: later(-26 * 60), Meeting.ends_at: later(-23 * 60)}
    ).where(Meeting.id == invitation.meeting)
    assert (await anonymous.get(path)).status_code == 200
    assert (await anonymous.post(path, {})).status_code == 410
    await Meeting.update({Meeting.ends_at: later(-25 * 60)}).where(Meeting.id == invitation.meeting)
    expired, foreign = await anonymous.get(path), await anonymous.get(f"/antwort/{'a' * 64}")
    assert (expired.status_code, foreign.status_code) == (404, 404)
    assert (await anonymous.post(path, {})).status_code == 404
    assert (await stored(invitation)).answer == Answer.OPEN


async def test_the_person_says_the_answer_was_not_theirs(cast: Cast, anonymous: Browser) -> None:
    invitation, waiting = await held(cast)
    path = f"/antwort/{confirm_token(waiting.id)}"
    await anonymous.get(path)
    assert (await anonymous.post(f"{path}/irrtum", {})).status_code == 303
    assert (await stored(invitation)).answer == Answer.OPEN
    assert (await stored_mail(waiting.id)).settled_how == "denied"
    await anonymous.post(path, {})
    assert (await stored(invitation)).answer == Answer.OPEN


async def test_at_most_three_questions_a_day_go_to_one_person(cast: Cast) -> None:
    invitation, meeting = await invited(cast)
    for minute in range(5):
        answer = answer_of(invitation, meeting, headers=(f"Authentication-Results: {FAIL}",))
        stamped = replace(answer, stamp=later(-minute), sender="fremd@example.net")
        assert (await arrive(stamped)).outcome == Outcome.HELD
    assert await OutgoingMail.count() == 3


async def test_who_asks_to_come_is_invited_as_a_guest(cast: Cast) -> None:
    invitation, meeting = await invited(cast)
    answer = answer_of(invitation, meeting, attendee="kim@example.org", sender="kim@example.org")
    received = await arrive(answer)
    assert received.outcome == Outcome.REQUEST
    assert received.mail_id is not None
    actor = await office(cast)
    assert await settle.invite_asker(actor, received.mail_id, KIM, now=now()) == 1
    assert await settle.invite_asker(actor, received.mail_id, KIM, now=now()) == 0
    kim = await Person.objects().where(Person.email == "kim@example.org").first()
    assert kim is not None
    assert await Invitation.count().where(Invitation.person == kim.id) == 1
    assert (await stored_mail(received.mail_id)).settled_how == "invited"


async def test_an_accepted_delegation_invites_one_and_marks_the_other(cast: Cast) -> None:
    invitation, meeting = await invited(cast)
    line = (
        'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:kim@example.org":'
        f"mailto:{invitation.address}"
    )
    received = await arrive(answer_of(invitation, meeting, attendee_line=line))
    assert received.outcome == Outcome.DELEGATION
    assert received.mail_id is not None
    assert (await stored(invitation)).answer == Answer.OPEN
    assert await settle.accept_delegation(await office(cast), received.mail_id, KIM, now=now()) == 1
    row = await stored(invitation)
    assert (row.answer, row.deputy_name) == (Answer.DECLINED, "Kim Krause")
    assert row.answer_note == "vertreten durch Kim Krause"


async def test_a_letter_is_read_and_done(cast: Cast) -> None:
    invitation, meeting = await invited(cast)
    answer = answer_of(invitation, meeting)
    raw = "\r\n".join([*answer.head(), "", "Ich komme gern."]).encode()
    received = await arrive(answer, raw)
    assert received.outcome == Outcome.LETTER
    assert received.mail_id is not None
    assert (await stored_mail(received.mail_id)).comment == "Ich komme gern."
    await settle.mark_read(await office(cast), received.mail_id, now=now())
    assert (await stored_mail(received.mail_id)).settled_how == "read"
    with pytest.raises(RuleViolation):
        await settle.take_over(
            await office(cast), (await held(cast))[1].id, now=later(60 * 24 * 30)
        )
