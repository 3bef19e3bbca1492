"""Own tasks by the day on which they are due."""

from litestar import Response, get
from litestar.params import FromQuery

from app.boards.access import Scope
from app.boards.forms.finding import Offered, find_form
from app.boards.queries.counts import own_counts
from app.boards.queries.month import due_days
from app.core import clock
from app.planning import rules as planning
from app.web.filters import MONTHS
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import page


@get("/aufgaben/monat", name="boards:month")
async def show_month(
    request: AnyRequest, actor: CurrentActor, monat: FromQuery[str] = ""
) -> Response[str]:
    """`?monat=2027-03`; this month without it."""
    scope = Scope(actor)
    counts = await own_counts(scope)
    find = find_form(request, Offered(of_group=False, groups=counts.groups))
    month = planning.month_of(monat, clock.today())
    weeks = planning.weeks_of(month)
    days = await due_days(scope, weeks[0][0], weeks[-1][-1], find.wanted.group_id)
    before, after = planning.previous_month(month), planning.next_month(month)
    return page(
        request, "boards/month.html", area="aufgaben", counts=counts, find=find, month=month,
        name=f"{MONTHS[month.month - 1]} {month.year}",
        weeks=[(week[0].isocalendar()[1], [days[day] for day in week]) for week in weeks],
        empty_month=not any(day.tasks for day in days.values() if day.day.month == month.month),
        steps=(
            planning.month_key(before) if before >= planning.FIRST else "",
            planning.month_key(after) if after <= planning.LAST else "",
        ),
    )  # fmt: skip


ROUTES = [show_month]
