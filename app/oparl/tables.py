"""What the OParl interface has published: stamps of every object, and what is left of deleted ones.

Nobody writes here but the triggers of migration app_2026_11_22t10*: they compare a changed paper,
committee, person or body with what was published of it, so `modified` follows every change of the
object and of the objects inside it, and a withdrawn object leaves its id, type and times behind
(OParl 1.1, 2.8). Times are UTC, whole seconds.
"""

from piccolo.columns import UUID, BigSerial, Integer, Timestamptz, Varchar
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.constraints import Unique
from piccolo.table import Table

from app.core.words import Word


class Kind(Word):
    """The word in the address → the type of the specification."""

    BODY = "body", "Body"
    LEGISLATIVE_TERM = "legislativeterm", "LegislativeTerm"
    ORGANIZATION = "organization", "Organization"
    PERSON = "person", "Person"
    MEMBERSHIP = "membership", "Membership"
    MEETING = "meeting", "Meeting"
    AGENDA_ITEM = "agendaitem", "AgendaItem"
    PAPER = "paper", "Paper"
    CONSULTATION = "consultation", "Consultation"
    FILE = "file", "File"
    LOCATION = "location", "Location"


class OparlObject(Table, tablename="oparl_object"):
    """`id` counts up: lists are sorted by it, so what is new comes last."""

    id = BigSerial(primary_key=True)
    kind = Varchar(length=20, choices=Kind)
    object_id = UUID(help_text="of the row it shows; of a session: of committee and day")
    body_id = UUID()
    root_id = UUID(index=True, help_text="what it is published with: paper, session, group …")
    organization_id = UUID(null=True, default=None, help_text="for the lists of a committee")
    place = Integer(null=True, default=None, help_text="of an agenda item, from 0")
    fingerprint = Varchar(length=32, help_text="of everything shown")
    created_at = Timestamptz(default=TimestamptzNow())
    modified_at = Timestamptz(default=TimestamptzNow())
    deleted_at = Timestamptz(null=True, default=None)

    one_per_object = Unique([kind, object_id])
