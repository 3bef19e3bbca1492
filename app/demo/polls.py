"""One date poll of the demo, as it stands while most have answered."""

from datetime import time, timedelta
from uuid import UUID, uuid4

from app.core.actor import Actor
from app.core.clock import from_wall_clock, now, today
from app.demo import history as add
from app.demo.musterland import Loaded
from app.demo.work import FINANCE_MEMBERS
from app.groups.rules.notice import is_working_day
from app.people.tables import Person
from app.polls.forms.making import Asked, PollData
from app.polls.forms.voting import BallotData
from app.polls.operations.asking import create_poll
from app.polls.operations.voting import vote_own
from app.polls.queries.polls import dates_of
from app.polls.rules.life import end_of_day, usual_deadline
from app.polls.rules.slots import Slot
from app.polls.tables import Vote

FIRST = timedelta(days=40)
SIGNS = {"j": Vote.YES, "z": Vote.IF_NEED_BE, "n": Vote.NO}
SAID = ("jzjn", "zjjj", "njjn", "jnjz")  # of the first members by name; the others are silent


async def load(loaded: Loaded) -> None:
    county, group = loaded.county, loaded.groups.finance
    people = county.all(*FINANCE_MEMBERS)
    data = PollData(
        title="Klausur zum Budget",
        note="Wir brauchen einen Vormittag, möglichst vor dem nächsten Ausschuss.",
        place="Kreishaus",
        room="Raum 204",
        video_url="",
        answers_until=end_of_day(usual_deadline(today())),
        show_totals=True,
        yes_is_acceptance=False,
    )
    ids = [UUID(str(person.id)) for person in people]
    asked = Asked(people=frozenset(ids), needed=frozenset(), guests=())
    office, poll_id = add.office_of(county.body, county.coordination), uuid4()
    await create_poll(office, group.id, poll_id, (data, _slots(county.body.land), asked), now=now())
    dates = await dates_of(poll_id)
    for person, signs in zip(people, SAID, strict=False):
        votes = {date.id: SIGNS[sign] for date, sign in zip(dates, signs, strict=True)}
        comment = "" if signs != SAID[1] else "Am zweiten Termin erst ab 10 Uhr."
        await vote_own(_voter(loaded, person), poll_id, BallotData(votes, comment), now=now())


def _voter(loaded: Loaded, person: Person) -> Actor:
    return add.member_of(loaded.groups.finance, person)


def _slots(land: str) -> list[Slot]:
    """Four working days on from six weeks ahead, half past nine to noon."""
    day = today() + FIRST
    slots: list[Slot] = []
    while len(slots) < len(SAID[0]):
        if is_working_day(day, land):
            slots.append(Slot(from_wall_clock(day, time(9, 30)), from_wall_clock(day, time(12))))
        day += timedelta(days=1)
    return slots
