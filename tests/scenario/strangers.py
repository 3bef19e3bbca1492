"""Nobody from outside sees anything: not a member elsewhere, not who has left, not who has no login."""

import re

from tests.scenario.people import CANARY, CONFIDENTIAL, LEAVER, OFFICE, OTHER_COUNCILLOR, STRANGER
from tests.scenario.visitor import Visitor
from tests.scenario.world import World

WITH_ID = re.compile(r"/[0-9a-f]{8}-[0-9a-f-]{27}")
SECRETS = (CANARY, CONFIDENTIAL)
# What only members and the office may open at all.
INSIDE = ("/gruppen/", "/sitzungen/", "/aufgaben/", "/terminabfragen/", "/serien/", "/postausgang/", "/posteingang/", "/personen/", "/digests/ausschuss/")  # fmt: skip


def ask_for_everything(world: World) -> None:
    """Every page that anybody of Musterland has reached in these months."""
    paths = sorted(
        path
        for email, visitor in world.visitors.items()
        if not email.startswith(("wiebke.", "ralf.", "nils.", "birte."))
        for path in visitor.seen
        if WITH_ID.search(path)
    )
    paths = list(dict.fromkeys(paths))
    committee = world.places["Jugendhilfeausschuss"]
    for email in (STRANGER, LEAVER, ""):
        found = [path for path in paths if sees(world.visitor(email), path)]
        inside = [
            path for path in found if path.startswith(INSIDE) and not path.startswith(committee)
        ]
        assert inside == [], (email, inside)
    assert {word for word in SECRETS for path in paths if word in text_of(world, path)} == set(
        SECRETS
    )
    councillor = world.visitor(OTHER_COUNCILLOR)
    for path in paths:
        sees(councillor, path)
    world.tell(f"{len(paths)} Seiten: Fremde, Ausgeschiedene und Unangemeldete sehen keine davon.")


def text_of(world: World, path: str) -> str:
    """For the office, which may: else nothing would be proven."""
    return world.visitor(OFFICE).client.get(path).text if "/protokoll" in path else ""


def sees(visitor: Visitor, path: str) -> bool:
    """The words that nobody outside may read must not stand in any answer."""
    if visitor.email:
        visitor.open("/")
    answer = visitor.client.get(path, follow_redirects=False)
    for secret in SECRETS:
        assert secret not in answer.text, (visitor.email, path, secret)
    assert answer.status_code in {200, 302, 303, 403, 404, 405}, (path, answer.status_code)
    return answer.status_code == 200
