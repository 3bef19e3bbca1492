from tests.rights import Right, own

RIGHTS = [
    own("GET", "/kalender"),
    own("POST", "/kalender"),
    Right(
        method="POST", path="/kalender/adressen/{feed_id:uuid}/ende", member=404, capability="own"
    ),
    Right(method="GET", path="/kalender/{name:str}", anonymous=404, member=404),
]
