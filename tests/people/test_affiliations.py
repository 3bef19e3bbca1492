"""For whom people work, in which function and when."""

from datetime import date
from uuid import uuid4

from app.core.clock import today
from app.people.tables import Affiliation
from tests.browser import Visit
from tests.cast import Cast, make_traeger
from tests.people.make import make_affiliation


async def test_traeger_is_added_once_and_ended(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    path = f"/personen/{cast.id('carla')}"
    form = {"id": str(uuid4()), "traeger_id": str(cast.traeger.id), "function": "Leitung Hort"}
    assert [(await anna.post(f"{path}/traeger", form)).status_code for _ in "12"] == [303, 303]
    assert await Affiliation.count() == 1
    assert "Leitung Hort" in (await anna.get(path)).text

    assert (await anna.post(f"{path}/traeger/{form['id']}/ende")).status_code == 303
    ended = await Affiliation.objects().get(Affiliation.id == form["id"])
    assert ended is not None
    assert ended.until == today()
    assert f'bis <span class="sw-num">{today():%d.%m.%Y}' in (await anna.get(path)).text


async def test_ending_twice_keeps_the_first_day(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    past = await make_affiliation(cast.carla, cast.traeger, until=date(2024, 3, 1))
    await anna.post(f"/personen/{cast.id('carla')}/traeger/{past.id}/ende")
    kept = await Affiliation.objects().get(Affiliation.id == past.id)
    assert kept is not None
    assert kept.until == date(2024, 3, 1)


async def test_affiliation_is_ended_only_through_its_own_person(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    other = await make_affiliation(cast.bernd, cast.traeger)
    answer = await anna.post(f"/personen/{cast.id('carla')}/traeger/{other.id}/ende")
    assert answer.status_code == 404
    kept = await Affiliation.objects().get(Affiliation.id == other.id)
    assert kept is not None
    assert kept.until is None


async def test_traeger_of_another_body_is_not_offered(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    abroad = await make_traeger(cast.other_body, "Beispielauer Hilfen")
    form = {"id": str(uuid4()), "traeger_id": str(abroad.id)}
    answer = await anna.post(f"/personen/{cast.id('carla')}/traeger", form)
    assert answer.status_code == 422
    assert await Affiliation.count() == 0


async def test_affiliation_is_changed_with_function_and_period(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    row = await make_affiliation(cast.carla, cast.traeger, function="Leitung")
    path = f"/personen/{cast.id('carla')}/traeger/{row.id}"
    assert 'value="Leitung"' in (await anna.get(path)).text
    form = {
        "traeger_id": str(cast.traeger.id), "function": "Geschäftsführung",
        "since": "2024-02-01", "until": "2025-01-31",
    }  # fmt: skip
    assert (await anna.post(path, form)).status_code == 303
    saved = await Affiliation.objects().get(Affiliation.id == row.id)
    assert saved is not None
    assert (saved.function, saved.since, saved.until) == (
        "Geschäftsführung", date(2024, 2, 1), date(2025, 1, 31),
    )  # fmt: skip
    backwards = await anna.post(path, {**form, "until": "2024-01-31"})
    assert backwards.status_code == 422
    assert "Das Ende liegt vor dem Beginn am 01.02.2024" in backwards.text


async def test_same_function_at_the_same_traeger_only_once_at_a_time(
    visit: Visit, cast: Cast
) -> None:
    anna = await visit("anna")
    path = f"/personen/{cast.id('carla')}/traeger"
    await make_affiliation(
        cast.carla, cast.traeger, function="Vorstand", since=date(2024, 1, 1),
        until=date(2024, 12, 31),
    )  # fmt: skip
    form = {"traeger_id": str(cast.traeger.id), "function": "vorstand", "since": "2024-12-31"}
    refused = await anna.post(path, {"id": str(uuid4()), **form})
    assert refused.status_code == 422
    assert "seit dem 01.01.2024, bis zum 31.12.2024" in refused.text
    assert 'value="2024-12-31"' in refused.text
    for allowed in ({"since": "2025-01-01"}, {"function": "Beirat"}):
        answer = await anna.post(path, {"id": str(uuid4()), **form, **allowed})
        assert answer.status_code == 303
    assert await Affiliation.count() == 3


async def test_ended_traeger_is_not_offered_but_stays_where_it_stands(
    visit: Visit, cast: Cast
) -> None:
    anna = await visit("anna")
    gone = await make_traeger(cast.body, "Altwerk e. V.", ends_on=date(2024, 12, 31))
    row = await make_affiliation(cast.carla, gone)
    page = (await anna.get(f"/personen/{cast.id('carla')}")).text
    assert f'<option value="{gone.id}"' not in page
    assert "Altwerk e. V.</a>" in page
    edit = (await anna.get(f"/personen/{cast.id('carla')}/traeger/{row.id}")).text
    assert f'<option value="{gone.id}" selected>' in edit
    form = {"id": str(uuid4()), "traeger_id": str(gone.id)}
    answer = await anna.post(f"/personen/{cast.id('bernd')}/traeger", form)
    assert answer.status_code == 422
