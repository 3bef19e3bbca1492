"""One mail to one invited person, with the calendar object for their calendar."""

from app.invitations.mails.contexts import context_of
from app.invitations.mails.kinds import (
    dedupe_key,
    invitation_cancelled,
    invitation_changed,
    invitation_sent,
    invitation_withdrawn,
    subject_of,
    thread_key,
    without_content,
)
from app.invitations.mails.letters import AnyLetter, Before, Letter, Post, SeriesLetter

__all__ = [
    "AnyLetter", "Before", "Letter", "Post", "SeriesLetter", "context_of", "dedupe_key", "invitation_cancelled",
    "invitation_changed", "invitation_sent", "invitation_withdrawn", "subject_of", "thread_key",
    "without_content",
]  # fmt: skip
