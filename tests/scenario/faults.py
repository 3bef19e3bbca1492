"""Chapter 9: the mail server is away for a night, the program is killed while it sends."""

import re
import time
from datetime import timedelta

from tests.scenario.minutes import begin, note_attendance, point, times_of, write
from tests.scenario.people import MINUTE_TAKER, OFFICE
from tests.scenario.world import World


def mail_server_away(world: World, path: str) -> None:
    """The minutes are sent while nobody takes mail; in the morning all of it arrives."""
    office = world.visitor(OFFICE)
    office.open("/postausgang")  # nobody can ask for a login while no mail arrives
    world.post.close()
    end_and_send_blind(world, path)
    world.wait(minutes=5)
    office.open("/postausgang")
    assert "verzögert" in office.leaf.text
    before = world.post.taken
    world.wait(hours=3)
    assert world.post.taken == before
    world.post.open()
    world.go_to(world.today + timedelta(days=1))
    assert (
        len(world.sql("SELECT 1 FROM outgoing_mail WHERE done_at IS NULL AND due_at <= now()")) == 0
    )
    world.tell(
        f"Eine Nacht ohne Mailserver: {world.post.taken - before} E-Mails kamen am Morgen an."
    )


def end_and_send_blind(world: World, path: str) -> None:
    writer = world.visitor(MINUTE_TAKER)
    world.set_clock(times_of(world, path)[1] + timedelta(minutes=2))
    writer.open(path)
    writer.press("Sitzung beenden")
    writer.open(f"{path}/protokoll/versand")
    writer.press(re.compile(r"^Protokoll an \d+ Person"))


def killed_while_sending(world: World, path: str) -> None:
    """kill -9 when the seventh mail of the minutes has been taken and not been marked yet."""
    last = world.post.taken + 7
    world.post.after_take = lambda number: world.kill() if number == last else None
    end_and_send_blind(world, path)
    deadline = time.monotonic() + 30
    while world.is_running("serve"):
        assert time.monotonic() < deadline, "nobody was killed"
        time.sleep(0.05)
    world.post.after_take = lambda _: None
    world.start("serve")
    world.wait(minutes=30)
    assert world.sql("SELECT 1 FROM outgoing_mail WHERE done_at IS NULL AND due_at <= now()") == []
    twice = world.post.taken - len({each.raw for each in world.post.all()})
    world.tell(
        f"Das Programm starb beim Versand und läuft wieder; doppelt kamen {twice} gleiche E-Mails."
    )


def write_something(world: World, path: str, lines: tuple[str, ...], title: str) -> None:
    writer = world.visitor(MINUTE_TAKER)
    begin(world, writer, path)
    item = point(world, path, title)
    write(writer, path, item, "Die Gruppe berät.", lines)
    note_attendance(writer, path, ())
