"""The office says later which decision point a group goes back to."""

from app.vorlagen.tables import DecisionPoint, GroupOrigin
from tests.browser import Visit
from tests.cast import Cast
from tests.vorlagen.make import make_decision_point, make_vorlage


async def points(cast: Cast) -> tuple[DecisionPoint, DecisionPoint]:
    vorlage = await make_vorlage(cast.body)
    return (
        await make_decision_point(vorlage, "Eine Gruppe wird eingesetzt."),
        await make_decision_point(vorlage, "Sie berichtet.", position=2, needless_reason="Später"),
    )


async def origin(cast: Cast) -> object:
    row = await GroupOrigin.objects().where(GroupOrigin.group == cast.group.id).first()
    return row.decision_point if row else None


async def test_point_is_set_changed_and_taken_away(visit: Visit, cast: Cast) -> None:
    first, second = await points(cast)
    path = f"/gruppen/{cast.group.id}/herkunft"
    anna = await visit("anna")
    assert "Beschlusspunkt angeben" in (await anna.get(path)).text
    offered = (await anna.get(f"{path}/aendern?vorlage={first.vorlage}")).text
    assert "Eine Gruppe wird eingesetzt." in offered
    for point in (first, second):
        form = {"vorlage": str(first.vorlage), "point_id": str(point.id)}
        assert (await anna.post(f"{path}/aendern", form)).status_code == 303
        assert await origin(cast) == point.id
    assert "Sie berichtet." in (await anna.get(path)).text
    needed = await DecisionPoint.objects().get(DecisionPoint.id == second.id)
    assert needed is not None
    assert needed.needless_reason == "", "there is something to do after all"
    await anna.post(f"{path}/aendern", {"vorlage": "", "point_id": ""})
    assert await origin(cast) is None


async def test_point_of_another_body_is_no_choice(visit: Visit, cast: Cast) -> None:
    vorlage = await make_vorlage(cast.other_body)
    point = await make_decision_point(vorlage, "Anderswo.")
    answer = await (await visit("anna")).post(
        f"/gruppen/{cast.group.id}/herkunft/aendern",
        {"vorlage": str(vorlage.id), "point_id": str(point.id)},
    )
    assert answer.status_code == 422
    assert await origin(cast) is None


async def test_members_read_it_and_may_not_change_it(visit: Visit, cast: Cast) -> None:
    carla = await visit("carla")
    text = (await carla.get(f"/gruppen/{cast.group.id}/herkunft")).text
    assert "Beschlusspunkt angeben" not in text
