"""Questions to the server of a source, with what is remembered during one step of a run."""

import time
from dataclasses import dataclass, field

from app.importers.operations import runs
from app.importers.outside import Fetch, ask
from app.importers.rules.addresses import same_server
from app.importers.rules.objects import NoOparl, Object, read_object
from app.importers.rules.runs import RENEW_SECONDS, Claimed
from app.outgoing.errors import NotFetched, NotReachable

ELSEWHERE = "Ein Verweis führt auf einen anderen Server und ist nicht gelesen."
UNREAD = "Ein Verweis ließ sich nicht lesen: {why}"
BUSY = 429  # RFC 6585, section 4


class Trouble(Exception):
    """Not now, perhaps later: the text is a German sentence."""

    def __init__(self, address: str, sentence: str) -> None:
        super().__init__(sentence)
        self.address = address


@dataclass
class Asking:
    """One step of one run. `known`: objects by address, shared by the papers of the step."""

    run: Claimed
    fetch: Fetch = ask
    known: dict[str, Object] = field(default_factory=dict)
    renewed: float = field(default_factory=time.monotonic)

    async def bytes_of(self, address: str, *, patient: bool) -> bytes:
        """Raises NotFetched; a failure that may pass raises Trouble as long as we are patient."""
        await self._keep_the_run()
        try:
            return await self.fetch(address)
        except NotFetched as problem:
            if patient and may_pass(problem):
                raise Trouble(address, str(problem)) from None
            raise

    async def learn(self, address: str, *, patient: bool) -> str | None:
        """Reads the object into `known`; the sentence tells why it could not be read."""
        if not same_server(address, self.run.start):
            return ELSEWHERE
        try:
            self.known[address] = read_object(await self.bytes_of(address, patient=patient))
        except (NotFetched, NoOparl) as problem:
            return UNREAD.format(why=problem)
        return None

    async def _keep_the_run(self) -> None:
        if time.monotonic() - self.renewed > RENEW_SECONDS:
            await runs.renew(self.run)
            self.renewed = time.monotonic()


def may_pass(problem: NotFetched) -> bool:
    """Silence, overload and errors of the server; a refusal stays one."""
    if not isinstance(problem, NotReachable):
        return False
    return problem.status is None or problem.status >= 500 or problem.status == BUSY
