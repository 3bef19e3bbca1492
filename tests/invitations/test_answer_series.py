"""The link in the mail of a series: all coming meetings on one page."""

from datetime import timedelta

from app.audit.tables import AuditEntry
from app.core.clock import now, today
from app.groups.tables import Membership
from app.invitations.rules import answer_token
from app.invitations.tables import Answer, Invitation, SeriesInvitation
from app.meetings.tables import Meeting, MeetingStatus
from tests.browser import HTMX, Browser, Visit
from tests.cast import Cast
from tests.invitations.series_rows import (
    WEEK,
    invitations_of,
    make_series,
    make_series_invitation,
    meetings_of,
)
from tests.meetings.make import in_two_weeks


async def carla_invited(cast: Cast) -> tuple[SeriesInvitation, str]:
    """The invitation and the path of its link."""
    found = await make_series_invitation(await make_series(cast.group), cast.carla)
    return found, f"/a/{answer_token(found.id)}"


async def answers(invitation: SeriesInvitation) -> list[Answer]:
    return [Answer(each.answer) for each in await invitations_of(invitation)]


async def test_page_has_a_radio_group_for_all_and_one_with_the_full_date_for_each(
    cast: Cast, anonymous: Browser
) -> None:
    _, path = await carla_invited(cast)
    page = await anonymous.get(f"{path}?antwort=ja")
    assert page.status_code == 200
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.text.count('role="radiogroup"') == 5
    assert "Ihre Antwort für alle kommenden Sitzungen" in page.text
    assert page.text.count("16:00–18:00 Uhr</legend>") + page.text.count(
        "15:00–17:00 Uhr</legend>"
    ) == 4  # fmt: skip
    assert "haben Sie „Ich komme“ gewählt. Bitte senden Sie die Antwort ab." in page.text
    assert page.text.count('value="ja" checked') == 1, "only the answer for all is preselected"


async def test_one_answer_counts_for_all_coming_meetings(cast: Cast, anonymous: Browser) -> None:
    invitation, path = await carla_invited(cast)
    await anonymous.get(path)
    form = {"antwort": "ja", "comment": "immer ab 15 Uhr"}
    assert (await anonymous.post(path, form)).status_code == 303
    await invitation.refresh()
    assert (invitation.answer, invitation.comment) == (Answer.ACCEPTED, "immer ab 15 Uhr")
    assert invitation.answered_at is not None
    assert await answers(invitation) == [Answer.ACCEPTED] * 4
    entry = await AuditEntry.objects().where(AuditEntry.subject_id == invitation.id).first()
    assert entry is not None
    assert (entry.action, entry.actor_name) == ("series.answered", "Carla Cordes")


async def test_single_meetings_may_be_answered_differently_and_stay_so(
    cast: Cast, anonymous: Browser
) -> None:
    invitation, path = await carla_invited(cast)
    _, second, third, _ = await invitations_of(invitation)
    await anonymous.get(path)
    form = {"antwort": "ja", f"sitzung-{second.id}": "nein", f"sitzung-{third.id}": "vielleicht"}
    await anonymous.post(path, form)
    told = [Answer.ACCEPTED, Answer.DECLINED, Answer.TENTATIVE, Answer.ACCEPTED]
    assert await answers(invitation) == told
    page = (await anonymous.get(path)).text
    assert page.count('value="ja" checked') == 1
    assert page.count('value="nein" checked') == 1
    assert page.count('value="vielleicht" checked') == 1
    await anonymous.post(path, {f"sitzung-{second.id}": "ja", "comment": ""})
    assert (await answers(invitation))[1] == Answer.ACCEPTED
    await invitation.refresh()
    assert invitation.answer == Answer.ACCEPTED, "the answer for all is untouched"


