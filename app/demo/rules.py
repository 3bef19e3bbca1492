"""Seat rules of the demo: whom each sentence means, and where it stands."""

from typing import Any
from uuid import UUID, uuid4

from app.demo import people
from app.groups.tables import CompositionRule, Group, Quantity, Trait
from app.people.tables import Side, TraegerSet
from app.vorlagen.tables import DecisionPoint

LIST_NAME = "Sozialraumträger"
REGIONS_SAID = "Alle Regionen sollen vertreten sein."
OWN_RULE = "Geschäftsordnung der Gruppe, § 2"


async def _listed() -> UUID:
    """The eleven free Träger that work in a region."""
    row = await TraegerSet.select(TraegerSet.id).where(TraegerSet.name == LIST_NAME).first()
    assert row is not None
    return UUID(str(row["id"]))


async def add_rules(group: Group, *rules: dict[str, Any]) -> dict[str, UUID]:
    """Quote → id, of the seats on which people are set by name."""
    rows = [
        CompositionRule(id=uuid4(), group=group.id, position=position, **rule)
        for position, rule in enumerate(rules, 1)
    ]
    await CompositionRule.insert(*rows)
    return {row.quote: row.id for row in rows if row.trait == Trait.NAMED}


def leading() -> dict[str, Any]:
    return {
        "quote": people.LEADING_SEAT, "trait": Trait.FUNCTION, "function": "Leitung Jugendamt",
        "source": OWN_RULE,
    }  # fmt: skip


async def add_steering(group: Group) -> dict[str, UUID]:
    return await add_rules(
        group,
        leading(),
        {"quote": people.TRAEGER_SEAT, "number": 7, "trait": Trait.SIDE, "side": Side.FREE,
         "traeger_set": await _listed(), "source": OWN_RULE},
        {"quote": people.TOWN_SEAT, "number": 2, "source": OWN_RULE},
        {"quote": REGIONS_SAID, "quantity": Quantity.AT_LEAST, "trait": Trait.REGION,
         "may_share": True, "source": OWN_RULE},
    )  # fmt: skip


async def add_finance(group: Group, committee: Group, point: DecisionPoint) -> dict[str, UUID]:
    return await add_rules(
        group,
        leading(),
        {"quote": people.JHA_SEAT, "number": 3, "trait": Trait.COMMITTEE,
         "committee": committee.id, "vorlage": point.vorlage, "decision_point": point.id},
        {"quote": people.MANAGER_SEAT, "number": 3, "trait": Trait.FUNCTION,
         "function": "Geschäftsführung", "traeger_set": await _listed(), "source": OWN_RULE},
    )  # fmt: skip


async def add_spurgruppe(group: Group) -> dict[str, UUID]:
    office, ring, young = people.OTHER_SEATS
    return await add_rules(
        group,
        {"quote": office, "trait": Trait.SIDE, "side": Side.PUBLIC},
        {"quote": ring, "trait": Trait.SIDE, "side": Side.FREE},
        {"quote": young, "number": 3},
    )
