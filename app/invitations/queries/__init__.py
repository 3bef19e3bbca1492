from app.invitations.queries.answers import AnswerRow, answer_of, answers_of
from app.invitations.queries.candidates import Candidate, candidates, persons
from app.invitations.queries.pages import LinkPage, MeetingPage, link_page, meeting_page
from app.invitations.queries.recipients import Recipient, count_to_tell, recipients_of

__all__ = [
    "AnswerRow", "Candidate", "LinkPage", "MeetingPage", "Recipient", "answer_of", "answers_of",
    "candidates", "count_to_tell", "link_page", "meeting_page", "persons", "recipients_of",
]  # fmt: skip
