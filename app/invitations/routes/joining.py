"""Somebody joins or leaves a group: what becomes of the meetings that are still to come."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from app.core import clock
from app.core.actor import Actor
from app.core.errors import NotFound
from app.groups.access import group_to_lead
from app.groups.tables import Group
from app.invitations import joining
from app.invitations.forms import JoiningForm
from app.invitations.joining import Turn
from app.invitations.operations import joining as operations
from app.people.rules import name_of
from app.people.tables import Person
from app.series.rules import sittings
from app.web.filters import tag, von_bis
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

PATH = "/gruppen/{group_id:uuid}/personen/{member_id:uuid}/einladungen"
NAME = "invitations:joining"


@dataclass(frozen=True)
class Asked:
    """other: of the same group, to be asked about next."""

    group: Group
    person: Person
    turns: list[Turn]
    other: UUID | None

    @property
    def something(self) -> bool:
        return any(turn.to_invite or turn.to_cancel for turn in self.turns)


async def _asked(actor: Actor, group_id: UUID, member_id: UUID, danach: str) -> Asked:
    group = await group_to_lead(actor, group_id)
    person = await joining.person_of(group, member_id)
    turns = await joining.turns_of(group_id, member_id, now=clock.now())
    return Asked(group, person, turns, await _other(group, danach))


async def _other(group: Group, danach: str) -> UUID | None:
    try:
        return (await joining.person_of(group, UUID(danach))).id
    except (ValueError, NotFound):
        return None


@get(PATH, name=NAME)
async def ask(
    request: AnyRequest,
    actor: CurrentActor,
    group_id: FromPath[UUID],
    member_id: FromPath[UUID],
    danach: FromQuery[str] = "",
) -> Response[Any]:
    """Where there is nothing to ask, on to the next; danach: another person of the group."""
    asked = await _asked(actor, group_id, member_id, danach)
    if not asked.something:
        return _on(request, asked)
    form = JoiningForm(
        data={
            "invite": [str(each.key) for each in asked.turns if each.wanted],
            "cancel": [str(each.key) for each in asked.turns if each.to_cancel],
        }
    )
    return await _ask_page(request, actor, asked, _offered(form, asked.turns))


def _offered(form: JoiningForm, turns: list[Turn]) -> JoiningForm:
    return form.offer(
        {str(turn.key): _label(turn) for turn in turns if turn.to_invite},
        {str(turn.key): _label(turn) for turn in turns if turn.to_cancel},
    )


def _label(turn: Turn) -> str:
    if turn.series_id:
        dates = "ein Termin" if turn.count == 1 else f"{turn.count} Termine"
        return f"Reihe „{turn.title}“: {dates} ab {tag(turn.starts_at)}"
    return f"{tag(turn.starts_at)}, {von_bis(turn.starts_at, turn.ends_at)}: {turn.title}"


async def _ask_page(
    request: AnyRequest, actor: Actor, asked: Asked, form: JoiningForm
) -> Response[Any]:
    group, person, turns = asked.group, asked.person, asked.turns
    return page(
        request, "invitations/joining.html", status=422 if form.errors else 200, area="gruppen",
        group=group, person=person, name=name_of(person), form=form, other=asked.other,
        drafts=await operations.drafts(actor, group.id, person.id, turns, now=clock.now()),
        later=sum(turn.later for turn in turns),
        asked=sum(turn.count for turn in turns if turn.to_invite or turn.to_cancel),
        silent={str(turn.key) for turn in turns if turn.to_cancel and not turn.reached},
    )  # fmt: skip


@post(PATH, name="invitations:joining:send")
async def settle(
    request: AnyRequest,
    actor: CurrentActor,
    group_id: FromPath[UUID],
    member_id: FromPath[UUID],
    danach: FromQuery[str] = "",
) -> Response[Any]:
    asked = await _asked(actor, group_id, member_id, danach)
    if not asked.something:
        return _on(request, asked)
    form = _offered(JoiningForm(await form_data(request)), asked.turns)
    if not form.validate():
        return await _ask_page(request, actor, asked, form)
    invited, ended = await operations.settle(
        actor, group_id, member_id, form.cleaned(), now=clock.now()
    )
    return _on(request, asked, _said(name_of(asked.person), invited, ended))


def _on(request: AnyRequest, asked: Asked, message: str = "") -> Response[Any]:
    """To the next person, else to the group."""
    group_id = asked.group.id
    if asked.other is None:
        return go_to(request, "groups:show", group_id=group_id, message=message)
    return go_to(request, NAME, group_id=group_id, member_id=asked.other, message=message)


def _said(name: str, invited: int, ended: int) -> str:
    """For instance: Olaf Krüger ist zu 2 Sitzungen eingeladen und von einer ausgeladen."""
    to = f"zu {sittings(invited)} eingeladen" if invited else ""
    off = f"von {sittings(ended)} ausgeladen" if ended else ""
    return f"{name} ist {' und '.join(filter(None, [to, off]))}." if to or off else ""


ROUTES = [ask, settle]
