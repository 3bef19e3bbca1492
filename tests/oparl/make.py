"""A county as it stands after a while: public and other papers, committees, people, sessions."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from app.core.clock import now
from app.core.words import Visibility
from app.files.store import store_bytes
from app.files.tables import File
from app.groups.tables import Group, GroupKind, Membership, Role, Standing
from app.oparl.tables import OparlObject
from app.people.tables import Body
from app.vorlagen.tables import CommitteeSession, Consultation, Vorlage, VorlageFile
from tests.cast import Cast, make_group, make_member
from tests.vorlagen.make import make_paper, make_vorlage

ADDRESS = "Musterstraße 1\n30000 Musterstadt"


@dataclass
class County:
    """`public` names `other` as related; `secret` and the group's people may nowhere appear."""

    cast: Cast
    kreistag: Group
    public: Vorlage
    other: Vorlage
    secret: Vorlage
    seat: Membership
    attachment: VorlageFile
    hidden: VorlageFile


def steps_of(cast: Cast, kreistag: Group) -> list[dict[str, Any]]:
    """Twice the JHA, once the Kreistag, and a committee that nobody has linked."""
    return [
        {
            "committee_name": "Jugendhilfeausschuss", "committee": cast.committee.id,
            "role_raw": "Vorberatung", "role_code": "preparation", "held_on": date(2024, 2, 21),
            "agenda_number": "Ö 5", "meeting_title": "7. Sitzung des Jugendhilfeausschusses",
            "result_raw": "geändert empfohlen", "result_code": "adopted_amended",
            "resolution_text": "Die Gruppe berichtet halbjährlich.",
        },
        {
            "committee_name": "Kreistag", "committee": kreistag.id, "role_raw": "Entscheidung",
            "role_code": "decision", "held_on": date(2024, 3, 14), "result_code": "adopted",
            "resolution_text": "Geschlossen-Beschlossen",
        },
        {"committee_name": "Ausschuss für Finanzen", "role_raw": "Kenntnisnahme"},
        {"committee_name": "Jugendhilfeausschuss", "committee": cast.committee.id},
    ]  # fmt: skip


def full_paper(**changes: Any) -> dict[str, Any]:
    """Every field of vorlage/1 has something in it."""
    printed = [{"position": at, "public": at != 2} for at in range(1, 5)]
    amount = {"raw": "ca. 1.200 €", "amount": "1200.00", "currency": "EUR", "approximate": True}
    return make_paper(
        **{
            "responsible": "Herr Verantwortlich-Name",
            "clerk": {"raw": "Bearbeiter-Name, Ute", "family": "Bearbeiter-Name", "given": "Ute"},
            "originator": "Antragsteller-Name",
            "file_reference": "51.2-07",
            "related": ["2023/044", "2024/099", "1999/001"],
            "budget_products": [{"number": "363", "name": "Hilfen", "raw": "363 Hilfen"}],
            "consultations": printed,
            "facts": [
                {"heading": "Sachverhalt", "date": None, "blocks": [
                    {"type": "paragraph", "text": "Drei Regionen arbeiten zusammen."},
                    {"type": "table", "header": ["Region", "Träger"], "rows": [["Nord", "4"]]},
                ]},
                {"heading": "Sachlage vom 15.10.2024", "date": "2024-10-15", "blocks": [
                    {"type": "paragraph", "text": "Die Gruppe hat einen neuen Namen."},
                ]},
            ],
            "financial": {
                "impact": True, "in_budget": False, "cost": amount, "follow_up_cost": None,
                "options": [{"group": "Deckung", "label": "im Haushalt", "checked": True}],
                "details": [{"label": "Konto", "value": "4711"}], "text": "Siehe Anlage.",
            },
            "relevance": [{"label": "Gleichstellung", "value": None}],
            "climate": {
                "question": "Wirkt es auf das Klima?", "reason": "Kaum Wege.", "code": "none",
                "options": [{"label": "keine", "checked": True}],
            },
            "participation_of_head": True,
            "qualified_majority": False,
            "attachments": [{"number": 1, "name": "Zeitplan", "size_kb": 12}],
            "other_sections": [
                {"heading": "Hinweise", "blocks": [{"type": "paragraph", "text": "Keine."}]}
            ],
            "discarded": [{"lines": "3", "reason": "Weggelassen-Grund"}],
            "notes": ["Interne-Notiz"],
            **changes,
        }
    )  # fmt: skip


