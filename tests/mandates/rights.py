from tests.rights import Right, own

GROUP = "/gruppen/{group_id:uuid}"
MANDATE = "/auftraege/{mandate_id:uuid}"
POINT = "/beschlusspunkte/{decision_point_id:uuid}"

RIGHTS = [
    Right(method="GET", path=f"{GROUP}/auftraege"),
    Right(method="GET", path=f"{GROUP}/auftraege/neu", right="carla"),
    Right(method="POST", path=f"{GROUP}/auftraege/neu", right="carla"),
    Right(method="GET", path=f"{GROUP}/herkunft"),
    own("GET", "/auftraege"),
    Right(method="GET", path=MANDATE),
    Right(method="POST", path=f"{MANDATE}/stand", member=403, right="paul"),
    Right(method="GET", path=f"{MANDATE}/bearbeiten", member=403, right="bernd"),
    Right(method="POST", path=f"{MANDATE}/bearbeiten", member=403, right="bernd"),
    Right(method="GET", path=f"{POINT}/gruppe", member=403),
    Right(method="POST", path=f"{POINT}/gruppe", member=403),
    Right(method="GET", path=f"{POINT}/auftrag", member=403),
    Right(method="POST", path=f"{POINT}/auftrag", member=403),
    Right(method="GET", path=f"{POINT}/nichts-zu-tun", member=403),
    Right(method="POST", path=f"{POINT}/nichts-zu-tun", member=403),
    Right(method="POST", path=f"{POINT}/doch-etwas-zu-tun", member=403),
    Right(method="GET", path="/vorlagen/{vorlage_id:uuid}/stand"),
    own("GET", "/beschlusskontrolle"),
]
