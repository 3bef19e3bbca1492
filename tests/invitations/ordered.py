"""Every send is a large one, and what the worker writes is compared with what would have been written at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from app.invitations import jobs
from app.invitations.mails.letters import AnyLetter, Post
from app.invitations.operations import orders
from app.invitations.tables import InvitationOrder
from app.outbox import operations as outbox
from app.outbox.rules import Outgoing


@dataclass
class Sends:
    """In order of their Message-IDs: `decided` at the click, `written` by the worker."""

    decided: dict[str, Outgoing] = field(default_factory=dict)
    written: dict[str, Outgoing] = field(default_factory=dict)


async def write_all() -> None:
    """What the worker does."""
    while await jobs.write_ordered():
        pass


async def ordered() -> int:
    return int(await InvitationOrder.count())


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> Sends:
    sends, order, composed = Sends(), orders.order, outbox.composed

    async def noting(letter: AnyLetter, out: Sequence[tuple[Post, str]]) -> None:
        for post, kind in out:
            mail = orders.KINDS[kind](letter, post)
            sends.decided[post.message_id] = mail
        await order(letter, out)

    def writing(mail: Outgoing, message_id: str) -> bytes:
        sends.written[message_id] = mail
        return composed(mail, message_id)

    monkeypatch.setattr(orders, "AT_ONCE", 0)
    monkeypatch.setattr(orders, "order", noting)
    monkeypatch.setattr(outbox, "composed", writing)
    return sends
