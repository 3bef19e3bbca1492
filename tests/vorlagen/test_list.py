"""The list: who sees what, filters, pages from a place on."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest

from app.vorlagen.tables import Vorlage
from tests.browser import HTMX, Browser, Visit
from tests.cast import Cast
from tests.counting import counted_statements
from tests.vorlagen.make import make_paper, make_vorlage


async def listed(browser: Browser, query: str = "") -> str:
    answer = await browser.get(f"/vorlagen{query}")
    assert answer.status_code == 200
    return answer.text


async def make_many(cast: Cast, count: int) -> None:
    """Five a day, so that days alone do not order them; the last five without a date."""
    first = date(2020, 1, 1)
    await Vorlage.insert(
        *(
            Vorlage(
                body=cast.body.id, reference=f"N-{n}", title=f"Vorlage Nummer {n}.",
                dated_on=first + timedelta(days=n // 5) if n >= 5 else None, paper="{}",
                reading="{}", source_text="", source_sha256="",
            )
            for n in range(count)
        )
    )  # fmt: skip


def numbers(page: str) -> list[str]:
    return re.findall(r"Vorlage Nummer (\d+)\.", page)


def link(page: str, label: str) -> str:
    found = re.search(rf'href="([^"]+)">{label}</a>', page)
    assert found, f"no link {label}"
    return found[1].replace("&amp;", "&").removeprefix("/vorlagen")


async def test_list_shows_the_newest_first_and_only_what_may_be_read(
    cast: Cast, visit: Visit
) -> None:
    await make_vorlage(cast.body, reference="A-1", title="Alt", dated_on=date(2023, 1, 1))
    await make_vorlage(cast.body, reference="A-2", title="Neu", dated_on=date(2024, 1, 1))
    await make_vorlage(cast.body, reference="A-3", title="Ohne Tag", dated_on=None)
    await make_vorlage(
        cast.body, reference="A-4", title="Geheim", visibility="confidential",
        committee=cast.committee.id,
    )  # fmt: skip
    await make_vorlage(cast.other_body, reference="B-1", title="Woanders")
    carla = await listed(await visit("carla"))
    assert carla.index("Neu") < carla.index("Alt") < carla.index("Ohne Tag")
    assert "3 Vorlagen" in carla
    assert "Geheim" not in carla
    assert "Woanders" not in carla
    assert "Vorlage einlesen" not in carla
    assert "Geheim" in await listed(await visit("jutta"))
    anna = await listed(await visit("anna"))
    assert "Geheim" in anna
    assert "Vorlage einlesen" in anna
    assert ">Körperschaft<" not in anna, "one body is no choice"


async def test_search_and_filter_never_lead_to_what_may_not_be_read(
    cast: Cast, visit: Visit
) -> None:
    await make_vorlage(
        cast.body, title="Geheimsache", visibility="confidential", committee=cast.committee.id,
        dated_on=date(2017, 5, 1),
    )  # fmt: skip
    carla = await visit("carla")
    for query in ("?suche=geheimsache", "?art=decision", f"?gremium={cast.committee.id}"):
        assert "Geheimsache" not in await listed(carla, query)
        assert "Geheimsache" in await listed(await visit("jutta"), query)
    assert "2017" not in await listed(carla), "not even its year"


async def test_filters_by_committee_kind_state_and_year(cast: Cast, visit: Visit) -> None:
    report = make_paper(paper_type={"raw": "Sachstandsbericht", "code": "report"})
    await make_vorlage(cast.body, reference="A-1", title="Bericht eins", paper=report, steps=())
    await make_vorlage(
        cast.body, reference="A-2", title="Beschluss zwei", status="implemented",
        dated_on=date(2023, 7, 1), steps=(),
    )  # fmt: skip
    step = {"committee_name": "Jugendhilfeausschuss", "committee": cast.committee.id}
    await make_vorlage(cast.body, reference="A-3", title="Beraten drei", steps=(step,))
    await make_vorlage(
        cast.body, reference="A-4", title="Gemeldet vier", committee=cast.committee.id, steps=()
    )
    titles = ("Bericht eins", "Beschluss zwei", "Beraten drei", "Gemeldet vier")
    anna = await visit("anna")
    for query, expected in {
        "?art=report": titles[:1],
        "?stand=implemented": titles[1:2],
        "?jahr=2023": titles[1:2],
        "?jahr=2024": (titles[0], *titles[2:]),
        f"?gremium={cast.committee.id}": titles[2:],
        f"?gremium={cast.committee.id}&suche=gemeldet": titles[3:],
        "?art=report&jahr=2023": (),
        "": titles,
    }.items():
        page = await listed(anna, query)
        assert tuple(title for title in titles if title in page) == expected, query
    assert "Zu diesem Filter gibt es keine Vorlage" in await listed(anna, "?art=report&jahr=2023")
    assert "Filter: 2 gesetzt" in await listed(anna, "?art=report&jahr=2023")


async def test_what_is_no_choice_counts_as_not_chosen(cast: Cast, visit: Visit) -> None:
    await make_vorlage(cast.body, title="Bleibt stehen")
    anna = await visit("anna")
    for query in (
        "?jahr=12", "?jahr=x", "?gremium=nein", f"?gremium={uuid4()}", "?art=%00", "?stand=alle",
        f"?koerperschaft={cast.other_body.id}", "?nach=gestern", "?vor=2024-99-99_x", "?seite=3",
        "?suche=", "?suche=%20%00", "?jahr=2024&jahr=2023",
    ):  # fmt: skip
        assert "Bleibt stehen" in await listed(anna, query), query


async def test_reader_of_two_bodies_chooses_one(cast: Cast, visit: Visit) -> None:
    from tests.cast import make_member

    await make_member(cast.committee, cast.frieda)
    await make_vorlage(cast.body, title="Von hier")
    await make_vorlage(cast.other_body, title="Von dort")
    frieda = await visit("frieda")
    page = await listed(frieda)
    assert "Von hier" in page
    assert "Von dort" in page
    page = await listed(frieda, f"?koerperschaft={cast.other_body.id}")
    assert "Von hier" not in page
    assert "Von dort" in page


async def test_pages_go_on_from_a_place_and_back(cast: Cast, visit: Visit) -> None:
    await make_many(cast, 120)
    anna = await visit("anna")
    first = await listed(anna)
    second = await listed(anna, link(first, "Weitere Vorlagen"))
    third = await listed(anna, link(second, "Weitere Vorlagen"))
    shown = numbers(first) + numbers(second) + numbers(third)
    assert [len(numbers(page)) for page in (first, second, third)] == [50, 50, 20]
    assert len(set(shown)) == 120
    assert set(shown[-5:]) == {"0", "1", "2", "3", "4"}, "without a date: after all others"
    assert "120 Vorlagen" in third
    assert "Weitere Vorlagen" not in third
    assert "Zurück" not in first
    assert numbers(await listed(anna, link(third, "Zurück"))) == numbers(second)
    assert numbers(await listed(anna, link(second, "Zurück"))) == numbers(first)
    assert numbers(await listed(anna, link(third, "Zum Anfang"))) == numbers(first)


async def test_new_papers_do_not_shift_the_following_page(cast: Cast, visit: Visit) -> None:
    await make_many(cast, 70)
    anna = await visit("anna")
    following = link(await listed(anna), "Weitere Vorlagen")
    before = numbers(await listed(anna, following))
    for n in range(3):
        await make_vorlage(cast.body, reference=f"neu {n}", dated_on=date(2026, 1, 1))
    page = await listed(anna, following)
    assert numbers(page) == before
    back = await listed(anna, link(page, "Zurück"))
    assert len(numbers(back)) == 50, "a full page, though three more stand before it"
    assert "neu 0" not in back
    assert "neu 0" in await listed(anna, link(back, "Zurück"))


async def test_links_between_pages_keep_the_filter(cast: Cast, visit: Visit) -> None:
    await make_many(cast, 120)
    anna = await visit("anna")
    page = await listed(anna, "?suche=nummer&jahr=2020")
    following = link(page, "Weitere Vorlagen")
    assert following.startswith("?suche=nummer&jahr=2020&nach=")
    assert "zu dieser Auswahl" in await listed(anna, following)


@pytest.mark.parametrize("direction", ["nach", "vor"])
async def test_place_of_a_row_that_is_gone_still_works(
    cast: Cast, visit: Visit, direction: str
) -> None:
    await make_many(cast, 10)
    page = await listed(await visit("anna"), f"?{direction}=2020-01-02_{uuid4()}")
    assert numbers(page)


async def test_end_of_the_list_says_so(cast: Cast, visit: Visit) -> None:
    await make_many(cast, 3)
    page = await listed(await visit("anna"), f"?nach=ohne_{'0' * 8}-0000-0000-0000-{'0' * 12}")
    assert "Hier endet die Liste." in page


async def test_count_stops_at_a_thousand(cast: Cast, visit: Visit) -> None:
    await make_many(cast, 1000)
    anna = await visit("anna")
    assert ">1000 Vorlagen<" in await listed(anna)
    await make_vorlage(cast.body)
    assert "Mehr als 1000 Vorlagen" in await listed(anna)
    assert "Mehr als 100 Vorlagen zu dieser Auswahl" in await listed(anna, "?suche=nummer")
    assert len(numbers(await listed(anna, "?suche=nummer"))) == 20, "hits take more room"


async def test_empty_list_says_what_comes(cast: Cast, visit: Visit) -> None:
    assert "Noch keine Vorlage" in await listed(await visit("carla"))


async def test_part_for_htmx_is_the_list_alone(cast: Cast, visit: Visit) -> None:
    await make_vorlage(cast.body, title="Nur die Liste")
    anna = await visit("anna")
    answer = await anna.get("/vorlagen?suche=liste+&gremium=&jahr=2024&stand=", headers=HTMX)
    assert answer.headers["hx-push-url"] == "/vorlagen?suche=liste&jahr=2024", (
        "short enough to share"
    )
    part = answer.text
    assert "Nur die Liste" in part
    assert "<form" not in part
    assert "<html" not in part


async def test_list_asks_the_database_a_fixed_number_of_times(cast: Cast, visit: Visit) -> None:
    await make_many(cast, 120)
    carla = await visit("carla")
    following = link(await listed(carla), "Weitere Vorlagen")
    for query in ("", following, f"?suche=nummer&jahr=2020&gremium={cast.committee.id}"):
        with counted_statements() as statements:
            await listed(carla, query)
        assert len(statements) <= 6, statements
