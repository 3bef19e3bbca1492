"""A decision point from which nothing has to follow says so, with a reason that can be taken back."""

from uuid import uuid4

from app.audit.tables import AuditEntry
from app.core.clock import today
from app.vorlagen.tables import DecisionPoint
from tests.browser import Visit
from tests.cast import Cast
from tests.mandates.make import make_mandate, make_origin
from tests.vorlagen.make import make_vorlage, points_of

REASON = "Der Kreistag hat den Punkt selbst erledigt."


def path_of(point: DecisionPoint, word: str = "nichts-zu-tun") -> str:
    return f"/beschlusspunkte/{point.id}/{word}"


async def points(cast: Cast) -> list[DecisionPoint]:
    return await points_of(await make_vorlage(cast.body))


async def reason_of(point: DecisionPoint) -> str:
    found = await DecisionPoint.objects().get(DecisionPoint.id == point.id)
    assert found is not None
    return str(found.needless_reason)


async def test_a_reason_settles_the_point_for_everybody(cast: Cast, visit: Visit) -> None:
    point = (await points(cast))[2]
    anna = await visit("anna")
    for _ in range(2):
        answer = await anna.post(path_of(point), {"reason": REASON})
        assert answer.headers["location"] == f"/vorlagen/{point.vorlage}#punkt-{point.id}"
    assert await AuditEntry.count().where(AuditEntry.action == "decision_point.needless") == 1
    carla = await visit("carla")
    stand = (await carla.get(f"/vorlagen/{point.vorlage}/stand")).text
    assert "1 von 3 erledigt" in stand
    assert "nichts zu tun" in stand
    assert f"{REASON}<small" in stand
    assert f"{today():%d.%m.%Y}" in stand
    page = (await carla.get(f"/vorlagen/{point.vorlage}")).text
    assert f"Nichts zu tun seit {today():%d.%m.%Y}: {REASON}" in page
    assert "nichts zu tun" in (await carla.get("/beschlusskontrolle?stand=erledigt")).text
    assert REASON not in (await carla.get("/beschlusskontrolle")).text


async def test_it_can_be_taken_back(cast: Cast, visit: Visit) -> None:
    point = (await points(cast))[0]
    anna = await visit("anna")
    await anna.post(path_of(point), {"reason": REASON})
    form = (await anna.get(path_of(point))).text
    assert REASON in form
    assert "Doch etwas zu tun" in form
    for _ in range(2):
        assert (await anna.post(path_of(point, "doch-etwas-zu-tun"))).status_code == 303
    assert await reason_of(point) == ""
    assert "0 von 3 erledigt" in (await anna.get(f"/vorlagen/{point.vorlage}/stand")).text


async def test_without_a_reason_it_comes_back(cast: Cast, visit: Visit) -> None:
    point = (await points(cast))[0]
    answer = await (await visit("anna")).post(path_of(point), {"reason": "  "})
    assert answer.status_code == 422
    assert "Bitte schreiben Sie, warum nichts zu tun ist." in answer.text


async def test_two_with_different_reasons_see_both(cast: Cast, visit: Visit) -> None:
    point = (await points(cast))[0]
    anna = await visit("anna")
    await anna.post(path_of(point), {"reason": REASON})
    late = await anna.post(path_of(point), {"reason": "Es fehlt das Geld."})
    assert late.status_code == 409
    assert REASON in late.text
    assert "Es fehlt das Geld." in late.text
    assert await reason_of(point) == REASON


async def test_a_point_with_work_cannot_be_settled_that_way(cast: Cast, visit: Visit) -> None:
    first, second, _ = await points(cast)
    await make_mandate(cast.group, point=first)
    await make_origin(cast.other_group, second)
    anna = await visit("anna")
    for point in (first, second):
        page = (await anna.get(path_of(point))).text
        assert "Zum Stand des Punktes" in page
        assert "Vermerken" not in page
        answer = await anna.post(path_of(point), {"reason": REASON})
        assert answer.status_code == 422
        assert "An diesem Punkt wird schon gearbeitet" in answer.text
        assert await reason_of(point) == ""


async def test_work_that_comes_after_all_clears_the_reason(cast: Cast, visit: Visit) -> None:
    first, second, _ = await points(cast)
    anna = await visit("anna")
    for point in (first, second):
        await anna.post(path_of(point), {"reason": REASON})
    mandate = {
        "id": str(uuid4()), "group_id": str(cast.group.id), "kind": "question", "title": "Räume?",
    }  # fmt: skip
    assert (await anna.post(path_of(first, "auftrag"), mandate)).status_code == 303
    group = {"id": str(uuid4()), "name": "Gruppe Süd", "kind": "arbeitsgruppe", "parent_id": ""}
    assert (await anna.post(path_of(second, "gruppe"), group)).status_code == 303
    assert (await reason_of(first), await reason_of(second)) == ("", "")


async def test_the_start_page_no_longer_waits_for_it(cast: Cast, visit: Visit) -> None:
    found = await points(cast)
    anna = await visit("anna")
    waits = f"/vorlagen/{found[0].vorlage}"
    assert waits in (await anna.get("/")).text
    for point in found:
        await anna.post(path_of(point), {"reason": REASON})
    assert waits not in (await anna.get("/")).text


async def test_only_the_office_says_it(cast: Cast, visit: Visit) -> None:
    point = (await points_of(await make_vorlage(cast.body, visibility="internal", committee=cast.committee.id)))[0]  # fmt: skip
    for name, status in {"jutta": 403, "dirk": 404, "frieda": 404}.items():
        browser = await visit(name)
        assert (await browser.get(path_of(point))).status_code == status
        assert (await browser.post(path_of(point), {"reason": REASON})).status_code == status
        taken = await browser.post(path_of(point, "doch-etwas-zu-tun"))
        assert taken.status_code == status
    assert await reason_of(point) == ""
