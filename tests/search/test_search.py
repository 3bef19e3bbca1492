"""One field over everything: what is found, how it is shown and narrowed."""

import html
import re
from datetime import UTC, date, datetime

import pytest

from app.groups.tables import FormerName, Group, Insight
from app.minutes.tables import MinutesStatus
from app.people.tables import Person
from tests.browser import Browser, Visit
from tests.cast import Cast
from tests.mandates.make import make_mandate
from tests.meetings.make import first_item
from tests.minutes.make import make_decision, make_held, make_minutes, make_text
from tests.search.make import hits, look
from tests.tasks.make import make_task
from tests.vorlagen.make import make_file, make_vorlage, points_of


async def minuted(cast: Cast, text: str, **columns: object) -> None:
    meeting = await make_held(cast.group, **columns)
    minutes = await make_minutes(meeting, status=MinutesStatus.SENT)
    await make_text(minutes, await first_item(meeting), text)


async def test_one_field_finds_every_kind(cast: Cast, visit: Visit) -> None:
    paper = await make_vorlage(cast.body, title="Wasserspielplatz", reference="2024/012")
    await make_file(paper, name="Wasserspielplatz_Lageplan.pdf")
    meeting = await make_held(cast.group, items=("Wasserspielplatz planen",))
    minutes = await make_minutes(meeting, status=MinutesStatus.SENT)
    item = await first_item(meeting)
    await make_text(minutes, item, "Der Wasserspielplatz kommt.")
    await make_decision(item, text="Die Gruppe empfiehlt den Wasserspielplatz.")
    await make_task(cast.group, title="Angebote zum Wasserspielplatz")
    await make_mandate(cast.group, title="Wasserspielplatz klären")
    await Group.update({Group.name: "AG Wasserspielplatz"}).where(Group.id == cast.group.id)
    page = await look(await visit("anna"), "wasserspielplätze")
    assert sorted(hits(page)) == [
        ("Aufgabe", "Angebote zum Wasserspielplatz"),
        ("Auftrag", "Wasserspielplatz klären"),
        ("Datei", "Wasserspielplatz_Lageplan.pdf"),
        ("Empfehlung", "Wasserspielplatz planen"),
        ("Gruppe", "AG Wasserspielplatz"),
        ("Protokoll", "Wasserspielplatz planen"),
        ("Tagesordnungspunkt", "Wasserspielplatz planen"),
        ("Vorlage", "2024/012 Wasserspielplatz"),
    ]
    assert "<h1" in page
    assert "8 Treffer zu „wasserspielplätze“" in page
    assert "Auch gefunden: Wasserspielplatz" in page


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Budgetmodell", "Zwei Budgetmodelle liegen vor."),
        ("budgetm", "Ein Budgetmodell"),
        ("Häuser", "Ein Haus der Jugend"),
        ("Haeuser", "Zwei Häuser der Jugend"),
        ("2024/012", "Siehe Vorlage 2024/012-1."),
        ("VO/09819", "Siehe VO/09819/21."),
        ('"frühe Hilfen"', "Die frühen Hilfen wachsen."),
        ("hort oder krippe", "Eine Krippe"),
    ],
)
async def test_minutes_are_found_by_words_beginnings_and_numbers(
    cast: Cast, visit: Visit, typed: str, text: str
) -> None:
    await minuted(cast, text, items=("Bericht",))
    assert hits(await look(await visit("carla"), typed)) == [("Protokoll", "Bericht")]


async def test_group_is_found_by_a_former_name(cast: Cast, visit: Visit) -> None:
    await FormerName(
        group=cast.group.id, name="Arbeitskreis Budgetmodell", until=date(2024, 6, 11)
    ).save()
    page = await look(await visit("carla"), "budgetmodell")
    assert hits(page) == [("Gruppe", "Steuerungsgruppe Familienzentren")]
    assert "Früherer Name: Arbeitskreis <mark>Budgetmodell</mark> (bis 11.06.2024)" in page


async def test_former_name_that_was_found_is_the_one_shown(cast: Cast, visit: Visit) -> None:
    for name in ("Arbeitskreis Morgen", "Runde Budgetmodell", "Arbeitskreis Abend"):
        await FormerName(group=cast.group.id, name=name).save()
    page = await look(await visit("carla"), "budgetmodell")
    assert "Früherer Name: Runde <mark>Budgetmodell</mark>" in page
    assert "1 Treffer" in page


