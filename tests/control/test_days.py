"""As things stood on a past day: the same as the page showed on that day."""

import json
import re
from datetime import date, timedelta

import pytest

from app.control.tables import FormerState
from app.core.clock import now, today
from app.vorlagen.tables import Fassung, Vorlage
from tests.browser import Visit
from tests.cast import Cast
from tests.control.history import HISTORY, Played
from tests.counting import counted_statements
from tests.mandates.make import make_mandate
from tests.vorlagen.make import make_decision_point, make_paper, make_vorlage, points_of


def shown(page: str) -> str:
    """The bar's sentence and the table, in words and addresses."""
    head = re.findall(r"<figcaption[^>]*>(.*?)</figcaption>", page)
    body = page[page.index("<tbody") : page.rindex("</tbody>")]
    body = re.sub(r"\?am=[0-9-]+", "", body)  # a past point leads to its past
    return " ".join([*head, *body.split()])


async def test_each_day_of_a_history_shows_what_the_page_showed_on_that_day(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = await visit("anna")
    played = Played(cast, monkeypatch)
    then: dict[date, str] = {}
    for day, deed in HISTORY:
        on = await played.live(day, deed)
        then[on] = shown((await anna.get("/beschlusskontrolle?stand=alle")).text)
    played.move_clock(played.at.replace(month=9))
    assert len(set(then.values())) >= len(HISTORY) - 3, "almost every day looks different"
    for on, page in then.items():
        with counted_statements() as statements:
            later = (await anna.get(f"/beschlusskontrolle?stand=alle&am={on}")).text
        assert len(statements) <= 6
        assert shown(later) == page, f"on {on}"
    words = " ".join(then.values())
    for word in ("stockt", "überfällig", "bald fällig", "noch offen", "ruht", "nichts zu tun"):
        assert word in words, word


async def test_between_two_days_the_earlier_one_holds(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = await visit("anna")
    played = Played(cast, monkeypatch)
    for day, deed in HISTORY[:4]:
        on = await played.live(day, deed)
    page = (await anna.get(f"/beschlusskontrolle?am={on - timedelta(days=1)}")).text
    assert "2 offen" not in shown(page)
    assert "in Bearbeitung" in shown(page)
    assert "Sie sehen den Stand vom Ende des" in page


async def test_a_day_to_come_and_a_day_before_the_first_paper_get_a_sentence(
    cast: Cast, visit: Visit
) -> None:
    await make_vorlage(cast.body)
    anna = await visit("anna")
    tomorrow = today() + timedelta(days=1)
    page = (await anna.get(f"/beschlusskontrolle?am={tomorrow}")).text
    assert "Dieser Tag liegt in der Zukunft." in page
    assert "2024/012 " not in page
    page = (await anna.get("/beschlusskontrolle?am=2001-02-03")).text
    assert f"Vor dem {today():%d.%m.%Y} war noch keine Vorlage erfasst." in page
    page = (await anna.get("/beschlusskontrolle?am=gestern")).text
    assert "Dieses Datum gibt es nicht." in page
    assert (await anna.get(f"/beschlusskontrolle?am={today()}")).text.count("<tbody") == 1


async def test_past_days_show_a_reader_no_more_than_today(cast: Cast, visit: Visit) -> None:
    point = (await points_of(await make_vorlage(cast.body, visibility="confidential")))[0]
    await make_mandate(cast.group, point=point)
    for name in ("dirk", "eva", "frieda", "jutta"):
        page = await (await visit(name)).get(f"/beschlusskontrolle?am={today() - timedelta(1)}")
        assert "Räume" not in page.text, name
        answer = await (await visit(name)).get(f"/beschlusspunkte/{point.id}")
        assert answer.status_code == 404, name


async def test_what_is_deleted_leaves_no_trace_behind(cast: Cast) -> None:
    point = (await points_of(await make_vorlage(cast.body)))[0]
    mandate = await make_mandate(cast.group, point=point)
    assert await FormerState.count().where(FormerState.subject == mandate.id) == 1
    mandate.due_on = today()
    await mandate.save()
    mandate.title = "Anders gesagt"
    await mandate.save()
    assert await FormerState.count().where(FormerState.subject == mandate.id) == 2
    await mandate.remove()
    assert not await FormerState.exists().where(FormerState.subject == mandate.id)


async def test_a_past_day_has_the_words_of_its_fassung(cast: Cast, visit: Visit) -> None:
    """The second Fassung came yesterday: it says the first point anew, and before it another one."""
    vorlage = await make_vorlage(cast.body, points=("Zwei Standorte in jeder Region prüfen",))
    old = make_paper(title="Alter Titel")
    listed = [{"marker": "1.", "depth": 1, "text": "Zwei Standorte in jeder Region prüfen"}]
    old["proposal"] = {**old["proposal"], "points": listed}
    point = (await points_of(vorlage))[0]
    await FormerState.raw("UPDATE former_state SET since = {}", now() - timedelta(days=90))
    await Vorlage.update({Vorlage.created_at: now() - timedelta(days=90)}, force=True)
    point.text, point.position = "Drei Standorte in jeder Region prüfen", 2
    await point.save()
    await make_decision_point(vorlage, text="Mittel bereitstellen", position=1)
    for number, paper, days in ((1, old, 90), (2, make_paper(title="Neuer Titel"), 1)):
        await Fassung(
            vorlage=vorlage.id, number=number, paper=json.dumps(paper), reading="{}", source_text="",
            source_sha256="", received_at=now() - timedelta(days=days),
        ).save()  # fmt: skip
    anna, path = await visit("anna"), f"/beschlusspunkte/{point.id}"
    before = today() - timedelta(days=10)
    for address in (path, "/beschlusskontrolle?stand=alle"):
        joined = "&" if "?" in address else "?"
        then = (await anna.get(f"{address}{joined}am={before}")).text
        assert "Zwei Standorte in jeder Region prüfen" in then
        assert "Alter Titel" in then
        assert "Drei Standorte" not in then
        assert "wie sie heute heißen" in then
        late = (await anna.get(address)).text
        assert "Drei Standorte in jeder Region prüfen" in late
        assert "Alter Titel" not in late


async def test_a_reason_that_was_replaced_is_not_shown_for_the_day_before(
    cast: Cast, visit: Visit
) -> None:
    point = (await points_of(await make_vorlage(cast.body)))[0]
    day = today() - timedelta(days=30)
    point.needless_reason, point.needless_since = "Schon erledigt.", day
    await point.save()
    await FormerState.raw("UPDATE former_state SET since = since - interval '30 days'")
    anna, path = await visit("anna"), f"/beschlusspunkte/{point.id}?am={day + timedelta(days=9)}"
    assert "Schon erledigt." in (await anna.get(path)).text
    point.needless_reason, point.needless_since = "Der Kreistag war es.", today()
    await point.save()
    page = (await anna.get(path)).text
    assert "der Grund von damals ist nicht aufbewahrt" in page
    assert "Der Kreistag war es." not in page
