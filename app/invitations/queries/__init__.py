from app.invitations.queries.answers import AnswerRow, answer_of, answers_of
from app.invitations.queries.candidates import (
    Candidate,
    candidates,
    persons,
    series_candidates,
)
from app.invitations.queries.pages import LinkPage, MeetingPage, link_page, meeting_page
from app.invitations.queries.recipients import (
    Recipient,
    count_to_tell,
    names_to_tell,
    recipients_of,
    recipients_of_series,
)
from app.invitations.queries.sending import Sending, sending
from app.invitations.queries.threads import (
    meetings_with_guests,
    reached_threads,
    waiting_threads,
)

__all__ = [
    "AnswerRow",
    "Candidate",
    "LinkPage",
    "MeetingPage",
    "Recipient",
    "Sending",
    "answer_of",
    "answers_of",
    "candidates",
    "count_to_tell",
    "link_page",
    "meeting_page",
    "meetings_with_guests",
    "names_to_tell",
    "persons",
    "reached_threads",
    "recipients_of",
    "recipients_of_series",
    "sending",
    "series_candidates",
    "waiting_threads",
]  # fmt: skip