async def test_decision_point_leads_to_its_place_in_the_paper(cast: Cast, visit: Visit) -> None:
    paper = await make_vorlage(
        cast.body, title="Jugendhilfe", reference="2024/012", points=("Erstens", "Eine Turnhalle")
    )
    second = (await points_of(paper))[1]
    page = await look(await visit("carla"), "turnhalle")
    assert hits(page) == [("Vorlage", "2024/012 Jugendhilfe")]
    assert f'href="/vorlagen/{paper.id}#punkt-{second.id}"' in page
    assert "Eine <mark>Turnhalle</mark>" in page


async def test_person_is_found_where_the_reader_sees_people(cast: Cast, visit: Visit) -> None:
    bernd, anna, dirk = await visit("bernd"), await visit("anna"), await visit("dirk")
    carla = await visit("carla")
    for browser in (bernd, anna, carla):
        assert hits(await look(browser, "Petersen")) == [("Person", "Paul Petersen")]
    assert hits(await look(dirk, "Petersen")) == []
    assert f"/personen/{cast.paul.id}" in await look(anna, "petersen")
    assert "/personen/" not in await look(bernd, "petersen")
    await Group.update({Group.insight: Insight.LEADING}).where(Group.id == cast.group.id)
    assert hits(await look(carla, "Petersen")) == []
    assert hits(await look(bernd, "Petersen")) == [("Person", "Paul Petersen")]


async def test_renamed_person_is_found_by_the_new_name_only(cast: Cast, visit: Visit) -> None:
    await Person.update({Person.family_name: "Neumann"}).where(Person.id == cast.paul.id)
    anna = await visit("anna")
    assert hits(await look(anna, "petersen")) == []
    assert hits(await look(anna, "neumann")) == [("Person", "Paul Neumann")]


async def test_hits_are_marked_and_nothing_else_is_markup(cast: Cast, visit: Visit) -> None:
    await minuted(
        cast,
        f"{'Vorrede ' * 60}<b>Kitaplätze</b> & <mark>Horte</mark> \x02reichen\x03 <script>alert(1)</script>",
    )
    page = await look(await visit("carla"), "kitaplatz")
    assert "&lt;b&gt;<mark>Kitaplätze</mark>&lt;/b&gt; &amp; &lt;mark&gt;Horte" in page
    assert page.count("<mark>") == 1
    assert "<script>alert" not in page


async def test_heading_counts_more_than_text_then_the_day(cast: Cast, visit: Visit) -> None:
    older, newer = datetime(2024, 3, 1, 14, tzinfo=UTC), datetime(2025, 3, 1, 14, tzinfo=UTC)
    await minuted(cast, "Räume fehlen: Turnhalle", items=("Älteres",), starts_at=older)
    await minuted(cast, "Räume fehlen: Turnhalle", items=("Neueres",), starts_at=newer)
    await make_task(cast.group, title="Turnhalle ansehen")
    found = hits(await look(await visit("carla"), "turnhalle"))
    assert [title for _, title in found] == ["Turnhalle ansehen", "Neueres", "Älteres"]


async def test_hits_are_narrowed_by_links_with_counts(cast: Cast, visit: Visit) -> None:
    older, newer = datetime(2024, 3, 1, 14, tzinfo=UTC), datetime(2025, 3, 1, 14, tzinfo=UTC)
    await minuted(cast, "Turnhalle", items=("Turnhalle alt",), starts_at=older)
    await minuted(cast, "Turnhalle", items=("Turnhalle neu",), starts_at=newer)
    await make_task(cast.other_group, title="Turnhalle ansehen")
    anna = await visit("anna")
    page = await look(anna, "turnhalle")
    for label in (
        "Alle (5)", "Protokolle (2)", "Tagesordnungspunkte (2)", "Aufgaben (1)", "2025 (2)", "2024 (2)",
        "Steuerungsgruppe Familienzentren (4)", "Unterarbeitsgruppe Finanzen (1)",
    ):  # fmt: skip
        assert f">{label}</a>" in page, label
    target = html.unescape(re.findall(r'href="(/suche[^"]+)">2024 \(2\)', page)[0])
    year = (await anna.get(target)).text
    assert {title for _, title in hits(year)} == {"Turnhalle alt"}
    assert "alle Jahre" in year
    kind = await look(anna, "turnhalle", art="aufgaben")
    assert hits(kind) == [("Aufgabe", "Turnhalle ansehen")]
    assert "Alle (5)" in kind
    group = await look(anna, "turnhalle", gruppe=str(cast.other_group.id))
    assert hits(group) == [("Aufgabe", "Turnhalle ansehen")]
    nothing = await look(anna, "turnhalle", gruppe=str(cast.other_group.id), art="protokolle")
    assert hits(nothing) == []
    assert "Alle Treffer zeigen" in nothing