async def test_meetings_over_or_cancelled_keep_their_answer(cast: Cast, anonymous: Browser) -> None:
    yesterday_and_before = in_two_weeks() - 3 * WEEK - timedelta(days=1)
    series = await make_series(cast.group, starts_at=yesterday_and_before)
    invitation = await make_series_invitation(series, cast.carla)
    third = (await meetings_of(series))[2]
    await Meeting.update({Meeting.status: MeetingStatus.CANCELLED}).where(Meeting.id == third.id)
    path = f"/a/{answer_token(invitation.id)}"
    assert (await anonymous.get(path)).text.count('role="radiogroup"') == 2
    await anonymous.post(path, {"antwort": "ja"})
    assert await answers(invitation) == [Answer.OPEN, Answer.OPEN, Answer.OPEN, Answer.ACCEPTED]


async def test_nothing_chosen_comes_back_with_the_remark(cast: Cast, anonymous: Browser) -> None:
    invitation, path = await carla_invited(cast)
    await anonymous.get(path)
    for form, status in (
        ({"comment": "bin im Urlaub"}, 422),
        ({"antwort": "vielleicht nicht", "comment": "bin im Urlaub"}, 422),
    ):
        answer = await anonymous.post(path, form)
        assert answer.status_code == status
        assert "bin im Urlaub" in answer.text
    assert "Bitte wählen Sie eine Antwort aus" in (await anonymous.post(path, {})).text
    assert await answers(invitation) == [Answer.OPEN] * 4


async def test_link_ends_with_the_series_the_membership_and_the_invitation(
    cast: Cast, anonymous: Browser
) -> None:
    invitation, path = await carla_invited(cast)
    await anonymous.get(path)
    await SeriesInvitation.update({SeriesInvitation.revoked_at: now()}).where(
        SeriesInvitation.id == invitation.id
    )
    assert (await anonymous.post(path, {"antwort": "ja"})).status_code == 410
    await SeriesInvitation.update({SeriesInvitation.revoked_at: None}).where(
        SeriesInvitation.id == invitation.id
    )
    assert (await anonymous.get(path)).status_code == 200
    old = await make_series(cast.group, starts_at=now() - 5 * WEEK)
    over = await make_series_invitation(old, cast.carla)
    assert (await anonymous.get(f"/a/{answer_token(over.id)}")).status_code == 410
    yesterday = today() - timedelta(days=1)
    await Membership.update({Membership.until: yesterday}).where(Membership.person == cast.carla.id)
    assert (await anonymous.post(path, {"antwort": "ja"})).status_code == 410
    assert await answers(invitation) == [Answer.OPEN] * 4


async def test_answer_after_a_move_counts_for_the_new_date(cast: Cast, anonymous: Browser) -> None:
    invitation, path = await carla_invited(cast)
    second = (await invitations_of(invitation))[1]
    await Invitation.update(
        {
            Invitation.sent_sequence: 3,
            Invitation.answered_sequence: 1,
            Invitation.answer: "accepted",
        }
    ).where(Invitation.id == second.id)
    assert "Ihre Antwort galt dem alten Termin" in (await anonymous.get(path)).text
    await anonymous.post(path, {"antwort": "ja"})
    await second.refresh()
    assert second.answered_sequence == 3


async def test_members_answer_the_series_signed_in_and_others_find_nothing(
    cast: Cast, visit: Visit
) -> None:
    invitation, _ = await carla_invited(cast)
    path = f"/serien/{invitation.series}/antwort"
    carla = await visit("carla")
    assert "Ihre Antwort auf alle Sitzungen" in (await carla.get(path)).text
    part = await carla.get(path, headers=HTMX)
    assert "<h1" not in part.text
    assert (await carla.post(path, {"antwort": "nein"})).status_code == 303
    assert await answers(invitation) == [Answer.DECLINED] * 4
    for name in ("anna", "bernd", "dirk", "eva", "frieda", "gustav"):
        other = await visit(name)
        assert (await other.get(path)).status_code == 404, name
        assert (await other.post(path, {"antwort": "ja"})).status_code == 404, name
    assert await answers(invitation) == [Answer.DECLINED] * 4
