"""What the filter of the list offers."""

from dataclasses import dataclass
from datetime import date

from piccolo.columns import And
from piccolo.columns.combination import WhereRaw
from piccolo.query import OrderByRaw
from piccolo.querystring import QueryString

from app.core.actor import Actor
from app.groups.tables import COMMITTEES, Group
from app.people.tables import Body
from app.vorlagen.queries.lists import DAY, Wanted, bodies_of, matching
from app.vorlagen.tables import Vorlage


@dataclass(frozen=True)
class Choices:
    """Ids as text → names."""

    bodies: dict[str, str]
    committees: dict[str, str]
    years: list[str]


async def offered(actor: Actor) -> Choices:
    bodies = await _bodies(actor)
    return Choices(bodies, await _committees(actor, named=len(bodies) > 1), await _years(actor))


async def _bodies(actor: Actor) -> dict[str, str]:
    ids = bodies_of(actor)
    if not ids:
        return {}
    rows = await Body.select(Body.id, Body.name).where(Body.id.is_in(ids)).order_by(Body.name)
    return {str(row["id"]): row["name"] for row in rows}


async def _committees(actor: Actor, *, named: bool) -> dict[str, str]:
    """That a committee exists is public; `named`: with the name of its body."""
    ids = bodies_of(actor)
    if not ids:
        return {}
    rows = (
        await Group.select(Group.id, Group.name, Group.body.name.as_alias("body_name"))
        .where(Group.body.is_in(ids), Group.kind.is_in([kind.value for kind in COMMITTEES]))
        .order_by(QueryString('din5007("steering_group"."name")'))
    )
    return {
        str(row["id"]): f"{row['name']} ({row['body_name']})" if named else row["name"]
        for row in rows
    }


async def _years(actor: Actor) -> list[str]:
    """From the newest paper's to the oldest one's; looks at one end of the index and the other."""
    dated = And(matching(actor, Wanted()), WhereRaw(f"{DAY} > '-infinity'::date"))
    ends = [
        Vorlage.select(Vorlage.dated_on)
        .where(dated)
        .order_by(OrderByRaw(DAY), ascending=ascending)
        .limit(1)
        for ascending in (False, True)
    ]
    parts = [part for end in ends for part in end.default_querystrings]
    rows = await Vorlage.raw("SELECT ({}) AS newest, ({}) AS oldest", *parts)
    newest, oldest = rows[0]["newest"], rows[0]["oldest"]
    return _between(newest, oldest) if newest and oldest else []


def _between(newest: date, oldest: date) -> list[str]:
    return [str(year) for year in range(newest.year, oldest.year - 1, -1)]
