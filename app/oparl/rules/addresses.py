"""Addresses of the interface: an object's address is its id for ever (OParl 1.1, 2.3)."""

from uuid import UUID

from app.core.settings import settings
from app.oparl.tables import Kind

PATH = "/oparl/v1.1"
SCHEMA = "https://schema.oparl.org/1.1/"
LISTS = {  # of a body: word in the address → what it lists
    "organization": Kind.ORGANIZATION,
    "person": Kind.PERSON,
    "meeting": Kind.MEETING,
    "paper": Kind.PAPER,
    "agendaitem": Kind.AGENDA_ITEM,
    "consultation": Kind.CONSULTATION,
    "file": Kind.FILE,
    "locationlist": Kind.LOCATION,
    "legislativetermlist": Kind.LEGISLATIVE_TERM,
    "membership": Kind.MEMBERSHIP,
}
ORGANIZATION_LISTS = {"meeting": Kind.MEETING, "consultation": Kind.CONSULTATION}


def root() -> str:
    return f"{settings().base_url}{PATH}"


def system() -> str:
    return f"{root()}/system"


def bodies() -> str:
    return f"{root()}/body"


def of(kind: Kind, object_id: UUID) -> str:
    return f"{root()}/{kind.value}/{object_id}"


def part(kind: Kind, object_id: UUID, name: str) -> str:
    """A list of a body or a committee, the text of a file."""
    return f"{of(kind, object_id)}/{name}"


def type_of(kind: Kind) -> str:
    return f"{SCHEMA}{kind.label}"
