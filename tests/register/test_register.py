"""The register as members read it: found, filtered, in pages, with what became of each decision."""

from datetime import timedelta
from uuid import uuid4

from app.core.clock import now, today
from app.core.words import Visibility
from app.decisions.tables import Implementation, ImplementationStep, Outcome, RegisterEntry
from app.meetings.tables import AgendaItem, Meeting
from app.minutes.tables import Minutes, MinutesStatus
from tests.browser import Browser, Visit
from tests.cast import Cast
from tests.meetings.make import first_item
from tests.minutes.make import make_decision, make_held, make_minutes
from tests.register.make import decided, decided_at
from tests.vorlagen.make import make_vorlage

YEAR = now().year


def state(**typed: str) -> dict[str, str]:
    return {
        "id": str(uuid4()), "version": "1", "to_state": "done", "on_day": today().isoformat(),
        "sentence": "Die Räume sind gemietet.", **typed,
    }  # fmt: skip


async def shown(browser: Browser, path: str) -> str:
    answer = await browser.get(path)
    assert answer.status_code == 200
    return answer.text


async def test_member_finds_words_votes_and_ways_on(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group)
    await make_minutes(meeting, status=MinutesStatus.SENT)
    item = await first_item(meeting)
    vorlage = await make_vorlage(cast.body, reference="2024/012", visibility=Visibility.PUBLIC)
    await AgendaItem.update({AgendaItem.vorlage: vorlage.id}).where(AgendaItem.id == item.id)
    await make_decision(item, text="Zwei Räume mieten.", yes=7, no=0, abstentions=2)
    carla = await visit("carla")
    for path in ("/beschluesse", f"/gruppen/{cast.group.id}/beschluesse"):
        text = await shown(carla, path)
        assert f"1/{YEAR}" in text
        assert "7 Ja, 0 Nein, 2 Enthaltungen" in text
        assert f"/sitzungen/{meeting.id}/protokoll#top-{item.id}" in text
        assert f'href="/vorlagen/{vorlage.id}"' in text
        assert "Vorlage 2024/012" in text
    assert f"/gruppen/{cast.group.id}/beschluesse" in await shown(
        carla, f"/gruppen/{cast.group.id}"
    )


async def test_paper_the_reader_may_not_read_is_no_link(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group)
    await make_minutes(meeting, status=MinutesStatus.SENT)
    item = await first_item(meeting)
    paper = await make_vorlage(
        cast.body, reference="2024/013", title="Verborgenes", visibility=Visibility.CONFIDENTIAL
    )
    await AgendaItem.update({AgendaItem.vorlage: paper.id}).where(AgendaItem.id == item.id)
    await make_decision(item)
    text = await shown(await visit("carla"), "/beschluesse")
    assert "Vorlage 2024/013" in text
    assert f"/vorlagen/{paper.id}" not in text
    assert "Verborgenes" not in text


async def test_what_approves_minutes_is_done_when_they_are_approved(
    cast: Cast, visit: Visit
) -> None:
    earlier = await make_minutes(await make_held(cast.group), status=MinutesStatus.SENT)
    meeting = await make_held(cast.group)
    await make_minutes(meeting, status=MinutesStatus.SENT)
    item = await first_item(meeting)
    await AgendaItem.update({AgendaItem.approves: earlier.meeting}).where(AgendaItem.id == item.id)
    entry = await decided_at(item, text="Das Protokoll wird genehmigt.")
    anna = await visit("anna")
    assert "noch nicht genehmigt" in await shown(anna, f"/beschluesse/{entry.id}")
    assert "wird genehmigt" not in await shown(anna, "/beschluesse?stand=done")
    await Minutes.update(
        {Minutes.status: MinutesStatus.APPROVED, Minutes.approved_at: now()}
    ).where(Minutes.id == earlier.id)
    assert f"seit {today():%d.%m.%Y}" in await shown(anna, "/beschluesse?stand=done")
    page = await shown(anna, f"/beschluesse/{entry.id}")
    assert f"Es steht seit dem {today():%d.%m.%Y} fest." in page
    assert "Stand eintragen" not in page, "nobody has to"


