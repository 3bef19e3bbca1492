"""Month and week over all own groups, and the school holidays that the office keeps."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from app.core import clock
from app.core.actor import Actor
from app.core.errors import NotFound
from app.people.access import Desk, desk_of, kept_in_address
from app.planning import operations, queries, rules
from app.planning.forms import GroupFilter, HolidaysForm
from app.web.filters import MONTHS
from app.web.forms import form_data, uuid_of
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import address_of, go_to_path, page

AREA = "sitzungen"


async def _chosen(actor: Actor, gruppe: str) -> tuple[dict[UUID, str], UUID | None]:
    """Groups of the filter and the chosen one; NotFound for one that is not the reader's."""
    choices = await queries.groups_to_choose(actor)
    wanted = uuid_of(gruppe) if gruppe else None
    if wanted is not None and wanted not in choices:
        raise NotFound
    return choices, wanted


@get("/sitzungen/monat", name="planning:month")
async def show_month(
    request: AnyRequest,
    actor: CurrentActor,
    monat: FromQuery[str] = "",
    gruppe: FromQuery[str] = "",
) -> Response[str]:
    """`?monat=2027-03`; this month without it."""
    choices, group_id = await _chosen(actor, gruppe)
    month = rules.month_of(monat, clock.today())
    weeks = rules.weeks_of(month)
    days = await queries.days_between(actor, weeks[0][0], weeks[-1][-1], group_id)
    return page(
        request, "planning/month.html", area=AREA, month=month, choices=choices, group_id=group_id,
        filter=GroupFilter(request.query_params).with_choices(choices),
        name=f"{MONTHS[month.month - 1]} {month.year}",
        weeks=[(rules.week_key(week[0]), [days[day] for day in week]) for week in weeks],
        keeps_holidays=bool(actor.office_of),
        empty_month=not any(days[d].meetings for week in weeks for d in week if _in(d, month)),
        steps=_steps(rules.month_key, rules.previous_month(month), rules.next_month(month)),
    )  # fmt: skip


def _in(day: date, month: date) -> bool:
    return (day.year, day.month) == (month.year, month.month)


def _steps(key: Any, before: date, after: date) -> tuple[str, str]:
    """What stands in the address for the one before and the one after; "" beyond our time."""
    return (
        key(before) if before >= rules.FIRST else "",
        key(after) if after <= rules.LAST else "",
    )


@get("/sitzungen/woche", name="planning:week")
async def show_week(
    request: AnyRequest,
    actor: CurrentActor,
    woche: FromQuery[str] = "",
    gruppe: FromQuery[str] = "",
) -> Response[str]:
    """`?woche=2027-W10`; this week without it."""
    choices, group_id = await _chosen(actor, gruppe)
    monday = rules.week_of(woche, clock.today())
    sunday, week = monday + timedelta(days=6), timedelta(days=7)
    days = await queries.days_between(actor, monday, sunday, group_id)
    return page(
        request, "planning/week.html", area=AREA, monday=monday, sunday=sunday, choices=choices,
        group_id=group_id, days=list(days.values()), number=monday.isocalendar()[1],
        filter=GroupFilter(request.query_params).with_choices(choices),
        steps=_steps(rules.week_key, monday - week, monday + week),
    )  # fmt: skip


@get("/ferien", name="holidays:list")
async def list_holidays(
    request: AnyRequest, actor: CurrentActor, koerperschaft: FromQuery[str] = ""
) -> Response[str]:
    desk = await desk_of(actor, koerperschaft)
    return await _holidays_page(request, desk, HolidaysForm())


async def _holidays_page(request: AnyRequest, desk: Desk, form: HolidaysForm) -> Response[str]:
    return page(
        request, "planning/holidays.html", status=422 if form.errors else 200, area=AREA,
        body_name=desk.body.name, body=desk.body, bodies=desk.bodies, form=form,
        rows=await queries.school_holidays(desk.body.id),
    )  # fmt: skip


@post("/ferien", name="holidays:add")
async def add_holidays(
    request: AnyRequest, actor: CurrentActor, koerperschaft: FromQuery[str] = ""
) -> Response[Any]:
    desk = await desk_of(actor, koerperschaft)
    form = HolidaysForm(await form_data(request, "file"))
    holidays = await form.read()
    if holidays is None:
        return await _holidays_page(request, desk, form)
    count = await operations.add_holidays(actor, desk.body.id, holidays)
    return _back(request, actor, desk.body.id, _entered(count, len(holidays)))


def _entered(new: int, read: int) -> str:
    if not new:
        return "Diese Ferien standen alle schon in der Liste."
    known = f" {read - new} standen schon da." if read > new else ""
    return f"{'Ein Eintrag ist' if new == 1 else f'{new} Einträge sind'} neu.{known}"


def _back(request: AnyRequest, actor: Actor, body_id: UUID, message: str) -> Response[Any]:
    path = address_of(request.app, "holidays:list") + kept_in_address(actor, body_id)
    return go_to_path(request, path, message=message)


@post("/ferien/{holiday_id:uuid}/entfernen", name="holidays:remove")
async def remove_holiday(
    request: AnyRequest, actor: CurrentActor, holiday_id: FromPath[UUID]
) -> Response[Any]:
    body_id = await operations.remove_holiday(actor, holiday_id)
    return _back(request, actor, body_id, "Der Eintrag ist entfernt.")


ROUTES = [show_month, show_week, list_holidays, add_holidays, remove_holiday]
