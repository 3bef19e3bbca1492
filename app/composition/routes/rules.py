"""The seat rules of a group: read by who leads it, changed by the office."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from app.composition import access, operations
from app.composition.forms import (
    ChangedRuleForm,
    NewRuleForm,
    RuleChoices,
    RuleForm,
    filled_with,
)
from app.composition.queries import known, listing, papers
from app.composition.rules.proposals import rule_from
from app.core import clock
from app.core.actor import Actor
from app.core.errors import StaleVersion
from app.groups.access import group_to_lead
from app.groups.queries.heads import group_head
from app.groups.rules.seats import WantedRule
from app.groups.tables import CompositionRule, Group
from app.people.access import check_office
from app.people.queries.choices import region_choices
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

PATH = "/gruppen/{group_id:uuid}/besetzung"


@get(PATH, name="composition:rules")
async def list_rules(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[str]:
    group = await group_to_lead(actor, group_id)
    head = await group_head(group)
    is_office = group.body in actor.office_of
    return page(
        request,
        "composition/rules.html",
        area="gruppen",
        body_name=head.body_name,
        head=head,
        rules=await listing.rules_of(actor, group_id),
        offers=await papers.offers(actor, group) if is_office else [],
        is_office=is_office,
    )


async def _group(actor: Actor, group_id: UUID) -> Group:
    group = await group_to_lead(actor, group_id)
    check_office(actor, group.body)
    return group


async def _offer(actor: Actor, group: Group, form: RuleForm) -> None:
    form.offer(
        RuleChoices(
            committees=await known.committee_choices(group.body, group.id),
            regions=await region_choices(group.body),
            traeger_sets=await known.set_choices(group.body),
            origins=await papers.origin_choices(actor, group),
        )
    )


async def _form_page(
    request: AnyRequest,
    group: Group,
    form: RuleForm,
    *,
    rule: CompositionRule | None = None,
    status: int = 200,
    conflict: str = "",
) -> Response[str]:
    head = await group_head(group)
    theirs = []
    if conflict and rule and isinstance(form, ChangedRuleForm):
        theirs = form.beside(ChangedRuleForm.of(rule))
    return page(
        request, "composition/rule.html", block="formular", status=status, area="gruppen",
        body_name=head.body_name, head=head, form=form, rule=rule, conflict=conflict, theirs=theirs,
    )  # fmt: skip


@get(f"{PATH}/neu", name="composition:rule:new")
async def new_rule(
    request: AnyRequest,
    actor: CurrentActor,
    group_id: FromPath[UUID],
    vorschlag: FromQuery[str] = "",
) -> Response[str]:
    """Vorschlag: a WordingHint of the founding Vorlage that fills the form."""
    group = await _group(actor, group_id)
    rule, hint = await _proposed(actor, group, vorschlag)
    form: Any = NewRuleForm.fresh(**filled_with(rule), vorschlag=hint)
    await _offer(actor, group, form)
    return await _form_page(request, group, form)


async def _proposed(actor: Actor, group: Group, hint_id: str) -> tuple[WantedRule, str]:
    """The rule, and which hint of which Vorlage it comes from; an empty one without."""
    for offer in await papers.offers(actor, group) if hint_id else []:
        if str(offer.hint.id) == hint_id:
            names = await known.known_names(group.body)
            rule = rule_from(offer.hint.sentence, offer.hint.data, names)
            return papers.with_origin(rule, offer), f"{offer.vorlage_id}/{hint_id}"
    return WantedRule(quote=""), ""


@post(f"{PATH}/neu", name="composition:rule:add")
async def add_rule(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[Any]:
    group = await _group(actor, group_id)
    form = NewRuleForm(await form_data(request))
    await _offer(actor, group, form)
    if not form.validate():
        return await _form_page(request, group, form, status=422)
    hint = form.hint()
    taken = operations.TakenHint(*hint, clock.now()) if hint else None
    await operations.add_rule(actor, group_id, form.new_id, form.cleaned(), taken)
    message = "Die Regel ist aufgenommen."
    return go_to(request, "composition:rules", group_id=group_id, message=message)


@get(f"{PATH}/{{rule_id:uuid}}", name="composition:rule:show")
async def show_rule(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID], rule_id: FromPath[UUID]
) -> Response[str]:
    group = await _group(actor, group_id)
    rule = await access.rule_of(group_id, rule_id)
    form = ChangedRuleForm.of(rule)
    await _offer(actor, group, form)
    return await _form_page(request, group, form, rule=rule)


@post(f"{PATH}/{{rule_id:uuid}}", name="composition:rule:change")
async def change_rule(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID], rule_id: FromPath[UUID]
) -> Response[Any]:
    group = await _group(actor, group_id)
    rule = await access.rule_of(group_id, rule_id)
    form = ChangedRuleForm(await form_data(request))
    await _offer(actor, group, form)
    if not form.validate():
        return await _form_page(request, group, form, rule=rule, status=422)
    try:
        await operations.change_rule(
            actor, group_id, rule_id, form.cleaned(), version=form.seen_version
        )
    except StaleVersion as conflict:
        stored = await access.rule_of(group_id, rule_id)
        return await _form_page(
            request, group, form, rule=stored, status=409, conflict=str(conflict)
        )
    message = "Die Regel ist gespeichert."
    return go_to(request, "composition:rules", group_id=group_id, message=message)


@post(f"{PATH}/{{rule_id:uuid}}/entfernen", name="composition:rule:remove")
async def remove_rule(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID], rule_id: FromPath[UUID]
) -> Response[Any]:
    await operations.remove_rule(actor, group_id, rule_id)
    message = (
        "Die Regel ist entfernt. Wer auf einem ihrer Sitze steht, behält ihren Satz als Namen des "
        "Sitzes."
    )
    return go_to(request, "composition:rules", group_id=group_id, message=message)


@post(f"{PATH}/{{rule_id:uuid}}/bewegen", name="composition:rule:move")
async def move_rule(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID], rule_id: FromPath[UUID]
) -> Response[Any]:
    """`wohin`: "hoch" or "runter"."""
    down = (await form_data(request)).get("wohin") == "runter"
    await operations.move_rule(actor, group_id, rule_id, "down" if down else "up")
    return go_to(request, "composition:rules", group_id=group_id)


ROUTES = [list_rules, new_rule, add_rule, show_rule, change_rule, remove_rule, move_rule]
