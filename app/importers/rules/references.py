"""What a paper points to: a reference may be an address or an object, a list or one value.

OParl 1.1, section 2.5. `Known` holds the objects that were fetched, by their address.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from app.importers.rules.objects import Object, address_of, is_address, is_deleted, listed, plain

Known = Mapping[str, Object]

_HEAD = (
    "underDirectionOf", "originatorOrganization", "originatorPerson",
    "relatedPaper", "superordinatedPaper", "subordinatedPaper",
)  # fmt: skip


def thing(reference: Any, known: Known) -> Object | None:
    """The object behind a reference; the longer of what is embedded and what was fetched."""
    address = address_of(reference)
    fetched = known.get(address) if address else None
    if not isinstance(reference, dict):
        return fetched
    return {**reference, **fetched} if fetched else reference


def name_of(reference: Any, known: Known) -> str | None:
    """Of a person or organization; a text that is no address is the name itself."""
    if isinstance(reference, str) and not is_address(reference):
        return plain(reference, 300)
    found = thing(reference, known) or {}
    return plain(found.get("name"), 300) or plain(found.get("shortName"), 300)


def names(references: Any, known: Known) -> list[str]:
    found = (name_of(reference, known) for reference in listed(references))
    return list(dict.fromkeys(name for name in found if name))


def consultation_objects(paper: Object, known: Known) -> list[Object]:
    found = (thing(reference, known) for reference in listed(paper.get("consultation")))
    return [entry for entry in found if entry is not None and not is_deleted(entry)]


def agenda_item(consultation: Object, meeting: Object, title: str | None, known: Known) -> Object:
    """Named by the consultation, else found in the meeting by the consultation, else by title."""
    named = thing(consultation.get("agendaItem"), known)
    if named:
        return named
    items = [
        entry for entry in (thing(i, known) for i in listed(meeting.get("agendaItem"))) if entry
    ]
    own = consultation.get("id")
    for item in items:
        if own and address_of(item.get("consultation")) == own:
            return item
    same = [item for item in items if title and plain(item.get("name")) == title]
    return same[0] if len(same) == 1 else {}


def wanted(paper: Object, known: Known) -> Iterator[str]:
    """Addresses that are still to be fetched, nearest first; ask again after fetching them."""
    for reference in _references(paper, known):
        address = address_of(reference)
        if address and address not in known and _is_bare(reference):
            yield address


def _references(paper: Object, known: Known) -> Iterator[Any]:
    yield from listed(paper.get("consultation"))
    for consultation in consultation_objects(paper, known):
        yield from listed(consultation.get("meeting"))
        meeting = thing(consultation.get("meeting"), known) or {}
        organizations = listed(consultation.get("organization"))
        yield from organizations or listed(meeting.get("organization"))
        yield from listed(consultation.get("agendaItem"))
    for field in _HEAD:
        yield from listed(paper.get(field))
    yield from _main_files(paper)


def _main_files(paper: Object) -> Iterator[Any]:
    yield from listed(paper.get("mainFile"))
    yield from listed(paper.get("auxiliaryFile"))


def _is_bare(reference: Any) -> bool:
    """An address, or an object that tells nothing but its id and type."""
    return not isinstance(reference, dict) or set(reference) <= {"id", "type"}