async def test_hits_come_in_pages(cast: Cast, visit: Visit) -> None:
    for n in range(25):
        await make_task(cast.group, title=f"Turnhalle {n:02}")
    carla = await visit("carla")
    first, second = await look(carla, "turnhalle"), await look(carla, "turnhalle", seite="2")
    assert len(hits(first)) == 20
    assert len(hits(second)) == 5
    assert not set(hits(first)) & set(hits(second))
    assert "Seite 1 von 2" in first
    assert hits(await look(carla, "turnhalle", seite="99")) == hits(second)


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("Budgetmodlel", "Budgetmodell"),
        ("Budgtmodell 2024", "Budgetmodell 2024"),
        ("Jugendhäusser", "Jugendhäuser"),
        ("Familienzentrn", "Familienzentren"),
        ("Petresen", "Petersen"),
    ],
)
async def test_typing_error_leads_to_the_word_that_was_meant(
    cast: Cast, visit: Visit, typed: str, instead: str
) -> None:
    await minuted(cast, "2024: Ein Budgetmodell für Jugendhäuser")
    carla = await visit("carla")
    page = await look(carla, typed)
    assert "Nichts gefunden" in page
    assert f"„{instead}“</a>?" in page
    link = html.unescape(re.findall(r'Meinten Sie <a[^>]*href="([^"]+)"', page)[0])
    assert hits((await carla.get(link)).text)


async def test_suggestion_never_takes_a_word_from_what_the_reader_may_not_read(
    cast: Cast, visit: Visit
) -> None:
    await minuted(cast, "Ein Budgetmodell")
    assert "Meinten Sie" in await look(await visit("carla"), "Budgetmodlel")
    assert "Meinten Sie" not in await look(await visit("dirk"), "Budgetmodlel")


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "a", "?", "???", "-", '"', '""', "& | ! :* <-> ( ) ' \\", "'; DROP TABLE task --", "oder",
        "der die das", "-der", "-kita", "der -kita", "a:*b", "\x00", "<script>alert(1)</script>",
        "\U0001f600", "٣", "m²", "%", "{}", "{0}", "\\u0000", "x" * 500, "kita " * 500, "\u202e\ufeff",
        "\u202eatik", "kita & !", "(" * 300, '"a" <-> b', "\ud7ff", "\uffff", "\x7f\x1b[31m",
    ],
)  # fmt: skip
async def test_nonsense_never_fails_and_says_what_to_do(
    cast: Cast, visit: Visit, typed: str
) -> None:
    await make_task(cast.group, title="Turnhalle ansehen")
    page = await look(await visit("anna"), typed)
    assert hits(page) in ([], [("Aufgabe", "Turnhalle ansehen")])
    assert "<script>alert" not in page
    said = ("Ein Feld für Vorlagen", "Prüfen Sie die Schreibweise", "Das lässt sich nicht suchen")
    assert hits(page) or any(sentence in page for sentence in said)


@pytest.mark.parametrize(
    "query",
    ["art=nichts", "gruppe=x", "jahr=2024x", "jahr=0000", "jahr=٢٠٢٤", "seite=-1", "seite=x"],
)
async def test_wrong_choice_counts_as_not_chosen(cast: Cast, visit: Visit, query: str) -> None:
    await make_task(cast.group, title="Turnhalle")
    page = (await (await visit("anna")).get(f"/suche?q=turnhalle&{query}")).text
    assert hits(page) == [("Aufgabe", "Turnhalle")]


async def test_common_word_shows_the_newest_and_says_that_there_are_more(
    cast: Cast, visit: Visit
) -> None:
    meeting = await make_held(
        cast.group, items=tuple(f"Turnhalle {n}" for n in range(105)),
        starts_at=datetime(2024, 3, 1, 14, tzinfo=UTC),
    )  # fmt: skip
    del meeting
    await make_held(cast.group, items=("Turnhalle neu",))
    for name in ("anna", "carla"):
        page = await look(await visit(name), "turnhalle")
        assert "Mehr als 101 Treffer" in page
        assert hits(page)[0] == ("Tagesordnungspunkt", "Turnhalle neu")
        assert "ein weiteres Wort grenzt ein" in page


async def test_every_page_has_a_field_that_works_without_a_script(cast: Cast, visit: Visit) -> None:
    page = (await (await visit("carla")).get("/aufgaben")).text
    form = re.search(
        r'<form class="sw-search"[^>]*role="search"[^>]*action="/suche"[^>]*>(.*?)</form>', page
    )
    assert form
    assert 'aria-label="Suche in ' in form[1]
    assert 'name="q"' in form[1]


async def test_visitor_without_a_login_is_sent_there(anonymous: Browser) -> None:
    answer = await anonymous.get("/suche", params={"q": "turnhalle"})
    assert answer.status_code in {302, 303}
    assert "/anmelden" in answer.headers["location"]
