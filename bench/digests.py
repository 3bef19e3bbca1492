"""10,000 people are told what is new in a hundred committees: from the first statement to the outbox."""

import resource
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

from app.core import clock
from app.core.tokens import hash_of
from app.core.words import Visibility
from app.digest.operations.running import Run
from app.digest.rules.news import digest_token
from app.digest.tables import Subscription
from app.groups.tables import Group, GroupKind, Membership, Role
from app.mandates.tables import Mandate, MandateStatus, MandateStep
from app.outbox.tables import OutgoingMail
from app.people.tables import Person
from app.vorlagen.tables import DecisionPoint, Vorlage
from bench.county import County
from bench.sending import ADD_MEMBER, ADD_PERSON

COMMITTEES, QUICK_COMMITTEES, SEATS = 100, 10, 100
PAPERS, STEPS = 8, 3  # with news in a committee, of a paper


@dataclass(frozen=True)
class DigestRun:
    """Seconds; `before`, `after`: bytes of this process around the run, `most` while it lasts."""

    people: int
    seconds: float
    before: int
    after: int
    most: int

    @property
    def growth(self) -> int:
        return max(self.after, self.most) - self.before


async def measure_digests(county: County, *, quick: bool) -> DigestRun:
    """Needs a pool. A first committee is not counted: it loads templates and plans."""
    count = QUICK_COMMITTEES if quick else COMMITTEES
    warm, *committees = [await _committee(county, n) for n in range(count + 1)]
    await Person.raw("ANALYZE person, membership, subscription")
    now = clock.now()
    await (await Run.of(warm, now)).to_everybody()
    before, told, sizes = _memory(), 0, []
    begun = time.perf_counter()
    for committee in committees:
        sent, _ = await (await Run.of(committee, now)).to_everybody()
        told += sent
        sizes.append(_memory())
    seconds = time.perf_counter() - begun
    if told != count * SEATS:
        raise RuntimeError(f"{told} were told")
    await OutgoingMail.delete().where(OutgoingMail.kind == "digest_sent")  # not for others to send
    return DigestRun(told, seconds, before, sizes[-1], max(sizes))


def _memory() -> int:
    """Resident bytes of this process."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


async def _committee(county: County, number: int) -> Group:
    group = Group(
        id=uuid4(), body=county.body, name=f"Ausschuss {number}", kind=GroupKind.AUSSCHUSS
    )
    await group.save()
    people = [uuid4() for _ in range(SEATS)]
    await Person.raw(ADD_PERSON, county.body, people)
    await Membership.raw(ADD_MEMBER, group.id, Role.MITGLIED.value, people)
    told = clock.now() - timedelta(days=7)
    rows = [_subscription(person, group, told) for person in people]
    await Subscription.insert(*rows)
    for paper in range(PAPERS):
        await _news(county, group, paper)
    return group


def _subscription(person: UUID, group: Group, told: object) -> Subscription:
    row_id = uuid4()
    return Subscription(
        id=row_id, person=person, committee=group.id, watermark=told, chosen_at=told,
        token_hash=hash_of(digest_token(row_id)),
    )  # fmt: skip


async def _news(county: County, group: Group, number: int) -> None:
    now = clock.now()
    paper = Vorlage(
        id=uuid4(), body=county.body, committee=group.id, title=f"Vorlage {number}",
        reference=f"{group.name}/{number}", paper="{}", reading="{}", source_text="", source_sha256="",
        visibility=Visibility.PUBLIC, created_at=now - timedelta(days=90),
    )  # fmt: skip
    await paper.save()
    point = DecisionPoint(vorlage=paper.id, position=1, marker="1.", text="Standorte vorschlagen")
    await point.save()
    mandate = Mandate(group=county.groups[-1], decision_point=point.id, title="Standorte")
    await mandate.save()
    await MandateStep.insert(*[
        MandateStep(
            mandate=mandate.id, person_name="Bernd Brandt", from_status=MandateStatus.OPEN,
            to_status=MandateStatus.IN_PROGRESS, sentence=f"Schritt {n} ist getan.",
            at=now - timedelta(hours=n + 1),
        )
        for n in range(STEPS)
    ])  # fmt: skip
