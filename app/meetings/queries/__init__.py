from app.meetings.queries.agenda import (
    AgendaRow,
    agenda_item,
    agenda_of,
    is_minuted,
    parent_choices,
    vorlage_choices,
)
from app.meetings.queries.meetings import (
    MeetingHead,
    Proposal,
    coming_meetings,
    meeting_head,
    meetings_between,
    meetings_of_group,
    notice_for,
    parted,
    past_meetings,
    proposal_for,
)
from app.meetings.queries.preparing import Preparing, preparing_of

__all__ = [
    "AgendaRow",
    "MeetingHead",
    "Preparing",
    "Proposal",
    "agenda_item",
    "agenda_of",
    "coming_meetings",
    "is_minuted",
    "meeting_head",
    "meetings_between",
    "meetings_of_group",
    "notice_for",
    "parent_choices",
    "parted",
    "past_meetings",
    "preparing_of",
    "proposal_for",
    "vorlage_choices",
]
