"""What was sent to whom, and which answer still counts."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from app.core.db import inside_transaction
from app.invitations.mails.letters import AnyLetter, Letter, Post, SeriesLetter
from app.invitations.queries.recipients import Recipient
from app.invitations.tables import Invitation, SeriesInvitation

# An answer that counts goes on counting when only the number has risen.
MEETING = """
UPDATE invitation SET sent_sequence = n.sequence,
  sent_stamp = CASE WHEN n.in_series THEN sent_stamp ELSE n.stamp END,
  first_message_id = CASE WHEN n.in_series THEN first_message_id ELSE n.first END,
  answered_sequence = CASE WHEN n.keep AND answered_sequence IS NOT NULL
    THEN greatest(answered_sequence, n.sequence) ELSE answered_sequence END
FROM unnest({}::uuid[], {}::integer[], {}::timestamptz[], {}::text[], {}::boolean[], {}::boolean[])
  AS n(id, sequence, stamp, first, keep, in_series)
WHERE invitation.id = n.id
"""
THREAD = """
UPDATE series_invitation SET sent_stamp = n.stamp, first_message_id = n.first
FROM unnest({}::uuid[], {}::timestamptz[], {}::text[]) AS n(id, stamp, first)
WHERE series_invitation.id = n.id
"""
SERIES = """
UPDATE series_invitation SET sent_sequence = n.sequence, sent_stamp = n.stamp,
  first_message_id = n.first,
  answered_sequence = CASE WHEN n.keep AND answered_sequence IS NOT NULL
    THEN greatest(answered_sequence, n.sequence) ELSE answered_sequence END
FROM unnest({}::uuid[], {}::integer[], {}::timestamptz[], {}::text[], {}::boolean[])
  AS n(id, sequence, stamp, first, keep)
WHERE series_invitation.id = n.id
"""
# A meeting that was sent by itself keeps its own number, unless all of them are asked again.
# By one number and a list of ids: a join with thousands of new rows, of which the database has no
# statistics yet, took half a minute.
MEETINGS_OF_SERIES = """
UPDATE invitation SET sent_sequence = greatest({}::integer, mt.sequence) FROM meeting mt
WHERE invitation.series_invitation = ANY({}::uuid[]) AND mt.id = invitation.meeting
  AND invitation.revoked_at IS NULL AND mt.ends_at > {} AND ({} OR invitation.sent_sequence IS NULL)
"""


@inside_transaction
async def meeting_sent(posts: Sequence[Post]) -> None:
    await Invitation.raw(
        MEETING,
        [post.to.invitation_id for post in posts],
        [post.sequence for post in posts],
        [post.stamp for post in posts],
        [_first(post) for post in posts],
        [post.keep_answer for post in posts],
        [post.to.series_invitation_id is not None for post in posts],
    )
    of_series = [post for post in posts if post.to.series_invitation_id]
    if of_series:
        await SeriesInvitation.raw(
            THREAD,
            [post.to.series_invitation_id for post in of_series],
            [post.stamp for post in of_series],
            [_first(post) for post in of_series],
        )


@inside_transaction
async def series_sent(posts: Sequence[Post], *, significant: bool, now: datetime) -> None:
    ids = [post.to.organizer_id for post in posts]
    sequences = [post.sequence for post in posts]
    await SeriesInvitation.raw(
        SERIES, ids, sequences,
        [post.stamp for post in posts],
        [_first(post) for post in posts],
        [post.keep_answer for post in posts],
    )  # fmt: skip
    for sequence in sorted(set(sequences)):
        same = [post.to.organizer_id for post in posts if post.sequence == sequence]
        await Invitation.raw(MEETINGS_OF_SERIES, sequence, same, now, significant)


def _first(post: Post) -> str:
    return post.to.first_message_id or post.message_id


@inside_transaction
async def asked_again(letter: Letter, series_invitations: Collection[UUID]) -> None:
    """About this meeting, in a mail about the whole series: earlier answers to it are out of date."""
    assert letter.series is not None
    await Invitation.update(
        {Invitation.sent_sequence: max(letter.meeting.sequence, letter.series.sequence)}
    ).where(
        Invitation.meeting == letter.meeting.id,
        Invitation.series_invitation.is_in(list(series_invitations)),
    )


@inside_transaction
async def new_address(to: Recipient) -> None:
    """Mails go to `to.address` from now on, those about the series and its meetings too."""
    if to.series_invitation_id is None:
        await Invitation.update({Invitation.address: to.address}).where(
            Invitation.id == to.invitation_id
        )
        return
    await SeriesInvitation.update({SeriesInvitation.address: to.address}).where(
        SeriesInvitation.id == to.series_invitation_id
    )
    await Invitation.update({Invitation.address: to.address}).where(
        Invitation.series_invitation == to.series_invitation_id
    )


@inside_transaction
async def answer_counts(letter: AnyLetter, to: Recipient, sequence: int) -> None:
    if isinstance(letter, SeriesLetter):
        await SeriesInvitation.update({SeriesInvitation.answered_sequence: sequence}).where(
            SeriesInvitation.id == to.organizer_id
        )
    else:
        await Invitation.update({Invitation.answered_sequence: sequence}).where(
            Invitation.id == to.invitation_id
        )
