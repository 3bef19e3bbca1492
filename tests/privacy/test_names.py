"""What counts as naming a person in running text, and what does not."""

import pytest

from app.privacy.rules.erasing import is_confirmed
from app.privacy.rules.names import (
    Names,
    Scope,
    says_family,
    without,
    without_in,
    without_known,
    without_row,
)

CARLA = Names(
    given="Carla",
    family="Cordes",
    title="Dr.",
    emails=("carla.cordes@example.org",),
    phone="04131 26-1234",
    pseudonym="Ehemaliges Mitglied 17",
)
ALL = Scope(full=True, family=True)
P = "Ehemaliges Mitglied 17"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Carla Cordes berichtet.", f"{P} berichtet."),
        ("Das sagte carla  CORDES.", f"Das sagte {P}."),
        ("Frau Dr. Carla Cordes, Leitung", f"{P}, Leitung"),
        ("Cordes, Carla (Jugendwerk)", f"{P} (Jugendwerk)"),
        ("Frau Cordes legt vor.", f"{P} legt vor."),
        ("Frau Prof. Dr. Cordes’ Vorschlag", f"{P} Vorschlag"),
        ("Dank an Fr. Cordes und C. Cordes", f"Dank an {P} und {P}"),
        ("an Carla.Cordes@example.org senden", "an [gelöscht] senden"),
        ("Tel. 04131/261234 oder 04131 - 26 12 34", "Tel. [gelöscht] oder [gelöscht]"),
    ],
)
def test_a_name_becomes_the_pseudonym(text: str, expected: str) -> None:
    assert without(CARLA, ALL, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Frau Cordes-Meyer und Carla Cordes-Meyer",
        "Anna-Carla Cordes",
        "Frau Cordesmann",
        "die Firma Cordes",
        "xcarla.cordes@example.org.example.com",
        "04131 2612345",
    ],
)
def test_somebody_or_something_else_stays(text: str) -> None:
    assert without(CARLA, ALL, text) == text


def test_where_another_has_the_same_name_only_the_address_goes() -> None:
    text = "Carla Cordes, Frau Cordes, carla.cordes@example.org"
    nobody = Scope(full=False, family=False)
    assert without(CARLA, nobody, text) == "Carla Cordes, Frau Cordes, [gelöscht]"
    assert without(CARLA, Scope(full=True, family=False), text) == f"{P}, Frau Cordes, [gelöscht]"


def test_a_family_name_alone_is_seen_but_not_changed() -> None:
    assert without(CARLA, ALL, "Cordes fragt nach.") == "Cordes fragt nach."
    assert says_family(CARLA, "Cordes fragt nach.")
    assert not says_family(CARLA, "Cordesmann fragt nach.")


def test_texts_inside_of_json_change_and_keys_stay() -> None:
    value = {"Carla Cordes": ["Frau Cordes", 3, None, {"who": "Carla Cordes"}]}
    assert without_in(CARLA, ALL, value) == {"Carla Cordes": [P, 3, None, {"who": P}]}


def test_whom_minutes_name_by_id_is_found_beside_a_namesake() -> None:
    value = {
        "attendees": [{"invitation_id": "a", "name": "C"}, {"invitation_id": "b", "name": "C"}]
    }
    assert without_known(CARLA, frozenset({"a"}), value) == {
        "attendees": [{"invitation_id": "a", "name": P}, {"invitation_id": "b", "name": "C"}]
    }


def test_a_row_of_a_list_with_the_person_becomes_empty_and_others_stay() -> None:
    cells = [
        ["Vorname", "Name", "E-Mail"],
        ["Carla", "Cordes", "andere@example.org"],
        ["C.", "", "CARLA.CORDES@example.org"],
        ["Carla", "Meyer", "carla.meyer@example.org"],
    ]
    assert without_row(CARLA, cells) == [cells[0], ["", "", ""], ["", "", ""], cells[3]]


@pytest.mark.parametrize(
    ("typed", "ok"),
    [("LÖSCHEN", True), (" löschen. ", True), ("ja", False), ("", False), ("LÖSCHE", False)],
)
def test_the_word_must_be_typed(typed: str, ok: bool) -> None:
    assert is_confirmed(typed) == ok
