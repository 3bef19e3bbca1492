"""A digest tells each person what is new, once, and stops when they say so."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from app.core import clock
from app.digest import jobs, operations, queries
from app.digest.rules import digest_token
from app.digest.tables import Digest, Rhythm, Subscription
from app.groups.tables import Membership
from app.outbox import operations as outbox
from app.outbox.tables import OutgoingMail
from tests.browser import Browser, Visit
from tests.cast import Cast
from tests.digest.make import make_paper, make_step, make_subscription
from tests.mails import part, read_mail


async def run(cast: Cast) -> tuple[int, int]:
    return await jobs.run(cast.committee, clock.now(), dry_run=False)


async def mails() -> list[OutgoingMail]:
    return list(await OutgoingMail.objects().order_by(OutgoingMail.created_at))


async def test_new_step_reaches_the_member_once(cast: Cast) -> None:
    _, point = await make_paper(cast)
    await make_step(cast, point)
    await make_subscription(cast.committee, cast.jutta)
    assert await run(cast) == (1, 1)
    assert await run(cast) == (0, 1)
    (mail,) = await mails()
    message = read_mail(mail.mime)
    text, html = part(message, "plain"), part(message, "html")
    for words in ("in Bearbeitung", "vorher: offen", "Die Gruppe sammelt.", "Familienzentren"):
        assert words in text, words
        assert words in html, words
    assert "/abmelden/" in message["List-Unsubscribe"]
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


async def test_nobody_gets_a_digest_without_choosing_it(cast: Cast) -> None:
    _, point = await make_paper(cast)
    await make_step(cast, point)
    assert await run(cast) == (0, 0)


async def test_nothing_new_means_no_mail(cast: Cast) -> None:
    await make_paper(cast)
    await make_subscription(cast.committee, cast.jutta)
    assert await run(cast) == (0, 1)
    assert await mails() == []


async def test_former_member_gets_none(cast: Cast) -> None:
    _, point = await make_paper(cast)
    await make_step(cast, point)
    await make_subscription(cast.committee, cast.jutta)
    await Membership.update({Membership.until: date(2025, 1, 1)}).where(
        Membership.person == cast.jutta.id
    )
    assert await run(cast) == (0, 0)


async def test_non_public_title_stays_behind_the_login(cast: Cast) -> None:
    _, point = await make_paper(cast, title="GEHEIMSACHE", visibility="confidential")
    await make_step(cast, point, sentence="GEHEIMSACHE")
    await make_subscription(cast.committee, cast.jutta)
    assert await run(cast) == (1, 1)
    (mail,) = await mails()
    assert b"GEHEIMSACHE" not in mail.mime
    assert "nichtöffentlichen Vorlage" in part(read_mail(mail.mime))


async def test_eight_runs_at_once_send_one(cast: Cast) -> None:
    _, point = await make_paper(cast)
    await make_step(cast, point)
    await make_subscription(cast.committee, cast.jutta)
    results = await asyncio.gather(*(run(cast) for _ in range(8)))
    assert sum(told for told, _ in results) == 1
    assert len(await mails()) == 1


async def test_worker_sends_weekly_once_per_week(cast: Cast) -> None:
    _, point = await make_paper(cast)
    await make_step(cast, point)
    await make_subscription(cast.committee, cast.jutta, rhythm=Rhythm.WEEKLY)
    now = clock.now()
    assert await jobs.send_due(now) == 1
    await make_step(cast, point, at=now)
    assert await jobs.send_due(now + timedelta(minutes=5)) == 0
    assert await jobs.send_due(now + timedelta(days=7)) == 1


async def test_change_that_is_still_being_saved_waits_for_the_next_digest(cast: Cast) -> None:
    _, point = await make_paper(cast)
    await make_subscription(cast.committee, cast.jutta)
    await make_step(cast, point, at=clock.now() - timedelta(seconds=5))
    assert await run(cast) == (0, 1)
    assert await jobs.run(cast.committee, clock.now() + timedelta(minutes=1), dry_run=False) == (
        1,
        1,
    )


async def test_dry_run_writes_nothing(cast: Cast) -> None:
    _, point = await make_paper(cast)
    await make_step(cast, point)
    await make_subscription(cast.committee, cast.jutta)
    assert await jobs.run(cast.committee, clock.now(), dry_run=True) == (1, 1)
    assert (await Digest.count(), await OutgoingMail.count()) == (0, 0)


async def test_unsubscribing_needs_a_post_and_nothing_else(cast: Cast, anonymous: Browser) -> None:
    subscription = await make_subscription(cast.committee, cast.jutta)
    path = f"/abmelden/{digest_token(subscription.id)}"
    for _ in range(5):
        assert (await anonymous.get(path)).status_code == 200
    assert await Subscription.exists().where(Subscription.ended_at.is_null())

    anonymous.client.cookies.clear()
    answer = await anonymous.client.post(path, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not await Subscription.exists().where(Subscription.ended_at.is_null())
    unknown = await anonymous.client.post("/abmelden/unbekannt", data={})
    assert unknown.status_code == 200


async def test_member_chooses_changes_and_ends_it(cast: Cast, visit: Visit) -> None:
    jutta = await visit("jutta")
    path = f"/digests/ausschuss/{cast.committee.id}/rhythmus"
    assert (await jutta.post(path, {"rhythm": "weekly"})).status_code == 303
    assert "wöchentlich" in (await jutta.get("/digests")).text
    await jutta.post(path, {"rhythm": "none"})
    assert not await Subscription.exists().where(Subscription.ended_at.is_null())
    wrong = await jutta.post(path, {})
    assert wrong.status_code == 422
    assert "Bitte wählen Sie einen Rhythmus" in wrong.text


async def test_office_registers_previews_and_sends(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    _, point = await make_paper(cast)
    path = f"/digests/ausschuss/{cast.committee.id}"
    await anna.post(f"{path}/anmeldung", {"people": str(cast.jutta.id)})
    chosen = await Subscription.objects().first()
    assert chosen is not None
    assert "Anna Albers" in chosen.chosen_how
    await Subscription.update({Subscription.watermark: clock.now() - timedelta(days=1)}, force=True)
    await make_step(cast, point)
    assert "An eine Person senden" in (await anna.get(path)).text
    assert (await anna.post(f"{path}/versand")).status_code == 303
    assert len(await mails()) == 1
    assert "Es gibt nichts Neues" not in (await anna.get(path)).text


async def test_sent_digest_can_be_read_later_by_its_reader_only(cast: Cast, visit: Visit) -> None:
    _, point = await make_paper(cast)
    await make_step(cast, point)
    await make_subscription(cast.committee, cast.jutta)
    await run(cast)
    digest = await Digest.objects().first()
    assert digest is not None
    jutta, carla = await visit("jutta"), await visit("carla")
    assert "Die Gruppe sammelt." in (await jutta.get(f"/digests/{digest.id}")).text
    assert (await carla.get(f"/digests/{digest.id}")).status_code == 404


async def test_crash_before_commit_loses_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The watermark moves only together with the mail."""
    _, point = await make_paper(cast)
    await make_step(cast, point)
    await make_subscription(cast.committee, cast.jutta)
    news, people = await queries.news_and_recipients(cast.committee, clock.now())
    monkeypatch.setattr(outbox, "enqueue", _crash)
    for person in people:
        with pytest.raises(ZeroDivisionError):
            await operations.send_digest(await cast.actor("anna"), person, news, until=clock.now())
    monkeypatch.undo()
    assert await Digest.count() == 0
    assert await run(cast) == (1, 1)


async def _crash(_mails: object) -> int:
    raise ZeroDivisionError


async def test_who_left_at_midnight_in_berlin_is_not_registered_any_more(cast: Cast) -> None:
    """23:30 UTC is the next day already."""
    await Membership.update({Membership.until: date(2026, 1, 14)}).where(
        Membership.person == cast.jutta.id, Membership.group == cast.committee.id
    )
    anna = await cast.actor("anna")
    for hour, registered in ((23, 0), (22, 1)):
        registering = operations.register_members(
            anna, cast.committee.id, [cast.jutta.id],
            now=datetime(2026, 1, 14, hour, 30, tzinfo=UTC),
        )  # fmt: skip
        assert await registering == registered
