"""What a person confirmed in the preview; built by the form, stored by the import.

`origins`: where a row comes from in the reading, like ("points", 3); empty for one typed in.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.vorlagen.rules.sent import Origin

NEW = "new"  # chosen instead of a committee's id: create it

Origins = tuple[Origin, ...]


@dataclass(frozen=True)
class Head:
    """Empty text where the paper says nothing; None: unknown."""

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
    related: tuple[str, ...]
    participation_of_head: bool | None
    qualified_majority: bool | None


@dataclass(frozen=True)
class Step:
    """`committee`: "", an id or NEW."""

    committee_name: str
    role: str
    held_on: date | None
    public: bool | None
    agenda_number: str
    meeting_title: str
    result: str
    committee: str
    origins: Origins = ()


@dataclass(frozen=True)
class PointEdit:
    """An empty line in `text` splits the point; `more`: follow-on paragraphs, one a line."""

    marker: str
    text: str
    depth: int
    more: str


@dataclass(frozen=True)
class SectionEdit:
    """A line of three dashes in `text` splits the section."""

    heading: str
    dated_on: date | None
    text: str
    origins: Origins


@dataclass(frozen=True)
class Crossed:
    """A row of a form: its words, and ja, nein or unknown."""

    group: str
    label: str
    value: bool | None


@dataclass(frozen=True)
class Pair:
    """Two words of a row: label and value of a form, number and name of a product or file."""

    first: str
    second: str
    origins: Origins = ()


@dataclass(frozen=True)
class FormEdit:
    """Finance, relevance and climate in the words of the printed form."""

    impact: bool | None
    in_budget: bool | None
    cost: str
    follow_up_cost: str
    options: tuple[Crossed, ...]
    details: tuple[Pair, ...]
    text: str
    relevance: tuple[Crossed, ...]
    question: str
    climate_options: tuple[Crossed, ...]
    reason: str
    code: str


@dataclass(frozen=True)
class Confirmation:
    """`before` and `after` are the proposal's words around its points.

    `restored` are dropped lines taken over after all; `reports_to` is "", an id or NEW.
    """

    vorlage_id: UUID
    body_id: UUID
    head: Head
    steps: tuple[Step, ...]
    before: str
    points: tuple[PointEdit, ...]
    after: str
    facts: tuple[SectionEdit, ...]
    others: tuple[SectionEdit, ...]
    form: FormEdit
    products: tuple[Pair, ...]
    attachments: tuple[Pair, ...]
    restored: tuple[int, ...]
    reports_to: str
