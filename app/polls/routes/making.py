"""A new poll: the form, free times proposed into it, and its start."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.actor import Actor
from app.core.errors import RuleViolation
from app.groups.access import group_to_lead, group_to_read, may_lead
from app.groups.tables import Group
from app.meetings.queries.meetings import proposal_for
from app.people.queries.bodies import stored_body
from app.people.rules import EmailTaken
from app.polls.forms.making import NewPollForm
from app.polls.operations import asking
from app.polls.queries import candidates
from app.polls.queries.doubts import doubts_at
from app.polls.queries.polls import polls_of_group
from app.polls.rules import life
from app.polls.rules.slots import free_slots, not_offered, span
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

AREA = "sitzungen"
USUAL: dict[str, Any] = {"weekdays": ["0", "1", "2", "3", "4"], "minutes": 120}
NOTHING_FREE = (
    "In diesem Zeitraum ist kein gemeinsamer freier Termin zu finden. Bitte wählen Sie mehr Tage "
    "oder ein größeres Zeitfenster."
)


@get("/gruppen/{group_id:uuid}/terminabfragen", name="polls:of_group")
async def of_group(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[str]:
    group = await group_to_read(actor, group_id)
    polls = await polls_of_group(actor, group_id, clock.now())
    return page(
        request, "polls/of_group.html", block="liste", area="gruppen", group=group, polls=polls,
        may_lead=may_lead(actor, group),
    )  # fmt: skip


@get("/gruppen/{group_id:uuid}/terminabfragen/neu", name="polls:new")
async def new(request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]) -> Response[str]:
    group = await group_to_lead(actor, group_id)
    members = await candidates.members_to_ask(group, clock.today())
    form: Any = NewPollForm.fresh(
        title=(await proposal_for(group)).title,
        answers_until=life.usual_deadline(clock.today()),
        person=[str(each.person_id) for each in members if each.preselected],
        needed=[str(each.person_id) for each in members if each.chairs],
        **USUAL,
    )
    return await _form_page(request, actor, group, form, members=members)


async def _form_page(
    request: AnyRequest,
    actor: Actor,
    group: Group,
    form: NewPollForm,
    *,
    members: list[candidates.Candidate],
    status: int = 200,
) -> Response[str]:
    others = await candidates.others_to_ask(group)
    form.offer(members, others)
    times = [row.slot() for row in form.complete_rows()]
    form.put_doubts(await doubts_at(actor, group, times, form.where))
    return page(
        request, "polls/new.html", block="formular", status=status, area=AREA, group=group,
        form=form, notes={str(each.person_id): each.note for each in [*members, *others]},
    )  # fmt: skip


@post("/gruppen/{group_id:uuid}/terminabfragen/neu", name="polls:create")
async def create(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[Any]:
    """`aktion`: more rows or free times come back with the form; without it the poll begins."""
    group, now = await group_to_lead(actor, group_id), clock.now()
    members = await candidates.members_to_ask(group, clock.berlin(now).date())
    sent = await form_data(request)
    form = NewPollForm(sent)
    form.offer(members, await candidates.others_to_ask(group))
    if action := str(sent.get("aktion", "")):
        good = await _fill_in(group, form, action)
        status = 200 if form.knows_all() and good else 422
        return await _form_page(request, actor, group, form, members=members, status=status)
    if form.check(now) and (count := await _start(actor, group, form)) is not None:
        message = _asked(count)
        return go_to(request, "polls:show", message=message, poll_id=form.new_id)
    return await _form_page(request, actor, group, form, members=members, status=422)


async def _start(actor: Actor, group: Group, form: NewPollForm) -> int | None:
    """None: a rule refused; its sentence stands at the field."""
    made = (form.data_of(), form.slots(), form.voters())
    try:
        return await asking.create_poll(actor, group.id, form.new_id, made, now=clock.now())
    except EmailTaken as refusal:
        form.guests.errors = [str(refusal)]
    except RuleViolation as refusal:
        form.form_errors.append(str(refusal))
    return None


async def _fill_in(group: Group, form: NewPollForm, action: str) -> bool:
    if action != "vorschlagen":
        form.more_rows()
        return True
    form.validate()
    good = form.check_wish()
    for field in form:
        if field.name not in {"first", "last", "weekdays", "earliest", "latest", "minutes"}:
            field.errors = []
    return good and await _propose(group, form)


async def _propose(group: Group, form: NewPollForm) -> bool:
    now, wish = clock.now(), form.wish()
    busy = await candidates.busy_times(group, span(wish), clock.berlin(now).date())
    land = str((await stored_body(group.body)).land)
    found = not_offered(free_slots(wish, busy, land, after=now), form.whole_slots())
    if not found:
        form.first.errors = [NOTHING_FREE]
        return False
    form.add(found)
    return True


def _asked(count: int) -> str:
    if not count:
        return "Die Terminabfrage läuft schon."
    people = "Eine Person ist" if count == 1 else f"{count} Personen sind"
    return f"{people} gefragt. Jede bekommt eine eigene E-Mail mit einem Link zum Antworten."


ROUTES = [of_group, new, create]
