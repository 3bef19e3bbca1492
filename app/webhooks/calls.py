"""Calls over the network; no transaction is open meanwhile."""

import asyncio
from collections.abc import Sequence

from app.core import clock
from app.outgoing.errors import NotFetched
from app.webhooks import operations, rules
from app.webhooks.operations import Claimed
from app.webhooks.rules import Outcome


async def call_all(claimed: Sequence[Claimed]) -> None:
    """At once; their answers are noted one by one, so that pages and mail keep their connections."""
    for answered in asyncio.as_completed([_call(each) for each in claimed]):
        each, outcome = await answered
        await operations.note(each, outcome, now=clock.now())


async def _call(claimed: Claimed) -> tuple[Claimed, Outcome]:
    from app.outgoing.client import post  # here, for it is slow to import

    content = claimed.content.encode()
    headers = rules.headers_of(claimed.webhook_id, claimed.id, content, clock.now())
    try:
        return claimed, Outcome(await post(claimed.address, content, headers))
    except NotFetched as problem:
        return claimed, Outcome(None, str(problem))
