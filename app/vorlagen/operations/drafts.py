"""Papers that were read elsewhere and wait for the preview."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from app.core.db import inside_transaction
from app.vorlagen.rules.drafts import Resolution, fill_draft
from app.vorlagen.rules.source import Source
from app.vorlagen.tables import Consultation, PaperDraft, Vorlage


@dataclass(frozen=True)
class NewDraft:
    """`id` may be known: then it takes the place of what was read before. `status`: may be ""."""

    id: UUID
    body_id: UUID
    origin: str
    source: Source
    resolutions: tuple[Resolution, ...] = ()
    status: str = ""


@inside_transaction
async def keep_draft(new: NewDraft, *, now: datetime) -> bool:
    """Whether the text is another one than before."""
    draft = await PaperDraft.objects().where(PaperDraft.id == new.id).first()
    before = draft.source_sha256 if draft else None
    draft = draft or PaperDraft(id=new.id, body=new.body_id, origin=new.origin)
    fill_draft(draft, new.source)
    draft.resolutions = json.dumps([asdict(resolution) for resolution in new.resolutions])
    draft.status, draft.read_at = new.status, now
    await draft.save()
    return before not in {None, draft.source_sha256}


@inside_transaction
async def note_taken(source: Source, vorlage_id: UUID, sha256: str) -> None:
    """The draft, if there is one, became this Vorlage or an edition of it."""
    if source.draft_id is None:
        return
    draft = await PaperDraft.objects().where(PaperDraft.id == source.draft_id).first()
    if draft is None:
        return  # its source was given up meanwhile
    if draft.status and draft.vorlage is None:
        await Vorlage.update({Vorlage.status: draft.status}).where(Vorlage.id == vorlage_id)
    for given in json.loads(draft.resolutions):
        await _note_resolution(vorlage_id, Resolution(**given))
    draft.vorlage, draft.taken_sha256 = vorlage_id, sha256
    await draft.save([PaperDraft.vorlage, PaperDraft.taken_sha256])


@inside_transaction
async def _note_resolution(vorlage_id: UUID, resolution: Resolution) -> None:
    """What somebody wrote there already stays."""
    held_on = date.fromisoformat(resolution.held_on) if resolution.held_on else None
    same_day = Consultation.held_on == held_on if held_on else Consultation.held_on.is_null()
    await Consultation.update({Consultation.resolution_text: resolution.text}).where(
        Consultation.vorlage == vorlage_id,
        Consultation.committee_name == resolution.committee,
        same_day,
        Consultation.resolution_text == "",
    )
