"""Mails as features hand them to the outbox, in the frame of mail/base.txt."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from app.core.db import transaction
from app.notifications.operations import choose
from app.notifications.tables import Topic, Way
from app.outbox import operations as outbox
from app.outbox.rules import Outgoing
from app.web.templates import render
from tests.cast import Cast


def news(cast: Cast, who: str = "carla", words: str = "Es gibt Neues.", **values: Any) -> Outgoing:
    """values as of Outgoing."""
    person = cast.people[who]
    name = f"{person.given_name} {person.family_name}"
    frame = {"sender_line": "Landkreis Musterland", "recipient_name": name, "base_url": "https://spurwerk.example.org",
             "contact_name": "Anna Albers", "contact_mail": "buero@example.org"}  # fmt: skip
    text = render("mail/base.txt", **frame)
    return Outgoing(
        **{
            "kind": "task_changed",
            "dedupe_key": str(uuid4()),
            "subject": "Neues zu einer Aufgabe",
            "text": text.replace(f"Guten Tag {name},\n\n", f"Guten Tag {name},\n\n{words}\n", 1),
            "html": f"<p>{words}</p>",
            "recipient_name": name,
            "recipient_address": person.email,
            "person_id": cast.id(who),
            "body_id": cast.body.id,
            "group_id": cast.group.id,
            **values,
        }
    )


async def hand_over(*mails: Outgoing) -> int:
    async with transaction():
        return await outbox.enqueue(mails)


async def chosen(cast: Cast, who: str, now: datetime, **ways: Way) -> None:
    """task_changed=Way.DAILY"""
    actor = await cast.actor(who)
    await choose(actor, {Topic(topic): way for topic, way in ways.items()}, now=now)
