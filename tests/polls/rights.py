from tests.rights import Right, leading, link, own

POLL = "/terminabfragen/{poll_id:uuid}"
RIGHTS = [
    own("GET", "/terminabfragen"),
    Right(method="GET", path="/gruppen/{group_id:uuid}/terminabfragen", capability="read"),
    leading("GET", "/gruppen/{group_id:uuid}/terminabfragen/neu"),
    leading("POST", "/gruppen/{group_id:uuid}/terminabfragen/neu"),
    Right(method="GET", path=POLL, capability="poll_read"),
    Right(method="POST", path=f"{POLL}/antwort", right="carla", capability="poll_answer"),
    Right(method="POST", path=f"{POLL}/erinnerung", capability="poll_lead"),
    Right(method="GET", path=f"{POLL}/bearbeiten", capability="poll_lead"),
    Right(method="POST", path=f"{POLL}/bearbeiten", capability="poll_lead"),
    Right(method="GET", path=f"{POLL}/termine", capability="poll_lead"),
    Right(method="POST", path=f"{POLL}/termine", capability="poll_lead"),
    Right(method="POST", path=f"{POLL}/ende", capability="poll_lead"),
    Right(method="GET", path=f"{POLL}/ruecknahme", capability="poll_lead"),
    Right(method="POST", path=f"{POLL}/ruecknahme", capability="poll_lead"),
    Right(method="GET", path=f"{POLL}/festlegung", capability="poll_lead"),
    Right(method="POST", path=f"{POLL}/festlegung", capability="poll_lead"),
    link("GET", "/u/{token:str}"),
    link("POST", "/u/{token:str}"),
    link("POST", "/u/{token:str}/irrtum"),
]  # fmt: skip
