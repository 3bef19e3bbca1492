"""What people type into an answer, and what a page behind a mailed link gives away."""

from html import escape

import pytest

from app.core.clock import now
from app.invitations.rules import answer_token
from app.invitations.tables import Answer
from tests.browser import Browser, Visit
from tests.cast import Cast
from tests.invitations.make import make_invitation
from tests.invitations.sent import stored
from tests.invitations.series_rows import invitations_of, make_series, make_series_invitation
from tests.meetings.make import make_meeting
from tests.replies.letters import answer_of, arrive, later


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ab 15 Uhr\r\noder später", "ab 15 Uhr\noder später"),
        ("  <b>fett</b> & {{ 7 * 7 }}  ", "<b>fett</b> & {{ 7 * 7 }}"),
        ("Grüße 🚌 e\u0301", "Grüße 🚌 e\u0301"),
        ("a\x00b", "ab"),
    ],
)
async def test_a_remark_is_kept_and_shown_as_it_was_typed(
    cast: Cast, anonymous: Browser, visit: Visit, typed: str, kept: str
) -> None:
    meeting = await make_meeting(cast.group)
    invitation = await make_invitation(meeting, cast.carla)
    path = f"/a/{answer_token(invitation.id)}"
    await anonymous.get(path)
    assert (await anonymous.post(path, {"antwort": "ja", "comment": typed})).status_code == 303
    assert (await stored(invitation)).comment.strip() == kept
    page = (await (await visit("anna")).get(f"/sitzungen/{meeting.id}")).text
    assert escape(kept) in page


@pytest.mark.parametrize("field", ["comment", "deputy_name"])
async def test_far_too_long_words_come_back_and_change_nothing(
    cast: Cast, anonymous: Browser, field: str
) -> None:
    invitation = await make_invitation(await make_meeting(cast.group), cast.carla)
    path = f"/a/{answer_token(invitation.id)}"
    await anonymous.get(path)
    answer = await anonymous.post(path, {"antwort": "ja", field: "x" * 100_000})
    assert answer.status_code == 422
    assert "x" * 100_000 in answer.text
    assert (await stored(invitation)).answer == Answer.OPEN


async def test_a_deputy_for_one_meeting_of_a_series_is_named_on_its_own_page(
    cast: Cast, anonymous: Browser
) -> None:
    of_series = await make_series_invitation(await make_series(cast.group), cast.carla)
    first, second, *_ = await invitations_of(of_series)
    path = f"/a/{answer_token(of_series.id)}"
    await anonymous.get(path)
    await anonymous.post(path, {"antwort": "ja"})
    alone = f"/a/{answer_token(second.id)}"
    assert f'href="{alone}"' in (await anonymous.get(path)).text
    await anonymous.post(alone, {"antwort": "nein", "deputy_name": "Ina Beck", "comment": "Urlaub"})
    row = await stored(second)
    assert (row.answer, row.deputy_name, row.comment) == (Answer.DECLINED, "Ina Beck", "Urlaub")
    assert (await stored(first)).answer == Answer.ACCEPTED
    assert "Vertretung: Ina Beck" in (await anonymous.get(path)).text


async def test_an_older_mail_does_not_take_back_what_was_said_on_the_page(
    cast: Cast, anonymous: Browser
) -> None:
    meeting = await make_meeting(cast.group)
    invitation = await make_invitation(meeting, cast.carla)
    path = f"/a/{answer_token(invitation.id)}"
    await anonymous.get(path)
    await anonymous.post(path, {"antwort": "nein"})
    await arrive(answer_of(invitation, meeting, partstat="ACCEPTED", stamp=later(-10)))
    assert (await stored(invitation)).answer == Answer.DECLINED
    await arrive(answer_of(invitation, meeting, partstat="TENTATIVE", stamp=later(1)))
    assert (await stored(invitation)).answer == Answer.TENTATIVE
    await anonymous.post(path, {"antwort": "ja"})
    row = await stored(invitation)
    assert row.answer == Answer.ACCEPTED
    assert row.answered_at is not None
    assert row.answered_at <= now()


async def test_pages_behind_links_tell_no_search_engine_and_no_other_server(
    cast: Cast, anonymous: Browser
) -> None:
    one = await make_invitation(await make_meeting(cast.group), cast.carla)
    of_series = await make_series_invitation(await make_series(cast.group), cast.carla)
    for invitation_id in (one.id, of_series.id):
        page = await anonymous.get(f"/a/{answer_token(invitation_id)}")
        assert page.headers["referrer-policy"] == "no-referrer"
        assert "noindex" in page.headers["x-robots-tag"]
        assert "no-store" in page.headers["cache-control"]
