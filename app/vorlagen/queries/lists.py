"""The list of the Vorlagen."""

from dataclasses import dataclass

from piccolo.query import OrderByRaw

from app.core.actor import Actor
from app.core.paging import PER_PAGE, pages_of
from app.vorlagen import access
from app.vorlagen.queries.head import HEAD, VorlageHead, head_of
from app.vorlagen.tables import Vorlage

NEWEST_FIRST = OrderByRaw(
    '"vorlage"."dated_on" DESC NULLS LAST, "vorlage"."created_at" DESC, "vorlage"."id"'
)


@dataclass(frozen=True)
class Page:
    rows: tuple[VorlageHead, ...]
    number: int
    count: int

    @property
    def pages(self) -> int:
        return pages_of(self.count)


async def vorlagen_page(actor: Actor, number: int) -> Page:
    """Newest first; a number beyond the end gives the last page."""
    allowed = access.readable_by(actor)
    count = await Vorlage.count().where(allowed)
    number = min(number, pages_of(count))
    rows = (
        await Vorlage.select(*HEAD)
        .where(allowed)
        .order_by(NEWEST_FIRST)
        .limit(PER_PAGE)
        .offset((number - 1) * PER_PAGE)
    )
    return Page(tuple(head_of(actor, row) for row in rows), number, count)
