"""A round of the worker: where it reads on, what it may take, and that nothing waits for it."""

import asyncio
from datetime import timedelta
from unittest.mock import AsyncMock

import pytest

from app import worker
from app.audit.settled import SETTLED
from app.core import clock, db
from app.webhooks import jobs, operations, rules
from app.webhooks.calls import call_all
from app.webhooks.tables import CallState, Webhook, WebhookCall
from tests.cast import Cast
from tests.webhooks.conftest import Receiver
from tests.webhooks.make import make_webhook
from tests.webhooks.test_calls import happen, told


async def mark(webhook: Webhook) -> object:
    return (await Webhook.select(Webhook.collected_until).where(Webhook.id == webhook.id))[0][
        "collected_until"
    ]


async def test_the_mark_goes_on_and_what_lies_before_is_not_read_again(
    cast: Cast, receiver: Receiver
) -> None:
    webhook = await make_webhook(cast.body, receiver.address)
    await happen(cast)
    await told(receiver)
    assert await mark(webhook)
    await WebhookCall.delete(force=True)
    later = clock.now() + SETTLED + timedelta(minutes=2)
    await operations.collect(now=later)
    await WebhookCall.delete(force=True)
    assert await operations.collect(now=later + timedelta(seconds=1)) == 0, (
        "it lies behind the mark"
    )


async def test_what_commits_late_is_found(cast: Cast, receiver: Receiver) -> None:
    """Its transaction began an hour ago by the clock of the worker, and the mark has waited for it."""
    await make_webhook(cast.body, receiver.address)
    begun, written = asyncio.Event(), asyncio.Event()

    async def slowly() -> None:
        async with db.transaction():
            await happen(cast)
            begun.set()
            await written.wait()

    slow = asyncio.create_task(slowly())
    await begun.wait()
    assert await operations.collect(now=clock.now() + timedelta(hours=1)) == 0
    written.set()
    await slow
    assert await operations.collect(now=clock.now() + timedelta(hours=1)) == 1


async def test_a_paused_address_keeps_its_mark(cast: Cast, receiver: Receiver) -> None:
    webhook = await make_webhook(cast.body, receiver.address)
    await Webhook.update({Webhook.paused_at: clock.now()}).where(Webhook.id == webhook.id)
    await happen(cast)
    await operations.collect(now=clock.now() + timedelta(hours=1))
    assert await mark(webhook) is None
    await operations.resume_webhook(await cast.actor("anna"), cast.body.id, webhook.id)
    assert await operations.collect(now=clock.now()) >= 1


async def test_an_address_takes_no_more_than_its_share_of_a_round(
    cast: Cast, receiver: Receiver
) -> None:
    await make_webhook(cast.body, "https://haengt.example.org/")
    for _ in range(30):
        await happen(cast)
    await operations.collect(now=clock.now())
    other = await make_webhook(cast.body, receiver.address)
    await happen(cast)
    await operations.collect(now=clock.now())
    claimed = await operations.claim(now=clock.now())
    assert sum(each.webhook_id == other.id for each in claimed) == 1
    assert len(claimed) == operations.EACH + 1


async def test_who_hangs_keeps_nobody_else_from_being_noted(
    cast: Cast, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    await make_webhook(cast.body, receiver.address)
    await make_webhook(cast.body, "https://haengt.example.org/")
    await happen(cast)
    await operations.collect(now=clock.now())
    hangs = asyncio.Event()

    async def post(address: str, *_: object) -> int:
        if "haengt" in address:
            await hangs.wait()
        return 204

    monkeypatch.setattr("app.outgoing.client.post", post)
    round_ = asyncio.create_task(call_all(await operations.claim(now=clock.now())))
    for _ in range(100):
        await asyncio.sleep(0.02)
        if await WebhookCall.exists().where(WebhookCall.state == CallState.SENT):
            break
    assert await WebhookCall.count().where(WebhookCall.state == CallState.SENT) == 1
    hangs.set()
    await round_
    assert await WebhookCall.count().where(WebhookCall.state == CallState.SENT) == 2


async def test_the_other_jobs_go_on_while_a_call_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    stop, hangs, rounds = asyncio.Event(), asyncio.Event(), 0

    async def mail() -> bool:
        nonlocal rounds
        rounds += 1
        await asyncio.sleep(0.01)
        return rounds < 5

    monkeypatch.setattr(worker, "JOBS", [mail])
    monkeypatch.setattr(worker, "BESIDE", [AsyncMock(side_effect=hangs.wait)])
    monkeypatch.setattr(worker, "_listen", AsyncMock())
    running = asyncio.create_task(worker.run(stop))
    while rounds < 5:
        await asyncio.sleep(0.01)
    stop.set()
    await asyncio.sleep(0.05)
    assert not running.done(), "a call that is begun is ended"
    hangs.set()
    await asyncio.wait_for(running, 5)


async def test_without_addresses_nothing_is_read(cast: Cast) -> None:
    await happen(cast)
    assert await jobs.call_due() is False
    assert rules.LOOK_BACK > SETTLED
