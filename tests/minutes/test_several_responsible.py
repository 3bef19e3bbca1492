"""Who is responsible beside the first stands in papers, and old records keep their hash."""

from uuid import UUID

from app.minutes.parts import Beside
from app.minutes.record import Record
from app.privacy.rules.names import Names, without_known
from tests.minutes.records import item, make_record, task

PAUL = Beside(UUID(int=7), "Paul Petersen")


def test_a_record_without_others_keeps_its_hash() -> None:
    before = make_record(item(1, "Bedarf", tasks=(task(),)))
    assert "others" not in before.content()["items"][0]["tasks"][0]
    assert Record.of(before.content()) == before


def test_a_record_with_others_comes_back_as_it_was() -> None:
    shared = make_record(item(1, "Bedarf", tasks=(task(others=(PAUL,)),)))
    assert Record.of(shared.content()) == shared
    assert shared.items[0].tasks[0].everybody == "Carla Cordes, Paul Petersen"


def test_a_loeschung_finds_who_is_responsible_beside_others() -> None:
    shared = make_record(item(1, "Bedarf", tasks=(task(others=(PAUL,)),)))
    names = Names(given="Paul", family="Petersen", pseudonym="Ehemaliges Mitglied 17")
    told = without_known(names, frozenset({str(PAUL.person_id)}), shared.content())
    assert Record.of(told).items[0].tasks[0].everybody == "Carla Cordes, Ehemaliges Mitglied 17"
