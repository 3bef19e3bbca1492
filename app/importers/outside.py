"""Questions to a council's server, through the one guarded client (app/outgoing)."""

from collections.abc import Awaitable, Callable

from app.importers.rules.objects import NoOparl, read_object
from app.importers.rules.recognise import LookAt, Recognised, recognise

Fetch = Callable[[str], Awaitable[bytes]]
MOST_STEPS = 4  # system, its list of bodies, the body, and one to spare
LOST = "Von dieser Adresse aus ist keine Liste von Vorlagen zu finden."


async def ask(address: str) -> bytes:
    """Raises NotFetched."""
    from app.outgoing.client import fetch  # here, for it is slow to import

    found = await fetch(address, accept="application/json, */*;q=0.1")
    return found.content


async def recognise_address(address: str) -> Recognised:
    """Looks what stands there; raises RuleViolation with a sentence for the person."""
    for _ in range(MOST_STEPS):
        found = recognise(read_object(await ask(address)), address)
        if not isinstance(found, LookAt):
            return found
        address = found.address
    raise NoOparl(LOST)
