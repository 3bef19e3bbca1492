from app.meetings.forms.agenda import AgendaItemData, AgendaItemForm, Offered
from app.meetings.forms.meetings import (
    MeetingData,
    MeetingForm,
    NewMeetingForm,
    SlotForm,
    WhenAndWhere,
    in_our_time,
    one_line,
)

__all__ = [
    "AgendaItemData",
    "AgendaItemForm",
    "MeetingData",
    "MeetingForm",
    "NewMeetingForm",
    "Offered",
    "SlotForm",
    "WhenAndWhere",
    "in_our_time",
    "one_line",
]
