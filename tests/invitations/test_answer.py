"""Answers: by the link without a login, and on the meeting's page."""

from datetime import timedelta
from typing import Any

import pytest

from app.audit.tables import AuditEntry
from app.core.clock import now
from app.invitations.rules import answer_token
from app.invitations.tables import Answer, Invitation
from app.meetings.tables import Meeting, MeetingStatus
from app.outbox.tables import OutgoingMail
from tests.browser import Browser, Visit
from tests.cast import Cast, add_deputy_and_operator
from tests.invitations.make import make_invitation
from tests.invitations.sent import stored
from tests.mails import part, read_mail
from tests.meetings.make import make_meeting


async def carla_invited(cast: Cast, **columns: Any) -> tuple[Invitation, str]:
    """The invitation and the path of its link."""
    invitation = await make_invitation(await make_meeting(cast.group, **columns), cast.carla)
    return invitation, f"/a/{answer_token(invitation.id)}"


async def everything() -> list[dict[str, Any]]:
    return [*await Invitation.select(), *await Meeting.select(), *await AuditEntry.select()]


async def test_opening_the_link_five_times_changes_nothing(cast: Cast, anonymous: Browser) -> None:
    _, path = await carla_invited(cast)
    before = await everything()
    for _ in range(5):
        page = await anonymous.get(f"{path}?antwort=nein")
        assert page.status_code == 200
        assert page.headers["referrer-policy"] == "no-referrer"
    assert "haben Sie „Ich komme nicht“ gewählt. Bitte senden Sie die Antwort ab." in page.text
    assert 'value="nein" checked' in page.text
    assert "Einladung für Carla Cordes" in page.text
    assert await everything() == before


@pytest.mark.parametrize(
    ("word", "answer"),
    [("ja", Answer.ACCEPTED), ("vielleicht", Answer.TENTATIVE), ("nein", Answer.DECLINED)],
)
async def test_pressing_the_button_stores_the_answer(
    cast: Cast, anonymous: Browser, word: str, answer: Answer
) -> None:
    invitation, path = await carla_invited(cast)
    await anonymous.get(path)
    form = {"antwort": word, "comment": "komme ab 15 Uhr", "deputy_name": "Ina Beck"}
    for _ in range(2):
        assert (await anonymous.post(path, form)).status_code == 303
    row = await stored(invitation)
    assert (row.answer, row.comment, row.deputy_name) == (answer, "komme ab 15 Uhr", "Ina Beck")
    assert row.answered_sequence == 0
    assert row.answered_at is not None
    page = (await anonymous.get(path)).text
    assert f'value="{word}" checked' in page
    assert "Ina Beck" in page


async def test_without_the_token_of_the_page_nothing_is_stored(
    cast: Cast, anonymous: Browser
) -> None:
    invitation, path = await carla_invited(cast)
    assert (await anonymous.client.post(path, data={"antwort": "ja"})).status_code == 403
    assert (await stored(invitation)).answer == Answer.OPEN


async def test_missing_answer_and_long_remark_come_back(cast: Cast, anonymous: Browser) -> None:
    invitation, path = await carla_invited(cast)
    await anonymous.get(path)
    answer = await anonymous.post(path, {"comment": "x" * 1001, "deputy_name": "Ina Beck"})
    assert answer.status_code == 422
    assert "Bitte wählen Sie eine Antwort aus." in answer.text
    assert "x" * 1001 in answer.text
    assert (await stored(invitation)).comment == ""


async def test_link_ends_a_day_after_the_meeting_and_when_it_is_cancelled_or_revoked(
    cast: Cast, anonymous: Browser
) -> None:
    long_ago = now() - timedelta(hours=27)
    _, over = await carla_invited(cast, starts_at=long_ago)
    _, just_over = await carla_invited(cast, starts_at=now() - timedelta(hours=3))
    _, cancelled = await carla_invited(cast, status=MeetingStatus.CANCELLED)
    revoked, taken_off = await carla_invited(cast)
    await Invitation.update({Invitation.revoked_at: now()}).where(Invitation.id == revoked.id)
    page = await anonymous.get(just_over)
    assert "Die Sitzung ist vorbei. Ihre Antwort bleibt, wie sie ist." in page.text
    assert "Antwort senden" not in page.text
    for path, status in ((over, 410), (just_over, 410), (cancelled, 410), (taken_off, 410)):
        assert (await anonymous.post(path, {"antwort": "ja"})).status_code == status, path
    assert (await anonymous.get("/a/" + "b" * 32)).status_code == 404
    assert (await anonymous.post("/a/" + "b" * 32, {"antwort": "ja"})).status_code == 404


async def test_reply_token_of_the_organizer_address_opens_nothing(
    cast: Cast, anonymous: Browser
) -> None:
    from app.invitations.rules import reply_token

    invitation, _ = await carla_invited(cast)
    assert (await anonymous.get(f"/a/{reply_token(invitation.id)}")).status_code == 404


