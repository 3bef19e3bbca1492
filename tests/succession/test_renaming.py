"""A group is called otherwise from a day on; what was before keeps its name."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from app.core.clock import today
from app.core.errors import RuleViolation
from app.core.words import Visibility
from app.groups.queries.names import name_on
from app.groups.rules.names import Name, last_day_of_name
from app.groups.tables import FormerName, Group
from app.vorlagen.queries.steps import committees_of
from app.vorlagen.rules.committees import exact
from tests.browser import Visit
from tests.cast import Cast
from tests.meetings.make import make_meeting
from tests.vorlagen.make import make_vorlage

OLD = "Steuerungsgruppe Familienzentren"
NEW = "Projektsteuerung"


def typed(**fields: str) -> dict[str, str]:
    return {"id": str(uuid4()), "name": NEW, "on_day": today().isoformat(), **fields}


def path(cast: Cast) -> str:
    return f"/gruppen/{cast.group.id}/umbenennung"


async def stored(cast: Cast) -> tuple[str, list[tuple[str, date | None]]]:
    group = await Group.objects().get(Group.id == cast.group.id)
    assert group is not None
    rows = await FormerName.select(FormerName.name, FormerName.until).order_by(FormerName.until)
    return group.name, [(row["name"], row["until"]) for row in rows]


async def test_new_name_and_the_old_one_until_the_day_before(visit: Visit, cast: Cast) -> None:
    vorlage = await make_vorlage(cast.body)
    anna = await visit("anna")
    assert f'value="{today().isoformat()}"' in (await anna.get(path(cast))).text
    form = typed(on_day="2025-09-01", vorlage_id=str(vorlage.id))
    assert (await anna.post(path(cast), form)).status_code == 303
    assert (await anna.post(path(cast), form)).status_code == 303, "sent twice"
    assert await stored(cast) == (NEW, [(OLD, date(2025, 8, 31))])
    assert f"früher: {OLD}" in (await anna.get(f"/gruppen/{cast.group.id}")).text
    page = (await anna.get(path(cast))).text
    assert "bis 31.08.2025" in page
    assert "durch Vorlage" in page


async def test_meetings_show_the_name_of_their_day(visit: Visit, cast: Cast) -> None:
    before = await make_meeting(cast.group, starts_at=datetime(2025, 8, 31, 22, 30, tzinfo=UTC))
    last = await make_meeting(cast.group, starts_at=datetime(2025, 8, 31, 8, tzinfo=UTC))
    coming = await make_meeting(cast.group)
    anna = await visit("anna")
    await anna.post(path(cast), typed(on_day="2025-09-01"))
    await anna.get("/gruppen")  # takes the message away
    for meeting, name, other in ((last, OLD, NEW), (coming, NEW, OLD), (before, NEW, OLD)):
        for page in ("", "/protokoll"):
            text = (await anna.get(f"/sitzungen/{meeting.id}{page}")).text
            assert name in text
            assert other not in text, "half past midnight in Berlin is September"
    assert OLD in (await anna.get("/gruppen?suche=familienzentren")).text


async def test_spelling_is_put_right_without_a_former_name(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    await anna.post(path(cast), typed(name="Steuerungsgruppe Familien-Zentren", typo="y"))
    assert await stored(cast) == ("Steuerungsgruppe Familien-Zentren", [])


async def test_renaming_is_taken_back(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    await anna.post(path(cast), typed(on_day="2025-01-01", name="Zwischenname"))
    await anna.post(path(cast), typed(on_day="2025-09-01"))
    first, second = await FormerName.select(FormerName.id).order_by(FormerName.until)
    refused = await anna.post(f"{path(cast)}/{first['id']}/zuruecknahme")
    assert refused.status_code == 409
    assert "nur die letzte Umbenennung" in refused.text
    assert (await anna.post(f"{path(cast)}/{second['id']}/zuruecknahme")).status_code == 303
    assert await stored(cast) == ("Zwischenname", [(OLD, date(2024, 12, 31))])


async def test_name_of_another_group_is_not_taken_back(visit: Visit, cast: Cast) -> None:
    foreign = FormerName(group=cast.other_group.id, name="Alt", until=date(2025, 1, 1))
    await foreign.save()
    answer = await (await visit("anna")).post(f"{path(cast)}/{foreign.id}/zuruecknahme")
    assert answer.status_code == 404
    assert (await stored(cast))[0] == OLD


async def test_bad_input_comes_back(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    abroad = await make_vorlage(cast.other_body)
    for wrong, words in (
        (
            typed(on_day=(today() + timedelta(days=1)).isoformat()),
            "ab heute oder ab einem früheren",
        ),
        (typed(name=OLD), "heißt schon so"),
        (typed(name=" "), "Der Name fehlt"),
        (typed(vorlage_id=str(abroad.id)), "Bitte einen Eintrag aus der Liste"),
        (typed(on_day=""), "ab welchem Tag"),
    ):
        answer = await anna.post(path(cast), wrong)
        assert answer.status_code == 422
        assert words in answer.text
    assert await stored(cast) == (OLD, [])


async def test_committee_of_a_paper_is_found_by_its_former_name(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    await anna.post(f"/gruppen/{cast.committee.id}/umbenennung", typed(name="Ausschuss für Jugend"))
    found = exact("Jugendhilfeausschuss", await committees_of(cast.body.id))
    assert found is not None
    assert (found.id, found.name) == (cast.committee.id, "Ausschuss für Jugend")


async def test_paper_that_the_reader_may_not_open_is_not_named(visit: Visit, cast: Cast) -> None:
    secret = await make_vorlage(
        cast.body, title="Geheimes", visibility=Visibility.CONFIDENTIAL, reference="2025/666"
    )
    await FormerName(
        group=cast.group.id, name="Alt", until=date(2025, 1, 1), vorlage=secret.id
    ).save()
    assert "Geheimes" not in (await (await visit("carla")).get(f"/gruppen/{cast.group.id}")).text
    assert "2025/666" in (await (await visit("anna")).get(path(cast))).text


DAY = date(2025, 6, 1)
NAMED = f"SELECT {name_on('g', '{}::date')} AS name FROM steering_group g WHERE g.id = {{}}"


@pytest.mark.parametrize(
    ("former", "day", "name"),
    [
        ([], DAY, "heute"),
        ([("A", date(2025, 5, 31))], DAY, "heute"),
        ([("A", DAY)], DAY, "A"),
        ([("A", date(2025, 6, 30)), ("B", date(2025, 12, 31))], DAY, "A"),
        ([("B", date(2025, 12, 31)), ("A", date(2025, 5, 1))], DAY, "B"),
        ([("A", None)], DAY, "heute"),
    ],
)
async def test_a_name_holds_until_its_last_day(
    cast: Cast, former: list[tuple[str, date | None]], day: date, name: str
) -> None:
    await Group.update({Group.name: "heute"}).where(Group.id == cast.group.id)
    for word, until in former:
        await FormerName(group=cast.group.id, name=word, until=until).save()
    said = await Group.raw(NAMED, day, cast.group.id)
    assert said[0]["name"] == name


def test_name_holds_at_least_a_day() -> None:
    former = [Name(uuid4(), "A", date(2025, 5, 31))]
    assert last_day_of_name(DAY + timedelta(days=1), DAY + timedelta(days=9), starts_on=None, former=former) == DAY  # fmt: skip
    with pytest.raises(RuleViolation, match=r"seit dem 01\.06\.2025"):
        last_day_of_name(DAY, DAY, starts_on=None, former=former)
    with pytest.raises(RuleViolation, match=r"erst seit dem 01\.06\.2025"):
        last_day_of_name(DAY, DAY, starts_on=DAY, former=[])
