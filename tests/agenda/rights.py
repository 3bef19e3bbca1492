from tests.rights import Right

AGENDA = "/sitzungen/{meeting_id:uuid}/tagesordnung"
LINKS = f"{AGENDA}/{{agenda_item_id:uuid}}/verknuepfungen"
PROPOSALS = "/sitzungen/{meeting_id:uuid}/vorschlaege"
ONE = f"{PROPOSALS}/{{proposal_id:uuid}}"

RIGHTS = [
    Right(method="GET", path=f"{AGENDA}/uebernahme", member=403, capability="agenda"),
    Right(method="POST", path=f"{AGENDA}/uebernahme", member=403, capability="agenda"),
    Right(method="GET", path=LINKS, member=403, capability="agenda"),
    Right(method="POST", path=LINKS, member=403, capability="agenda"),
    Right(method="GET", path=PROPOSALS),
    Right(method="POST", path=PROPOSALS),
    Right(method="GET", path=ONE, member=403, capability="meeting_lead"),
    Right(method="POST", path=ONE, member=403, capability="meeting_lead"),
]
