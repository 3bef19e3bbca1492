"""One paper without a source that is kept: for the command line."""

import math
from uuid import UUID

from app.core.errors import RuleViolation
from app.importers.jobs.asking import Asking, Trouble
from app.importers.jobs.papers import read_paper
from app.importers.rules.objects import NoOparl, address_of, kind_of, read_object
from app.importers.rules.runs import Claimed
from app.importers.tables import SourceKind
from app.vorlagen.rules.source import Source

NOBODY = UUID(int=0)


async def oparl_paper(address: str, content: str | bytes) -> Source | None:
    """None for what is no OParl paper. Raises RuleViolation while its server does not answer."""
    try:
        found = read_object(content.encode() if isinstance(content, str) else content)
    except NoOparl:
        return None
    if kind_of(found) != "Paper" or not address_of(found):
        return None
    run = Claimed(NOBODY, 0, NOBODY, NOBODY, SourceKind.PAPER, address, "", (), 0, 0)
    asking = Asking(run, renewed=math.inf)  # held by nobody, so nothing is to be renewed
    try:
        read = await read_paper(found, asking, patient=True)
    except Trouble as trouble:
        raise RuleViolation(f"{trouble.address}: {trouble}") from None
    return read.source
