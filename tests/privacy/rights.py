from tests.people.rights import entry
from tests.rights import own

RIGHTS = [
    entry("GET", "/personen/{person_id:uuid}/auskunft"),
    entry("POST", "/personen/{person_id:uuid}/auskunft"),
    entry("GET", "/personen/{person_id:uuid}/loeschen"),
    entry("POST", "/personen/{person_id:uuid}/loeschen"),
    own("GET", "/einstellungen/auskunft"),
    own("POST", "/einstellungen/auskunft"),
]
