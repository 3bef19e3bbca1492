from tests.rights import Right, public

RIGHTS = [
    Right(
        method="GET",
        path="/gruppen/{group_id:uuid}/aufgaben/neu",
        member=403,
        right="paul",
        capability="task_give",
    ),
    Right(
        method="POST",
        path="/gruppen/{group_id:uuid}/aufgaben",
        member=403,
        right="bernd",
        capability="task_give",
    ),
    Right(method="GET", path="/aufgaben/{task_id:uuid}", capability="task_read"),
    Right(method="POST", path="/aufgaben/{task_id:uuid}/kommentare", capability="task_read"),
    Right(
        method="GET",
        path="/aufgaben/{task_id:uuid}/bearbeiten",
        member=403,
        right="paul",
        capability="task_give",
    ),
    Right(
        method="POST",
        path="/aufgaben/{task_id:uuid}/bearbeiten",
        member=403,
        right="bernd",
        capability="task_give",
    ),
    Right(method="POST", path="/aufgaben/{task_id:uuid}/beginn", capability="task_report"),
    Right(method="GET", path="/aufgaben/{task_id:uuid}/erledigung", capability="task_report"),
    Right(method="POST", path="/aufgaben/{task_id:uuid}/erledigung", capability="task_report"),
    Right(
        method="GET", path="/aufgaben/{task_id:uuid}/verwerfung", member=403, capability="task_give"
    ),
    Right(
        method="POST",
        path="/aufgaben/{task_id:uuid}/verwerfung",
        member=403,
        capability="task_give",
    ),
    Right(method="GET", path="/aufgaben/{task_id:uuid}/wiederaufnahme", capability="task_report"),
    Right(method="POST", path="/aufgaben/{task_id:uuid}/wiederaufnahme", capability="task_report"),
    Right(method="POST", path="/aufgaben/{task_id:uuid}/beobachtung", capability="task_read"),
    *(
        Right(
            method="POST",
            path=f"/aufgaben/{{task_id:uuid}}/teilschritte{end}",
            capability="task_report",
        )
        for end in (
            "",
            "/{substep_id:uuid}/stand",
            "/{substep_id:uuid}/platz",
            "/{substep_id:uuid}/entfernung",
        )
    ),
    public("GET", "/t/{token:str}"),
    public("POST", "/t/{token:str}"),
    public("POST", "/t/{token:str}/teilschritte/{substep_id:uuid}"),
]
