"""The Beratungsfolge of a Vorlage, and the committees it may lead through."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from piccolo.querystring import QueryString

from app.core.errors import NotFound
from app.groups.tables import COMMITTEES, FormerName, Group
from app.vorlagen.rules.committees import Committee
from app.vorlagen.tables import AMENDED, Consultation, ConsultationResult


@dataclass(frozen=True)
class ConsultationRow:
    id: UUID
    position: int
    committee_name: str
    committee_id: UUID | None
    role_raw: str
    role_code: str
    held_on: date | None
    agenda_number: str
    meeting_title: str
    result_raw: str
    result_code: str
    resolution_text: str

    @property
    def lacks_wording(self) -> bool:
        """Decided otherwise than proposed, and nobody has written down how."""
        return self.result_code in AMENDED and not self.resolution_text

    @property
    def result(self) -> str:
        """As printed, else the word of the code."""
        if self.result_raw or not self.result_code:
            return self.result_raw
        return ConsultationResult(self.result_code).label


async def consultations_of(vorlage_id: UUID) -> list[ConsultationRow]:
    rows = (
        await Consultation.select(
            Consultation.id,
            Consultation.position,
            Consultation.committee_name,
            Consultation.committee.as_alias("committee_id"),
            Consultation.role_raw,
            Consultation.role_code,
            Consultation.held_on,
            Consultation.agenda_number,
            Consultation.meeting_title,
            Consultation.result_raw,
            Consultation.result_code,
            Consultation.resolution_text,
        )
        .where(Consultation.vorlage == vorlage_id)
        .order_by(Consultation.position)
    )
    return [ConsultationRow(**row) for row in rows]


async def consultation_of(vorlage_id: UUID, consultation_id: UUID) -> ConsultationRow:
    """Raises NotFound, also for a step of another Vorlage."""
    for row in await consultations_of(vorlage_id):
        if row.id == consultation_id:
            return row
    raise NotFound


async def committees_of(body_id: UUID) -> list[Committee]:
    rows = (
        await Group.select(Group.id, Group.name)
        .where(Group.body == body_id, Group.kind.is_in([kind.value for kind in COMMITTEES]))
        .order_by(QueryString("din5007(name)"))
    )
    former: dict[UUID, list[str]] = {}
    group: Any = FormerName.group  # Piccolo types a joined table's columns as one column
    for name in await FormerName.select(FormerName.group, FormerName.name).where(
        group.body == body_id
    ):
        former.setdefault(name["group"], []).append(name["name"])
    return [Committee(row["id"], row["name"], tuple(former.get(row["id"], ()))) for row in rows]
