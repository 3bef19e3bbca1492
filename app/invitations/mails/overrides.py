"""Meetings that a mail about the whole series names one by one."""

from dataclasses import replace

from app.core.settings import settings
from app.ical.values import Event
from app.invitations.mails.letters import Post, SeriesLetter
from app.invitations.tables import Answer
from app.meetings.tables import Meeting, MeetingStatus
from app.series.rules import SeriesData, is_single, original_start, single_event


def overrides_for(letter: SeriesLetter, post: Post) -> list[tuple[Event, Answer]]:
    """What differs from the series, and what this person has answered otherwise, with the answer."""
    whole = post.to.answer if post.keep_answer else Answer.OPEN
    starts = set(SeriesData.of(letter.series).starts())
    found = []
    for meeting in letter.meetings:
        at = original_start(meeting)
        if meeting.status == MeetingStatus.CANCELLED or at in post.to.left_out or at not in starts:
            continue
        answer = Answer.OPEN if letter.asks_again else post.to.answer_to(at)
        if is_single(letter.series, meeting) or (post.to.singles and answer != whole):
            found.append((_event(letter, meeting), answer))
    return found


def _event(letter: SeriesLetter, meeting: Meeting) -> Event:
    """Without the agenda: it is mailed for each meeting when it stands."""
    event = single_event(
        letter.series, meeting, letter.group.name, [], base_url=settings().base_url
    )
    return replace(event, cancelled=False)
