from datetime import timedelta
from typing import Any
from uuid import uuid4

from app.core.clock import now
from app.core.tokens import hash_of
from app.digest.rules.news import DigestContent, digest_token
from app.digest.rules.stored import as_json
from app.digest.tables import Digest, Subscription
from app.groups.tables import Group, GroupKind
from app.mandates.tables import Mandate, MandateStep
from app.people.tables import Person
from app.vorlagen.tables import DecisionPoint, GroupOrigin, Vorlage
from tests.cast import Cast, make_group, make_member


async def make_subscription(committee: Group, person: Person, **columns: Any) -> Subscription:
    subscription_id = uuid4()
    subscription = Subscription(
        id=subscription_id,
        person=person.id,
        committee=committee.id,
        **{
            "watermark": now() - timedelta(days=30),
            "look_at": now() - timedelta(minutes=1),
            "token_hash": hash_of(digest_token(subscription_id)),
            **columns,
        },
    )
    await subscription.save()
    return subscription


async def make_paper(cast: Cast, **columns: Any) -> tuple[Vorlage, DecisionPoint]:
    """A Vorlage of the committee whose first point set up the cast's group, long ago."""
    vorlage = Vorlage(
        body=cast.body.id, paper="{}", reading="{}", source_text="",
        source_sha256="", created_at=now() - timedelta(days=90),
        **{"committee": cast.committee.id, "title": "Familienzentren ausbauen", "reference": f"2026/{uuid4().hex[:4]}", **columns},
    )  # fmt: skip
    await vorlage.save()
    point = DecisionPoint(vorlage=vorlage.id, position=1, marker="1.", text="Standorte vorschlagen")
    await point.save()
    return vorlage, point


async def make_step(cast: Cast, point: DecisionPoint, **columns: Any) -> MandateStep:
    mandate = Mandate(group=cast.group.id, decision_point=point.id, title="Standorte vorschlagen")
    await mandate.save()
    step = MandateStep(
        mandate=mandate.id, person_name="Bernd Brandt",
        **{"from_status": "open", "to_status": "in_progress", "sentence": "Die Gruppe sammelt.",
           "at": now() - timedelta(hours=1), **columns},
    )  # fmt: skip
    await step.save()
    return step


async def origin(cast: Cast, point: DecisionPoint) -> None:
    await GroupOrigin(group=cast.group.id, decision_point=point.id).save()


async def build_world(cast: Cast, world: dict[str, str]) -> None:
    """Anna coordinates and sits in a committee of her own, so that she has a digest to read."""
    committee = await make_group(cast.body, "Kreistag", kind=GroupKind.KREISTAG)
    await make_member(committee, cast.anna)
    await make_member(committee, cast.carla)
    subscription = await make_subscription(committee, cast.anna)
    empty = DigestContent(now(), now(), (), 0, (), None)
    digest = Digest(subscription=subscription.id, since=now(), until=now(), content=as_json(empty))
    await digest.save()
    world["digest_id"] = str(digest.id)
    world["committee_id"] = str(committee.id)
