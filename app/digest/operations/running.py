"""One committee in one run, page by page, so that memory stays flat however many get a mail."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from app.core.actor import Actor, system
from app.core.settings import settings
from app.digest.operations.sending import Slot, send_digest
from app.digest.queries.people import (
    NOBODY,
    Recipient,
    edition_for_all,
    own_tasks,
    recipients_of,
)
from app.digest.rules.news import Edition
from app.digest.rules.occasions import not_before
from app.groups.tables import Group

log = logging.getLogger("spurwerk.digest")
Tell = Callable[[int], None]


@dataclass(frozen=True)
class Run:
    """Each person's digest is a transaction of its own, so a crash in between costs nobody one."""

    committee_id: UUID
    actor: Actor
    edition: Edition
    people: int  # for whom there is room in the window
    now: datetime
    failed: set[UUID] | None = None  # noted here, if given, so that the others go on

    @classmethod
    async def of(
        cls,
        committee: Group,
        now: datetime,
        actor: Actor | None = None,
        failed: set[UUID] | None = None,
        people: int = 0,
    ) -> "Run":
        """`people`: of all committees whose mails leave in the same window."""
        edition, here = await edition_for_all(committee, now)
        most = max(people, here)
        return cls(committee.id, actor or system(), edition, most, now, failed)

    async def to_everybody(
        self, *, dry_run: bool = False, tell: Tell | None = None
    ) -> tuple[int, int]:
        """Whatever the rhythm; (with news, recipients). `tell` hears how many are done."""
        told, seen, last = 0, 0, NOBODY
        while page := await recipients_of(self.committee_id, self.now, after=last):
            told += self._counted(page) if dry_run else await self._send(page, {})
            seen, last = seen + len(page), page[-1].subscription_id
            if tell:
                tell(len(page))
        return told, seen

    async def to_those(self, keys: dict[UUID, str]) -> int:
        """Subscription → its occasion, for which it gets one at most."""
        page = await recipients_of(self.committee_id, self.now, among=list(keys))
        return await self._send(page, keys)

    def _counted(self, page: Sequence[Recipient]) -> int:
        return sum(not self.edition.content(each.marks, each.without).is_empty for each in page)

    async def _send(self, page: Sequence[Recipient], keys: dict[UUID, str]) -> int:
        tasks, sent = await own_tasks([each.person_id for each in page], self.now), 0
        for each in page:
            slot = Slot(self.now, keys.get(each.subscription_id, ""), self._leaves(each))
            try:
                sent += await send_digest(
                    self.actor, each, self.edition, slot, tasks.get(each.person_id)
                )
            except Exception:
                if self.failed is None:
                    raise
                log.exception("digest of subscription %s failed", each.subscription_id)
                self.failed.add(each.subscription_id)
        return sent

    def _leaves(self, each: Recipient) -> datetime:
        most = timedelta(minutes=settings().digest_minutes)
        return not_before(each.subscription_id, self.now, self.people, most)
