from tests.rights import Right, own, public

RIGHTS = [
    own("GET", "/aufgaben"),
    Right(method="GET", path="/gruppen/{group_id:uuid}/aufgaben"),
    Right(method="GET", path="/gruppen/{group_id:uuid}/aufgaben/neu", member=403, right="paul"),
    Right(method="POST", path="/gruppen/{group_id:uuid}/aufgaben", member=403, right="bernd"),
    Right(method="GET", path="/aufgaben/{task_id:uuid}"),
    Right(method="POST", path="/aufgaben/{task_id:uuid}/kommentare"),
    Right(method="GET", path="/aufgaben/{task_id:uuid}/bearbeiten", member=403, right="paul"),
    Right(method="POST", path="/aufgaben/{task_id:uuid}/bearbeiten", member=403, right="bernd"),
    Right(method="POST", path="/aufgaben/{task_id:uuid}/beginn"),
    Right(method="GET", path="/aufgaben/{task_id:uuid}/erledigung"),
    Right(method="POST", path="/aufgaben/{task_id:uuid}/erledigung"),
    Right(method="GET", path="/aufgaben/{task_id:uuid}/verwerfung", member=403),
    Right(method="POST", path="/aufgaben/{task_id:uuid}/verwerfung", member=403),
    Right(method="GET", path="/aufgaben/{task_id:uuid}/wiederaufnahme"),
    Right(method="POST", path="/aufgaben/{task_id:uuid}/wiederaufnahme"),
    public("GET", "/t/{token:str}"),
    public("POST", "/t/{token:str}"),
]
