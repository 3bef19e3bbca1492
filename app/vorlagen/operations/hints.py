"""Offers from the wording of a paper, and what a person decides about them."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import NotFound
from app.reading.lexicon import fold
from app.reading.paper import Paper
from app.vorlagen import access
from app.vorlagen.rules.block_text import text_of
from app.vorlagen.rules.proposals import Hint, hints_in
from app.vorlagen.tables import DecisionPoint, HintState, WordingHint


@inside_transaction
async def offer_hints(vorlage_id: UUID, paper: Paper) -> None:
    """From the points and the facts; an offer that is known already keeps what was decided.

    Open offers whose sentence stands in the paper no longer go.
    """
    points = (
        await DecisionPoint.objects()
        .where(DecisionPoint.vorlage == vorlage_id, DecisionPoint.absent_since.is_null())
        .order_by(DecisionPoint.position)
    )
    rows: dict[UUID, WordingHint] = {}
    for point_id, hint in _found(points, paper):
        data = json.dumps(hint.data, ensure_ascii=False, sort_keys=True)
        row = WordingHint(
            id=uuid5(vorlage_id, f"{hint.kind.value} {data} {fold(hint.sentence)}"),
            vorlage=vorlage_id, decision_point=point_id, kind=hint.kind.value,
            sentence=hint.sentence, data=data,
        )  # fmt: skip
        rows.setdefault(UUID(str(row.id)), row)
    outdated = WordingHint.delete().where(
        WordingHint.vorlage == vorlage_id, WordingHint.state == HintState.OFFERED
    )
    await (outdated.where(WordingHint.id.not_in(list(rows))) if rows else outdated)
    if rows:
        await WordingHint.insert(*rows.values()).on_conflict(action="DO NOTHING")


def _found(points: list[DecisionPoint], paper: Paper) -> Iterator[tuple[UUID | None, Hint]]:
    for point in points:
        yield from ((UUID(str(point.id)), hint) for hint in hints_in(point.text))
    for section in paper["facts"]:
        yield from ((None, hint) for hint in hints_in(text_of(section["blocks"])))


@opens_transaction
async def decide_hint(
    actor: Actor, vorlage_id: UUID, hint_id: UUID, state: HintState, *, now: datetime
) -> None:
    """Raises NotFound, also for a hint of another Vorlage."""
    await settle_hint(actor, vorlage_id, hint_id, state, now=now)


@inside_transaction
async def settle_hint(
    actor: Actor, vorlage_id: UUID, hint_id: UUID, state: HintState, *, now: datetime
) -> None:
    """As decide_hint, for an operation that does what the hint proposes."""
    vorlage = await access.vorlage_to_change(actor, vorlage_id)
    hint: Any = (
        await WordingHint.objects()
        .where(WordingHint.id == hint_id, WordingHint.vorlage == vorlage_id)
        .first()
    )
    if hint is None:
        raise NotFound
    if hint.state == state:
        return
    hint.state = state.value
    offered = state == HintState.OFFERED
    hint.decided_by, hint.decided_at = (None, None) if offered else (actor.person_id, now)
    await hint.save([WordingHint.state, WordingHint.decided_by, WordingHint.decided_at])
    await audit.record(
        actor, "vorlage.hint_decided", vorlage_id, body_id=vorlage.body,
        hint=hint_id, state=state.value,
    )  # fmt: skip
