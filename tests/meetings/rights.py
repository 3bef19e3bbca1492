from tests.rights import Right

RIGHTS = [
    Right(method="GET", path="/gruppen/{group_id:uuid}/sitzungen"),
    Right(method="GET", path="/gruppen/{group_id:uuid}/sitzungen/neu", member=403, capability="meeting_lead"),
    Right(method="POST", path="/gruppen/{group_id:uuid}/sitzungen/neu", member=403, capability="meeting_lead"),
    Right(method="GET", path="/gruppen/{group_id:uuid}/ladungsfrist", member=403, capability="meeting_lead"),
    Right(method="GET", path="/sitzungen/{meeting_id:uuid}/tagesordnung", member=403, capability="agenda"),
    Right(method="POST", path="/sitzungen/{meeting_id:uuid}/tagesordnung", member=403, capability="agenda"),
    Right(
        method="GET", path="/sitzungen/{meeting_id:uuid}/tagesordnung/{agenda_item_id:uuid}",
        member=403, capability="agenda",
    ),
    Right(
        method="POST", path="/sitzungen/{meeting_id:uuid}/tagesordnung/{agenda_item_id:uuid}",
        member=403, capability="agenda",
    ),
    Right(
        method="POST",
        path="/sitzungen/{meeting_id:uuid}/tagesordnung/{agenda_item_id:uuid}/verschieben",
        member=403, capability="agenda",
    ),
    Right(
        method="POST",
        path="/sitzungen/{meeting_id:uuid}/tagesordnung/{agenda_item_id:uuid}/entfernen",
        member=403, capability="agenda",
    ),
    Right(method="POST", path="/sitzungen/{meeting_id:uuid}/beginn", member=403, capability="agenda"),
    Right(method="POST", path="/sitzungen/{meeting_id:uuid}/ende", member=403, capability="agenda"),
]  # fmt: skip
