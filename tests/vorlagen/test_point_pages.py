"""Decision points are rows: nested, linkable, corrected and added as they were decided."""

from uuid import UUID

from app.vorlagen.tables import DecisionPoint, Vorlage
from tests.browser import Visit
from tests.cast import Cast
from tests.mandates.make import make_mandate
from tests.vorlagen.make import POINTS, make_decision_point, make_vorlage, points_of
from tests.vorlagen.typed import typed

TYPED = {"marker": "2a)", "depth": "2", "text": "Drei Mitglieder wirken mit."}


def path_of(point: DecisionPoint) -> str:
    return f"/vorlagen/{point.vorlage}/punkte/{point.id}"


async def test_each_point_is_linkable_and_a_nested_one_says_its_level(
    cast: Cast, visit: Visit
) -> None:
    vorlage = await make_vorlage(cast.body)
    nested = await make_decision_point(vorlage, "Sie tagt monatlich.", marker="a)", depth=2)
    carla = await visit("carla")
    page = (await carla.get(f"/vorlagen/{vorlage.id}")).text
    for point in await points_of(vorlage):
        assert f'id="punkt-{point.id}"' in page
        assert f'href="/vorlagen/{vorlage.id}#punkt-{point.id}" data-copy=' in page
    assert "Link zu Punkt 3</a>" in page
    assert page.count("Ebene 2: ") == 1
    stand = (await carla.get(f"/vorlagen/{vorlage.id}/stand")).text
    assert '<div class="sw-level-2"><span class="kern-sr-only">Ebene 2: </span>' in stand
    assert f'href="/vorlagen/{vorlage.id}#punkt-{nested.id}"' in stand


async def test_a_point_is_corrected_and_keeps_its_work(cast: Cast, visit: Visit) -> None:
    vorlage = await make_vorlage(cast.body)
    point = (await points_of(vorlage))[1]
    mandate = await make_mandate(cast.group, point=point)
    anna = await visit("anna")
    form = typed((await anna.get(path_of(point))).text)
    assert form["text"] == POINTS[1]
    answer = await anna.post(path_of(point), form | TYPED)
    assert answer.headers["location"] == f"/vorlagen/{vorlage.id}#punkt-{point.id}"
    saved = (await points_of(vorlage))[1]
    assert (saved.marker, saved.depth, saved.text) == ("2a)", 2, TYPED["text"])
    stand = (await anna.get(f"/vorlagen/{vorlage.id}/stand")).text
    assert f"/auftraege/{mandate.id}" in stand
    assert POINTS[1] in (await anna.get(f"/vorlagen/{vorlage.id}/beschlusstext")).text


async def test_who_is_late_sees_both_wordings(cast: Cast, visit: Visit) -> None:
    point = (await points_of(await make_vorlage(cast.body)))[0]
    anna = await visit("anna")
    form = typed((await anna.get(path_of(point))).text)
    await anna.post(path_of(point), form | {"text": "Fassung von gestern."})
    late = await anna.post(path_of(point), form | {"text": "Fassung von heute."})
    assert late.status_code == 409
    assert "<p>Fassung von gestern.</p>" in late.text
    assert "<p>Fassung von heute.</p>" in late.text
    assert (await anna.post(path_of(point), typed(late.text))).status_code == 303


async def test_a_point_of_the_committee_comes_once_at_the_end(cast: Cast, visit: Visit) -> None:
    vorlage = await make_vorlage(cast.body)
    path = f"/vorlagen/{vorlage.id}/punkte/neu"
    anna = await visit("anna")
    form = typed((await anna.get(path)).text)
    empty = await anna.post(path, form | {"marker": "4."})
    assert empty.status_code == 422
    assert "Bitte tragen Sie den Wortlaut ein." in empty.text
    assert typed(empty.text)["marker"] == "4."
    for _ in range(2):
        assert (await anna.post(path, form | TYPED)).status_code == 303
    points = await points_of(vorlage)
    assert [point.position for point in points] == [1, 2, 3, 4]
    assert (points[3].id, points[3].text) == (UUID(form["id"]), TYPED["text"])
    saved = await Vorlage.objects().get(Vorlage.id == vorlage.id)
    assert saved is not None
    assert saved.version == 2
    other = await make_vorlage(cast.body, reference="2024/013")
    taken = await anna.post(f"/vorlagen/{other.id}/punkte/neu", form | TYPED)
    assert taken.status_code == 409, "the id of another paper's point"


async def test_only_the_office_changes_points(cast: Cast, visit: Visit) -> None:
    vorlage = await make_vorlage(cast.body, visibility="internal", committee=cast.committee.id)
    other = await make_vorlage(cast.body, reference="2024/013")
    point = (await points_of(vorlage))[0]
    for name, status in {"jutta": 403, "dirk": 404, "frieda": 404}.items():
        browser = await visit(name)
        for path in (path_of(point), f"/vorlagen/{vorlage.id}/punkte/neu"):
            assert (await browser.get(path)).status_code == status
            assert (await browser.post(path, TYPED)).status_code == status
    anna = await visit("anna")
    assert (await anna.get(f"/vorlagen/{other.id}/punkte/{point.id}")).status_code == 404
    assert (await points_of(vorlage))[0].text == POINTS[0]
