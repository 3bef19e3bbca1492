"""Chapter 6: a meeting is held and minuted, its minutes sent, objected to, approved."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from app.core.clock import BERLIN
from tests.scenario.people import OBJECTOR
from tests.scenario.visitor import Visitor
from tests.scenario.world import World

Points = Mapping[str, tuple[str, Sequence[str]]]  # beginning of a title → course, lines
MORE = re.compile(r"Eintr(ag|äge) übernehmen")


def carry_over(world: World, office: Visitor, path: str) -> int:
    """What is open comes onto the agenda with one click; how many points it has then."""
    office.open(f"{path}/tagesordnung/uebernahme")
    if any(MORE.search(button.words) for form in office.leaf.forms for button in form.buttons):
        office.press(MORE)
        world.clicked["carry over"] += 1
    return len(points_of(world, path))


def prepare(world: World, office: Visitor, path: str, item_title: str, mandate: str) -> None:
    """What is open comes on; what the group recommends to that mandate, the committee hears."""
    carry_over(world, office, path)
    link_item(world, office, path, item_title, mandate)
    make_public(world, office, path, item_title)


def points_of(world: World, path: str) -> list[tuple[str, str]]:
    """(id, title) in their order."""
    rows = world.sql(
        f"SELECT id, title FROM agenda_item WHERE meeting = '{path[-36:]}' ORDER BY position"
    )
    return [(row["id"], row["title"]) for row in rows]


def point(world: World, path: str, title: str) -> str:
    """The id of the first item whose title begins so."""
    known = points_of(world, path)
    found = [item for item, name in known if name.startswith(title)]
    assert found, f"„{title}“ is not among {[name for _, name in known]}"
    return found[0]


def times_of(world: World, path: str) -> tuple[datetime, datetime]:
    (row,) = world.sql(f"SELECT starts_at, ends_at FROM meeting WHERE id = '{path[-36:]}'")
    begins, ends = (datetime.fromisoformat(row[name]) for name in ("starts_at", "ends_at"))
    return begins.astimezone(BERLIN), ends.astimezone(BERLIN)


def begin(world: World, writer: Visitor, path: str) -> None:
    begins, _ = times_of(world, path)
    world.go_to(begins.date(), begins.time())
    writer.open(path)
    writer.press("Sitzung beginnen")
    writer.open(f"{path}/protokoll")
    if any(
        button.words == "Protokoll beginnen"
        for form in writer.leaf.forms
        for button in form.buttons
    ):
        writer.press("Protokoll beginnen")


def hold(
    world: World, writer: Visitor, path: str, points: Points, *, away: Sequence[str] = ()
) -> None:
    """From the first minute to the mail with the minutes, all by one writer."""
    begin(world, writer, path)
    for wanted, (text, lines) in points.items():
        write(writer, path, point(world, path, wanted), text, lines)
    note_attendance(writer, path, away)
    end_and_send(world, writer, path)


def write(writer: Visitor, path: str, item: str, text: str, lines: Sequence[str]) -> None:
    writer.open(f"{path}/protokoll")
    if text:
        writer.press("Text speichern", {"Verlauf": text}, at=f"/punkte/{item}")
    for line in lines:
        writer.open(f"{path}/protokoll")
        writer.press("Zeile übernehmen", {"Neue Zeile": line}, at=f"/punkte/{item}/zeilen")


def note_attendance(writer: Visitor, path: str, away: Sequence[str]) -> None:
    writer.open(f"{path}/protokoll/anwesenheit")
    (form,) = [form for form in writer.leaf.forms if form.has("anwesend")]
    present: dict[str, str | bool] = {
        each.name: "present" for each in form.fields if each.label == "anwesend"
    }
    excused = {f"{name}|entschuldigt": True for name in away}
    writer.press("Anwesenheit speichern", {**present, **excused})


def end_and_send(world: World, writer: Visitor, path: str) -> int:
    """How many people get the minutes."""
    world.set_clock(times_of(world, path)[1] + timedelta(minutes=2))
    writer.open(path)
    writer.press("Sitzung beenden")
    writer.open(f"{path}/protokoll/versand")
    writer.press(re.compile(r"^Protokoll an \d+ Person"))
    found = re.search(r"an (\d+) Personen auf dem Weg", writer.leaf.text)
    assert found, writer.leaf.text[:600]
    world.rest()
    return int(found[1])


def object_to(world: World, path: str, title: str, wording: str, reason: str) -> None:
    """A member asks for another wording of one item."""
    member = world.visitor(OBJECTOR)
    item = point(world, path, title)
    member.open(f"{path}/protokoll/punkte/{item}/einwand")
    member.press(re.compile("Einwand"), {"wording": wording, "reason": reason})


def answer_objection(writer: Visitor, path: str, *, accept: bool) -> None:
    writer.open(f"{path}/protokoll/einwaende")
    href = next(href for _, href in writer.leaf.links if "/einwaende/" in href)
    writer.open(href)
    if accept:
        writer.press(re.compile("übernehmen", re.IGNORECASE))
    else:
        writer.press(
            re.compile("ablehnen", re.IGNORECASE), {"answer": "Es steht so in der Vorlage."}
        )


def status_of(world: World, path: str) -> str:
    (row,) = world.sql(f"SELECT status FROM minutes WHERE meeting = '{path[-36:]}'")
    return str(row["status"])


def finish_by_link(world: World, address: str, subject: str, done: str) -> None:
    """One link, one button: the oldest task in the newest mail with these words."""
    letter = world.post.to(address, subject)[-1]
    visitor = world.visitor()
    visitor.open(letter.path("/t/"))
    visitor.press("Als erledigt melden", {"Ihre Notiz": done})
    assert visitor.pressed == 1
    world.clicked["task"] += 1


def move_mandate(world: World, office: Visitor, title: str, state: str, sentence: str) -> None:
    (row,) = world.sql(f"SELECT id FROM mandate WHERE title = '{title}'")
    office.open(f"/auftraege/{row['id']}")
    office.press("Stand ändern", {"Neuer Stand": state, "Was ist geschehen?": sentence})
    world.places[f"Auftrag „{title}“"] = f"/auftraege/{row['id']}"


def link_item(world: World, office: Visitor, path: str, item_title: str, mandate: str) -> None:
    """What comes of this item belongs to that mandate."""
    item = point(world, path, item_title)
    office.open(f"{path}/tagesordnung/{item}/verknuepfungen")
    labels = [
        each.label for form in office.leaf.forms for each in form.fields if mandate in each.label
    ]
    office.press("Verknüpfungen speichern", {labels[0]: True})


def make_public(world: World, office: Visitor, path: str, item_title: str) -> None:
    """So that the committee hears what the group recommends there."""
    item = point(world, path, item_title)
    office.open(f"{path}/tagesordnung/{item}")
    office.press("Speichern", {"Wer darf den Punkt lesen?": "öffentlich"})
