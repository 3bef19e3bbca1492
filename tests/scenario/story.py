"""The quarter of a year, chapter by chapter; who wants its last day for pictures takes `played`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from tests.scenario.beginnings import two_counties
from tests.scenario.checks import check, digests_told_everything_once
from tests.scenario.february import february
from tests.scenario.january import january
from tests.scenario.meetings import call_the_meetings
from tests.scenario.outlook import what_is_left_open
from tests.scenario.paper import from_papers_to_groups
from tests.scenario.people import ROLES
from tests.scenario.poll import find_a_date
from tests.scenario.session import who_wants_the_digest
from tests.scenario.spring import april, march
from tests.scenario.strangers import ask_for_everything
from tests.scenario.world import World, opened

FIRST = datetime(2027, 1, 11, 7, 0, tzinfo=UTC)


def play(world: World) -> None:
    world.start()
    two_counties(world)
    from_papers_to_groups(world)
    call_the_meetings(world)
    find_a_date(world)
    who_wants_the_digest(world)
    january(world)
    february(world)
    march(world)
    april(world)
    world.tell(digests_told_everything_once(world))  # afterwards there is news again
    what_is_left_open(world)


def examine(world: World) -> None:
    check(world)
    ask_for_everything(world)


@contextmanager
def played(*, out_loud: bool = False) -> Iterator[World]:
    """The running program on the last day: `base`, `places` (what a page shows → its address),
    `login_link(email)`; who is who says people.ROLES.
    """
    with opened(FIRST, out_loud=out_loud) as world:
        play(world)
        yield world


def show_places(world: World) -> str:
    people = "".join(f"  {role:<28} {world.login_link(email)}\n" for role, email in ROLES.items())
    places = "".join(f"  {name:<44} {path}\n" for name, path in sorted(world.places.items()))
    return f"\n{world.base}\n{people}{places}"
