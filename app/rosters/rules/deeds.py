"""What a row will do, decided before anything is written."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from app.core.words import Word
from app.groups.tables import Role, Standing
from app.people.tables import Side
from app.rosters.rules.fields import Field


@dataclass(frozen=True)
class AddRegion:
    id: UUID
    name: str


@dataclass(frozen=True)
class AddTraeger:
    id: UUID
    name: str
    side: Side


@dataclass(frozen=True)
class SetParent:
    traeger: UUID
    parent: UUID


@dataclass(frozen=True)
class SetRegion:
    traeger: UUID
    region: UUID


@dataclass(frozen=True)
class AddPerson:
    id: UUID
    title: str
    given: str
    family: str
    email: str
    phone: str


@dataclass(frozen=True)
class FillPerson:
    """Only what was empty; an empty text changes nothing."""

    id: UUID
    title: str
    phone: str


@dataclass(frozen=True)
class AddAffiliation:
    id: UUID
    person: UUID
    traeger: UUID
    function: str


@dataclass(frozen=True)
class FillFunction:
    id: UUID
    person: UUID
    function: str


@dataclass(frozen=True, kw_only=True)
class AddMembership:
    id: UUID
    group: UUID
    person: UUID
    traeger: UUID | None
    role: Role
    standing: Standing
    rule: UUID | None
    seat: str
    since: date
    until: date | None


@dataclass(frozen=True)
class SetDeputy:
    membership: UUID
    deputy_of: UUID


Deed = (
    AddRegion | AddTraeger | SetParent | SetRegion | AddPerson | FillPerson | AddAffiliation
    | FillFunction | AddMembership | SetDeputy
)  # fmt: skip


class Outcome(Word):
    NEW = "new", "neu"
    EXTENDED = "extended", "ergänzt"
    SAME = "same", "unverändert"
    WRONG = "wrong", "Fehler"


@dataclass
class Step:
    """One row. `says`: what will happen; `notes`: what stays although the file says otherwise."""

    position: int
    name: str
    deeds: list[Deed] = field(default_factory=list)
    says: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: dict[Field, str] = field(default_factory=dict)

    @property
    def number(self) -> int:
        return self.position + 1

    def do(self, deed: Deed, sentence: str) -> None:
        self.deeds.append(deed)
        self.says.append(sentence)

    @property
    def outcome(self) -> Outcome:
        if self.problems:
            return Outcome.WRONG
        if not self.deeds:
            return Outcome.SAME
        whole = (AddPerson, AddMembership)
        alone = not any(isinstance(deed, (FillPerson, AddAffiliation)) for deed in self.deeds)
        added = alone and any(isinstance(deed, AddTraeger) for deed in self.deeds)
        new = added or any(isinstance(deed, whole) for deed in self.deeds)
        return Outcome.NEW if new else Outcome.EXTENDED
