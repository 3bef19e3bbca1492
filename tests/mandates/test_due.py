"""Due dates out of the Vorlage: found in its words, offered, and never taken over silently."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from app.core.clock import today
from app.mandates.deadlines import deadline_in
from app.mandates.tables import Mandate
from app.vorlagen.tables import DecisionPoint
from tests.browser import Visit
from tests.cast import Cast
from tests.mandates.make import make_mandate, make_mandate_proposal
from tests.vorlagen.make import make_vorlage, points_of

SAID = "Das Konzept liegt bis zum 30.09.2027 vor."
FROM_WORDS = "dem Wortlaut von Punkt 1 der Vorlage 2024/012"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Das Konzept liegt bis zum 30.09.2027 vor.", date(2027, 9, 30)),
        ("Spätestens am 1. März 2028 wird berichtet.", date(2028, 3, 1)),
        ("Bis Ende Februar 2028 ist zu prüfen.", date(2028, 2, 29)),
        ("Der Plan wird bis zum Ende des 2. Quartals 2027 fertig.", date(2027, 6, 30)),
        ("Bis Mitte 2027 wird erprobt.", date(2027, 6, 30)),
        ("Die Mittel reichen bis zum Ende des Jahres 2027.", date(2027, 12, 31)),
        ("Bis 2.5.2027 und bis 1.4.2027", date(2027, 5, 2)),
        ("Der Beschluss vom 30.09.2023 gilt weiter.", None),
        ("Seit 2021 wird bis auf Weiteres gezahlt.", None),
        ("Bis zum 31.02.2027 wird berichtet.", None),
        ("", None),
    ],
)
def test_a_limit_is_read_where_the_words_set_one(text: str, day: date | None) -> None:
    assert deadline_in(text) == day


async def point_that_says(cast: Cast, text: str = SAID, **columns: Any) -> DecisionPoint:
    return (await points_of(await make_vorlage(cast.body, points=(text,), **columns)))[0]


async def only_mandate() -> Mandate:
    found = await Mandate.objects().first()
    assert found is not None
    return found


def given(cast: Cast, **typed: str) -> dict[str, str]:
    return {
        "id": str(uuid4()), "group_id": str(cast.group.id), "kind": "task", "title": "Konzept",
        "due_on": "2027-09-30", **typed,
    }  # fmt: skip


async def test_the_date_of_the_wording_is_offered_and_the_mandate_says_where_it_is_from(
    cast: Cast, visit: Visit
) -> None:
    point = await point_that_says(cast)
    anna = await visit("anna")
    page = (await anna.get(f"/beschlusspunkte/{point.id}/auftrag")).text
    assert 'value="2027-09-30"' in page
    assert f"Übernommen aus {FROM_WORDS}." in page
    await anna.post(f"/beschlusspunkte/{point.id}/auftrag", given(cast))
    mandate = await only_mandate()
    assert (str(mandate.due_on), mandate.due_origin) == ("2027-09-30", FROM_WORDS)
    shown = (await anna.get(f"/auftraege/{mandate.id}")).text
    assert f"Frist übernommen aus {FROM_WORDS}." in shown


async def test_another_date_is_nobodys_but_who_typed_it(cast: Cast, visit: Visit) -> None:
    point = await point_that_says(cast)
    anna = await visit("anna")
    address = f"/beschlusspunkte/{point.id}/auftrag"
    await anna.post(address, given(cast, due_on="2027-08-31"))
    mandate = await only_mandate()
    assert (str(mandate.due_on), mandate.due_origin) == ("2027-08-31", "")
    edit = f"/auftraege/{mandate.id}/bearbeiten"
    assert f"Die Vorlage nennt den 30.09.2027 (aus {FROM_WORDS})." in (await anna.get(edit)).text
    form = {"kind": "task", "title": "Konzept", "due_on": "2027-09-30", "version": "1"}
    await anna.post(edit, form)
    assert (await only_mandate()).due_origin == FROM_WORDS
    await anna.post(edit, {**form, "due_on": "2027-10-31", "version": "2"})
    assert (await only_mandate()).due_origin == ""


async def test_without_a_date_in_the_words_the_coming_step_of_the_paper_is_offered(
    cast: Cast, visit: Visit
) -> None:
    coming, later = today() + timedelta(days=40), today() + timedelta(days=90)
    steps = [
        {"committee_name": "Jugendhilfeausschuss", "held_on": day}
        for day in (later, today() - timedelta(days=9), coming)
    ]
    point = await point_that_says(cast, "Ein Konzept entsteht.", steps=steps)
    page = (await (await visit("anna")).get(f"/beschlusspunkte/{point.id}/auftrag")).text
    assert f'value="{coming}"' in page
    assert "Übernommen aus der Beratungsfolge der Vorlage 2024/012." in page


async def test_a_new_group_gets_its_mandates_with_the_dates(cast: Cast, visit: Visit) -> None:
    paper = await make_vorlage(cast.body, points=("Eine Gruppe entsteht.", SAID))
    points = await points_of(paper)
    anna = await visit("anna")
    page = (await anna.get(f"/beschlusspunkte/{points[0].id}/gruppe")).text
    assert 'name="points-1-due_on"' in page
    assert "Übernommen aus dem Wortlaut von Punkt 2 der Vorlage 2024/012." in page
    form = {
        "id": str(uuid4()), "name": "Steuerungsgruppe Nord", "kind": "steuerungsgruppe",
        "parent_id": "", "starts_on": "", "purpose": "", "seat_rules": "",
        "points-0-point_id": str(points[0].id), "points-0-title": "",
        "points-1-point_id": str(points[1].id), "points-1-title": "Konzept",
        "points-1-chosen": "y", "points-1-due_on": "2027-09-30",
    }  # fmt: skip
    assert (await anna.post(f"/beschlusspunkte/{points[0].id}/gruppe", form)).status_code == 303
    mandate = await only_mandate()
    assert str(mandate.due_on) == "2027-09-30"
    assert mandate.due_origin == "dem Wortlaut von Punkt 2 der Vorlage 2024/012"


async def test_who_accepts_a_proposal_is_offered_it_too(cast: Cast, visit: Visit) -> None:
    point = await point_that_says(cast)
    proposal = await make_mandate_proposal(cast, decision_point=point.id)
    bernd = await visit("bernd")
    path = f"/gruppen/{cast.group.id}/auftraege/vorschlaege/{proposal.id}"
    assert 'value="2027-09-30"' in (await bernd.get(path)).text
    await bernd.post(path, {"decision": "annehmen", "answer": "", "due_on": "2027-09-30"})
    assert (await only_mandate()).due_origin == FROM_WORDS


async def test_the_date_of_a_paper_that_is_not_for_the_leading_stays_unsaid(
    cast: Cast, visit: Visit
) -> None:
    point = await point_that_says(cast, visibility="confidential")
    proposal = await make_mandate_proposal(cast, decision_point=point.id)
    path = f"/gruppen/{cast.group.id}/auftraege/vorschlaege/{proposal.id}"
    page = (await (await visit("bernd")).get(path)).text
    assert "2027" not in page
    mandate = await make_mandate(cast.group, point=point)
    assert (
        "2027" not in (await (await visit("bernd")).get(f"/auftraege/{mandate.id}/bearbeiten")).text
    )