async def make_county(cast: Cast) -> County:
    await Body.update({Body.postal_address: ADDRESS}).where(Body.id == cast.body.id)
    await Group.update({Group.starts_on: date(2021, 11, 1)}).where(Group.id == cast.committee.id)
    kreistag = await make_group(
        cast.body, "Kreistag", kind=GroupKind.KREISTAG, starts_on=date(2021, 11, 1),
        ends_on=date(2026, 10, 31),
    )  # fmt: skip
    steps = steps_of(cast, kreistag)
    public = await make_vorlage(cast.body, steps=steps, paper=full_paper())
    other = await make_vorlage(
        cast.body, steps=steps[:1], reference="2023/044", title="Räume der Jugendpflege"
    )
    secret = await make_vorlage(
        cast.body, steps=steps, reference="2024/099", title="Streng vertraulicher Titel",
        visibility=Visibility.CONFIDENTIAL, committee=cast.committee.id,
    )  # fmt: skip
    seat = await make_member(
        cast.committee, cast.bernd, role=Role.LEITUNG, traeger=cast.traeger.id,
        until=date(2026, 10, 31),
    )  # fmt: skip
    await make_member(cast.committee, cast.anna, role=Role.KOORDINATION)
    await make_member(cast.committee, cast.gustav, standing=Standing.GUEST)
    await make_member(cast.committee, cast.paul, standing=Standing.DEPUTY)
    await CommitteeSession.update(
        {CommitteeSession.place: "Kreishaus, Saal 1", CommitteeSession.begins_at: time(17, 30)}
    ).where(
        CommitteeSession.committee == cast.committee.id,
        CommitteeSession.held_on == date(2024, 2, 21),
    )
    attachment = await attach(public, printed_name="Anlage 1 Zeitplan")
    hidden = await attach(public, "Geheim-Anlage.pdf", visibility=Visibility.INTERNAL)
    await attach(public, "Entfernt-Anlage.pdf", removed_at=now())
    await attach(secret, "Vertraulich-Anlage.pdf")
    return County(cast, kreistag, public, other, secret, seat, attachment, hidden)


async def attach(vorlage: Vorlage, name: str = "Zeitplan.pdf", **columns: Any) -> VorlageFile:
    """Stored bytes that say their own name."""
    content = f"%PDF-1.7 {name}".encode()
    file = File(
        body_id=vorlage.body, owner_id=vorlage.id, name=name, media_type="application/pdf",
        size=len(content), sha256=await store_bytes(content),
    )  # fmt: skip
    await file.save()
    attachment = VorlageFile(vorlage=vorlage.id, file=file.id, **columns)
    await attachment.save()
    return attachment


async def many_papers(body: Body, count: int) -> None:
    for at in range(count):
        await make_vorlage(body, steps=(), reference=f"2024/{at:03}", title=f"Vorlage {at}")


async def first_step(vorlage: Vorlage) -> Consultation:
    step = (
        await Consultation.objects()
        .where(Consultation.vorlage == vorlage.id)
        .order_by(Consultation.position)
        .first()
    )
    assert step is not None
    return step


def uuid(row: Any) -> UUID:
    return UUID(str(row.id))


async def build_world(cast: Cast, world: dict[str, str]) -> None:
    """The cast's county is a body that everybody may look at."""
    world["kind"], world["object_id"], world["part"] = "body", str(cast.body.id), "paper"


async def registered() -> set[tuple[str, UUID]]:
    """(kind, id) of everything that is public now, as the triggers see it."""
    rows = await OparlObject.select(OparlObject.kind, OparlObject.object_id).where(
        OparlObject.deleted_at.is_null()
    )
    return {(row["kind"], row["object_id"]) for row in rows}
