from tests.rights import own

RIGHTS = [own("GET", "/suche")]
