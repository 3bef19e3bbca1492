"""What the whole world may read (docs/adr/0018): papers by the one filter of the house, of people
only who sits in a committee. The migration's oparl_published() says the same for whole tables.
"""

from uuid import UUID

from piccolo.columns import And, Or, Where
from piccolo.columns.combination import WhereRaw

from app.core.actor import Actor
from app.core.words import Visibility
from app.groups.tables import COMMITTEES, Role, Standing
from app.vorlagen import access as vorlagen

PUBLIC_ROLES = (Role.LEITUNG, Role.MITGLIED)  # Koordination and Protokoll are the office's staff
PUBLIC_STANDINGS = (Standing.VOTING, Standing.ADVISORY, Standing.DEPUTY)


def visitor(body_id: UUID) -> Actor:
    """Somebody nobody knows: belongs to the body, is in no group and no office."""
    return Actor(person_id=UUID(int=0), name="Öffentlichkeit", bodies=frozenset([body_id]))


def public_papers(body_id: UUID) -> Where | Or | And | WhereRaw:
    return vorlagen.readable_by(visitor(body_id))


def is_public_paper(body: UUID, visibility: str, committee: UUID | None) -> bool:
    return vorlagen.may_read_of(visitor(body), body, visibility, committee)


def is_public_attachment(visibility: str) -> bool:
    """Of a public paper."""
    return visibility == Visibility.PUBLIC


def is_public_committee(kind: str) -> bool:
    return kind in COMMITTEES


def is_public_seat(kind: str, role: str, standing: str, *, blocked: bool) -> bool:
    """A person is public by such a seat alone; blocked: the person has objected."""
    return (
        is_public_committee(kind)
        and role in PUBLIC_ROLES
        and standing in PUBLIC_STANDINGS
        and not blocked
    )
