"""What happens in a body reaches the other program once, signed, and again until it has arrived."""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from app.audit.tables import AuditEntry
from app.core import clock
from app.webhooks import jobs, operations, rules
from app.webhooks.tables import CallState, Topic, Webhook, WebhookCall
from tests.browser import Visit
from tests.cast import Cast
from tests.tasks.make import make_task
from tests.webhooks.conftest import Receiver
from tests.webhooks.make import make_webhook


async def told(receiver: Receiver) -> list[tuple[dict[str, str], bytes]]:
    """All that goes out now."""
    while await jobs.call_due():
        pass
    return receiver.got


async def happen(cast: Cast, action: str = "task.done", body: object = None) -> AuditEntry:
    entry = AuditEntry(
        actor_name="Anna", action=action, subject_id=cast.group.id, at=clock.now(),
        body_id=cast.body.id if body is None else body, details="{}",
    )  # fmt: skip
    await entry.save()
    return entry


def test_signature_is_that_of_the_published_example() -> None:
    """From the documents of Standard Webhooks."""
    key = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    content = b'{"test": 2432232314}'
    signed = rules.signature(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", content)
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


async def test_finished_task_arrives_signed_and_without_words(
    cast: Cast, visit: Visit, receiver: Receiver
) -> None:
    webhook = await make_webhook(cast.body, receiver.address)
    task = await make_task(cast.group, person=cast.carla.id, title="Geheimer Titel")
    carla = await visit("carla")
    sentence = {"id": str(uuid4()), "text": "Geheimer Satz"}
    done = await carla.post(f"/aufgaben/{task.id}/erledigung", sentence)
    assert done.status_code == 303

    ((headers, content),) = await told(receiver)
    message = json.loads(content)
    assert message["type"] == "task.finished"
    assert message["data"] == {"body": str(cast.body.id), "subject": str(task.id)}
    assert b"Geheim" not in content
    assert b"Carla" not in content
    key = base64.b64decode(rules.secret_of(webhook.id).removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + content
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert headers["content-type"] == "application/json"


async def test_each_event_once_and_only_what_was_chosen(cast: Cast, receiver: Receiver) -> None:
    before = await happen(cast)
    await make_webhook(cast.body, receiver.address, [Topic.TASK])
    await happen(cast, "meeting.cancelled")
    await happen(cast, "task_filter.kept")
    await happen(cast, body=cast.other_group.id)
    wanted = await happen(cast, "task.started")
    assert before.at < wanted.at

    got = await told(receiver)
    assert [json.loads(content)["type"] for _, content in got] == ["task.started"]
    assert len(await told(receiver)) == 1, "never twice"
    call = await WebhookCall.objects().first()
    assert call is not None
    assert (call.state, call.attempts, call.last_answer) == (CallState.SENT, 1, "Antwort 204")


@dataclass
class Moved:
    at: datetime

    def shift(self, by: timedelta) -> None:
        self.at += by


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Moved:
    moved = Moved(clock.now())
    monkeypatch.setattr(clock, "now", lambda: moved.at)
    return moved


async def test_a_server_that_is_down_gets_the_same_bytes_later(
    cast: Cast, receiver: Receiver, now: Moved
) -> None:
    await make_webhook(cast.body, receiver.address)
    await happen(cast)
    receiver.status = 503
    first = (await told(receiver))[0]
    assert len(await told(receiver)) == 1, "not before its time"

    now.shift(timedelta(minutes=2))
    receiver.status = 200
    again = (await told(receiver))[1]
    assert again[1] == first[1]
    assert again[0]["webhook-id"] == first[0]["webhook-id"]
    assert again[0]["webhook-signature"] != first[0]["webhook-signature"], "a new time is signed"
    now.shift(timedelta(days=1))
    assert len(await told(receiver)) == 2


async def test_after_two_days_of_silence_the_address_is_paused(
    cast: Cast, receiver: Receiver, now: Moved
) -> None:
    webhook = await make_webhook(cast.body, receiver.address)
    await happen(cast)
    receiver.status = 500
    for _ in range(80):
        await told(receiver)
        now.shift(timedelta(minutes=70))
    await webhook.refresh()
    assert webhook.paused_at is not None
    tries = len(receiver.got)
    assert 40 < tries < 60

    receiver.status = 200
    later = await happen(cast)
    assert len(await told(receiver)) == tries, "nothing while it is paused"
    await operations.resume_webhook(await cast.actor("anna"), cast.body.id, webhook.id)
    last = (await told(receiver))[tries:]
    assert [json.loads(content)["timestamp"] for _, content in last] == [
        f"{later.at:%Y-%m-%dT%H:%M:%SZ}"
    ]


async def test_gone_ends_at_once(cast: Cast, receiver: Receiver) -> None:
    webhook = await make_webhook(cast.body, receiver.address)
    await happen(cast)
    receiver.status = 410
    assert len(await told(receiver)) == 1
    await webhook.refresh()
    assert webhook.paused_at is not None


async def test_two_workers_call_once(cast: Cast, receiver: Receiver) -> None:
    await make_webhook(cast.body, receiver.address)
    await happen(cast)
    await operations.collect(now=clock.now())
    claimed = await operations.claim(now=clock.now())
    assert len(claimed) == 1
    assert not await operations.claim(now=clock.now()), "the other one holds the lease"


async def test_redirect_and_private_address_are_not_followed(
    cast: Cast, receiver: Receiver
) -> None:
    await make_webhook(cast.body, receiver.address)
    await make_webhook(cast.body, "http://127.0.0.1:1/innen")
    await happen(cast)
    receiver.status = 302
    assert len(await told(receiver)) == 1
    answers = await WebhookCall.select(WebhookCall.last_answer).output(as_list=True)
    assert sorted(answers) == ["Antwort 302", "Die Adresse muss mit https:// beginnen."]


async def test_old_calls_are_forgotten(cast: Cast, receiver: Receiver) -> None:
    await make_webhook(cast.body, receiver.address)
    await happen(cast)
    await told(receiver)
    await jobs.tidy(now=clock.now() + timedelta(days=29))
    assert await WebhookCall.count() == 1
    await jobs.tidy(now=clock.now() + timedelta(days=31))
    assert not await WebhookCall.exists()
    assert await Webhook.count() == 1