async def test_search_and_filters_narrow_the_list(cast: Cast, visit: Visit) -> None:
    await decided(cast.group, text="Zwei Räume mieten.")
    await decided(cast.group, text="Den Bus bestellen.", outcome=Outcome.REJECTED)
    done = await decided(cast.group, text="Alles zählen: 100 %.")
    await RegisterEntry.update({RegisterEntry.implementation: Implementation.DONE}).where(
        RegisterEntry.id == done.id
    )
    carla = await visit("carla")
    for query, expected in (
        ("suche=RÄUME", {"Zwei Räume mieten."}),
        ("suche=mieten+räume", {"Zwei Räume mieten."}),
        ("suche=räume+bus", set()),
        ("suche=%25", {"Alles zählen: 100 %."}),
        (f"suche=2/{YEAR}", {"Den Bus bestellen."}),
        ("ergebnis=rejected", {"Den Bus bestellen."}),
        ("stand=done", {"Alles zählen: 100 %."}),
        ("stand=open", {"Zwei Räume mieten."}),
        (f"jahr={YEAR}&ergebnis=recommended", {"Zwei Räume mieten.", "Alles zählen: 100 %."}),
        ("jahr=1999&stand=unfug&seite=x", None),
        (f"gruppe={cast.other_group.id}", None),
    ):
        text = await shown(carla, f"/beschluesse?{query}")
        every = {"Zwei Räume mieten.", "Den Bus bestellen.", "Alles zählen: 100 %."}
        assert {words for words in every if words in text} == (
            every if expected is None else expected
        ), query


async def test_long_registers_have_pages(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group)
    await make_minutes(meeting, status=MinutesStatus.SENT)
    item = await first_item(meeting)
    for number in range(52):
        await make_decision(item, text=f"Wortlaut {number}.")
    carla, path = await visit("carla"), f"/gruppen/{cast.group.id}/beschluesse"
    first, second = [await shown(carla, f"{path}?seite={page}") for page in (1, 2)]
    assert "52 Beschlüsse" in first
    assert first.count("Wortlaut ") == 50
    assert second.count("Wortlaut ") == 2
    assert "So viele Seiten hat die Liste nicht" in await shown(carla, f"{path}?seite=3")


async def test_only_readers_of_the_minutes_read_the_register(cast: Cast, visit: Visit) -> None:
    """Canaries: drafts, other groups, guests and other offices."""
    draft = await decided(cast.group, MinutesStatus.DRAFT, text="Entwurfsmeise")
    sent = await decided(cast.group, text="Gruppenmeise")
    other = await decided(cast.other_group, text="Nachbarmeise")
    for entry in (draft, sent, other):
        await AgendaItem.update({AgendaItem.visibility: Visibility.CONFIDENTIAL}).where(
            AgendaItem.meeting == entry.meeting
        )
    allowed = {
        "anna": {"Entwurfsmeise", "Gruppenmeise", "Nachbarmeise"},
        "bernd": {"Entwurfsmeise", "Gruppenmeise"},
        "paul": {"Entwurfsmeise", "Gruppenmeise"},
        "carla": {"Gruppenmeise"},
        "dirk": {"Nachbarmeise"},
        "eva": set(), "frieda": set(), "gustav": set(), "jutta": set(),
    }  # fmt: skip
    words = {"Entwurfsmeise": draft, "Gruppenmeise": sent, "Nachbarmeise": other}
    for name, may in allowed.items():
        browser = await visit(name)
        for path in ("/beschluesse", "/beschluesse?suche=meise", "/beschluesse/liste.csv"):
            assert {word for word in words if word in await shown(browser, path)} == may, name
        for word, entry in words.items():
            status = (await browser.get(f"/beschluesse/{entry.id}")).status_code
            assert status == (200 if word in may else 404), (name, word)
            answer = await browser.post(f"/beschluesse/{entry.id}/umsetzung", state())
            if name in {"anna", "bernd", "paul"} and word in may:
                assert answer.status_code in {303, 409}
            else:
                assert answer.status_code == (403 if word in may else 404), (name, word)


