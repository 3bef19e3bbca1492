"""One call over the network; no transaction is open meanwhile."""

from app.core import clock
from app.outgoing.client import post
from app.outgoing.errors import NotFetched
from app.webhooks import operations, rules
from app.webhooks.operations import Claimed
from app.webhooks.rules import Outcome


async def call(claimed: Claimed) -> None:
    content = claimed.content.encode()
    headers = rules.headers_of(claimed.webhook_id, claimed.id, content, clock.now())
    try:
        outcome = Outcome(await post(claimed.address, content, headers))
    except NotFetched as problem:
        outcome = Outcome(None, str(problem))
    await operations.note(claimed, outcome, now=clock.now())
