"""Moving a meeting, or only its title: first who gets what, then the mails."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from app.core import clock
from app.core.actor import Actor
from app.core.errors import RuleViolation, StaleVersion
from app.groups.tables import Group
from app.invitations import rules, scopes
from app.invitations.forms import ChangeForm
from app.invitations.operations.change import change_meeting as change_one
from app.invitations.operations.series.change import change_series
from app.invitations.queries.preview import (
    Line,
    Reach,
    guests_who_hear,
    who_gets_what,
    who_gets_what_of_series,
)
from app.invitations.routes.frame import meeting_frame
from app.invitations.scopes import Change, Plan, Scope, Typed
from app.meetings import clashes
from app.meetings.access import meeting_to_lead
from app.meetings.forms.meetings import MeetingForm
from app.meetings.queries.meetings import meeting_head, notice_for
from app.meetings.rules import where_of
from app.meetings.tables import Meeting
from app.outbox.rules import told
from app.series.access import WholeSeries, series_to_lead
from app.series.queries import DateRow
from app.series.queries import preview as series_preview
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to


@dataclass(frozen=True)
class Asked:
    """whole: the series that the meeting is part of."""

    meeting: Meeting
    group: Group
    whole: WholeSeries | None
    form: MeetingForm

    @property
    def scope(self) -> Scope:
        return self.form.scope if isinstance(self.form, ChangeForm) else Scope.ONE


async def _whole(actor: Actor, meeting: Meeting) -> WholeSeries | None:
    return await series_to_lead(actor, meeting.series) if meeting.series else None


@get("/sitzungen/{meeting_id:uuid}/bearbeiten", name="meetings:edit")
async def edit(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    umfang: FromQuery[str] = "",
) -> Response[str]:
    """umfang: a Scope, already ticked. tag, beginn, ende: as somebody has proposed them."""
    meeting, group = await meeting_to_lead(actor, meeting_id)
    whole = await _whole(actor, meeting)
    form = ChangeForm.of(meeting) if whole else MeetingForm.of(meeting)
    if isinstance(form, ChangeForm):
        form.umfang.data = umfang if umfang in set(Scope) else Scope.ONE
    for name, field in (("tag", form.day), ("beginn", form.begins), ("ende", form.ends)):
        if given := request.query_params.get(name):
            field.process_formdata([given])
    return await _form_page(request, Asked(meeting, group, whole, form))


async def _form_page(
    request: AnyRequest, asked: Asked, status: int = 200, **context: Any
) -> Response[str]:
    notice = await notice_for(asked.group, asked.form.day.data)
    return meeting_frame(
        request, "invitations/edit.html", await meeting_head(asked.meeting.id), status=status,
        form=asked.form, notice=notice, **context,
    )  # fmt: skip


@post("/sitzungen/{meeting_id:uuid}/bearbeiten", name="meetings:change")
async def change_meeting(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[Any]:
    """First the form, then, when somebody is invited, the page that says who is told."""
    meeting, group = await meeting_to_lead(actor, meeting_id)
    whole = await _whole(actor, meeting)
    sent = await form_data(request)
    form = ChangeForm(sent) if whole else MeetingForm(sent)
    asked, choice = Asked(meeting, group, whole, form), str(sent.get("versand", ""))
    if not form.validate() or choice == "zurueck":
        return await _form_page(request, asked, 422 if form.errors else 200)
    try:
        if not choice and not rules.is_same(meeting, form.cleaned()):
            lines, plan = await _preview(asked)
            if lines or plan:
                return await _preview_page(request, actor, asked, (lines, plan))
        return await _save(request, actor, asked, notify=choice == "senden")
    except RuleViolation as refusal:
        form.form_errors.append(str(refusal))
        return await _form_page(request, asked, 422)


async def _preview(asked: Asked) -> tuple[list[Line], Plan | None]:
    meeting, data = asked.meeting, asked.form.cleaned()
    if asked.whole is None or asked.scope == Scope.ONE:
        reach = Reach(significant=rules.is_significant(meeting, data))
        series = asked.whole.series if asked.whole else None
        return await who_gets_what(meeting, series, reach), None
    series = asked.whole.series
    change = Change(series, asked.whole.meetings, meeting, data)
    plan = scopes.planned(change, asked.scope, clock.now())
    reach = Reach(significant=plan.significant, splits=plan.since is not None)
    lines = await who_gets_what_of_series(series, reach)
    guests = asked.whole.meetings if plan.significant else []
    return [*lines, *await guests_who_hear(guests, plan.since, clock.now())], plan


async def _preview_page(
    request: AnyRequest, actor: Actor, asked: Asked, found: tuple[list[Line], Plan | None]
) -> Response[str]:
    data, (lines, plan) = asked.form.cleaned(), found
    significant = plan.significant if plan else rules.is_significant(asked.meeting, data)
    return meeting_frame(
        request, "invitations/change.html", await meeting_head(asked.meeting.id),
        form=asked.form, data=data, significant=significant, lines=lines, plan=plan,
        doubtful=await _doubtful(actor, asked, plan) if significant else [],
        invited=sum(line.mailed for line in lines),
    )  # fmt: skip


async def _doubtful(actor: Actor, asked: Asked, plan: Plan | None) -> list[DateRow]:
    """Of the new dates those that something speaks against; it forbids nothing."""
    data = plan.data if plan else asked.form.cleaned()
    own = [asked.meeting, *(asked.whole.meetings if asked.whole else ())]
    about = clashes.Asked(where=where_of(data), leaving_out=[each.id for each in own])
    slots = [clashes.Slot(data.starts_at, data.ends_at)]
    if plan:
        coming = [start for start in plan.data.starts() if start > clock.now()]
        slots = [clashes.Slot(start, start + plan.data.length) for start in coming]
    rows = await series_preview(actor, asked.group, slots, about)
    return [row for row in rows if row.warnings]


async def _save(request: AnyRequest, actor: Actor, asked: Asked, *, notify: bool) -> Response[Any]:
    try:
        count = await _store(actor, asked, notify=notify)
    except StaleVersion as stale:
        asked.form.form_errors.append(str(stale))
        now_stored, _group = await meeting_to_lead(actor, asked.meeting.id)
        asked.form.version.data = str(now_stored.version)
        return await _form_page(request, asked, 409, theirs=await meeting_head(now_stored.id))
    message = f"Gespeichert. {told(count)}" if count else "Gespeichert."
    return go_to(request, "meetings:show", message=message, meeting_id=asked.meeting.id)


async def _store(actor: Actor, asked: Asked, *, notify: bool) -> int:
    meeting_id, form, now = asked.meeting.id, asked.form, clock.now()
    if asked.whole is None or asked.scope == Scope.ONE:
        return await change_one(
            actor, meeting_id, form.known_version, form.cleaned(), notify=notify, now=now
        )
    typed = Typed(meeting_id, form.known_version, form.cleaned(), asked.scope)
    return await change_series(actor, asked.whole.series.id, typed, notify=notify, now=now)


ROUTES = [edit, change_meeting]
