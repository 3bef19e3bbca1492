"""A digest tells each person what is new, once, and stops when they say so."""

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest

from app.core import clock
from app.digest import jobs
from app.digest import mails as mails_of_digests
from app.digest.queries.people import Recipient
from app.digest.tables import Digest, Rhythm
from app.groups.tables import Membership
from app.outbox.rules import Outgoing
from app.outbox.tables import OutgoingMail
from tests.browser import Visit
from tests.cast import Cast, make_member
from tests.counting import counted_statements
from tests.digest.make import make_paper, make_step, make_subscription
from tests.mails import all_mails, part, read_mail


async def run(cast: Cast) -> tuple[int, int]:
    return await jobs.run(cast.committee, clock.now(), dry_run=False)


async def test_new_step_reaches_the_member_once(cast: Cast) -> None:
    _, point = await make_paper(cast)
    await make_step(cast, point)
    await make_subscription(cast.committee, cast.jutta)
    assert await run(cast) == (1, 1)
    assert await run(cast) == (0, 1)
    (mail,) = await all_mails()
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
    assert await all_mails() == []


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
    (mail,) = await all_mails()
    assert b"GEHEIMSACHE" not in mail.mime
    assert "ein nichtöffentlicher Punkt" in part(read_mail(mail.mime))


async def test_eight_runs_at_once_send_one(cast: Cast) -> None:
    _, point = await make_paper(cast)
    await make_step(cast, point)
    await make_subscription(cast.committee, cast.jutta)
    results = await asyncio.gather(*(run(cast) for _ in range(8)))
    assert sum(told for told, _ in results) == 1
    assert len(await all_mails()) == 1


async def test_worker_sends_weekly_once_per_week(cast: Cast) -> None:
    _, point = await make_paper(cast)
    await make_step(cast, point)
    now = clock.now()
    await make_subscription(
        cast.committee, cast.jutta, rhythm=Rhythm.WEEKLY, chosen_at=now - timedelta(days=30)
    )
    await jobs.send_due(now)
    assert len(await all_mails()) == 1
    await make_step(cast, point, at=now)
    await jobs.send_due(now + timedelta(minutes=5))
    assert len(await all_mails()) == 1
    await jobs.send_due(now + timedelta(days=7))
    assert len(await all_mails()) == 2


async def test_worker_asks_once_while_nobodys_time_has_come(cast: Cast) -> None:
    later = clock.now() + timedelta(hours=1)
    await make_subscription(cast.committee, cast.jutta, look_at=later)
    with counted_statements() as seen:
        assert not await jobs.send_due()
    assert len(seen) == 1


async def test_who_fails_does_not_stop_the_others(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, point = await make_paper(cast)
    await make_step(cast, point)
    await make_member(cast.committee, cast.carla)
    now, made = clock.now(), mails_of_digests.digest_sent
    for person in (cast.carla, cast.jutta):
        await make_subscription(
            cast.committee, person, rhythm=Rhythm.WEEKLY, chosen_at=now - timedelta(days=30)
        )

    def not_for_carla(recipient: Recipient, *rest: Any) -> Outgoing:
        if recipient.person_id == cast.carla.id:
            raise ZeroDivisionError
        return made(recipient, *rest)

    monkeypatch.setattr(mails_of_digests, "digest_sent", not_for_carla)
    await jobs.send_due(now)
    assert [mail.person_id for mail in await all_mails()] == [cast.jutta.id]
    monkeypatch.undo()
    await jobs.send_due(now + timedelta(minutes=59))
    assert len(await all_mails()) == 1
    await jobs.send_due(now + timedelta(minutes=61))
    assert [mail.person_id for mail in await all_mails()] == [cast.jutta.id, cast.carla.id]


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
