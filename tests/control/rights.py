from tests.rights import Right, own

RIGHTS = [
    own("GET", "/beschlusskontrolle"),
    own("GET", "/beschlusskontrolle/liste.csv"),
    own("GET", "/beschlusskontrolle/liste.xlsx"),
    own("GET", "/beschlusskontrolle/liste.pdf"),
    Right(method="GET", path="/beschlusspunkte/{decision_point_id:uuid}", capability="paper_read"),
    Right(method="GET", path="/vorlagen/{vorlage_id:uuid}/fortschritt", capability="paper_read"),
    Right(method="GET", path="/gruppen/{group_id:uuid}/fortschritt"),
]
