"""What stands in the database, as far as a file speaks of it; the plan adds what it would add."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from app.groups.rules.memberships import Sitter
from app.groups.rules.periods import Period
from app.groups.tables import Role, Standing
from app.people.tables import Side


def name_key(name: str) -> str:
    """In any case, however many blanks; PostgreSQL's lower() does the same."""
    return " ".join(unicodedata.normalize("NFC", name).lower().split())


@dataclass
class KnownTraeger:
    """`row`: number of the row of this file that adds it."""

    id: UUID
    name: str
    side: Side
    parent: UUID | None = None
    has_region: bool = False
    row: int | None = None


@dataclass
class KnownAffiliation:
    id: UUID
    traeger: UUID
    function: str
    is_current: bool = True


@dataclass
class KnownPerson:
    id: UUID
    body: UUID
    title: str
    given: str
    family: str
    email: str
    phone: str = ""
    blocked: bool = False
    works_for: list[KnownAffiliation] = field(default_factory=list)
    row: int | None = None

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"

    def current(self) -> list[KnownAffiliation]:
        return [one for one in self.works_for if one.is_current]


@dataclass
class KnownMember:
    """One membership with the name of its person."""

    id: UUID
    person: UUID
    name: str
    email: str
    period: Period
    role: Role
    standing: Standing
    rule: UUID | None = None
    deputy_of: UUID | None = None
    row: int | None = None

    @property
    def sitter(self) -> Sitter:
        return Sitter(
            id=self.id, person=self.person, name=self.name, role=self.role,
            standing=self.standing, period=self.period, rule=self.rule, deputy_of=self.deputy_of,
        )  # fmt: skip


@dataclass(frozen=True)
class KnownRule:
    """`seats`: as memberships.places_of."""

    id: UUID
    seats: int | None


@dataclass
class KnownGroup:
    id: UUID
    name: str
    ends_on: date | None = None
    rules: dict[str, KnownRule] = field(default_factory=dict)  # by the key of its sentence
    members: list[KnownMember] = field(default_factory=list)

    by_person: dict[UUID, list[KnownMember]] = field(default_factory=dict)

    def add(self, member: KnownMember) -> None:
        self.members.append(member)
        self.by_person.setdefault(member.person, []).append(member)

    def seats_of(self, person: UUID) -> list[KnownMember]:
        return self.by_person.get(person, [])


@dataclass
class Known:
    """is_office: may add Träger and complete entries; who only leads a group may take people in.

    From `seed` follow the ids of what is added: the same for every look at the same file.
    Names are keys of fields.key (houses) or of name_key (people); several rows may share one.
    """

    body: UUID
    seed: UUID
    today: date
    is_office: bool
    only_group: KnownGroup | None = None
    people: dict[str, KnownPerson] = field(default_factory=dict)  # by each of their addresses
    namesakes: dict[str, list[KnownPerson]] = field(default_factory=dict)
    traeger: dict[str, list[KnownTraeger]] = field(default_factory=dict)
    regions: dict[str, list[UUID]] = field(default_factory=dict)
    groups: dict[str, list[KnownGroup]] = field(default_factory=dict)

    def add_person(self, person: KnownPerson, addresses: Iterable[str]) -> None:
        for address in addresses:
            self.people[address] = person
        namesakes = self.namesakes.setdefault(name_key(person.name), [])
        if person not in namesakes:
            namesakes.append(person)

    def called(self, name: str) -> Sequence[KnownPerson]:
        return [one for one in self.namesakes.get(name_key(name), []) if one.body == self.body]
