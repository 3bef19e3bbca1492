"""Who acts, with everything a right may depend on."""

from dataclasses import dataclass, field
from uuid import UUID

from app.core.errors import Forbidden
from app.core.words import initials

NONE: frozenset[UUID] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Built per request from the current rows, so an ended membership counts at once."""

    person_id: UUID
    name: str
    operator: bool = False  # Betrieb: settings, users, logs; sees no content
    office_of: frozenset[UUID] = NONE  # bodies whose Koordination the person is
    bodies: frozenset[UUID] = NONE  # bodies the person belongs to in any way
    member_of: frozenset[UUID] = NONE  # groups, full members (not guests, advisers, deputies)
    attends: frozenset[UUID] = NONE  # groups as guest, adviser or deputy: invited meetings only
    leads: frozenset[UUID] = NONE  # groups: Leitung, Moderation, Koordination
    writes: frozenset[UUID] = NONE  # groups: Protokollführung
    body_name: str = field(default="", compare=False)  # for the head of the page
    session_id: UUID | None = field(default=None, compare=False)

    @property
    def initials(self) -> str:
        return initials(self.name)


def system(name: str = "Spurwerk") -> Actor:
    """The worker and the command line; holds no right of its own."""
    return Actor(person_id=UUID(int=0), name=name)


def check_any_office(actor: Actor) -> None:
    if not actor.office_of:
        raise Forbidden
