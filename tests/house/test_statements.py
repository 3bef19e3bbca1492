"""No page asks the database more than six times, whoever opens it, but for a few old ones."""

from tests.browser import Visit
from tests.cast import Cast
from tests.counting import counted_statements
from tests.house.test_rights import MATRIX, address, filled

MOST = 6  # who is asking included
OLDER = {  # none is added here; what no longer asks so often comes off
    "/beschlusspunkte/{decision_point_id:uuid}/gruppe", "/digests/ausschuss/{committee_id:uuid}",
    "/gruppen/{group_id:uuid}/abschluss", "/gruppen/{group_id:uuid}/besetzung/neu",
    "/gruppen/{group_id:uuid}/besetzung/{rule_id:uuid}", "/gruppen/{group_id:uuid}/mitglieder/neu",
    "/gruppen/{group_id:uuid}/mitglieder/{membership_id:uuid}", "/gruppen/{group_id:uuid}/nachfolge",
    "/gruppen/{group_id:uuid}/termine/vorjahr", "/gruppen/{group_id:uuid}/veranstaltung",
    "/personen/doppelte/{keep_id:uuid}/{other_id:uuid}", "/personen/einlesen/{import_id:uuid}",
    "/personen/{person_id:uuid}/loeschen", "/serien/{series_id:uuid}/antwort",
    "/serien/{series_id:uuid}/einladen", "/terminabfragen/{poll_id:uuid}",
    "/terminabfragen/{poll_id:uuid}/festlegung", "/traeger/{traeger_id:uuid}/bearbeiten",
    "/vorlagen/einlesen/entwurf/{draft_id:uuid}",
}  # fmt: skip


async def test_six_statements_are_enough_for_every_page(cast: Cast, visit: Visit) -> None:
    world = await filled(cast)
    many, opened = {}, 0
    for name in ("anna", "carla"):
        browser = await visit(name)
        for row in (row for row in MATRIX if row.method == "GET"):
            with counted_statements() as seen:
                answer = await browser.get(address(row, world))
            opened += answer.status_code == 200
            if answer.status_code == 200 and len(seen) > MOST:
                many[row.path] = len(seen)
    assert opened > 100
    assert [f"{path}: {count}" for path, count in many.items() if path not in OLDER] == []
    assert OLDER - set(many) == set(), "these ask six times at most by now"