async def test_somebody_else_says_so_and_no_answer_is_stored(
    cast: Cast, anonymous: Browser
) -> None:
    invitation, path = await carla_invited(cast)
    await anonymous.get(path)
    assert (await anonymous.post(f"{path}/irrtum")).status_code == 303
    assert (await stored(invitation)).answer == Answer.OPEN
    entry = await AuditEntry.objects().where(AuditEntry.subject_id == invitation.id).first()
    assert entry is not None
    assert entry.action == "invitation.denied"
    assert entry.actor_name != "Carla Cordes"


async def test_the_office_is_told_once_that_a_link_went_to_somebody_else(
    cast: Cast, anonymous: Browser
) -> None:
    invitation, path = await carla_invited(cast)
    await anonymous.get(path)
    await anonymous.post(path, {"antwort": "ja"})
    for _ in range(3):
        assert (await anonymous.post(f"{path}/irrtum")).status_code == 303
    (mail,) = await OutgoingMail.objects().where(OutgoingMail.kind == "answer_denied")
    assert mail.recipient_address == "jugendhilfeplanung@example.org"
    for kind in ("plain", "html"):
        text = part(read_mail(mail.mime), kind)
        assert "Carla Cordes" in text
        assert cast.carla.email in text
    assert (await stored(invitation)).answer == Answer.ACCEPTED, "the earlier answer stands"


async def test_a_registered_deputy_is_offered_and_named_by_one_tick(
    cast: Cast, anonymous: Browser, visit: Visit
) -> None:
    await add_deputy_and_operator(cast)
    invitation, path = await carla_invited(cast)
    page = await anonymous.get(path)
    assert "Doris Dietz vertritt mich" in page.text
    await anonymous.post(path, {"antwort": "nein", "registered": "y"})
    assert (await stored(invitation)).deputy_name == "Doris Dietz"
    assert 'name="registered" value="y" checked' in (await anonymous.get(path)).text
    page = await (await visit("anna")).get(f"/sitzungen/{invitation.meeting}")
    assert "Vertretung: Doris Dietz" in page.text
    assert 'aria-label="einladen: Doris Dietz"' in page.text
    page = await (await visit("carla")).get(f"/sitzungen/{invitation.meeting}")
    assert 'aria-label="einladen: Doris Dietz"' not in page.text
    await anonymous.post(path, {"antwort": "nein", "registered": "y", "deputy_name": "Ina Beck"})
    assert (await stored(invitation)).deputy_name == "Ina Beck", "a typed name is meant"
    bernd = await make_invitation(await make_meeting(cast.group), cast.bernd)
    assert "vertritt mich" not in (await anonymous.get(f"/a/{answer_token(bernd.id)}")).text


async def test_a_mind_changes_by_web_and_the_last_answer_counts(
    cast: Cast, anonymous: Browser
) -> None:
    invitation, path = await carla_invited(
        cast, starts_at=now() - timedelta(hours=1), status=MeetingStatus.RUNNING
    )
    await anonymous.get(path)
    for word, answer in (("nein", Answer.DECLINED), ("ja", Answer.ACCEPTED)):
        assert (await anonymous.post(path, {"antwort": word})).status_code == 303
        row = await stored(invitation)
        assert row.answer == answer
        assert row.answered_stamp == row.answered_at, "older mails count no longer"


async def test_member_answers_on_the_page_of_the_meeting(cast: Cast, visit: Visit) -> None:
    invitation, _ = await carla_invited(cast)
    carla = await visit("carla")
    page = await carla.get(f"/sitzungen/{invitation.meeting}")
    assert "Ihre Antwort" in page.text
    await carla.post(f"/sitzungen/{invitation.meeting}/antwort", {"antwort": "vielleicht"})
    assert (await stored(invitation)).answer == Answer.TENTATIVE
    bad = await carla.post(
        f"/sitzungen/{invitation.meeting}/antwort", {"antwort": "", "comment": "ab 15 Uhr"}
    )
    assert bad.status_code == 422
    assert "ab 15 Uhr" in bad.text


async def test_who_is_not_invited_cannot_answer(cast: Cast, visit: Visit) -> None:
    invitation, _ = await carla_invited(cast)
    for name in ("bernd", "dirk", "frieda", "eva", "gustav"):
        browser = await visit(name)
        answer = await browser.post(f"/sitzungen/{invitation.meeting}/antwort", {"antwort": "ja"})
        assert answer.status_code == 404, name


async def test_new_answer_to_the_moved_date_counts_again(cast: Cast, anonymous: Browser) -> None:
    invitation, path = await carla_invited(cast)
    await Invitation.update(
        {
            Invitation.sent_sequence: 1,
            Invitation.answered_sequence: 0,
            Invitation.answer: "accepted",
        }
    ).where(Invitation.id == invitation.id)
    page = await anonymous.get(path)
    assert "Ihre Antwort galt dem alten Termin" in page.text
    assert "checked" not in page.text
    await anonymous.post(path, {"antwort": "ja"})
    assert (await stored(invitation)).answered_sequence == 1
