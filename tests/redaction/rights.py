from tests.rights import Right

PAGE = "/sitzungen/{meeting_id:uuid}/protokoll/entfernung"

RIGHTS = [
    Right(method="GET", path=PAGE, capability="passage_remove", right="bernd"),
    Right(method="POST", path=PAGE, capability="passage_remove", right="bernd"),
    Right(method="POST", path=f"{PAGE}/fundstellen", capability="passage_remove", right="bernd"),
    Right(method="POST", path=f"{PAGE}/dateien", capability="passage_remove", right="bernd"),
]