async def test_state_of_implementation_has_its_story(cast: Cast, visit: Visit) -> None:
    entry = await decided(cast.group)
    paul, path = await visit("paul"), f"/beschluesse/{entry.id}"
    first = state(to_state="partly", sentence="Ein Raum ist gemietet.")
    for _ in range(2):
        assert (await paul.post(f"{path}/umsetzung", first)).status_code == 303
    assert (await paul.post(f"{path}/umsetzung", state(version="2"))).status_code == 303
    steps = await ImplementationStep.select().order_by(ImplementationStep.at)
    assert [(s["to_state"], s["person_name"], s["on_day"]) for s in steps] == [
        ("partly", "Paul Petersen", today()), ("done", "Paul Petersen", today()),
    ]  # fmt: skip
    text = await shown(await visit("carla"), path)
    assert text.index("Die Räume sind gemietet.") < text.index("Ein Raum ist gemietet.")
    assert "Stand eintragen" not in text
    assert "umgesetzt" in await shown(await visit("carla"), "/beschluesse")


async def test_wrong_state_comes_back_with_its_words(cast: Cast, visit: Visit) -> None:
    entry = await decided(cast.group)
    paul, path = await visit("paul"), f"/beschluesse/{entry.id}/umsetzung"
    later = (today() + timedelta(days=1)).isoformat()
    for typed, status, sentence in (
        (state(version="7"), 409, "Der Stand wurde inzwischen geändert"),
        (state(on_day=later), 422, "Der Tag liegt in der Zukunft"),
        (state(sentence=" "), 422, "Bitte sagen Sie in einem Satz"),
        (state(on_day="31.02."), 422, "Dieses Datum gibt es nicht"),
        (state(to_state="fertig"), 422, "Bitte einen Eintrag aus der Liste wählen"),
        (state(id="1", sentence="Mein Satz bleibt."), 422, "Mein Satz bleibt."),
    ):
        answer = await paul.post(path, typed)
        assert answer.status_code == status, sentence
        assert sentence in answer.text
    assert await ImplementationStep.count() == 0


async def test_what_is_rejected_is_not_implemented(cast: Cast, visit: Visit) -> None:
    entry = await decided(cast.group, outcome=Outcome.REJECTED)
    paul = await visit("paul")
    answer = await paul.post(f"/beschluesse/{entry.id}/umsetzung", state())
    assert answer.status_code == 422
    assert "Stand eintragen" not in await shown(paul, f"/beschluesse/{entry.id}")


async def test_files_hold_the_list_and_run_no_formula(cast: Cast, visit: Visit) -> None:
    evil = '=HYPERLINK("http://example.org")'
    await decided(cast.group, text=evil, yes=3, no=1, abstentions=0)
    await decided(cast.group, text="Anderes.", outcome=Outcome.POSTPONED)
    carla = await visit("carla")
    text = (
        await carla.get(f"/beschluesse/liste.csv?gruppe={cast.group.id}&ergebnis=recommended")
    ).text
    assert "\"'=HYPERLINK(" in text
    assert f"1/{YEAR};" in text
    assert "3 Ja, 1 Nein, 0 Enthaltungen" in text
    assert "Anderes." not in text
    book = await carla.get("/beschluesse/liste.xlsx")
    assert book.content[:4] == b"PK\x03\x04"
    assert book.headers["content-disposition"].endswith(".xlsx")


async def test_cancelled_or_empty_groups_say_what_will_be_here(cast: Cast, visit: Visit) -> None:
    await Meeting.delete(force=True)
    text = await shown(await visit("carla"), f"/gruppen/{cast.group.id}/beschluesse")
    assert "Noch kein Beschluss." in text
