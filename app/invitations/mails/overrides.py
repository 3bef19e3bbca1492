"""Meetings that a mail about the whole series names one by one."""

from dataclasses import replace

from app.core.settings import settings
from app.ical.values import Event
from app.invitations.mails.letters import Post, SeriesLetter
from app.invitations.tables import Answer
from app.meetings.tables import Meeting
from app.series.rules import original_start, single_event


def overrides_for(letter: SeriesLetter, post: Post) -> list[tuple[Event, Answer]]:
    """What differs from the series, and what this person has answered otherwise, with the answer."""
    whole, left_out = post.to.answer if post.keep_answer else Answer.OPEN, post.to.left_out
    found = []
    for meeting, for_everybody in letter.to_override:
        at = original_start(meeting)
        if at in left_out or not (for_everybody or post.to.singles):
            continue
        answer = Answer.OPEN if letter.asks_again else post.to.answer_to(at)
        if for_everybody or answer != whole:
            found.append((_event(letter, meeting), answer))
    return found


def _event(letter: SeriesLetter, meeting: Meeting) -> Event:
    """Without the agenda: it is mailed for each meeting when it stands."""
    event = single_event(
        letter.series, meeting, letter.group.name, [], base_url=settings().base_url
    )
    return replace(event, cancelled=False)
