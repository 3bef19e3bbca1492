"""What all objects have: id, type, times; what is unknown is left out (OParl 1.1, 2.4 and 3.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.core import clock
from app.oparl.rules import addresses
from app.oparl.tables import Kind

Json = dict[str, Any]
INTERNAL = {  # with omit_internal=true (2.5)
    Kind.AGENDA_ITEM: ("auxiliaryFile",),
    Kind.MEETING: ("auxiliaryFile", "agendaItem"),
    Kind.PAPER: ("auxiliaryFile", "location"),
    Kind.PERSON: ("membership",),
    Kind.BODY: ("legislativeTerm",),
}


@dataclass(frozen=True)
class Stamp:
    """A published object: which, and since when. Times in UTC."""

    kind: Kind
    object_id: UUID
    body_id: UUID
    place: int | None
    created_at: datetime
    modified_at: datetime
    deleted_at: datetime | None


Key = tuple[Kind, UUID]
Stamps = Mapping[Key, Stamp]


def moment(instant: datetime) -> str:
    """Whole seconds with the offset of Berlin: 2026-01-31T08:00:00+01:00."""
    return clock.berlin(instant).isoformat(timespec="seconds")


def shown(stamp: Stamp, **properties: Any) -> Json:
    """Nothing, "" and [] are left out."""
    known = {name: value for name, value in properties.items() if value not in (None, "", [])}
    return {
        "id": addresses.of(stamp.kind, stamp.object_id),
        "type": addresses.type_of(stamp.kind),
        **known,
        "created": moment(stamp.created_at),
        "modified": moment(stamp.modified_at),
    }


def deleted(stamp: Stamp) -> Json:
    return {**shown(stamp), "deleted": True}


def inside(embedded: Json, *back: str) -> Json:
    """Without the reference to the object it stands in."""
    return {name: value for name, value in embedded.items() if name not in back}


def without_internal(kind: Kind, found: Json) -> Json:
    return inside(found, *INTERNAL.get(kind, ()))


def urls(kind: Kind, ids: Sequence[UUID]) -> list[str]:
    return [addresses.of(kind, object_id) for object_id in ids]


def failure(message: str, debug: str) -> Json:
    """2.9: what is said to people, and the number of the request."""
    return {"type": f"{addresses.SCHEMA}Error", "message": message, "debug": debug}
