"""The office's side: who gets it, what they would read, a test mail, the sending and its archive."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from app.core import clock
from app.digest import access
from app.digest.forms import RegisterForm, TestForm, UsualForm
from app.digest.mails import hidden_words, summary_sentence
from app.digest.operations.choosing import register_members, set_usual
from app.digest.operations.running import Run
from app.digest.operations.sending import send_test
from app.digest.queries.people import Member, edition_for_all, members_of, recipients
from app.digest.queries.sent import archive_of, usual_of
from app.digest.rules.marks import marks_from
from app.digest.rules.occasions import words_for
from app.digest.tables import CommitteeRhythm
from app.groups.tables import Group
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

A_MONTH = timedelta(days=30)


@dataclass
class Forms:
    """Those of the page; one of them may be what came back."""

    register: RegisterForm
    usual: UsualForm

    @classmethod
    def fresh(cls, members: list[Member], usual: CommitteeRhythm, sent: Any = None) -> "Forms":
        register = RegisterForm(sent)
        register.people.choices = {str(m.person_id): m.name for m in members if not m.recipient}
        kept = {"rhythm": usual.rhythm, "weekday": str(usual.weekday)}
        return cls(register, UsualForm(sent, data=kept))


@get("/digests/ausschuss/{committee_id:uuid}", name="digest:committee")
async def committee(
    request: AnyRequest,
    actor: CurrentActor,
    committee_id: FromPath[UUID],
    person: FromQuery[UUID | None] = None,
) -> Response[str]:
    group = await access.committee_to_inform(actor, committee_id)
    members = await members_of(group.id, clock.today())
    forms = Forms.fresh(members, await usual_of(group.id))
    return await _committee_page(request, group, members, forms, person=person)


async def _committee_page(
    request: AnyRequest,
    group: Group,
    members: list[Member],
    forms: Forms,
    *,
    person: UUID | None = None,
    status: int = 200,
) -> Response[str]:
    """`person`: whose news are shown, else the first that are any; own tasks are the reader's."""
    edition, _ = await edition_for_all(group, clock.now())
    contents = [
        (
            each,
            words_for(each.chosen.rhythm, each.chosen.weekday),
            edition.content(each.marks, each.without),
        )
        for each in recipients(members)
    ]
    full = [content for _, _, content in contents if not content.is_empty]
    of_person = [content for each, _, content in contents if each.person_id == person]
    shown = next(iter(of_person + full), None)
    return page(
        request, "digest/committee.html", status=status, area="digests", group=group, forms=forms,
        test=TestForm.fresh(), contents=contents, count=len(full), shown=shown,
        summary=summary_sentence(shown) if shown else "",
        hidden_words=hidden_words(shown.hidden) if shown else "",
        may_register=bool(forms.register.people.choices),
    )  # fmt: skip


@post("/digests/ausschuss/{committee_id:uuid}/anmeldung", name="digest:register")
async def register(
    request: AnyRequest, actor: CurrentActor, committee_id: FromPath[UUID]
) -> Response[Any]:
    group = await access.committee_to_inform(actor, committee_id)
    members, usual = await members_of(group.id, clock.today()), await usual_of(group.id)
    form = Forms.fresh(members, usual, await form_data(request)).register
    if not form.validate():
        forms = Forms(form, Forms.fresh(members, usual).usual)
        return await _committee_page(request, group, members, forms, status=422)
    chosen = [UUID(person_id) for person_id in form.people.data or []]
    count = await register_members(actor, committee_id, chosen, now=clock.now())
    said = "Eine Person ist eingetragen." if count == 1 else f"{count} Personen sind eingetragen."
    return go_to(request, "digest:committee", committee_id=committee_id, message=said)


@post("/digests/ausschuss/{committee_id:uuid}/vorgabe", name="digest:usual")
async def choose_usual(
    request: AnyRequest, actor: CurrentActor, committee_id: FromPath[UUID]
) -> Response[Any]:
    group = await access.committee_to_inform(actor, committee_id)
    form = UsualForm(await form_data(request))
    if not form.validate():
        members = await members_of(group.id, clock.today())
        forms = Forms(Forms.fresh(members, await usual_of(group.id)).register, form)
        return await _committee_page(request, group, members, forms, status=422)
    data = form.cleaned()
    await set_usual(actor, committee_id, data, now=clock.now())
    assert data.rhythm is not None
    said = f"Üblich ist jetzt: {words_for(data.rhythm, data.weekday)}."
    return go_to(request, "digest:committee", committee_id=committee_id, message=said)


@post("/digests/ausschuss/{committee_id:uuid}/probe", name="digest:test")
async def test(
    request: AnyRequest, actor: CurrentActor, committee_id: FromPath[UUID]
) -> Response[Any]:
    """What somebody reads who was told last as long ago as any of them; without own tasks."""
    group = await access.committee_to_inform(actor, committee_id)
    form = TestForm(await form_data(request))
    if not form.validate():
        return go_to(request, "digest:committee", committee_id=committee_id, kind="info",
                     message="Bitte senden Sie die Probe noch einmal.")  # fmt: skip
    edition, _ = await edition_for_all(group, clock.now(), without_any=A_MONTH)
    content = edition.content(marks_from(edition.since))
    await send_test(actor, committee_id, form.new_id, edition, content)
    said = "Eine Probe ist auf dem Weg an Sie. Als gesandt gilt damit nichts."
    return go_to(request, "digest:committee", committee_id=committee_id, message=said)


@post("/digests/ausschuss/{committee_id:uuid}/versand", name="digest:send")
async def send(
    request: AnyRequest, actor: CurrentActor, committee_id: FromPath[UUID]
) -> Response[Any]:
    group = await access.committee_to_inform(actor, committee_id)
    sent, _ = await (await Run.of(group, clock.now(), actor)).to_everybody()
    if not sent:
        return go_to(request, "digest:committee", committee_id=committee_id, kind="info",
                     message="Es gibt nichts Neues, also geht keine E-Mail hinaus.")  # fmt: skip
    said = "Eine Zusammenfassung ist" if sent == 1 else f"{sent} Zusammenfassungen sind"
    return go_to(
        request, "digest:committee", committee_id=committee_id, message=f"{said} auf dem Weg."
    )


@get("/digests/ausschuss/{committee_id:uuid}/versandt", name="digest:archive")
async def archive(
    request: AnyRequest, actor: CurrentActor, committee_id: FromPath[UUID]
) -> Response[str]:
    group = await access.committee_to_inform(actor, committee_id)
    letters = await archive_of(group.id)
    return page(request, "digest/archive.html", area="digests", group=group, letters=letters)


ROUTES = [committee, register, choose_usual, test, send, archive]
