"""Chapter 8: the committee meets: digest before it, report for it, result after it."""

from datetime import date

from tests.scenario.people import COUNCILLOR, JHA, OFFICE, OTHER_COUNCILLOR
from tests.scenario.world import World

SUBSCRIBERS = (
    "ingrid.behnke@example.org", "heiko.alpers@example.org", "marlies.bock@example.org",
    "cem.yildirim@example.org", "ole.dreyer@example.org", "renate.ehlers@example.org",
    "elif.kaya@example.org", "carola.munk@example.org", "gesa.oelrichs@example.org",
    "hauke.prien@example.org",
)  # fmt: skip
DIGEST = "Was seit dem"
SESSION = date(2027, 3, 18)


def who_wants_the_digest(world: World) -> None:
    office = world.visitor(OFFICE)
    committee = world.places[JHA].rsplit("/", 1)[1]
    world.places["Zusammenfassung"] = f"/digests/ausschuss/{committee}"
    office.open(world.places["Zusammenfassung"])
    (form,) = [each for each in office.leaf.forms if each.action.endswith("/anmeldung")]
    names = {address: label_of(world, address) for address in SUBSCRIBERS}
    assert all(form.has(name) for name in names.values())
    office.press("Eintragen", dict.fromkeys(names.values(), True))
    weekly = world.visitor(OTHER_COUNCILLOR)
    weekly.open("/digests")
    weekly.press("Wahl speichern", {"rhythm": "weekly", "weekday": "3"}) if any(
        button.words == "Wahl speichern" for each in weekly.leaf.forms for button in each.buttons
    ) else None
    world.tell("Zehn Mitglieder des Ausschusses bekommen Zusammenfassungen.")


def label_of(world: World, address: str) -> str:
    (row,) = world.sql(
        f"SELECT given_name || ' ' || family_name AS name FROM person WHERE email = '{address}'"
    )
    return str(row["name"])


def plan_the_session(world: World) -> None:
    office = world.visitor(OFFICE)
    office.open(f"{world.places['Vorlage']}/beratungen/neu")
    office.press(
        "Beratung speichern",
        {"Gremium": JHA, "Zuständigkeit": "Bericht", "Datum der Beratung": SESSION.isoformat(),
         "Sitzung": "Sitzung des Jugendhilfeausschusses"},
    )  # fmt: skip
    committee = world.places[JHA].rsplit("/", 1)[1]
    world.places["Sitzung des Ausschusses"] = f"/gremien/{committee}/sitzungen/{SESSION}"


def report(world: World) -> None:
    world.chapter("Der Ausschuss tagt")
    office = world.visitor(OFFICE)
    office.open("/berichte/neu")
    office.follow(JHA)
    office.press("Entwurf füllen", {"Von": "2027-01-11", "Bis": world.today.isoformat()})
    path = office.leaf.path
    world.places["Bericht"] = path
    section = next(form for form in office.leaf.forms if form.has("Text"))
    office.press(
        "Text speichern",
        {"Text": "Der Ausschuss nimmt den Bericht zur Kenntnis."},
        at=section.action,
    )
    office.open(f"{path}/freigabe")
    office.press("Bericht freigeben")
    for end in ("pdf", "docx", "txt"):
        assert office.client.get(f"{path}/bericht.{end}").status_code == 200
    reader = world.visitor(COUNCILLOR)
    reader.open(path)
    assert "zur Kenntnis" in reader.leaf.text
    world.tell("Der Sachstandsbericht ist freigegeben, der Ausschuss kann ihn lesen.")


def digest_before_the_session(world: World) -> None:
    world.go_to(date(2027, 3, 11))
    world.wait(hours=2)
    told = [address for address in SUBSCRIBERS if world.post.to(address, DIGEST)]
    assert COUNCILLOR in told
    assert len(told) == len(SUBSCRIBERS), sorted(set(SUBSCRIBERS) - set(told))
    world.tell(f"Eine Woche vor der Sitzung lesen {len(told)} Menschen, was neu ist.")


def after_the_session(world: World) -> None:
    world.go_to(date(2027, 3, 19))
    office = world.visitor(OFFICE)
    (row,) = world.sql(f"SELECT id FROM consultation WHERE held_on = '{SESSION}'")
    office.open(f"{world.places['Vorlage']}/beratungen/{row['id']}")
    office.press("Beratung speichern", {"Ergebnis im Wortlaut": "zur Kenntnis genommen", "Bedeutung": "zur Kenntnis genommen"})  # fmt: skip
    world.tell("Der Ausschuss hat den Bericht zur Kenntnis genommen.")


def last_digest(world: World) -> None:
    """Whatever is not told yet goes out with one click."""
    office = world.visitor(OFFICE)
    world.wait(minutes=5)
    office.open(world.places["Zusammenfassung"])
    office.press("An ")
    world.wait(hours=2)
