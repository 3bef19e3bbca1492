"""Own settings, and the way out of one kind of mail: seeing changes nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from app.audit.tables import AuditEntry
from app.core import clock
from app.core.tokens import dated_token
from app.notifications.queries import choices_of
from app.notifications.rules import unsubscribe_token
from app.notifications.tables import NotificationChoice, Topic, Way
from app.outbox.tables import OutgoingMail
from tests.browser import Browser, Visit
from tests.cast import Cast
from tests.mails import last_mail
from tests.notifications.make import hand_over, news

PAGE = "/einstellungen/benachrichtigungen"
CHOSEN = {
    "minutes": "daily", "minutes_changed": "none", "objections": "at_once", "task_given": "daily",
    "task_changed": "none", "mentions": "at_once", "proposals": "daily",
}  # fmt: skip


async def test_at_once_is_what_nobody_has_chosen(cast: Cast, visit: Visit) -> None:
    text = (await (await visit("carla")).get(PAGE)).text
    assert text.count('<option value="at_once" selected>sofort</option>') == len(Topic)
    assert text.count('<option value="none"') == 3
    assert PAGE in (await (await visit("carla")).get("/einstellungen")).text


async def test_the_choice_is_kept_and_shown(cast: Cast, visit: Visit) -> None:
    carla = await visit("carla")
    for _ in range(2):
        assert (await carla.post(PAGE, CHOSEN)).status_code == 303
    ways = await choices_of(cast.id("carla"))
    assert {topic.value: way.value for topic, way in ways.items()} == CHOSEN
    assert await AuditEntry.count().where(AuditEntry.action == "notification.chosen") == 1
    assert '<option value="daily" selected>' in (await carla.get(PAGE)).text
    assert await choices_of(cast.id("paul")) == dict.fromkeys(Topic, Way.AT_ONCE)


async def test_a_duty_cannot_be_switched_off_and_the_rest_stays_typed(
    cast: Cast, visit: Visit
) -> None:
    answer = await (await visit("carla")).post(PAGE, {**CHOSEN, "minutes": "none"})
    assert answer.status_code == 422
    assert "steht nicht in der Liste" in answer.text or "aus der Liste" in answer.text
    assert answer.text.count('<option value="none" selected>') == 2
    assert await NotificationChoice.count() == 0


def way_out(cast: Cast, days_ago: int = 0) -> str:
    """As it stood in a mail so many days ago."""
    token = unsubscribe_token(cast.id("carla"), Topic.TASK_CHANGED)
    return dated_token(token, clock.today() - timedelta(days=days_ago))


async def test_the_mail_carries_the_header_of_rfc_8058_only_where_there_is_a_way_out(
    cast: Cast,
) -> None:
    await hand_over(news(cast))
    mail = await last_mail()
    token = way_out(cast)
    address = f"https://spurwerk.example.org/benachrichtigungen/{token}"
    assert mail["list-unsubscribe"] == f"<{address}>"
    assert mail["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    await hand_over(news(cast, kind="minutes_sent"))
    assert (await last_mail())["list-unsubscribe"] is None


async def test_a_scanner_that_opens_the_link_changes_nothing(
    cast: Cast, anonymous: Browser
) -> None:
    path = f"/benachrichtigungen/{way_out(cast)}"
    for _ in range(3):
        answer = await anonymous.get(path)
        assert answer.status_code == 200
        assert ">Abbestellen<" in answer.text
        assert "set-cookie" not in answer.headers or "sid" not in answer.headers["set-cookie"]
    assert await NotificationChoice.count() == 0
    assert await hand_over(news(cast)) == 1


async def test_one_click_ends_this_kind_and_mandatory_mails_stay(
    cast: Cast, anonymous: Browser
) -> None:
    path = f"/benachrichtigungen/{way_out(cast)}"
    for _ in range(2):
        answer = await anonymous.client.post(path, data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert "abbestellt" in answer.text
    assert await AuditEntry.count().where(AuditEntry.action == "notification.ended") == 1
    sent = await hand_over(
        news(cast), news(cast, kind="task_mentioned"), news(cast, kind="task_given"),
        news(cast, kind="invitation_sent"), news(cast, "paul"),
    )  # fmt: skip
    assert sent == 4
    assert not await OutgoingMail.exists().where(
        OutgoingMail.kind == "task_changed", OutgoingMail.person_id == cast.id("carla")
    )


async def test_a_token_that_fits_nothing_gets_the_same_answer(
    cast: Cast, anonymous: Browser
) -> None:
    token = way_out(cast)
    forged = f"{token[:-1]}{'a' if token[-1] != 'a' else 'b'}"
    foreign = dated_token("fremd", clock.today())
    for other, said in ((forged, "Dieser Link gilt nicht mehr"), (foreign, "abbestellt")):
        answer = await anonymous.client.post(f"/benachrichtigungen/{other}")
        assert answer.status_code == 200
        assert said in answer.text
    assert await NotificationChoice.count() == 0


async def test_a_link_is_good_for_a_year_and_then_says_so(cast: Cast, anonymous: Browser) -> None:
    old = f"/benachrichtigungen/{way_out(cast, 366)}"
    for answer in (await anonymous.get(old), await anonymous.client.post(old)):
        assert answer.status_code == 200
        assert "Dieser Link gilt nicht mehr" in answer.text
        assert ">Abbestellen<" not in answer.text
    assert await NotificationChoice.count() == 0
    good = f"/benachrichtigungen/{way_out(cast, 365)}"
    assert ">Abbestellen<" in (await anonymous.get(good)).text
    await anonymous.client.post(good)
    assert await NotificationChoice.count() == 1


async def test_links_of_earlier_versions_are_good_for_a_year_more(
    cast: Cast, anonymous: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = unsubscribe_token(cast.id("carla"), Topic.TASK_CHANGED)
    path = f"/benachrichtigungen/{token}"
    assert ">Abbestellen<" in (await anonymous.get(path)).text
    late = datetime(2027, 12, 1, 12, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: late)
    assert "Dieser Link gilt nicht mehr" in (await anonymous.get(path)).text
    await anonymous.client.post(path)
    assert await NotificationChoice.count() == 0
