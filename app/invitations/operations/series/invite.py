from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import NotFound, existing
from app.invitations import rules
from app.invitations.forms import GuestList
from app.invitations.mails.kinds import invitation_sent, invitation_withdrawn
from app.invitations.operations import later, orders, post
from app.invitations.operations.invite import take_off
from app.invitations.operations.letters import write_series_letter
from app.invitations.operations.series import guests as rows
from app.invitations.queries.candidates import series_candidates
from app.invitations.queries.recipients import Recipient, recipients_of_series
from app.invitations.tables import Invitation, SeriesInvitation
from app.meetings.tables import Meeting
from app.series.access import WholeSeries, series_to_change


@opens_transaction
async def invite_people(actor: Actor, series_id: UUID, guests: GuestList, *, now: datetime) -> int:
    """One mail each, with the whole series as it stands; returns how many are new."""
    whole = await series_to_change(actor, series_id)
    if len(guests.people) > later.AT_MOST:
        rules.check_can_invite_to_series(whole.series, rules.coming_of(whole.meetings, now))
        return await later.invite_later(actor, whole.group, guests, about={"series": series_id})
    return await add_to_series(actor, whole, guests, now=now)


@inside_transaction
async def add_to_series(
    actor: Actor, whole: WholeSeries, guests: GuestList, *, now: datetime
) -> int:
    """To a locked series. Who was a guest of one of its meetings has that one replaced."""
    series, group = whole.series, whole.group
    coming = rules.coming_of(whole.meetings, now)
    rules.check_can_invite_to_series(series, coming)
    candidates = await series_candidates(series.id, group, coming)
    chosen = [each for each in candidates if each.person_id in guests.people and not each.invited]
    if not chosen:
        return 0
    new = {each.person_id for each in chosen}
    await _take_off_singles(actor, whole, coming, new, now)
    await rows.store(series.id, chosen, guests, now)
    if len(new) > orders.AT_ONCE:
        await orders.order_rows(series.id, new)
    else:
        await rows.fill(series.id, now, people=list(new))
    await mark_invited(coming, now=now)
    letter = await write_series_letter(actor, whole, now=now)
    people = [to for to in await recipients_of_series(series.id) if to.person_id in new]
    await post.send_requests(letter, people, invitation_sent, significant=False)
    await audit.record(actor, "series.invited", series.id, body_id=group.body, people=len(new))
    return len(new)


async def _take_off_singles(
    actor: Actor, whole: WholeSeries, coming: list[Meeting], people: set[UUID], now: datetime
) -> None:
    """Their entry has a UID of its own and would stand beside the series for ever."""
    guests = await Invitation.select(Invitation.id, Invitation.meeting).where(
        Invitation.meeting.is_in([meeting.id for meeting in coming]),
        Invitation.person.is_in(list(people)),
        Invitation.series_invitation.is_null(),
        Invitation.revoked_at.is_null(),
    )
    meetings = {meeting.id: meeting for meeting in coming}
    for row in guests:
        await take_off(actor, meetings[row["meeting"]], whole.group, row["id"], now=now)


@inside_transaction
async def mark_invited(meetings: list[Meeting], *, now: datetime) -> None:
    """The first invitations are on their way; the caller holds the locks."""
    await Meeting.raw(
        "UPDATE meeting SET status = 'invited', version = version + 1, updated_at = {}"
        " WHERE id = ANY({}::uuid[]) AND status = 'planned'",
        now, [meeting.id for meeting in meetings],
    )  # fmt: skip


@opens_transaction
async def send_again(
    actor: Actor, series_id: UUID, invitation_id: UUID, once: UUID, *, now: datetime
) -> None:
    """The whole series once more to one person, with a new DTSTAMP; `once` is the form's id."""
    whole = await series_to_change(actor, series_id)
    rules.check_can_invite_to_series(whole.series, rules.coming_of(whole.meetings, now))
    to = await _active(series_id, invitation_id)
    letter = await write_series_letter(actor, whole, now=now, once=once.hex)
    await post.send_requests(letter, [to], invitation_sent, significant=False)
    await audit.record(actor, "invitation.sent_again", invitation_id, body_id=whole.group.body)


@opens_transaction
async def uninvite(actor: Actor, series_id: UUID, invitation_id: UUID, *, now: datetime) -> None:
    """Takes one person off the whole series: a CANCEL goes to them alone."""
    await take_off_series(actor, await series_to_change(actor, series_id), invitation_id, now=now)


@inside_transaction
async def take_off_series(
    actor: Actor, whole: WholeSeries, invitation_id: UUID, *, now: datetime
) -> None:
    """From a locked series; past meetings keep who was invited. Off already: nothing."""
    stored = existing(await SeriesInvitation.objects().where(
        SeriesInvitation.id == invitation_id, SeriesInvitation.series == whole.series.id
    ).lock_rows("UPDATE").first())  # fmt: skip
    if stored.revoked_at is not None:
        return
    to = await _active(whole.series.id, invitation_id)
    letter = await write_series_letter(actor, whole, now=now)
    await SeriesInvitation.update({SeriesInvitation.revoked_at: now}).where(
        SeriesInvitation.id == invitation_id
    )
    coming = [meeting.id for meeting in whole.meetings if meeting.ends_at > now]
    await Invitation.update({Invitation.revoked_at: now}).where(
        Invitation.series_invitation == invitation_id, Invitation.meeting.is_in(coming),
        Invitation.revoked_at.is_null(),
    )  # fmt: skip
    await post.send_cancels(letter, [to], invitation_withdrawn)
    await audit.record(actor, "invitation.withdrawn", invitation_id, body_id=whole.group.body)


async def _active(series_id: UUID, invitation_id: UUID) -> Recipient:
    for to in await recipients_of_series(series_id):
        if to.invitation_id == invitation_id:
            return to
    raise NotFound
