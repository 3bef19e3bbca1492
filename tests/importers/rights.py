from tests.rights import Right

SOURCES = "/vorlagen/oparl"
SOURCE = f"{SOURCES}/{{source_id:uuid}}"

RIGHTS = [
    Right(method="GET", path=SOURCES, stranger=403, former=403, other_office="open", member=403),
    Right(method="POST", path=SOURCES, stranger=403, former=403, other_office="open", member=403),
    Right(method="GET", path=SOURCE, member=404),
    Right(method="GET", path=f"{SOURCE}/lauf", member=404),
    Right(method="POST", path=f"{SOURCE}/abgleich", member=404),
    Right(method="POST", path=f"{SOURCE}/auswahl", member=404),
    Right(method="GET", path=f"{SOURCE}/ende", member=404),
    Right(method="POST", path=f"{SOURCE}/ende", member=404),
]  # fmt: skip
