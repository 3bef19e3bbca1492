from uuid import uuid4

import pytest

from app.groups.tables import CompositionRule, Group
from app.mandates.tables import Mandate, MandateStep
from app.vorlagen.tables import DecisionPoint, GroupOrigin
from tests.browser import Visit
from tests.cast import Cast
from tests.mandates.make import make_mandate
from tests.vorlagen.make import make_vorlage, points_of

SEATS = "In ihr wirken drei Mitglieder des Jugendhilfeausschusses mit."
POINTS = (
    f"Eine Steuerungsgruppe wird eingerichtet. {SEATS} Sie tagt monatlich.",
    "Der Bedarf in drei Regionen wird erhoben. Er wird vorgelegt.",
    "Die Finanzierung wird geregelt.",
)


async def points_for(cast: Cast) -> list[DecisionPoint]:
    return await points_of(await make_vorlage(cast.body, points=POINTS))


def filled(points: list[DecisionPoint], **fields: str) -> dict[str, str]:
    """The second point becomes a mandate with a title of its own, the third does not."""
    form = {
        "id": str(uuid4()),
        "name": "Steuerungsgruppe Nord",
        "kind": "steuerungsgruppe",
        "parent_id": "",
        "starts_on": "2024-03-01",
        "purpose": "Bedarf und Geld klären",
        "seat_rules": SEATS,
        "points-1-chosen": "y",
    }
    for at, point in enumerate(points):
        form |= {f"points-{at}-point_id": str(point.id), f"points-{at}-title": f"Auftrag {at}"}
    return {**form, **fields}


async def test_the_page_proposes_purpose_seats_and_mandates_from_the_paper(
    cast: Cast, visit: Visit
) -> None:
    points = await points_for(cast)
    await make_mandate(cast.group, point=points[2])
    anna = await visit("anna")
    page = (await anna.get(f"/beschlusspunkte/{points[0].id}/gruppe")).text
    assert f"{SEATS}</textarea>" in page
    assert f"\n{POINTS[0]}</textarea>" in page
    assert 'value="Der Bedarf in drei Regionen wird erhoben"' in page
    assert "Titel des Auftrags zu Punkt 2" in page
    ticked = [f'name="points-{at}-chosen" value="y" checked' in page for at in range(3)]
    assert ticked == [False, True, False], "not the point itself, not what has a mandate already"


async def test_group_origin_and_mandates_come_at_once_however_often_submitted(
    cast: Cast, visit: Visit
) -> None:
    points = await points_for(cast)
    anna = await visit("anna")
    form = filled(points, parent_id=str(cast.group.id))
    for _ in range(2):
        answer = await anna.post(f"/beschlusspunkte/{points[0].id}/gruppe", form)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/gruppen/{form['id']}")
    group = await Group.objects().get(Group.id == form["id"])
    assert group is not None
    assert (group.name, group.parent) == ("Steuerungsgruppe Nord", cast.group.id)
    rules = await CompositionRule.objects().where(CompositionRule.group == group.id)
    assert [(rule.quote, rule.number, rule.trait, rule.committee) for rule in rules] == [
        (SEATS, 3, "committee", cast.committee.id)
    ]
    assert (rules[0].vorlage, rules[0].decision_point) == (points[0].vorlage, points[0].id)
    origins = await GroupOrigin.objects().where(GroupOrigin.group == group.id)
    assert [origin.decision_point for origin in origins] == [points[0].id]
    given = await Mandate.objects().where(Mandate.group == group.id)
    assert [(m.title, m.decision_point, m.status) for m in given] == [
        ("Auftrag 1", points[1].id, "open")
    ]
    steps = await MandateStep.objects().where(MandateStep.mandate == given[0].id)
    assert [step.sentence for step in steps] == ["Aus Punkt 2 der Vorlage 2024/012."]


async def test_what_is_missing_comes_back_and_nothing_is_stored(cast: Cast, visit: Visit) -> None:
    points = await points_for(cast)
    anna = await visit("anna")
    before = await Group.count()
    answer = await anna.post(
        f"/beschlusspunkte/{points[0].id}/gruppe",
        filled(points, **{"name": "", "points-1-title": "", "purpose": "Mein Zweck"}),
    )
    assert answer.status_code == 422
    assert "2 Angaben fehlen noch" in answer.text
    assert "Mein Zweck</textarea>" in answer.text
    assert 'name="points-1-chosen" value="y" checked' in answer.text
    assert (await Group.count(), await Mandate.count()) == (before, 0)


async def test_a_point_of_another_paper_leaves_no_half_group(cast: Cast, visit: Visit) -> None:
    points = await points_for(cast)
    foreign = await points_of(await make_vorlage(cast.other_body))
    anna = await visit("anna")
    before = await Group.count()
    answer = await anna.post(
        f"/beschlusspunkte/{points[0].id}/gruppe",
        filled(points, **{"points-1-point_id": str(foreign[0].id)}),
    )
    assert answer.status_code == 422
    assert "Diesen Beschlusspunkt gibt es" in answer.text
    assert (await Group.count(), await GroupOrigin.count(), await Mandate.count()) == (before, 0, 0)


@pytest.mark.parametrize("page", ["gruppe", "auftrag"])
@pytest.mark.parametrize(("name", "status"), [("carla", 403), ("frieda", 404), ("bernd", 403)])
async def test_only_the_office_sets_up_groups_and_gives_mandates(
    cast: Cast, visit: Visit, page: str, name: str, status: int
) -> None:
    points = await points_for(cast)
    browser = await visit(name)
    assert (await browser.get(f"/beschlusspunkte/{points[0].id}/{page}")).status_code == status
    answer = await browser.post(f"/beschlusspunkte/{points[0].id}/{page}", filled(points))
    assert answer.status_code == status
    assert await Mandate.count() == 0


async def test_the_office_gives_a_point_to_a_group_of_the_body_once(
    cast: Cast, visit: Visit
) -> None:
    points = await points_for(cast)
    anna = await visit("anna")
    address = f"/beschlusspunkte/{points[2].id}/auftrag"
    page = (await anna.get(address)).text
    assert 'value="Die Finanzierung wird geregelt"' in page
    assert str(cast.committee.id) not in page, "a committee decides, it takes no mandate"
    form = {
        "id": str(uuid4()), "group_id": str(cast.group.id), "kind": "problem",
        "title": "Geld fehlt", "due_on": "",
    }  # fmt: skip
    for _ in range(2):
        answer = await anna.post(address, form)
        assert answer.headers["location"] == f"/auftraege/{form['id']}"
    given = await Mandate.objects().where(Mandate.decision_point == points[2].id)
    assert [(m.title, m.kind, m.group) for m in given] == [("Geld fehlt", "problem", cast.group.id)]
    wrong = await anna.post(
        address, {**form, "id": str(uuid4()), "group_id": str(cast.committee.id)}
    )
    assert wrong.status_code == 422
    assert "Geld fehlt" in wrong.text
    assert await Mandate.count() == 1
