"""Every save of a section's text: two compared, one restored."""

from functools import partial
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.errors import StaleVersion
from app.minutes.differences import differences
from app.minutes.forms import CompareForm, ItemText, RestoreForm
from app.minutes.rules import worth_showing
from app.reports.operations import writing
from app.reports.queries import reports
from app.reports.tables import SectionKind
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

PATH = "/berichte/{report_id:uuid}/abschnitte/{section_id:uuid}/fassungen"


@get(PATH, name="reports:versions")
async def show_versions(
    request: AnyRequest,
    actor: CurrentActor,
    report_id: FromPath[UUID],
    section_id: FromPath[UUID],
) -> Response[str]:
    """?alt=3&neu=5 compares; without them the last two."""
    seen, section = await reports.section_to_write(actor, report_id, section_id)
    saves = worth_showing(await reports.saves_of(section_id))
    form = CompareForm(request.query_params).offer(saves)
    older, newer = await reports.two_texts(section_id, form.chosen)
    return page(
        request,
        "reports/versions.html",
        area="berichte",
        seen=seen,
        section=section,
        heading=SectionKind(section.kind).label,
        saves=saves,
        form=form,
        older=older,
        newer=newer,
        changes=differences(older.text, newer.text) if older and newer else (),
    )


@post(PATH, name="reports:versions:restore")
async def restore(
    request: AnyRequest,
    actor: CurrentActor,
    report_id: FromPath[UUID],
    section_id: FromPath[UUID],
) -> Response[Any]:
    """An old text becomes the newest one; what stood there meanwhile stays among the versions."""
    await reports.section_to_write(actor, report_id, section_id)
    form = RestoreForm(await form_data(request))
    old, _ = await reports.two_texts(section_id, (form.number_of("old"), 0))
    back = partial(go_to, request, "reports:versions", report_id=report_id, section_id=section_id)
    if old is None:
        return back()
    data = ItemText(old.text, form.number_of("version"), old.rich)
    try:
        await writing.write_section(actor, report_id, section_id, data, now=clock.now())
    except StaleVersion as other:
        message = str(other).split(". ")[0] + ". Bitte vergleichen Sie noch einmal."
        return back(message=message, kind="danger")
    message = f"Fassung {old.version} steht wieder im Bericht."
    anchor = f"abschnitt-{section_id}"
    return go_to(request, "reports:show", message=message, anchor=anchor, report_id=report_id)


ROUTES = [show_versions, restore]
