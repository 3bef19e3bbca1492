"""Who chooses, changes and ends the digest, who registers others, and what proves it."""

from datetime import UTC, date, datetime, timedelta

from app.core import clock
from app.core.tokens import dated_token
from app.digest import jobs
from app.digest.operations.choosing import BY_LINK, register_members
from app.digest.rules.news import digest_token
from app.digest.tables import Choice, CommitteeRhythm, Digest, Rhythm, Subscription
from app.groups.tables import Membership
from app.outbox.tables import MailState
from tests.browser import Browser, Visit
from tests.cast import Cast
from tests.digest.make import make_paper, make_step, make_subscription
from tests.mails import all_mails


async def proof() -> list[tuple[str, int, str]]:
    rows = await Choice.objects().order_by(Choice.at)
    return [(row.rhythm, row.weekday, row.how) for row in rows]


async def test_unsubscribing_needs_a_post_and_nothing_else(cast: Cast, anonymous: Browser) -> None:
    subscription = await make_subscription(cast.committee, cast.jutta)
    path = f"/abmelden/{dated_token(digest_token(subscription.id), clock.today())}"
    old = dated_token(digest_token(subscription.id), clock.today() - timedelta(days=366))
    assert "Dieser Link gilt nicht mehr" in (await anonymous.get(f"/abmelden/{old}")).text
    assert (await anonymous.client.post(f"/abmelden/{old}")).status_code == 200
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
    await jutta.post(path, {"rhythm": "weekly"})
    await jutta.post(path, {"rhythm": "weekly", "weekday": "3"})
    assert (
        "Sie erhalten die Zusammenfassung wöchentlich, donnerstags."
        in (await jutta.get("/digests")).text
    )
    await jutta.post(path, {"rhythm": "none"})
    assert not await Subscription.exists().where(Subscription.ended_at.is_null())
    assert await proof() == [
        ("weekly", 0, "selbst gewählt"), ("weekly", 3, "selbst gewählt"), ("", 0, "selbst gewählt"),
    ]  # fmt: skip
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
    assert len(await all_mails()) == 1
    assert "Es gibt nichts Neues" not in (await anna.get(path)).text


async def test_who_left_at_midnight_in_berlin_is_not_registered_any_more(cast: Cast) -> None:
    """23:30 UTC is the next day already."""
    await Membership.update({Membership.until: date(2026, 1, 14)}).where(
        Membership.person == cast.jutta.id, Membership.group == cast.committee.id
    )
    anna = await cast.actor("anna")
    for hour, registered in ((23, 0), (22, 1)):
        registering = register_members(
            anna, cast.committee.id, [cast.jutta.id],
            now=datetime(2026, 1, 14, hour, 30, tzinfo=UTC),
        )  # fmt: skip
        assert await registering == registered


async def test_a_digest_that_waits_does_not_leave_after_the_unsubscribing(
    cast: Cast, anonymous: Browser
) -> None:
    _, point = await make_paper(cast)
    await make_step(cast, point)
    subscription = await make_subscription(cast.committee, cast.jutta)
    await jobs.run(cast.committee, clock.now(), dry_run=False)
    for _ in range(2):
        answer = await anonymous.client.post(f"/abmelden/{digest_token(subscription.id)}")
        assert answer.status_code == 200
    assert [mail.state for mail in await all_mails()] == [MailState.DROPPED]
    assert await proof() == [("", 0, BY_LINK)]


async def test_invitations_stay_after_the_unsubscribing(cast: Cast, anonymous: Browser) -> None:
    subscription = await make_subscription(cast.committee, cast.jutta)
    told = await anonymous.client.post(f"/abmelden/{digest_token(subscription.id)}")
    assert "Einladungen zu Sitzungen kommen weiterhin" in told.text
    assert await Membership.exists().where(Membership.person == cast.jutta.id)
    assert not await Subscription.exists().where(Subscription.ended_at.is_null())


async def test_one_link_ends_one_subscription_only(cast: Cast, anonymous: Browser) -> None:
    ended = await make_subscription(cast.committee, cast.jutta)
    kept = await make_subscription(cast.group, cast.jutta)
    await anonymous.client.post(f"/abmelden/{digest_token(ended.id)}")
    rows = await Subscription.select(Subscription.id).where(Subscription.ended_at.is_null())
    assert [row["id"] for row in rows] == [kept.id]


async def test_a_change_of_rhythm_neither_loses_nor_repeats(cast: Cast, visit: Visit) -> None:
    _, point = await make_paper(cast)
    await make_step(cast, point, sentence="Erster Schritt.")
    await make_subscription(cast.committee, cast.jutta)
    await jobs.run(cast.committee, clock.now(), dry_run=False)
    await make_step(
        cast, point, sentence="Zweiter Schritt.", at=clock.now() - timedelta(seconds=29)
    )
    jutta = await visit("jutta")
    for rhythm in ("monthly", "weekly", "committee"):
        await jutta.post(f"/digests/ausschuss/{cast.committee.id}/rhythmus", {"rhythm": rhythm})
    await jobs.run(cast.committee, clock.now() + timedelta(minutes=2), dry_run=False)
    told = [digest.content for digest in await Digest.objects().order_by(Digest.created_at)]
    assert ["Erster" in text for text in told] == [True, False]
    assert ["Zweiter" in text for text in told] == [False, True]


async def test_the_office_sets_what_holds_without_an_own_rhythm(cast: Cast, visit: Visit) -> None:
    _, point = await make_paper(cast)
    await make_step(cast, point)
    await make_subscription(
        cast.committee, cast.jutta, rhythm=Rhythm.COMMITTEE, look_at=clock.now() + timedelta(days=9)
    )
    anna, jutta = await visit("anna"), await visit("jutta")
    path = f"/digests/ausschuss/{cast.committee.id}/vorgabe"
    assert (await jutta.post(path, {"rhythm": "weekly", "weekday": "2"})).status_code == 403
    assert (await anna.post(path, {"rhythm": "none"})).status_code == 422
    for _ in range(2):
        assert (await anna.post(path, {"rhythm": "weekly", "weekday": "2"})).status_code == 303
    (usual,) = await CommitteeRhythm.objects()
    assert (usual.rhythm, usual.weekday) == (Rhythm.WEEKLY, 2)
    assert "zurzeit wöchentlich, mittwochs" in (await jutta.get("/digests")).text
    now = clock.now()
    await jobs.send_due(now)
    assert await all_mails() == [], "this week had begun before"
    await jobs.send_due(now + timedelta(days=7))
    assert len(await all_mails()) == 1
