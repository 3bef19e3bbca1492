"""`make scenario`: the story, told while it is played, counted, and set beside the handbook's
pictures. With --keep it stays open.
"""

import sys
import time

from tests.handbook.camera import camera_of
from tests.handbook.shots import SHOTS
from tests.scenario.counts import counted
from tests.scenario.story import FIRST, examine, play, show_places
from tests.scenario.world import World, opened


def no_picture_is_stale(world: World) -> None:
    with camera_of(world) as camera:
        stale = [line for shot in SHOTS if (line := camera.difference(shot))]
    assert stale == [], "make handbook\n" + "\n".join(stale)
    world.tell(f"Die {len(SHOTS)} Bilder des Handbuchs zeigen, was zu sehen ist.")


def main() -> None:
    began = time.monotonic()
    with opened(FIRST, out_loud=True) as world:
        play(world)
        examine(world)
        no_picture_is_stale(world)
        sys.stdout.write(
            f"\n{counted(world)}\nGespielt in {time.monotonic() - began:.0f} Sekunden.\n"
        )
        if "--keep" in sys.argv:
            sys.stdout.write(show_places(world))
            sys.stdout.flush()
            input("Ende mit der Eingabetaste. ")


if __name__ == "__main__":
    main()
