from datetime import timedelta

from app.core.clock import today
from tests.browser import Visit
from tests.cast import Cast, make_group
from tests.counting import counted_statements
from tests.mandates.make import make_mandate, make_origin
from tests.meetings.make import make_meeting
from tests.tasks.make import make_task
from tests.vorlagen.make import make_vorlage, points_of


async def world_of_papers(cast: Cast) -> None:
    """2024/012 for the JHA with a done, a late and an untouched point; 2024/045 without committee."""
    first = await points_of(await make_vorlage(cast.body, committee=cast.committee.id))
    await make_origin(cast.group, first[0])
    late = today() - timedelta(days=1)
    await make_mandate(cast.group, point=first[1], title="Räume", status="proposed", due_on=late)
    await make_meeting(cast.group, title="7. Sitzung")
    second = await points_of(
        await make_vorlage(cast.body, reference="2024/045", points=("Ein Konzept entsteht.",))
    )
    await make_mandate(cast.other_group, point=second[0], status="on_hold")
    await make_vorlage(cast.other_body, reference="F-1", points=("Nur Beispielau.",))
    await make_vorlage(
        cast.body, reference="N-1", points=("Streng vertraulich.",), visibility="confidential"
    )


def rows_of(page: str) -> str:
    """What stands in the table."""
    return page[page.index("<tbody") : page.rindex("</tbody>")] if "<tbody" in page else ""


async def test_every_readable_point_stands_under_its_paper(cast: Cast, visit: Visit) -> None:
    await world_of_papers(cast)
    carla = await visit("carla")
    with counted_statements() as statements:
        page = (await carla.get("/beschlusskontrolle?stand=alle")).text
    assert 2 <= len(statements) <= 6
    assert "4 Beschlusspunkte aus 2 Vorlagen: 1 erledigt, 1 überfällig" in page
    assert page.count('scope="rowgroup"') == 2
    for text in ("erledigt", "überfällig", "noch offen", "ruht", "Lösungsvorschlag", "7. Sitzung"):
        assert text in rows_of(page)
    assert "Beispielau." not in page
    assert "Streng vertraulich" not in page
    anna = await visit("anna")
    assert "Streng vertraulich" in (await anna.get("/beschlusskontrolle")).text


async def test_what_is_done_is_left_out_until_asked_for(cast: Cast, visit: Visit) -> None:
    await world_of_papers(cast)
    page = (await (await visit("carla")).get("/beschlusskontrolle")).text
    assert "3 von 4 Punkten werden angezeigt." in page
    assert "Eine Steuerungsgruppe aus" not in page


async def test_committee_and_state_narrow_the_list(cast: Cast, visit: Visit) -> None:
    await world_of_papers(cast)
    carla = await visit("carla")
    of_jha = await carla.get(f"/beschlusskontrolle?gremium={cast.committee.id}&stand=ueberfaellig")
    assert "1 von 3 Punkten wird angezeigt." in of_jha.text
    assert f'value="{cast.committee.id}" selected' in of_jha.text
    assert "2024/045" not in rows_of(of_jha.text)
    unknown = await carla.get("/beschlusskontrolle?stand=unsinn&gremium=unsinn&seite=-1")
    assert unknown.status_code == 200


async def test_a_long_list_has_pages_that_keep_the_filter(cast: Cast, visit: Visit) -> None:
    await make_vorlage(cast.body, points=[f"Punkt Nummer {at} wird geklärt." for at in range(60)])
    carla = await visit("carla")
    first = (await carla.get("/beschlusskontrolle?stand=alle")).text
    assert "Seite 1 von 2" in first
    assert "stand=alle&amp;seite=2" in first
    assert "Nummer 49 wird" in first
    assert "Nummer 50 wird" not in first
    with counted_statements() as statements:
        second = (await carla.get("/beschlusskontrolle?stand=alle&seite=2")).text
    assert 2 <= len(statements) <= 6
    assert "Nummer 50 wird" in second
    assert "So viele Seiten" in (await carla.get("/beschlusskontrolle?seite=9")).text


async def test_nobody_sees_points_of_a_body_they_do_not_belong_to(cast: Cast, visit: Visit) -> None:
    await make_vorlage(cast.body)
    await make_group(cast.other_body)
    page = (await (await visit("frieda")).get("/beschlusskontrolle")).text
    assert "Noch kein Beschlusspunkt" in page


async def test_group_state_year_and_words_narrow_the_list(cast: Cast, visit: Visit) -> None:
    await world_of_papers(cast)
    carla = await visit("carla")
    for query, shown in (
        (f"gruppe={cast.other_group.id}", "Ein Konzept entsteht"),
        ("auftrag=on_hold", "Ein Konzept entsteht"),
        ("suche=2024%2F045+konzept", "Ein Konzept entsteht"),
        ("auftrag=proposed", "seit gestern"),
    ):
        rows = rows_of((await carla.get(f"/beschlusskontrolle?stand=alle&{query}")).text)
        assert rows.count('scope="row"') == 1, query
        assert shown in rows, query
    for query in ("jahr=2019", "suche=einhorn", f"vorlage={cast.group.id}"):
        page = (await carla.get(f"/beschlusskontrolle?stand=alle&{query}")).text
        assert "Zu dieser Auswahl gibt es keinen Beschlusspunkt." in page, query


async def test_the_list_can_be_sorted_by_what_is_urgent(cast: Cast, visit: Visit) -> None:
    await world_of_papers(cast)
    page = (await (await visit("carla")).get("/beschlusskontrolle?stand=alle&folge=dringend")).text
    words = [page.index(f">{word}<") for word in ("überfällig", "noch offen", "ruht", "erledigt")]
    assert words == sorted(words)


async def test_tasks_are_counted_only_in_groups_the_reader_reads(cast: Cast, visit: Visit) -> None:
    point = (await points_of(await make_vorlage(cast.body)))[0]
    mandate = await make_mandate(cast.group, point=point)
    for columns in ({}, {"due_on": today() - timedelta(days=1)}, {"status": "done"}):
        await make_task(cast.group, mandate=mandate.id, **columns)
    seen = rows_of((await (await visit("carla")).get("/beschlusskontrolle")).text)
    for words in ("2 offen", "1 überfällig", "1 erledigt", "Auftrag angelegt."):
        assert words in seen
    for name in ("jutta", "dirk"):
        page = rows_of((await (await visit(name)).get("/beschlusskontrolle")).text)
        assert "<small>offen</small>" in page, (
            "the state of a mandate is for all who read the paper"
        )
        for words in ("2 offen", "1 überfällig", "1 erledigt", "Auftrag angelegt.", mandate.title):
            assert words not in page, name


async def test_who_has_left_sees_nothing_of_groups_and_bodies(cast: Cast, visit: Visit) -> None:
    await world_of_papers(cast)
    page = (await (await visit("eva")).get("/beschlusskontrolle?stand=alle")).text
    assert "Räume" not in page
    assert f"/gruppen/{cast.group.id}" not in page
