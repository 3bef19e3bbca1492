"""`make handbook`: plays the scenario and takes every picture anew, on its last day."""

from tests.handbook.camera import camera_of
from tests.scenario.story import played


def main() -> None:
    with played() as world, camera_of(world) as camera:
        camera.take_all()


if __name__ == "__main__":
    main()
