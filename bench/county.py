"""What the measured pages are about; the same ids in every database."""

from dataclasses import dataclass, field
from uuid import UUID


@dataclass
class County:
    number: int
    body: UUID
    traeger: list[UUID]
    people: list[UUID]
    groups: list[UUID] = field(default_factory=list)
    members: dict[UUID, list[UUID]] = field(default_factory=dict)
    papers: list[UUID] = field(default_factory=list)
    points: list[UUID] = field(default_factory=list)
    mandates: list[UUID] = field(default_factory=list)
    meetings: list[UUID] = field(default_factory=list)
    old_group: UUID | None = None  # 60 members, ten years
    crowd_office: UUID | None = None  # of the county with 20,000 people
    controller: UUID | None = None  # coordinates the one with 2,000 decision points
    planner: UUID | None = None  # sits in the sixty groups of another one
