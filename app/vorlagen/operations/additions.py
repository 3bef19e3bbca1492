"""A dated addition to the facts of a Vorlage ("Sachlage vom …"), written here and not read in."""

import json
from dataclasses import dataclass
from datetime import date
from typing import cast

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction
from app.reading.paper import Block, Paper
from app.vorlagen.tables import Vorlage


@dataclass(frozen=True)
class Addition:
    heading: str
    dated_on: date
    blocks: list[Block]


@inside_transaction
async def add_addition(actor: Actor, vorlage: Vorlage, addition: Addition) -> None:
    """Behind the sections that are there. The caller has locked the Vorlage and asked for the right."""
    paper = cast("Paper", json.loads(vorlage.paper))
    paper["facts"].append(
        {
            "heading": addition.heading,
            "date": addition.dated_on.isoformat(),
            "blocks": addition.blocks,
        }
    )
    vorlage.paper = json.dumps(paper, ensure_ascii=False)
    vorlage.version += 1
    await vorlage.save([Vorlage.paper, Vorlage.version])
    await audit.record(
        actor, "vorlage.addition_added", vorlage.id, body_id=vorlage.body,
        dated_on=addition.dated_on.isoformat(),
    )  # fmt: skip
