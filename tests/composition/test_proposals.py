"""Sentences become rules: how many, and of whom where it is clear."""

from typing import Any
from uuid import UUID

import pytest

from app.composition.rules.proposals import Known, rules_from
from app.groups.rules.seats import rule_in_words, rules_in_words
from app.groups.tables import Quantity, Trait
from app.people.tables import Side
from tests.composition.make import named

EXACTLY, AT_LEAST, AT_MOST = Quantity.EXACTLY, Quantity.AT_LEAST, Quantity.AT_MOST
JHA, KREISTAG, LIST = named("JHA"), named("Kreistag"), named("Sozialraumträger")
KNOWN = Known(
    {JHA: ("Jugendhilfeausschuss", "Jugendwohlfahrtsausschuss"), KREISTAG: ("Kreistag",)},
    {LIST: "Die elf Sozialraumträger", named("Kita"): "Kita-Träger"},
)


@pytest.mark.parametrize(
    ("line", "quantity", "number"),
    [
        ("drei Mitglieder des Jugendhilfeausschusses", EXACTLY, 3),
        ("Drei Mitglieder des Jugendhilfeausschusses", EXACTLY, 3),
        ("3 Mitglieder des Jugendhilfeausschusses", EXACTLY, 3),
        ("„zwei Vertretungen der Verwaltung“", EXACTLY, 2),
        ("ein Mitglied des Kreiselternrats", EXACTLY, 1),
        ("eine Vertretung der Hochschule", EXACTLY, 1),
        ("In der Gruppe wirken drei Mitglieder des Ausschusses mit.", EXACTLY, 3),
        ("je Region zwei Geschäftsführungen", AT_LEAST, 1),
        ("mindestens zwei freie Träger", AT_LEAST, 2),
        ("höchstens 4 Personen der Verwaltung", AT_MOST, 4),
        ("bis zu drei Gäste", AT_MOST, 3),
        ("zwei bis drei Personen aus der Praxis", EXACTLY, 2),
        ("Personen aus zwei oder drei Regionen", AT_LEAST, 1),
        ("Geschäftsführungen der Sozialraumträger", AT_LEAST, 1),
        ("Beschluss vom 3. Juni: die Leitungen der Kitas", AT_LEAST, 1),
        ("einige Eltern", AT_LEAST, 1),
    ],
)
def test_number_of_seats_is_read_only_where_the_sentence_is_plain(
    line: str, quantity: Quantity, number: int
) -> None:
    rule = rule_in_words(line)
    assert (rule.quote, rule.quantity, rule.number) == (line, quantity, number)


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("drei Mitglieder des Jugendhilfeausschusses und zwei Vertretungen der Gemeinden", [3, 2]),
        ("Drei Mitglieder des Jugendhilfeausschusses sowie zwei freie Träger", [3, 2]),
        ("3 Mitglieder des Jugendhilfeausschusses und 2 des Kreistages", [3, 2]),
        ("In ihr wirken drei aus dem Kreistag, zwei freie Träger und eine Schule mit.", [3, 2, 1]),
        ("je drei Mitglieder des Beirats, sowie je zwei Eltern", [1, 1]),
        ("ein Mitglied des Kreiselternrats und eine Vertretung der Hochschule", [1, 1]),
        ("mindestens zwei freie Träger und höchstens 4 Personen der Verwaltung", [2, 4]),
        ("zwei bis drei Personen aus der Praxis", [2]),
        ("Personen aus zwei oder drei Regionen", [1]),
        ("zwei Personen nach §§ 71 und 78 SGB VIII", [2]),
        ("drei Personen aus Verwaltung und Politik, darunter die Leitung", [3]),
        ("Beschluss vom 3. Juni: die Leitungen der Kitas und eine Schule", [1]),
    ],
)
def test_a_sentence_with_several_numbers_becomes_as_many_rules(
    line: str, numbers: list[int]
) -> None:
    rules = rules_in_words(line)
    assert [rule.number for rule in rules] == numbers
    assert {rule.quote for rule in rules} == {line}


def committee(number: int, committee_id: UUID, quantity: Quantity = EXACTLY) -> dict[str, Any]:
    return {
        "trait": Trait.COMMITTEE, "committee": committee_id, "number": number, "quantity": quantity,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("In ihr wirken drei Mitglieder des Jugendhilfeausschusses mit.", [committee(3, JHA)]),
        ("zwei Mitglieder des Jugendwohlfahrtsausschusses", [committee(2, JHA)]),
        ("mindestens zwei Mitglieder des Kreistages", [committee(2, KREISTAG, AT_LEAST)]),
        (
            "vier Vertreterinnen und Vertreter der Freien Träger",
            [{"trait": Trait.SIDE, "side": Side.FREE, "number": 4}],
        ),
        (
            "Dazu kommen die Geschäftsführerinnen und Geschäftsführer der Sozialraumträger.",
            [{"trait": Trait.EACH_TRAEGER, "traeger_set": LIST, "function": "Geschäftsführung", "number": 1, "quantity": EXACTLY}],
        ),
        (
            "Zwei Mitglieder des Kreistages und die Leitungen der Sozialraumträger wirken mit.",
            [committee(2, KREISTAG), {"trait": Trait.EACH_TRAEGER, "traeger_set": LIST, "function": "Leitung"}],
        ),
        (
            "Drei Mitglieder des Jugendhilfeausschusses, zwei freie Träger und 2 Mitglieder des Kreistages",
            [committee(3, JHA), {"trait": Trait.NAMED, "number": 2}, committee(2, KREISTAG)],
        ),
        ("zwei Mitglieder des Beirats", [{"trait": Trait.NAMED, "number": 2}]),
        ("die Geschäftsführungen der Klinikträger", [{"trait": Trait.NAMED}]),
        ("je Region zwei Mitglieder des Kreistages", [{"trait": Trait.NAMED, "quantity": AT_LEAST}]),
        ("junge Menschen", [{"trait": Trait.NAMED, "quantity": AT_LEAST, "number": 1}]),
    ],
)  # fmt: skip
def test_whom_a_sentence_means_is_recognised_where_it_is_clear(
    line: str, expected: list[dict[str, Any]]
) -> None:
    rules = rules_from(line, KNOWN)
    shown = [
        {name: getattr(rule, name) for name in want}
        for rule, want in zip(rules, expected, strict=True)
    ]
    assert shown == expected
    assert {rule.quote for rule in rules} == {line}
