from tests.rights import Right, own

MEMBERS = "/gruppen/{group_id:uuid}/mitglieder"


def office_of_any_body(path: str) -> list[Right]:
    return [
        Right(method=method, path=path, stranger=403, former=403, other_office="open", member=403)
        for method in ("GET", "POST")
    ]


RIGHTS = [
    own("GET", "/gruppen"),
    *office_of_any_body("/gruppen/neu"),
    Right(method="GET", path="/gruppen/{group_id:uuid}"),
    Right(method="GET", path="/gruppen/{group_id:uuid}/bearbeiten", member=403),
    Right(method="POST", path="/gruppen/{group_id:uuid}/bearbeiten", member=403),
    Right(method="GET", path=MEMBERS),
    Right(method="GET", path=f"{MEMBERS}/neu", member=403, right="bernd"),
    Right(method="POST", path=f"{MEMBERS}/neu", member=403, right="bernd"),
    Right(method="GET", path=f"{MEMBERS}/{{membership_id:uuid}}", member=403, right="bernd"),
    Right(method="POST", path=f"{MEMBERS}/{{membership_id:uuid}}", member=403, right="bernd"),
    Right(method="POST", path=f"{MEMBERS}/{{membership_id:uuid}}/ende", member=403, right="bernd"),
]
