from tests.people.rights import entry
from tests.rights import Right

RIGHTS: list[Right] = [
    Right(method="GET", path="/gruppen/{group_id:uuid}/uebergabe", member=403, right="bernd"),
    Right(method="POST", path="/gruppen/{group_id:uuid}/uebergabe", member=403, right="bernd"),
    entry("GET", "/personen/{person_id:uuid}/uebergabe"),
    entry("POST", "/personen/{person_id:uuid}/uebergabe"),
]
