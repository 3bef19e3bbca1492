"""What the filter of the list offers."""

from dataclasses import dataclass
from datetime import date

from piccolo.columns import And
from piccolo.columns.combination import WhereRaw
from piccolo.query import OrderByRaw

from app.core.actor import Actor
from app.groups.tables import COMMITTEES, Group
from app.vorlagen.queries.wanted import DAY, Wanted, bodies_of, matching
from app.vorlagen.tables import Vorlage

NAMED = """
SELECT id, name, NULL AS body_name, name AS sort FROM body WHERE id = ANY({}::uuid[])
UNION ALL
SELECT g.id, g.name, b.name, din5007(g.name) FROM steering_group g JOIN body b ON b.id = g.body
WHERE g.kind = ANY({}::text[]) AND b.id = ANY({}::uuid[])
ORDER BY sort
"""


@dataclass(frozen=True)
class Choices:
    """Ids as text → names."""

    bodies: dict[str, str]
    committees: dict[str, str]
    years: list[str]


async def offered(actor: Actor) -> Choices:
    """That a committee exists is public; with several bodies it stands there with its body."""
    ids = bodies_of(actor)
    rows = await Group.raw(NAMED, ids, [kind.value for kind in COMMITTEES], ids)
    bodies = {str(row["id"]): row["name"] for row in rows if row["body_name"] is None}
    committees = {
        str(row["id"]): f"{row['name']} ({row['body_name']})" if len(bodies) > 1 else row["name"]
        for row in rows
        if row["body_name"] is not None
    }
    return Choices(bodies, committees, await _years(actor))


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
