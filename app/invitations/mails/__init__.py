"""One mail to one invited person, with the calendar object for their calendar."""

from app.invitations.mails.kinds import (
    dedupe_key,
    invitation_cancelled,
    invitation_changed,
    invitation_sent,
    invitation_withdrawn,
    thread_key,
    without_content,
)
from app.invitations.mails.letters import AnyLetter, Before, Letter, Post, SeriesLetter
from app.invitations.mails.words import words_of

__all__ = [
    "AnyLetter", "Before", "Letter", "Post", "SeriesLetter", "dedupe_key", "invitation_cancelled",
    "invitation_changed", "invitation_sent", "invitation_withdrawn", "thread_key",
    "without_content", "words_of",
]  # fmt: skip
