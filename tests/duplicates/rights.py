from tests.people.rights import entry, own_body
from tests.rights import Right

RIGHTS: list[Right] = [
    own_body("GET", "/personen/doppelte"),
    own_body("POST", "/personen/doppelte"),
    entry("GET", "/personen/doppelte/{keep_id:uuid}/{other_id:uuid}"),
    entry("POST", "/personen/doppelte/{keep_id:uuid}/{other_id:uuid}"),
    entry("POST", "/personen/zusammenfuehrungen/{merge_id:uuid}/zuruecknehmen"),
]
