"""One report: its draft to write on, or as it reads."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.actor import Actor
from app.core.errors import StaleVersion
from app.minutes.forms import ItemForm, note_conflict
from app.reports import access
from app.reports.access import Seen
from app.reports.desk import NOTHING, Typed, desk_of, sheet_of
from app.reports.forms import PeriodForm, ShownForm
from app.reports.operations import drafting, writing
from app.reports.queries import reports
from app.reports.queries.drawing import has_changed
from app.reports.rules import life
from app.web.editor import editor_page
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, is_partial, page

AREA = "berichte"
ONE = "/berichte/{report_id:uuid}"
SECTION = f"{ONE}/abschnitte/{{section_id:uuid}}"


@get(ONE, name="reports:show")
async def show(
    request: AnyRequest, actor: CurrentActor, report_id: FromPath[UUID]
) -> Response[str]:
    seen = await access.report_to_read(actor, report_id)
    if seen.is_draft and seen.may_write:
        return await _editor(request, seen)
    return await _reading(request, seen)


@get(f"{ONE}/vorschau", name="reports:preview")
async def preview(
    request: AnyRequest, actor: CurrentActor, report_id: FromPath[UUID]
) -> Response[str]:
    """As it would read now."""
    return await _reading(request, await access.report_to_read(actor, report_id))


async def _reading(request: AnyRequest, seen: Seen) -> Response[str]:
    report_id, record = seen.report.id, await reports.record_for(seen)
    may_add = seen.may_write and not seen.is_draft
    return page(
        request, "reports/show.html", area=AREA, seen=seen, record=record,
        subjects=await reports.subjects_of(report_id) if may_add else [],
        newer=await reports.next_edition(report_id) if may_add else None,
    )  # fmt: skip


async def _editor(
    request: AnyRequest, seen: Seen, typed: Typed = NOTHING, status: int = 200
) -> Response[str]:
    desk = await desk_of(seen, typed)
    refused = typed.period or typed.shown or next(iter(typed.texts.values()), None)
    return page(
        request, "reports/edit.html", status=status, area=AREA, desk=desk, report=seen.report,
        facts=desk.facts, form=refused, **editor_page(),
    )  # fmt: skip


async def again(
    request: AnyRequest, actor: Actor, report_id: UUID, typed: Typed, status: int
) -> Response[str]:
    """The draft as it stands, with the form that came back."""
    seen = await access.report_to_write(actor, report_id)
    life.check_open(seen.report)
    return await _editor(request, seen, typed, status)


@post(f"{ONE}/zeitraum", name="reports:period")
async def change_period(
    request: AnyRequest, actor: CurrentActor, report_id: FromPath[UUID]
) -> Response[Any]:
    await access.report_to_write(actor, report_id)
    form = PeriodForm(await form_data(request))
    if not form.validate() or form.since.data is None or form.until.data is None:
        return await again(request, actor, report_id, Typed(period=form), 422)
    period = (form.since.data, form.until.data)
    try:
        await drafting.change_period(actor, report_id, period, form.base, now=clock.now())
    except StaleVersion as other:
        form.form_errors.append(str(other))
        return await again(request, actor, report_id, Typed(period=form), 409)
    return _back(request, report_id, "Der Zeitraum gilt; die Zahlen sind neu gefüllt.")


@post(f"{ONE}/abschnitte", name="reports:sections")
async def show_sections(
    request: AnyRequest, actor: CurrentActor, report_id: FromPath[UUID]
) -> Response[Any]:
    await access.report_to_write(actor, report_id)
    form = ShownForm(await form_data(request)).offer(await reports.sections_of(report_id))
    if not form.validate():
        return await again(request, actor, report_id, Typed(shown=form), 422)
    try:
        kinds = frozenset(form.shown.data or ())
        await drafting.show_sections(actor, report_id, kinds, form.base)
    except StaleVersion as other:
        form.form_errors.append(str(other))
        return await again(request, actor, report_id, Typed(shown=form), 409)
    message = (
        "Die Auswahl gilt. Was weggelassen ist, behält seinen Text und steht am Ende der Seite."
    )
    return _back(request, report_id, message)


@post(f"{SECTION}/aufnehmen", name="reports:section:back")
async def bring_back(
    request: AnyRequest,
    actor: CurrentActor,
    report_id: FromPath[UUID],
    section_id: FromPath[UUID],
) -> Response[Any]:
    await drafting.bring_back(actor, report_id, section_id)
    return _back(request, report_id, "Der Abschnitt steht wieder im Bericht.")


@get(f"{ONE}/zahlen", name="reports:figures")
async def figures(
    request: AnyRequest, actor: CurrentActor, report_id: FromPath[UUID]
) -> Response[str]:
    """Loaded by the draft's page, so that it opens at once."""
    seen = await access.report_to_write(actor, report_id)
    life.check_open(seen.report)
    return page(
        request, "reports/figures.html", block="stand", area=AREA, seen=seen,
        facts=reports.facts_of(seen.report), changed=await has_changed(seen, clock.now()),
    )  # fmt: skip


@post(f"{ONE}/zahlen", name="reports:fill")
async def refill(
    request: AnyRequest, actor: CurrentActor, report_id: FromPath[UUID]
) -> Response[Any]:
    await drafting.refill(actor, report_id, now=clock.now())
    return _back(
        request, report_id, "Zahlen und Tabellen sind neu gefüllt. Ihre Texte sind geblieben."
    )


def _back(request: AnyRequest, report_id: UUID, message: str) -> Response[Any]:
    return go_to(request, "reports:show", message=message, report_id=report_id)


@post(SECTION, name="reports:section:save")
async def save_section(
    request: AnyRequest,
    actor: CurrentActor,
    report_id: FromPath[UUID],
    section_id: FromPath[UUID],
) -> Response[Any]:
    seen, _ = await reports.section_to_write(actor, report_id, section_id)
    form = ItemForm(await form_data(request))
    status = 422
    if form.validate():
        try:
            data = form.cleaned()
            await writing.write_section(actor, report_id, section_id, data, now=clock.now())
            status = 200
        except StaleVersion as other:
            note_conflict(form, other)
            status = 409
    if is_partial(request):
        row = await access.section_of(seen.report, section_id)
        typed = form if status != 200 else None
        sheet = sheet_of(row, reports.facts_of(seen.report), typed)
        return page(request, "reports/_answers.html", block="stand", status=status, sheet=sheet)
    if status != 200:
        typed_texts = Typed(texts={section_id: form})
        return await again(request, actor, report_id, typed_texts, status)
    return go_to(
        request, "reports:show", message="Gespeichert.", anchor=f"abschnitt-{section_id}",
        report_id=report_id,
    )  # fmt: skip


ROUTES = [
    show, preview, change_period, show_sections, bring_back, figures, refill, save_section,
]  # fmt: skip
