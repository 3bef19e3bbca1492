"""What the templates of the mails show."""

from datetime import datetime
from functools import lru_cache
from typing import Any

from app.core.clock import berlin
from app.core.settings import settings
from app.ical.recurrence import in_words, parsed
from app.invitations import rules
from app.invitations.mails.letters import AnyLetter, Letter, Post, SeriesLetter, agenda_lines
from app.invitations.queries.recipients import Recipient
from app.invitations.tables import Answer
from app.meetings.rules import page_address, where_of
from app.meetings.tables import MeetingSeries
from app.series.rules import series_address
from app.web.filters import GAP

LINK = "\ufdd1"  # stands for the token of the recipient's link, as GAP for their name
TRAEGER = "\ufdd2"  # always beside the name


def context_of(letter: AnyLetter, post: Post) -> dict[str, Any]:
    """Equal for all who get the same words; all but the letter's own rows can be keys."""
    to = post.to
    shared = {
        "sender_line": ", ".join(filter(None, [letter.body.name, letter.body.office_name])),
        "recipient_name": GAP,
        "traeger": TRAEGER if to.traeger else "",
        "sender": letter.sender,
        "contact_name": letter.contact_name,
        "contact_mail": letter.body.contact_mail,
        "base_url": settings().base_url,
        "group_name": letter.group.name,
        "answer_links": _answer_links(),
        "answer": to.answer if post.keep_answer and to.answer != Answer.OPEN else None,
        "since": to.since if to.since and to.since <= berlin(letter.now).date() else None,
    }
    own = _of_meeting(letter, to) if isinstance(letter, Letter) else _of_series(letter, to)
    return {**shared, **own}


def _of_meeting(letter: Letter, to: Recipient) -> dict[str, Any]:
    meeting = letter.meeting
    return {
        "meeting": meeting,
        "where": where_of(meeting),
        "zone": rules.zone_word(meeting.starts_at),
        "moved_from": letter.moved_from,
        "answer_until": rules.answer_until(meeting.starts_at, letter.now),
        "agenda": agenda_lines(letter.agenda, to),
        "page_link": page_address(meeting.id, settings().base_url),
        "in_series": letter.series is not None and to.series_invitation_id is not None,
    }


def _of_series(letter: SeriesLetter, to: Recipient) -> dict[str, Any]:
    series = letter.series
    coming, left_out = letter.coming, to.left_out
    first = coming[0].starts_at if coming else series.starts_at
    return {
        "series": series,
        "where": where_of(series),
        "words": words_of(series),
        "zones": _zones(tuple(each.starts_at for each in coming) or (first,)),
        "dates": tuple(line for at, line in letter.date_lines if at not in left_out),
        "first_at": first,
        "first_until": first + (series.ends_at - series.starts_at),
        "changes": letter.changes,
        "asks_again": letter.asks_again,
        "reason_given": letter.reason,
        "answer_until": rules.answer_until(first, letter.now),
        "page_link": series_address(series.id, settings().base_url),
    }


def words_of(series: MeetingSeries) -> str:
    """For instance: jeden zweiten Dienstag im Monat, 12-mal."""
    return in_words(parsed(series.rule))


@lru_cache(maxsize=64)
def _zones(starts: tuple[datetime, ...]) -> str:
    """German names of the times in force: MEZ, MESZ, or both."""
    return " und ".join(sorted({rules.zone_word(start) for start in starts}))


def _answer_links() -> tuple[tuple[str, str], ...]:
    """Words and address of each button, the first answer first."""
    address = f"{settings().base_url}/a/{LINK}"
    return tuple((text, f"{address}?antwort={word}") for word, text in rules.TEXTS.items())
