"""The shapes of one council paper, schema `vorlage/1`: every key is always there.

Dates are `YYYY-MM-DD`, amounts decimal texts with two places, unknown is None, nothing is [].
"""

from typing import Literal, TypedDict


class Source(TypedDict):
    file: str
    body: str | None
    system: str | None
    layout: str | None


class Coded(TypedDict):
    raw: str
    code: str


class Clerk(TypedDict):
    raw: str
    family: str | None
    given: str | None


class Product(TypedDict):
    number: str
    name: str | None
    raw: str


class Consultation(TypedDict):
    position: int
    committee: str
    role: Coded | None
    date: str | None
    public: bool | None
    agenda_number: str | None
    meeting_title: str | None
    result: Coded | None


class Paragraph(TypedDict):
    type: Literal["paragraph"]
    text: str


class Item(TypedDict):
    marker: str | None
    text: str
    paragraphs: list[str]
    items: "list[Item]"


class ItemList(TypedDict):
    type: Literal["list"]
    items: list[Item]


class Table(TypedDict):
    type: Literal["table"]
    header: list[str]
    rows: list[list[str]]


Block = Paragraph | ItemList | Table


class Point(TypedDict):
    marker: str | None
    depth: int
    text: str


class Proposal(TypedDict):
    heading: str | None
    committee: str | None
    blocks: list[Block]
    points: list[Point]


class Section(TypedDict):
    heading: str | None
    date: str | None
    blocks: list[Block]


class OtherSection(TypedDict):
    heading: str
    blocks: list[Block]


class Amount(TypedDict):
    raw: str
    amount: str | None
    currency: Literal["EUR"]
    approximate: bool


class FormOption(TypedDict):
    group: str | None
    label: str
    checked: bool | None


class Detail(TypedDict):
    label: str
    value: str


class Financial(TypedDict):
    impact: bool | None
    in_budget: bool | None
    cost: Amount | None
    follow_up_cost: Amount | None
    options: list[FormOption]
    details: list[Detail]
    text: str | None


class Relevance(TypedDict):
    label: str
    value: bool | None


class ClimateOption(TypedDict):
    label: str
    checked: bool | None


class Climate(TypedDict):
    question: str | None
    options: list[ClimateOption]
    reason: str | None
    code: str | None


class Attachment(TypedDict):
    number: int | None
    name: str
    size_kb: int | None


class Discarded(TypedDict):
    lines: str
    reason: str


class Paper(TypedDict):
    schema: Literal["vorlage/1"]
    source: Source
    reference: str | None
    title: str | None
    paper_type: Coded | None
    public: bool | None
    date: str | None
    lead_unit: str | None
    responsible: str | None
    clerk: Clerk | None
    originator: str | None
    file_reference: str | None
    related: list[str]
    budget_products: list[Product]
    consultations: list[Consultation]
    proposal: Proposal | None
    facts: list[Section]
    financial: Financial | None
    relevance: list[Relevance]
    climate: Climate | None
    participation_of_head: bool | None
    qualified_majority: bool | None
    attachments: list[Attachment]
    other_sections: list[OtherSection]
    discarded: list[Discarded]
    notes: list[str]


def blank_paper(file: str) -> Paper:
    """Nothing known yet."""
    return {
        "schema": "vorlage/1",
        "source": {"file": file, "body": None, "system": None, "layout": None},
        "reference": None,
        "title": None,
        "paper_type": None,
        "public": None,
        "date": None,
        "lead_unit": None,
        "responsible": None,
        "clerk": None,
        "originator": None,
        "file_reference": None,
        "related": [],
        "budget_products": [],
        "consultations": [],
        "proposal": None,
        "facts": [],
        "financial": None,
        "relevance": [],
        "climate": None,
        "participation_of_head": None,
        "qualified_majority": None,
        "attachments": [],
        "other_sections": [],
        "discarded": [],
        "notes": [],
    }
