from tests.rights import Right, own

ENTRY = "/beschluesse/{register_entry_id:uuid}"

RIGHTS = [
    own("GET", "/beschluesse"),
    own("GET", "/beschluesse/liste.csv"),
    own("GET", "/beschluesse/liste.xlsx"),
    own("GET", "/beschluesse/dazu"),
    Right(method="GET", path="/gruppen/{group_id:uuid}/beschluesse"),
    Right(method="GET", path=ENTRY, capability="decision_read"),
    Right(method="POST", path=f"{ENTRY}/umsetzung", capability="decision_follow", right="paul"),
]
