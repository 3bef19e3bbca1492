"""Choosing, ending and sending digests. Each person's digest is one transaction: row, mail, watermark."""

import json
from dataclasses import asdict
from datetime import datetime
from uuid import UUID, uuid4

from app.audit import operations as audit
from app.core import clock
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.tokens import hash_of
from app.digest import access, mails, queries, rules
from app.digest.queries import Recipient
from app.digest.rules import CommitteeNews, DigestContent
from app.digest.tables import Digest, Rhythm, Subscription
from app.groups.tables import Group
from app.outbox import operations as outbox
from app.outbox.tables import PeriodicRun
from app.people.tables import Body


@opens_transaction
async def choose_rhythm(
    actor: Actor, group_id: UUID, rhythm: Rhythm | None, *, now: datetime
) -> None:
    """The person's own choice for one committee; None ends it."""
    group = await access.own_committee(actor, group_id)
    if rhythm is None:
        await Subscription.update({Subscription.ended_at: now}).where(
            Subscription.person == actor.person_id,
            Subscription.committee == group.id,
            Subscription.ended_at.is_null(),
        )
    else:
        await _subscribe(actor.person_id, group.id, rhythm, "selbst gewählt", now)
    await audit.record(
        actor, "digest.chosen", group.id, body_id=group.body, rhythm=rhythm or "none"
    )


@opens_transaction
async def register_members(
    actor: Actor, group_id: UUID, person_ids: list[UUID], *, now: datetime
) -> int:
    """Notes members who asked for the digest; others of the list are left alone."""
    group = await access.committee_to_inform(actor, group_id)
    members = await queries.members_of(group.id, clock.berlin(now).date())
    open_ids = {member.person_id for member in members if member.recipient is None}
    chosen = [person_id for person_id in person_ids if person_id in open_ids]
    for person_id in chosen:
        how = f"auf Wunsch eingetragen von {actor.name}"
        await _subscribe(person_id, group.id, Rhythm.BEFORE_MEETING, how, now)
    await audit.record(
        actor, "digest.registered", group.id, body_id=group.body, people=sorted(map(str, chosen))
    )
    return len(chosen)


@inside_transaction
async def _subscribe(
    person_id: UUID, committee_id: UUID, rhythm: Rhythm, how: str, now: datetime
) -> None:
    """A first or renewed choice starts at `now`; a change of rhythm keeps what was told."""
    found = (
        await Subscription.objects()
        .where(Subscription.person == person_id, Subscription.committee == committee_id)
        .lock_rows("UPDATE")
        .first()
    )
    if found is None:
        subscription_id = uuid4()
        new = Subscription(
            id=subscription_id, person=person_id, committee=committee_id, rhythm=rhythm,
            chosen_at=now, chosen_how=how, watermark=now,
            token_hash=hash_of(rules.digest_token(subscription_id)),
        )  # fmt: skip
        await Subscription.insert(new).on_conflict(action="DO NOTHING")  # of a second submit
        return
    if found.ended_at is not None:
        found.ended_at, found.chosen_at, found.chosen_how, found.watermark = None, now, how, now
    found.rhythm = rhythm
    await found.save()


@opens_transaction
async def unsubscribe(token: str, *, now: datetime) -> bool:
    """The token of the mail is the sole credential (RFC 8058 §3.2); False if it fits nothing."""
    ended = (
        await Subscription.update({Subscription.ended_at: now})
        .where(Subscription.token_hash == hash_of(token), Subscription.ended_at.is_null())
        .returning(Subscription.id, Subscription.person)
    )
    for row in ended:
        actor = Actor(person_id=row["person"], name="Abmeldung aus der E-Mail")
        await audit.record(actor, "digest.ended", row["id"])
    return bool(ended)


@opens_transaction
async def send_digest(
    actor: Actor,
    recipient: Recipient,
    news: CommitteeNews,
    *,
    until: datetime,
    key: str | None = None,
) -> bool:
    """True if there was something new. With a key: at most once for that occasion."""
    subscription = (
        await Subscription.objects()
        .where(Subscription.id == recipient.subscription_id, Subscription.ended_at.is_null())
        .lock_rows("UPDATE")
        .first()
    )
    if subscription is None or (key and not await _claim(key)):
        return False
    content = rules.build(news, since=subscription.watermark, until=until)
    if content.is_empty:
        return False
    group = await Group.objects().get(Group.id == news.committee_id)
    assert group is not None
    body = await Body.objects().get(Body.id == group.body)
    assert body is not None
    await Digest(
        subscription=subscription.id, since=content.since, until=until, content=_as_json(content)
    ).save()
    subscription.watermark = until
    await subscription.save([Subscription.watermark])
    await audit.record(actor, "digest.sent", subscription.id, body_id=body.id)
    await outbox.enqueue([mails.digest_sent(recipient, news.committee_name, content, body)])
    return True


@inside_transaction
async def _claim(key: str) -> bool:
    claimed = (
        await PeriodicRun.insert(PeriodicRun(key=key))
        .on_conflict(target=PeriodicRun.key, action="DO NOTHING")
        .returning(PeriodicRun.key)
    )
    return bool(claimed)


def _as_json(content: DigestContent) -> str:
    return json.dumps(asdict(content), ensure_ascii=False, default=str)
