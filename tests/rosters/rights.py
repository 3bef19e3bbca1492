from tests.rights import Right, own

PEOPLE = "/personen/einlesen"
ONE = f"{PEOPLE}/{{import_id:uuid}}"
SHEETS = "/gruppen/{group_id:uuid}/mitglieder"
MEMBERS = "/gruppen/{group_id:uuid}/mitglieder/einlesen"

RIGHTS = [
    Right(method="GET", path=PEOPLE, stranger=403, former=403, other_office="open", member=403),
    Right(method="POST", path=PEOPLE, stranger=403, former=403, other_office="open", member=403),
    own("GET", f"{PEOPLE}/beispiel.csv"),
    Right(method="GET", path=MEMBERS, member=403, right="bernd"),
    Right(method="POST", path=MEMBERS, member=403, right="bernd"),
    Right(method="GET", path="/gruppen/{group_id:uuid}/mitglieder/ausgeben"),
    Right(method="GET", path="/gruppen/{group_id:uuid}/mitglieder/liste.xlsx"),
    Right(method="GET", path="/gruppen/{group_id:uuid}/mitglieder/liste.vcf"),
    Right(method="GET", path=f"{SHEETS}/anwesenheitsliste.pdf", member=403, right="paul"),
    Right(
        method="GET",
        path="/sitzungen/{meeting_id:uuid}/anwesenheitsliste.pdf",
        member=403,
        right="paul",
    ),
    Right(method="GET", path=ONE, member=404),
    Right(method="GET", path=f"{ONE}/spalten", member=404),
    Right(method="POST", path=f"{ONE}/spalten", member=404),
    Right(method="POST", path=f"{ONE}/blatt", member=404),
    Right(method="GET", path=f"{ONE}/fortgang", member=404),
    Right(method="POST", path=f"{ONE}/zellen", member=404),
    Right(method="POST", path=f"{ONE}/uebernehmen", member=404),
    Right(method="POST", path=f"{ONE}/verwerfen", member=404),
]
