"""`make scenario`: the story, told while it is played, and counted. With --keep it stays open."""

import sys
import time

from tests.scenario.counts import counted
from tests.scenario.story import FIRST, examine, play, show_places
from tests.scenario.world import opened


def main() -> None:
    began = time.monotonic()
    with opened(FIRST, out_loud=True) as world:
        play(world)
        examine(world)
        sys.stdout.write(
            f"\n{counted(world)}\nGespielt in {time.monotonic() - began:.0f} Sekunden.\n"
        )
        if "--keep" in sys.argv:
            sys.stdout.write(show_places(world))
            sys.stdout.flush()
            input("Ende mit der Eingabetaste. ")


if __name__ == "__main__":
    main()
