"""Published objects as the interface answers them: one loader per kind, then the pure mapping."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from uuid import UUID

from app.core.errors import NotFound, existing
from app.oparl.queries import attachments, bodies, papers, people, register, sessions, steps
from app.oparl.rules import addresses, shapes
from app.oparl.rules import bodies as show_bodies
from app.oparl.rules import papers as show_papers
from app.oparl.rules import people as show_people
from app.oparl.rules import sessions as show_sessions
from app.oparl.rules.asked import Asked, links
from app.oparl.rules.shapes import Json, Stamp
from app.oparl.tables import Kind

Found = Mapping[UUID, Json]
Loader = Callable[[Sequence[Stamp]], Awaitable[Found]]  # stamps of one kind, at least one


def _ids(stamps: Sequence[Stamp]) -> list[UUID]:
    return [stamp.object_id for stamp in stamps]


def _by_id(stamps: Sequence[Stamp]) -> Mapping[UUID, Stamp]:
    return {stamp.object_id: stamp for stamp in stamps}


async def _bodies(stamps: Sequence[Stamp]) -> Found:
    rows = await bodies.bodies(_ids(stamps))
    terms = [term.id for row in rows for term in row.terms]
    inside = await register.stamps_inside([*_ids(stamps), *terms])
    at = _by_id(stamps)
    return {row.id: show_bodies.body(at[row.id], row, inside) for row in rows}


async def _locations(stamps: Sequence[Stamp]) -> Found:
    at, ids = _by_id(stamps), _ids(stamps)
    found = {row.id: show_bodies.location(at[row.id], row) for row in await bodies.bodies(ids)}
    others = [object_id for object_id in ids if object_id not in found]
    if others:
        rows = await sessions.sessions(others)
        found |= {row.id: show_sessions.location(at[row.id], row) for row in rows}
    return found


async def _terms(stamps: Sequence[Stamp]) -> Found:
    at = _by_id(stamps)
    return {t.id: show_bodies.term(at[t.id], t) for t in await bodies.terms(_ids(stamps))}


async def _organizations(stamps: Sequence[Stamp]) -> Found:
    at, ids = _by_id(stamps), _ids(stamps)
    found = {row.id: show_people.committee(at[row.id], row) for row in await people.committees(ids)}
    others = [object_id for object_id in ids if object_id not in found]
    if others:
        rows = await people.traeger(others)
        found |= {row.id: show_people.traeger(at[row.id], row) for row in rows}
    return found


async def _people(stamps: Sequence[Stamp]) -> Found:
    at = _by_id(stamps)
    rows = await people.people(_ids(stamps))
    seats = [seat.id for row in rows for seat in row.seats]
    inside = await register.stamps_of(Kind.MEMBERSHIP, seats)
    return {row.id: show_people.person(at[row.id], row, inside) for row in rows}


async def _memberships(stamps: Sequence[Stamp]) -> Found:
    at = _by_id(stamps)
    return {s.id: show_people.membership(at[s.id], s) for s in await people.seats(_ids(stamps))}


async def _meetings(stamps: Sequence[Stamp]) -> Found:
    at, ids = _by_id(stamps), _ids(stamps)
    rows = await sessions.sessions(ids)
    inside = await register.stamps_inside(ids)
    return {row.id: show_sessions.meeting(at[row.id], row, inside) for row in rows}


async def _agenda_items(stamps: Sequence[Stamp]) -> Found:
    at = _by_id(stamps)
    found = await steps.steps_by_id(_ids(stamps))
    return {s.id: show_sessions.agenda_item(at[s.id], s) for s in found if s.session_id}


async def _consultations(stamps: Sequence[Stamp]) -> Found:
    at = _by_id(stamps)
    return {
        s.id: show_papers.consultation(at[s.id], s) for s in await steps.steps_by_id(_ids(stamps))
    }


async def _papers(stamps: Sequence[Stamp]) -> Found:
    at, ids = _by_id(stamps), _ids(stamps)
    rows = await papers.papers(stamps[0].body_id, ids)
    inside = await register.stamps_inside(ids) if rows else {}
    return {row.id: show_papers.paper(at[row.id], row, inside) for row in rows}


async def _files(stamps: Sequence[Stamp]) -> Found:
    at, ids = _by_id(stamps), _ids(stamps)
    rows = await papers.papers(stamps[0].body_id, ids)
    found = {row.id: show_papers.file(at[row.id], row) for row in rows}
    others = [object_id for object_id in ids if object_id not in found]
    if others:
        stored = await attachments.attachments(others)
        found |= {row.id: show_papers.attachment(at[row.id], row) for row in stored}
    return found


LOADERS: Mapping[Kind, Loader] = {
    Kind.BODY: _bodies,
    Kind.LOCATION: _locations,
    Kind.LEGISLATIVE_TERM: _terms,
    Kind.ORGANIZATION: _organizations,
    Kind.PERSON: _people,
    Kind.MEMBERSHIP: _memberships,
    Kind.MEETING: _meetings,
    Kind.AGENDA_ITEM: _agenda_items,
    Kind.PAPER: _papers,
    Kind.CONSULTATION: _consultations,
    Kind.FILE: _files,
}


async def system() -> Json:
    return show_bodies.system(*await register.installed())


async def answer(kind: Kind, object_id: UUID) -> Json:
    """What has been withdrawn is told as deleted; raises NotFound for what was never public."""
    stamp = existing(await register.stamp_of(kind, object_id))
    found = await _shown([stamp])
    if not found:
        raise NotFound
    return found[0]


async def _shown(stamps: Sequence[Stamp]) -> list[Json]:
    """All of one kind and, but for bodies, of one body; what access refuses is left out."""
    live = [stamp for stamp in stamps if stamp.deleted_at is None]
    found = await LOADERS[stamps[0].kind](live) if live else {}
    return [
        shapes.deleted(stamp) if stamp.deleted_at else found[stamp.object_id]
        for stamp in stamps
        if stamp.deleted_at or stamp.object_id in found
    ]


async def listed(
    address: str,
    kind: Kind,
    asked: Asked,
    *,
    body_id: UUID | None = None,
    organization_id: UUID | None = None,
) -> Json:
    """One page of a list, with the addresses of the others (2.5)."""
    page = await register.page_of(kind, asked, body_id=body_id, organization_id=organization_id)
    rows = await _shown(page.stamps) if page.stamps else []
    if asked.omit_internal:
        rows = [shapes.without_internal(kind, row) for row in rows]
    pages = page.pages(asked.per_page)
    return {
        "data": rows,
        "pagination": {
            "totalElements": page.count,
            "elementsPerPage": asked.per_page,
            "currentPage": asked.page,
            "totalPages": pages,
        },
        "links": links(address, asked, pages),
    }


async def part(kind: Kind, object_id: UUID, name: str, asked: Asked) -> Json:
    """A list of a body or of a committee. Raises NotFound for any other."""
    address = addresses.part(kind, object_id, name)
    if kind is Kind.BODY and name in addresses.LISTS:
        found = await listed(address, addresses.LISTS[name], asked, body_id=object_id)
    elif kind is Kind.ORGANIZATION and name in addresses.ORGANIZATION_LISTS:
        wanted = addresses.ORGANIZATION_LISTS[name]
        found = await listed(address, wanted, asked, organization_id=object_id)
    else:
        raise NotFound
    if not found["data"] and await register.stamp_of(kind, object_id) is None:
        raise NotFound
    return found
