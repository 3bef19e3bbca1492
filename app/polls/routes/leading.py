"""What who leads does with a running poll."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from app.core import clock
from app.core.actor import Actor
from app.core.errors import NotFound, RuleViolation, StaleVersion
from app.meetings.rules import where_of
from app.outbox.rules import told
from app.polls import access
from app.polls.forms.ending import ChooseForm, WithdrawForm
from app.polls.forms.making import AddDatesForm, ChangePollForm
from app.polls.operations import asking, changing, deciding
from app.polls.queries.doubts import doubts_at
from app.polls.queries.leading import leading_page
from app.polls.queries.polls import dates_of, voters_of
from app.polls.rules import life
from app.polls.tables import Poll
from app.web.forms import form_data, uuid_of
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

AREA = "sitzungen"


def _page(
    request: AnyRequest, template: str, seen: access.Seen, status: int = 200, **context: Any
) -> Response[str]:
    return page(
        request, f"polls/{template}.html", status=status, area=AREA, poll=seen.poll,
        group=seen.group, **context,
    )  # fmt: skip


@post("/terminabfragen/{poll_id:uuid}/erinnerung", name="polls:remind")
async def remind(
    request: AnyRequest, actor: CurrentActor, poll_id: FromPath[UUID]
) -> Response[Any]:
    await access.poll_to_lead(actor, poll_id)
    try:
        count = await changing.remind(actor, poll_id, now=clock.now())
    except RuleViolation as refusal:
        return go_to(request, "polls:show", message=str(refusal), kind="warning", poll_id=poll_id)
    return go_to(request, "polls:show", message=_reminded(count), poll_id=poll_id)


def _reminded(count: int) -> str:
    if not count:
        return "Alle haben geantwortet oder sind heute schon erinnert worden."
    return (
        "Eine Erinnerung ist auf dem Weg."
        if count == 1
        else f"{count} Erinnerungen sind auf dem Weg."
    )


@get("/terminabfragen/{poll_id:uuid}/bearbeiten", name="polls:edit")
async def edit(request: AnyRequest, actor: CurrentActor, poll_id: FromPath[UUID]) -> Response[str]:
    seen = await access.poll_to_lead(actor, poll_id)
    life.check_running(seen.poll)
    return _page(request, "edit", seen, form=ChangePollForm.of(seen.poll), stale="", theirs=[])


@post("/terminabfragen/{poll_id:uuid}/bearbeiten", name="polls:change")
async def change(
    request: AnyRequest, actor: CurrentActor, poll_id: FromPath[UUID]
) -> Response[Any]:
    seen, now = await access.poll_to_lead(actor, poll_id), clock.now()
    form = ChangePollForm(await form_data(request))
    if not (form.validate() and await _fits(form, seen.poll)):
        return _page(request, "edit", seen, 422, form=form, stale="", theirs=[])
    try:
        await changing.change_poll(
            actor, poll_id, form.data_of(), version=form.seen_version, now=now
        )
    except StaleVersion as stale:
        stored = (await access.poll_to_lead(actor, poll_id)).poll
        theirs = form.beside(ChangePollForm.of(stored))
        return _page(request, "edit", seen, 409, form=form, stale=str(stale), theirs=theirs)
    except RuleViolation as refusal:
        form.form_errors.append(str(refusal))
        return _page(request, "edit", seen, 422, form=form, stale="", theirs=[])
    return go_to(request, "polls:show", message="Gespeichert.", poll_id=poll_id)


async def _fits(form: ChangePollForm, poll: Poll) -> bool:
    """A deadline that stays may be over."""
    if form.data_of().answers_until == poll.answers_until:
        return True
    starts = [date.starts_at for date in await dates_of(poll.id)]
    return form.check_deadline(starts, clock.now())


@get("/terminabfragen/{poll_id:uuid}/termine", name="polls:dates")
async def more_dates(
    request: AnyRequest, actor: CurrentActor, poll_id: FromPath[UUID]
) -> Response[str]:
    seen = await access.poll_to_lead(actor, poll_id)
    life.check_open(seen.poll, clock.now())
    return await _dates_page(request, actor, seen, AddDatesForm.fresh())


async def _dates_page(
    request: AnyRequest, actor: Actor, seen: access.Seen, form: AddDatesForm, status: int = 200
) -> Response[str]:
    people = len(await voters_of(seen.poll.id, clock.today()))
    times = [row.slot() for row in form.complete_rows()]
    form.put_doubts(await doubts_at(actor, seen.group, times, where_of(seen.poll)))
    dates = await dates_of(seen.poll.id)
    return _page(request, "dates", seen, status, form=form, people=people, dates=dates)


@post("/terminabfragen/{poll_id:uuid}/termine", name="polls:dates:add")
async def add_dates(
    request: AnyRequest, actor: CurrentActor, poll_id: FromPath[UUID]
) -> Response[Any]:
    seen, now = await access.poll_to_lead(actor, poll_id), clock.now()
    sent = await form_data(request)
    form = AddDatesForm(sent)
    if sent.get("aktion"):
        form.more_rows()
        return await _dates_page(request, actor, seen, form)
    if not (form.validate() and form.check_dates(set(), now)):
        return await _dates_page(request, actor, seen, form, 422)
    try:
        count = await asking.add_dates(actor, poll_id, form.slots(), form.new_id, now=now)
    except RuleViolation as refusal:
        form.form_errors.append(str(refusal))
        return await _dates_page(request, actor, seen, form, 422)
    message = "Diese Termine stehen schon in der Abfrage."
    if count:
        message = f"Gespeichert. {told(count)}"
    return go_to(request, "polls:show", message=message, poll_id=poll_id)


@post("/terminabfragen/{poll_id:uuid}/ende", name="polls:close")
async def close(request: AnyRequest, actor: CurrentActor, poll_id: FromPath[UUID]) -> Response[Any]:
    await changing.close_poll(actor, poll_id, now=clock.now())
    message = "Die Abfrage ist beendet. Wenn Sie die Frist verlängern, geht sie weiter."
    return go_to(request, "polls:show", message=message, poll_id=poll_id)


@get("/terminabfragen/{poll_id:uuid}/ruecknahme", name="polls:withdraw")
async def confirm_withdrawal(
    request: AnyRequest, actor: CurrentActor, poll_id: FromPath[UUID]
) -> Response[str]:
    seen = await access.poll_to_lead(actor, poll_id)
    life.check_running(seen.poll)
    people = await voters_of(poll_id, clock.today())
    return _page(request, "withdraw", seen, form=WithdrawForm(), people=people)


@post("/terminabfragen/{poll_id:uuid}/ruecknahme", name="polls:withdraw:send")
async def withdraw(
    request: AnyRequest, actor: CurrentActor, poll_id: FromPath[UUID]
) -> Response[Any]:
    seen = await access.poll_to_lead(actor, poll_id)
    form = WithdrawForm(await form_data(request))
    if form.validate():
        count = await changing.withdraw_poll(
            actor, poll_id, form.reason.data or "", now=clock.now()
        )
        message = "Die Terminabfrage ist zurückgezogen."
        return go_to(
            request, "polls:show", poll_id=poll_id,
            message=f"{message} {told(count)}" if count else message,
        )  # fmt: skip
    people = await voters_of(poll_id, clock.today())
    return _page(request, "withdraw", seen, 422, form=form, people=people)


@get("/terminabfragen/{poll_id:uuid}/festlegung", name="polls:choose")
async def preview_choice(
    request: AnyRequest, actor: CurrentActor, poll_id: FromPath[UUID], termin: FromQuery[str] = ""
) -> Response[str]:
    """Who gets an invitation; `termin`: id of the date, without it the best one."""
    seen = await access.poll_to_lead(actor, poll_id)
    life.check_running(seen.poll)
    return await _choice_page(request, actor, seen, termin)


async def _choice_page(
    request: AnyRequest, actor: Actor, seen: access.Seen, date_id: str, refusal: str = ""
) -> Response[str]:
    now = clock.now()
    lead = await leading_page(actor, seen.group, seen.poll, now)
    wanted = uuid_of(date_id) if date_id else None
    choosable = {tally.date.id: tally for tally in lead.coming}
    best = lead.best.tally or next(iter(choosable.values()), None)
    tally = choosable.get(wanted) if wanted else best
    if tally is None and not refusal:
        raise NotFound
    form = ChooseForm(data={"termin": str(tally.date.id) if tally else date_id})
    if refusal:
        form.form_errors.append(refusal)
    return _page(
        request, "choose", seen, 422 if refusal else 200, lead=lead, tally=tally, form=form,
        accepted=set(deciding.accepted(lead.answers, tally.date)) if tally else set(),
    )  # fmt: skip


@post("/terminabfragen/{poll_id:uuid}/festlegung", name="polls:choose:send")
async def choose(
    request: AnyRequest, actor: CurrentActor, poll_id: FromPath[UUID]
) -> Response[Any]:
    seen = await access.poll_to_lead(actor, poll_id)
    form = ChooseForm(await form_data(request))
    if not form.termin.data:
        return await _choice_page(request, actor, seen, "", "Bitte wählen Sie einen Termin.")
    date_id = uuid_of(form.termin.data)
    try:
        meeting_id, count = await deciding.choose_date(actor, poll_id, date_id, now=clock.now())
    except RuleViolation as refusal:
        return await _choice_page(request, actor, seen, str(date_id), str(refusal))
    return go_to(request, "meetings:show", message=_invited(count), meeting_id=meeting_id)


def _invited(count: int) -> str:
    if not count:
        return "Der Termin stand schon fest."
    people = "Eine Einladung ist" if count == 1 else f"{count} Einladungen sind"
    return f"Der Termin steht fest. {people} auf dem Weg."


ROUTES = [
    remind, edit, change, more_dates, add_dates, close, confirm_withdrawal, withdraw,
    preview_choice, choose,
]  # fmt: skip
