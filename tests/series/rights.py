from tests.rights import Right

RIGHTS = [
    Right(method="GET", path="/gruppen/{group_id:uuid}/reihen/neu", member=403, capability="meeting_lead"),
    Right(method="POST", path="/gruppen/{group_id:uuid}/reihen/neu", member=403, capability="meeting_lead"),
    Right(method="GET", path="/gruppen/{group_id:uuid}/termine/neu", member=403, capability="meeting_lead"),
    Right(method="POST", path="/gruppen/{group_id:uuid}/termine/neu", member=403, capability="meeting_lead"),
    Right(method="GET", path="/gruppen/{group_id:uuid}/termine/vorjahr", member=403, capability="meeting_lead"),
    Right(method="GET", path="/serien/{series_id:uuid}"),
]  # fmt: skip
