"""The two doors of all invitation mails: number them, remember what was sent, put them out."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from uuid import UUID

from app.core.db import inside_transaction
from app.invitations import rules
from app.invitations.mails.kinds import (
    dedupe_key,
    invitation_changed,
    invitation_sent,
    invitation_withdrawn,
    thread_key,
)
from app.invitations.mails.letters import AnyLetter, Letter, Post, SeriesLetter
from app.invitations.operations import marks, orders
from app.invitations.operations.letters import whole_letter
from app.invitations.queries.recipients import Recipient, recipients_of, recipients_of_series
from app.invitations.queries.threads import reached_threads, waiting_threads
from app.outbox import operations as outbox
from app.outbox.queries import known_keys, known_message_ids
from app.outbox.rules import Outgoing

Mail = Callable[[AnyLetter, Post], Outgoing]


@inside_transaction
async def mailed(meeting_id: UUID) -> list[Recipient]:
    """Everybody a cancellation has to reach: invited, mailed, not taken off."""
    await orders.fill_now(meeting_id)
    invited = await recipients_of(meeting_id)
    return [to for to in invited if to.sent_sequence is not None]


@inside_transaction
async def told(meeting_id: UUID) -> list[Recipient]:
    """Everybody a change has to reach; who has left the group learns nothing new."""
    return [to for to in await mailed(meeting_id) if to.belongs]


@inside_transaction
async def send_requests(
    letter: AnyLetter, people: Sequence[Recipient], mail: Mail, *, significant: bool
) -> None:
    """REQUESTs. A mail that still waits is overtaken; who has got none yet is simply invited."""
    people = await _whole_instead(letter, people, significant=significant)
    posts = [numbered(letter, to, significant=significant) for to in people]
    sent_twice = await known_keys([dedupe_key(letter, post) for post in posts])
    posts = [post for post in posts if dedupe_key(letter, post) not in sent_twice]
    reached = await _drop_older(letter, [post.to for post in posts])
    out = []
    for post in posts:
        told = post.to.organizer_id in reached
        kind = mail if told or post.to.sent_sequence is None else invitation_sent
        moved = post.to.address != post.to.current_address
        out.append((await _move_house(letter, post, told_before=told) if moved else post, kind))
    await _put_out(letter, out, significant=significant)


@inside_transaction
async def send_cancels(letter: AnyLetter, people: Sequence[Recipient], mail: Mail) -> None:
    """CANCELs, always with a higher SEQUENCE. Who never got an invitation gets no mail at all."""
    people = await _whole_instead(letter, people, significant=False)
    reached = await _drop_older(letter, people)
    posts = [numbered(letter, to, significant=True) for to in people if to.organizer_id in reached]
    await _put_out(letter, [(post, mail) for post in posts], significant=True)


async def _whole_instead(
    letter: AnyLetter, people: Sequence[Recipient], *, significant: bool
) -> list[Recipient]:
    """A mail about one meeting would overtake one about the series that still waits.

    So who waits for one gets the whole series as it stands now, and so does who has a new
    address; returns the others.
    """
    if isinstance(letter, SeriesLetter) or letter.series is None or letter.apart:
        return list(people)
    threads = {thread_key(letter, to): to for to in people if to.series_invitation_id}
    waiting = await waiting_threads(threads)
    whole = {
        to.organizer_id
        for key, to in threads.items()
        if key in waiting or to.address != to.current_address
    }
    if not whole:
        return list(people)
    if significant:
        await marks.asked_again(letter, whole)
    instead = await recipients_of_series(letter.series.id)
    await send_requests(
        await whole_letter(letter), [to for to in instead if to.organizer_id in whole],
        invitation_changed, significant=False,
    )  # fmt: skip
    return [to for to in people if to.organizer_id not in whole]


async def _drop_older(letter: AnyLetter, people: Sequence[Recipient]) -> set[UUID]:
    """Threads that any mail has reached, by their owner; one deleted by retention since did."""
    threads = {thread_key(letter, to): to for to in people}
    apart = isinstance(letter, Letter) and letter.apart
    left = await (
        reached_threads(threads) if apart else outbox.drop_unsent(threads, now=letter.now)
    )
    firsts = {to.first_message_id for to in people if to.first_message_id}
    gone = firsts - await known_message_ids(firsts)
    return {
        to.organizer_id for key, to in threads.items() if key in left or to.first_message_id in gone
    }


async def _move_house(letter: AnyLetter, post: Post, *, told_before: bool) -> Post:
    """The person has a new address: CANCEL to the old one; the answer comes along."""
    to = replace(post.to, address=post.to.current_address)
    await marks.new_address(to)
    if not told_before:
        return replace(post, to=to)
    last = replace(post, sequence=post.sequence + 1)
    await outbox.enqueue([_last_to_the_old_address(letter, last)])
    if post.keep_answer and to.answered_sequence is not None:
        await marks.answer_counts(letter, to, last.sequence)
    return replace(last, to=to, stamp=rules.next_stamp(last.stamp, letter.now))


def _last_to_the_old_address(letter: AnyLetter, post: Post) -> Outgoing:
    """In a thread of its own: the next mail to the new address must not overtake it."""
    mail = invitation_withdrawn(replace(letter, once=""), post)
    return replace(mail, thread_key=f"{mail.thread_key}:{post.sequence}")


def numbered(letter: AnyLetter, to: Recipient, *, significant: bool) -> Post:
    sequence = rules.sequence_to_send(
        letter.sequence_for(to), to.sent_sequence, significant=significant
    )
    known = max(letter.asked_since, to.sent_sequence or 0)
    stale = significant or rules.is_stale(to.answered_sequence, known)
    return Post(
        to=to,
        sequence=sequence,
        stamp=rules.next_stamp(to.sent_stamp, letter.now),
        keep_answer=not stale,
    )


async def _put_out(
    letter: AnyLetter, out: Sequence[tuple[Post, Mail]], *, significant: bool
) -> None:
    if len(out) > orders.AT_ONCE:
        await orders.order(letter, [(post, mail.__name__) for post, mail in out])
    else:
        await outbox.enqueue([mail(letter, post) for post, mail in out])
    posts = [post for post, _ in out]
    if isinstance(letter, Letter):
        await marks.meeting_sent(posts)
    else:
        await marks.series_sent(posts, significant=significant, now=letter.now)
