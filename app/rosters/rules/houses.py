"""The Träger of a row: found by name, completed, or added."""

from uuid import uuid5

from app.people.tables import Side
from app.rosters.rules.deeds import AddRegion, AddTraeger, SetParent, SetRegion, Step
from app.rosters.rules.fields import Field, key
from app.rosters.rules.known import Known, KnownTraeger
from app.rosters.rules.rows import Row

SEVERAL = "Diesen Namen tragen mehrere Träger. Bitte geben Sie einem davon zuerst einen eigenen."
SEVERAL_REGIONS = "Diesen Namen tragen mehrere Regionen."
NO_SIDE = (
    "Diesen Träger gibt es noch nicht. Damit er angelegt werden kann, fehlt seine Seite: "
    "öffentlicher Träger, freier Träger, freiberuflich, Politik, Betroffene oder externe Begleitung."
)
ONLY_OFFICE = "Diesen Träger gibt es noch nicht. Anlegen kann ihn nur die Koordination."
OWN_PARENT = "Ein Träger kann nicht sein eigener Verband sein."
SIDE_STAYS = "Seite des Trägers bleibt „{label}“."


def traeger_of(known: Known, row: Row, step: Step) -> KnownTraeger | None:
    """None where the row names none, or one that cannot be found."""
    name = row.text(Field.TRAEGER)
    if not name or Field.SIDE in row.problems:
        return None
    found = _named(known, name, row.said.get(Field.SIDE), Field.TRAEGER, step)
    if found is None:
        return None
    side = row.said.get(Field.SIDE)
    if side and side != found.side:
        step.notes.append(SIDE_STAYS.format(label=found.side.label))
    if known.is_office:
        _complete(known, row, step, found)
    return found


def _named(
    known: Known, name: str, side: Side | None, which: Field, step: Step
) -> KnownTraeger | None:
    same = known.traeger.get(key(name), [])
    if len(same) == 1:
        return same[0]
    if same or not known.is_office or side is None:
        sentence = SEVERAL if same else NO_SIDE if known.is_office else ONLY_OFFICE
        step.problems[which] = sentence
        return None
    added = KnownTraeger(uuid5(known.seed, f"traeger:{key(name)}"), name, side, row=step.number)
    known.traeger[key(name)] = [added]
    step.do(AddTraeger(added.id, name, side), f"Träger „{name}“ ({side.label}) neu")
    return added


def _complete(known: Known, row: Row, step: Step, traeger: KnownTraeger) -> None:
    parent, region = row.text(Field.PARENT), row.text(Field.REGION)
    if parent and traeger.parent is None:
        if key(parent) == key(traeger.name):
            step.problems[Field.PARENT] = OWN_PARENT
            return
        above = _named(known, parent, traeger.side, Field.PARENT, step)
        if above and above.parent != traeger.id:
            traeger.parent = above.id
            step.do(SetParent(traeger.id, above.id), f"gehört zum Verband „{above.name}“")
    if region and not traeger.has_region:
        _set_region(known, region, step, traeger)


def _set_region(known: Known, name: str, step: Step, traeger: KnownTraeger) -> None:
    ids = known.regions.setdefault(key(name), [])
    if len(ids) > 1:
        step.problems[Field.REGION] = SEVERAL_REGIONS
        return
    if not ids:
        ids.append(uuid5(known.seed, f"region:{key(name)}"))
        step.do(AddRegion(ids[0], name), f"Region „{name}“ neu")
    traeger.has_region = True
    step.do(SetRegion(traeger.id, ids[0]), f"arbeitet in der Region „{name}“")
