"""What a person confirmed in the preview; built by the form, stored by the import."""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

NEW = "new"  # chosen instead of a committee's id: create it

PointAction = Literal["keep", "join", "drop"]


@dataclass(frozen=True)
class Head:
    """Empty text where the paper says nothing; public None: unknown."""

    reference: str
    title: str
    paper_type: str
    public: bool | None
    dated_on: date | None
    lead_unit: str
    responsible: str
    clerk: str
    originator: str
    file_reference: str


@dataclass(frozen=True)
class Step:
    """`committee`: "", an id or NEW. `origin`: index in the reading, None for a row typed in."""

    committee_name: str
    role: str
    held_on: date | None
    result: str
    committee: str
    origin: int | None


@dataclass(frozen=True)
class PointEdit:
    """An empty line in `text` splits the point. `origin` as in Step."""

    text: str
    depth: int
    action: PointAction
    origin: int | None


@dataclass(frozen=True)
class Confirmation:
    """`kept` are dropped lines taken over after all; `reports_to` is "", an id or NEW."""

    vorlage_id: UUID
    body_id: UUID
    head: Head
    steps: tuple[Step, ...]
    points: tuple[PointEdit, ...]
    kept: tuple[int, ...]
    reports_to: str
