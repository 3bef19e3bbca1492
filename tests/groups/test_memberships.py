"""What one membership may not be beside the others, each with a sentence at its field."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from app.core.clock import today
from app.groups.rules.memberships import Sitter, WrongField, check_deputy
from app.groups.rules.periods import Period
from app.groups.tables import Group, Membership, Quantity, Role, Standing, Trait
from tests.browser import Visit
from tests.cast import Cast, make_member, make_person
from tests.groups.make import make_rule
from tests.groups.test_members import membership_of, path, saved, somebody_new, typed

END = date(2030, 12, 31)


async def test_single_seat_is_taken_until_its_holder_leaves(visit: Visit, cast: Cast) -> None:
    rule = await make_rule(cast.group, "eine Vertretung der Hochschule")
    anke = await make_person(cast.body, "Anke", "Sievers")
    await make_member(cast.group, anke, rule=rule.id, until=END)
    bernd = await visit("bernd")
    refused = await bernd.post(path(cast), somebody_new(rule=str(rule.id)))
    assert refused.status_code == 422
    assert "Auf diesem Sitz sitzt schon Anke Sievers (bis 31.12.2030)" in refused.text
    assert 'id="rule-fehler"' in refused.text
    later = somebody_new(rule=str(rule.id), since="2031-01-01")
    assert (await bernd.post(path(cast), later)).status_code == 303


async def test_seat_of_several_is_full_only_when_all_sit_there_at_once(
    visit: Visit, cast: Cast
) -> None:
    rule = await make_rule(cast.group, "höchstens zwei Eltern", number=2, quantity="at_most")
    for name, since, until in (("Anke", 1, 3), ("Jonas", 2, 6), ("Mia", 5, 8)):
        await make_member(
            cast.group, await make_person(cast.body, name, "Sievers"), rule=rule.id,
            since=date(2026, since, 1), until=date(2026, until, 28),
        )  # fmt: skip
    bernd = await visit("bernd")
    free = somebody_new(rule=str(rule.id), since="2026-04-01", until="2026-04-30")
    assert (await bernd.post(path(cast), free)).status_code == 303
    full = typed(rule=str(rule.id), since="2026-04-01", until="2026-06-01")
    refused = await bernd.post(path(cast, free["id"]), full)
    assert refused.status_code == 422
    assert "Alle 2 Sitze sind besetzt: Jonas Sievers (bis 28.06.2026)" in refused.text


@pytest.mark.parametrize(
    "columns",
    [{"quantity": Quantity.AT_LEAST}, {"trait": Trait.SIDE, "side": "free"}],
)
async def test_rule_that_sets_no_limit_for_a_seat_takes_everybody(
    visit: Visit, cast: Cast, columns: dict[str, str]
) -> None:
    rule = await make_rule(cast.group, "freie Träger", **columns)
    await make_member(cast.group, await make_person(cast.body, "Anke", "S"), rule=rule.id)
    bernd = await visit("bernd")
    assert (await bernd.post(path(cast), somebody_new(rule=str(rule.id)))).status_code == 303
    assert await Membership.count().where(Membership.rule == rule.id) == 2


async def test_deputy_takes_no_seat_away(visit: Visit, cast: Cast) -> None:
    rule = await make_rule(cast.group, "eine Vertretung der Hochschule")
    member = await make_member(
        cast.group, await make_person(cast.body, "Anke", "Sievers"), rule=rule.id
    )
    bernd = await visit("bernd")
    form = somebody_new(rule=str(rule.id), standing="deputy", deputy_of=str(member.id))
    assert (await bernd.post(path(cast), form)).status_code == 303
    assert await Membership.count().where(Membership.rule == rule.id) == 2


async def test_second_chair_is_refused_and_the_first_named(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    refused = await anna.post(path(cast), somebody_new(role="leitung"))
    assert refused.status_code == 422
    assert "Die Leitung hat schon Bernd Brandt, ohne Ende." in refused.text
    assert 'id="role-fehler"' in refused.text
    assert "Bisherige Leitung zum Vortag beenden" in refused.text
    deputy = somebody_new(role="leitung", standing="deputy")
    assert (await anna.post(path(cast), deputy)).status_code == 303, "stands in for the chair"


async def test_new_chair_ends_the_former_one_the_day_before(visit: Visit, cast: Cast) -> None:
    first = today() + timedelta(days=30)
    anna = await visit("anna")
    form = somebody_new(role="leitung", since=f"{first}", end_former_chair="y")
    assert (await anna.post(path(cast), form)).status_code == 303
    former = await membership_of(cast, "bernd")
    assert (former.until, former.version) == (first - timedelta(days=1), 2)
    assert (await saved(form["id"])).role == Role.LEITUNG
    early = typed(role="leitung", since="2023-12-31", end_former_chair="y")
    refused = await anna.post(path(cast, form["id"]), early)
    assert refused.status_code == 422
    assert "Die Leitung von Bernd Brandt beginnt erst am 01.01.2024" in refused.text
    assert (await membership_of(cast, "bernd")).until == first - timedelta(days=1)


async def test_former_chair_stays_when_anything_else_is_wrong(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    form = somebody_new(role="leitung", end_former_chair="y", deputy_of=str(cast.id("dirk")))
    assert (await anna.post(path(cast), form)).status_code == 422
    assert (await membership_of(cast, "bernd")).until is None


Wrong = Callable[[Membership, Membership], dict[str, str]]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (lambda own, _: {"deputy_of": str(own.id)}, "Bitte einen Eintrag aus der Liste wählen"),
        (lambda _, other: {"deputy_of": str(other.id)}, "ist selbst Vertretung"),
    ],
)
async def test_who_cannot_be_stood_in_for(
    visit: Visit, cast: Cast, fields: Wrong, sentence: str
) -> None:
    own = await membership_of(cast, "carla")
    other = await make_member(
        cast.group, await make_person(cast.body, "Jonas", "Thiel"), deputy_of=own.id
    )
    paul = await membership_of(cast, "paul")
    await Membership.update({Membership.deputy_of: other.id}).where(Membership.id == paul.id)
    bernd = await visit("bernd")
    row = own if "Liste" in sentence else paul
    answer = await bernd.post(path(cast, row.id), typed(**fields(own, other), since="2024-02-01"))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'id="deputy_of-fehler"' in answer.text


async def test_deputy_has_no_deputy(visit: Visit, cast: Cast) -> None:
    own, paul = await membership_of(cast, "carla"), await membership_of(cast, "paul")
    await Membership.update({Membership.deputy_of: own.id}).where(Membership.id == paul.id)
    bernd = await visit("bernd")
    answer = await bernd.post(path(cast, own.id), typed(standing="deputy", since="2024-01-01"))
    assert answer.status_code == 422
    assert "Paul Petersen vertritt diese Person." in answer.text


async def test_deputy_stands_in_only_while_the_other_sits_there(visit: Visit, cast: Cast) -> None:
    member = await make_member(
        cast.group, await make_person(cast.body, "Anke", "Sievers"), until=END
    )
    bernd = await visit("bernd")
    form = somebody_new(standing=Standing.DEPUTY, deputy_of=str(member.id))
    refused = await bernd.post(path(cast), form)
    assert refused.status_code == 422
    assert "Anke Sievers sitzt hier ab 01.01.2024, bis 31.12.2030." in refused.text
    assert (await bernd.post(path(cast), form | {"until": f"{END}"})).status_code == 303


async def test_nobody_joins_after_the_end_of_the_group(visit: Visit, cast: Cast) -> None:
    await Group.update({Group.ends_on: END}).where(Group.id == cast.group.id)
    bernd = await visit("bernd")
    for period, field in (
        ({"since": "2031-01-01"}, "since"),
        ({"since": "2030-01-01", "until": "2031-01-01"}, "until"),
    ):
        answer = await bernd.post(path(cast), somebody_new(**period))
        assert answer.status_code == 422
        assert "Die Gruppe endet am 31.12.2030." in answer.text
        assert f'id="{field}-fehler"' in answer.text
    assert (await bernd.post(path(cast), somebody_new(since="2030-01-01"))).status_code == 303


async def test_other_change_in_between_keeps_both_texts(visit: Visit, cast: Cast) -> None:
    row = await membership_of(cast, "carla")
    anna, bernd = await visit("anna"), await visit("bernd")
    mine = typed(seat="Region Nord", since="2024-01-01")
    theirs = typed(seat="Region Süd", since="2024-01-01", traeger_id=str(cast.traeger.id))
    assert (await anna.post(path(cast, row.id), theirs)).status_code == 303
    assert (await anna.post(path(cast, row.id), theirs)).status_code == 303, "the same is no clash"
    conflict = await bernd.post(path(cast, row.id), mine)
    assert conflict.status_code == 409
    assert 'value="Region Nord"' in conflict.text
    assert "<dt>Anderer Sitz</dt><dd><p>Region Süd</p></dd>" in conflict.text
    assert f"<dt>Träger</dt><dd><p>{cast.traeger.name}</p></dd>" in conflict.text
    assert (await saved(row.id)).seat == "Region Süd"
    assert (await bernd.post(path(cast, row.id), mine | {"version": "2"})).status_code == 303
    assert (await saved(row.id)).seat == "Region Nord"
    assert (await bernd.post(path(cast, row.id), mine | {"version": "x"})).status_code == 422


async def test_two_submits_at_the_same_moment_fill_one_seat_once(visit: Visit, cast: Cast) -> None:
    rule = await make_rule(cast.group, "eine Vertretung der Hochschule")
    anna, bernd = await visit("anna"), await visit("bernd")
    forms = [
        typed(given_name="Olaf", family_name="Krüger", email=f"{name}@example.org",
              rule=str(rule.id))
        for name in ("olaf", "ole")
    ]  # fmt: skip
    await asyncio.gather(anna.get("/gruppen"), bernd.get(path(cast)))
    answers = await asyncio.gather(
        *(b.post(path(cast), f) for b, f in zip((anna, bernd), forms, strict=True))
    )
    assert sorted(answer.status_code for answer in answers) == [303, 422]
    assert await Membership.count().where(Membership.rule == rule.id) == 1


def test_nobody_stands_in_for_themselves() -> None:
    own = Sitter(
        id=uuid4(), person=uuid4(), name="Anke Sievers", role=Role.MITGLIED,
        standing=Standing.VOTING, period=Period(date(2031, 1, 1)),
    )  # fmt: skip
    earlier = replace(own, id=uuid4(), period=Period(date(2024, 1, 1), END))
    for deputy_of in (own.id, earlier.id):
        with pytest.raises(WrongField, match="Niemand kann sich selbst vertreten"):
            check_deputy(replace(own, deputy_of=deputy_of), [earlier])
    with pytest.raises(WrongField, match="andere Person aus dieser Gruppe"):
        check_deputy(replace(own, deputy_of=uuid4()), [earlier])
