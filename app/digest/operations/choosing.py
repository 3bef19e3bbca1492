"""Choosing and ending digests. Every choice leaves a row that proves it (Art. 7 Abs. 1 DSGVO)."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from app.audit import operations as audit
from app.core import clock
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.tokens import hash_of
from app.digest import access
from app.digest.forms import RhythmData
from app.digest.queries.people import members_of
from app.digest.rules.marks import as_stored, column_of, kinds_in
from app.digest.rules.news import digest_token
from app.digest.tables import Choice, CommitteeRhythm, Rhythm, Subscription
from app.outbox import operations as outbox

WORDING = "2026-11-23"  # of the page on which it is chosen; a new one with new words
BY_THEMSELVES = "selbst gewählt"
BY_LINK = "Abmeldung aus der E-Mail"


@opens_transaction
async def choose_rhythm(actor: Actor, group_id: UUID, data: RhythmData, *, now: datetime) -> None:
    """The person's own choice for one committee. The same once more changes nothing."""
    group = await access.own_committee(actor, group_id)
    if data.rhythm is None:
        changed = await _end(
            (Subscription.person == actor.person_id) & (Subscription.committee == group.id),
            BY_THEMSELVES, now,
        ) != []  # fmt: skip
    else:
        changed = await _subscribe(actor.person_id, group.id, data, BY_THEMSELVES, now)
    if changed:
        await audit.record(
            actor, "digest.chosen", group.id, body_id=group.body,
            rhythm=data.rhythm or "none", weekday=data.weekday, without=as_stored(data.without),
        )  # fmt: skip


@opens_transaction
async def register_members(
    actor: Actor, group_id: UUID, person_ids: list[UUID], *, now: datetime
) -> int:
    """Notes members who asked for the digest; others of the list are left alone."""
    group = await access.committee_to_inform(actor, group_id)
    members = await members_of(group.id, clock.berlin(now).date())
    open_ids = {member.person_id for member in members if member.recipient is None}
    chosen = [person_id for person_id in person_ids if person_id in open_ids]
    how = f"auf Wunsch eingetragen von {actor.name}"
    for person_id in chosen:
        await _subscribe(person_id, group.id, RhythmData(Rhythm.COMMITTEE), how, now)
    await audit.record(
        actor, "digest.registered", group.id, body_id=group.body, people=sorted(map(str, chosen))
    )
    return len(chosen)


@inside_transaction
async def _subscribe(
    person_id: UUID, committee_id: UUID, data: RhythmData, how: str, now: datetime
) -> bool:
    """A first or renewed choice starts at `now`; a change of rhythm keeps what was told."""
    assert data.rhythm is not None
    subscription_id = uuid4()
    new = Subscription(
        id=subscription_id, person=person_id, committee=committee_id, rhythm=data.rhythm,
        weekday=data.weekday, chosen_at=now, chosen_how=how, watermark=now, look_at=now,
        left_out=as_stored(data.without),
        token_hash=hash_of(digest_token(subscription_id)),
    )  # fmt: skip
    if await Subscription.insert(new).on_conflict(action="DO NOTHING"):
        await _note([subscription_id], data, how, now)
        return True
    found = await Subscription.objects().where(
        Subscription.person == person_id, Subscription.committee == committee_id
    ).lock_rows("UPDATE").first()  # fmt: skip
    assert found is not None
    was, left_out = kinds_in(found.left_out), as_stored(data.without)
    same = (found.rhythm, found.weekday, found.left_out) == (data.rhythm, data.weekday, left_out)
    if same and found.ended_at is None:
        return False
    if found.ended_at is not None:
        found.ended_at, found.watermark = None, now
    found.rhythm, found.weekday, found.look_at = data.rhythm, data.weekday, now
    found.chosen_at, found.chosen_how, found.left_out = now, how, left_out
    for kind in was - data.without:  # nobody is told afterwards what they had left out
        setattr(found, column_of(kind), now)
    await found.save()
    await _note([found.id], data, how, now)
    return True


@inside_transaction
async def _end(condition: Any, how: str, now: datetime) -> list[tuple[UUID, UUID]]:
    """(subscription, person) of each that ends now; what still waits of them never leaves."""
    ended = (
        await Subscription.update({Subscription.ended_at: now})
        .where(condition, Subscription.ended_at.is_null())
        .returning(Subscription.id, Subscription.person)
    )
    ids = [row["id"] for row in ended]
    await _note(ids, RhythmData(None), how, now)
    await outbox.drop_unsent([thread_of(subscription_id) for subscription_id in ids], now=now)
    return [(row["id"], row["person"]) for row in ended]


@inside_transaction
async def _note(ids: list[UUID], data: RhythmData, how: str, now: datetime) -> None:
    rows = [
        Choice(
            subscription=subscription_id, rhythm=data.rhythm or "", weekday=data.weekday,
            left_out=as_stored(data.without), how=how[:200], wording=WORDING, at=now,
        )
        for subscription_id in ids
    ]  # fmt: skip
    if rows:
        await Choice.insert(*rows)


def thread_of(subscription_id: UUID) -> str:
    """Mails of one subscription leave in order, and are dropped together."""
    return f"digest:{subscription_id}"


@opens_transaction
async def unsubscribe(token: str, *, now: datetime) -> bool:
    """The token of the mail is the sole credential (RFC 8058 §3.2); False if it fits nothing."""
    ended = await _end(Subscription.token_hash == hash_of(token), BY_LINK, now)
    for subscription_id, person_id in ended:
        actor = Actor(person_id=person_id, name=BY_LINK)
        await audit.record(actor, "digest.ended", subscription_id)
    return bool(ended)


@opens_transaction
async def set_usual(actor: Actor, group_id: UUID, data: RhythmData, *, now: datetime) -> None:
    """What holds for those without a rhythm of their own. The same once more changes nothing."""
    group = await access.committee_to_inform(actor, group_id)
    assert data.rhythm not in {None, Rhythm.COMMITTEE}
    new = CommitteeRhythm(
        committee=group.id, rhythm=data.rhythm, weekday=data.weekday, changed_at=now
    )
    columns = [CommitteeRhythm.rhythm, CommitteeRhythm.weekday]
    found = (
        await CommitteeRhythm.objects()
        .where(CommitteeRhythm.committee == group.id)
        .lock_rows("UPDATE")
        .first()
    )
    if found and (found.rhythm, found.weekday) == (data.rhythm, data.weekday):
        return
    await CommitteeRhythm.insert(new).on_conflict(
        target=CommitteeRhythm.committee, action="DO UPDATE",
        values=[*columns, CommitteeRhythm.changed_at],
    )  # fmt: skip
    await Subscription.update({Subscription.look_at: now}).where(
        Subscription.committee == group.id, Subscription.rhythm == Rhythm.COMMITTEE
    )
    await audit.record(
        actor, "digest.set_up", group.id, body_id=group.body,
        rhythm=data.rhythm, weekday=data.weekday,
    )  # fmt: skip
