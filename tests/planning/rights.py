from tests.rights import Right, own

RIGHTS = [
    own("GET", "/sitzungen/monat"),
    own("GET", "/sitzungen/woche"),
    Right(method="GET", path="/ferien", capability="directory"),
    Right(method="POST", path="/ferien", capability="directory"),
    Right(method="POST", path="/ferien/{holiday_id:uuid}/entfernen", capability="entry"),
]
