from datetime import date
from uuid import UUID

from piccolo.columns import And, Or, Where
from piccolo.columns.combination import WhereRaw

from app.core.actor import Actor
from app.core.errors import Forbidden, NotFound, existing
from app.core.words import Visibility
from app.files.tables import File
from app.groups.tables import COMMITTEES, Group
from app.people.access import in_offices_of
from app.vorlagen.tables import CommitteeSession, PaperDraft, Vorlage, VorlageFile

OF_COMMITTEES = '"vorlage"."committee" = ANY({}::uuid[])'


def may_read(actor: Actor, vorlage: Vorlage) -> bool:
    return may_read_of(actor, vorlage.body, vorlage.visibility, vorlage.committee)


def may_read_of(actor: Actor, body: UUID, visibility: str, committee: UUID | None) -> bool:
    """Public papers: everybody of the body. Others: the office and the committee's members.

    By its values, for lists that join papers to something else.
    """
    if body in actor.office_of:
        return True
    if visibility == Visibility.PUBLIC:
        return body in actor.bodies
    return committee in actor.member_of


def readable_by(actor: Actor) -> Where | Or | And | WhereRaw:
    allowed: Where | Or | And | WhereRaw = in_offices_of(actor, Vorlage.body)
    if actor.bodies:
        public = And(
            Vorlage.visibility == Visibility.PUBLIC, Vorlage.body.is_in(list(actor.bodies))
        )
        allowed = Or(allowed, public)
    if actor.member_of:
        allowed = Or(allowed, WhereRaw(OF_COMMITTEES, list(actor.member_of)))
    return allowed


async def vorlage_to_read(actor: Actor, vorlage_id: UUID) -> Vorlage:
    vorlage = await Vorlage.objects().where(Vorlage.id == vorlage_id).first()
    if vorlage is None or not may_read(actor, vorlage):
        raise NotFound
    return vorlage


async def vorlage_to_change(actor: Actor, vorlage_id: UUID) -> Vorlage:
    vorlage = await Vorlage.objects().where(Vorlage.id == vorlage_id).lock_rows("UPDATE").first()
    if vorlage is None or not may_read(actor, vorlage):
        raise NotFound
    if vorlage.body not in actor.office_of:
        raise Forbidden
    return vorlage


async def draft_to_read(actor: Actor, draft_id: UUID) -> PaperDraft:
    """Only the office of its body; for everybody else there is none."""
    draft = await PaperDraft.objects().where(PaperDraft.id == draft_id).first()
    if draft is None or draft.body not in actor.office_of:
        raise NotFound
    return draft


async def committee_to_read(actor: Actor, committee_id: UUID) -> Group:
    """When it sits is known to everybody of the body; the papers have their own right."""
    group = await Group.objects().where(Group.id == committee_id).first()
    if group is None or group.kind not in COMMITTEES:
        raise NotFound
    if group.body not in actor.bodies | actor.office_of:
        raise NotFound
    return group


async def session_to_change(
    actor: Actor, committee_id: UUID, held_on: date
) -> tuple[Group, CommitteeSession]:
    """Locked; inside a transaction."""
    committee = await committee_to_read(actor, committee_id)
    if committee.body not in actor.office_of:
        raise Forbidden
    session = existing(
        await CommitteeSession.objects()
        .where(CommitteeSession.committee == committee_id, CommitteeSession.held_on == held_on)
        .lock_rows("UPDATE")
        .first()
    )
    return committee, session


async def file_to_read(actor: Actor, vorlage_id: UUID, attachment_id: UUID) -> File:
    """Whoever reads the Vorlage, and the file by its own visibility; a removed one nobody."""
    vorlage = await vorlage_to_read(actor, vorlage_id)
    found = (
        await VorlageFile.objects(VorlageFile.file)
        .where(
            VorlageFile.id == attachment_id,
            VorlageFile.vorlage == vorlage_id,
            VorlageFile.removed_at.is_null(),
        )
        .first()
    )
    if found is None or not may_read_of(actor, vorlage.body, found.visibility, vorlage.committee):
        raise NotFound
    file: File = found.file
    return file
